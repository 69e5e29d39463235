// @ts-check
// What must hold of the page of a score.

/** @typedef {import("playwright-core").Page} Page @typedef {import("../src/history").History} History @typedef {import("./tally.mjs").Tally} Tally */

/** A score that found nothing: no fact has a number, nothing else was asked. @param {History} view @returns {History} */
export function unscored(view) {
  const none = { status: /** @type {const} */ ("missing"), median: null, p10: null, p90: null, in_band: null, crps: null, on_series: null };
  return { ...view, answer: [], crps: null, rivals: [], ablation: [], sources: {}, whys: {}, episodes: view.episodes.map((it) => ({ ...it, series: [], facts: it.facts.map((fact) => ({ ...fact, ...none })) })) };
}

/** Every section, fact, series and mechanism stands, and nothing sticks out.
 * @param {Tally} tally @param {Page} page @param {History} view */
export async function recounted(tally, page, view) {
  const sections = await page.$$eval("main > section", (all) => all.map((it) => ({ id: it.id, text: it.textContent?.trim().length ?? 0 })));
  tally.check("all sections of the score stand", sections.length === 7 && sections.every((it) => it.text > 20), sections);
  /** @type {[string, number][]} */
  const marks = view.episodes.flatMap((episode, i) => {
    const of = (/** @type {string} */ status) => episode.facts.filter((it) => it.status === status).length;
    const drawn = episode.facts.filter((it) => it.on_series);
    return /** @type {[string, number][]} */ ([
      [`[data-chart=facts-${i + 1}] .fact`, episode.facts.length],
      [`[data-chart=facts-${i + 1}] .verdict-inside`, of("inside")], [`[data-chart=facts-${i + 1}] .verdict-outside`, of("outside")], [`[data-chart=facts-${i + 1}] .verdict-missing`, of("missing")],
      [`[data-chart=replayed-${i + 1}] g > path.median`, episode.series.length], [`[data-chart=replayed-${i + 1}] .drawn`, drawn.length],
      [`[data-chart=replayed-${i + 1}] .drawn circle`, drawn.filter((it) => it.status === "inside").length],
    ]);
  });
  marks.push(["[data-chart=rivals] .pair", view.rivals.length * 2], ["[data-chart=ablation] .cost", Math.max(0, view.ablation.length - 1) * 2], ["#totals tbody tr", view.totals.length]);
  for (const [selector, expected] of marks) {
    const found = await page.locator(selector).count();
    tally.check(`${expected} of ${selector}`, found === expected, found);
  }
  const words = await page.$$eval("[data-chart^=facts-] .value", (all) => [...new Set(all.map((it) => it.textContent))].toSorted());
  const WORDS = { inside: "hit", outside: "miss", missing: "no number" };
  const wanted = [...new Set(view.episodes.flatMap((it) => it.facts.map((fact) => WORDS[fact.status])))].toSorted();
  tally.check("each verdict is a word", JSON.stringify(words) === JSON.stringify(wanted), words);
  if (!view.ablation.length) tally.check("the page says how to ask for the ablation", ((await page.textContent("#ablation")) ?? "").includes("--ablate"));
}

/** A fact leads to its source, by pointer and by the table alone.
 * @param {Tally} tally @param {Page} page */
export async function sourced(tally, page) {
  await page.locator("[data-chart=replayed-1] .drawn rect").first().dispatchEvent("click", { bubbles: true });
  tally.check("a box of the record leads to its source", (await page.locator(".drawer .cite").count()) > 0);
  await page.keyboard.press("Escape");
  await page.focus("[data-chart=facts-1] .chart-menu button");
  await page.keyboard.press("Enter");
  await page.focus("[data-chart=facts-1] tbody .cited");
  await page.keyboard.press("Enter");
  tally.check("a row of the table leads there too", (await page.locator(".drawer .cite").count()) > 0);
  await page.keyboard.press("Escape");
}
