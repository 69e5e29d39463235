// @ts-check
// What must hold of the page, one function a concern.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** @typedef {import("playwright-core").Page} Page @typedef {import("../src/view").View} View @typedef {import("./tally.mjs").Tally} Tally */
/** @typedef {{page: Page, noise: string[], calls: string[]}} Seen */

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SECTIONS = 17, TORNADO = 12;

/** Opens a file and writes down every complaint and every call for the network.
 * @param {import("playwright-core").Browser} browser @param {string} file @param {number} width @param {"light" | "dark"} colorScheme */
export async function opened(browser, file, width, colorScheme) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce", acceptDownloads: true, bypassCSP: false });
  /** @type {Seen} */
  const seen = { page, noise: [], calls: [] };
  page.on("console", (it) => ["error", "warning"].includes(it.type()) && seen.noise.push(it.text()));
  page.on("pageerror", (it) => seen.noise.push(it.message));
  page.on("request", (it) => /^(https?|wss?):/.test(it.url()) && seen.calls.push(it.url()));
  await page.goto(`file://${file}`);
  await page.waitForFunction(() => document.querySelector("#page")?.textContent);
  return seen;
}

/** Sections that stand: one whose figure was not asked does not. @param {View} view */
function standing(view) {
  const asked = [view.figures.some((it) => it.figure === "remanence"), view.figures.length, view.service.length, view.hysteresis.length, view.independence.length, view.weakest.length];
  return SECTIONS - asked.filter((it) => !it).length;
}

/** Bands of swarf that are thick enough to be drawn. @param {import("../src/view").Swarf[]} swarf */
function bands(swarf) {
  const sizes = swarf.map((it) => Math.max(it.collected, it.recycled)), most = Math.max(0, ...sizes);
  return sizes.filter((it) => most > 0 && it >= 0.02 * most).length;
}

/** Every chart has its name and its sentence, and nothing sticks out.
 * @param {Tally} tally @param {Page} page */
export async function laid(tally, page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  tally.check("no sideways scroll", wide <= 0, wide);
  const out = await page.$$eval("figure svg[role=img]", (all) => all.flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => {
      const it = text.getBoundingClientRect();
      return it.width > 0 && (it.left < box.left - 1.5 || it.right > box.right + 1.5 || it.bottom > box.bottom + 1.5);
    }).map((text) => text.textContent);
  }));
  tally.check("no lettering leaves its chart", out.length === 0, out);
  const unnamed = await page.$$eval("figure svg[role=img]", (all) => all.filter((svg) => {
    const sentence = document.getElementById(svg.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
    return !svg.getAttribute("aria-label") || sentence.length < 30;
  }).length);
  tally.check("every chart has a name and a sentence", unnamed === 0, unnamed);
  const broken = await page.$$eval("svg *", (all) => all.filter((it) => [...it.attributes].some((a) => /NaN|undefined|Infinity/.test(a.value))).length);
  tally.check("no mark stands nowhere", broken === 0, broken);
}

/** Every section stands, every chart has its marks.
 * @param {Tally} tally @param {Page} page @param {View} view */
export async function rendered(tally, page, view) {
  const sections = await page.$$eval("main > section", (all) => all.map((it) => ({ id: it.id, text: it.textContent?.trim().length ?? 0 })));
  tally.check("all sections stand that were asked", sections.length === standing(view) && sections.every((it) => it.text > 20), sections);
  await laid(tally, page);
  const buyer = view.buyers[0]?.id;
  const mine = (/** @type {{buyer: string}} */ it) => it.buyer === buyer;
  const uses = new Set(view.uses.map((it) => it.id));
  /** @type {[string, number][]} */
  const marks = [
    ["[data-chart=remains] circle.point", view.figures.filter((it) => it.figure === "remanence" && it.p50 !== null && uses.has(it.use ?? "")).length + (view.figures.some((it) => it.figure === "remanence" && it.use) ? 1 : 0)],
    ["[data-chart=service] g > path.median", view.service.filter(mine).length],
    ["[data-chart=prices] path.tier", view.prices.slice(0, 6).flatMap((it) => it.series).length],
    ["[data-chart=hysteresis] path.tightening", view.hysteresis.filter(mine).length],
    ["[data-chart=chain] g.node", view.chains[0]?.nodes.length ?? 0],
    ["[data-chart=chain] .ribbon", view.chains[0]?.links.length ?? 0],
    ["[data-chart=chain] .return", bands(view.chains[0]?.swarf ?? [])],
    ["[data-chart=accounts] path.median", view.monthly.filter((it) => it.account !== "licence_rent" || it.of === buyer).length],
    [".spending tbody tr", view.public_money.filter((it) => [it.p10, it.p50, it.p90, it.baseline_p50].some((usd) => usd !== null && usd !== 0)).length],
    [".projects tbody tr", view.projects.length],
    ["[data-chart=independence-1] .quantile", view.independence.find(mine)?.dots.length ?? 0],
    ["[data-chart=independence-1] .claim", view.independence.find(mine)?.claims.length ?? 0],
    ["[data-chart=weakest] .bar-mark", view.weakest.length],
    ...(view.drivers?.headlines ?? []).filter((it) => mine(it) && !it.use).map((it) => /** @type {[string, number]} */ ([`[data-chart=drivers-${it.headline}] .swing`, Math.min(TORNADO, (it.drivers ?? []).filter((driver) => driver.told_from_chance).length)])),
    ["[data-chart=attribution-remanence_worst] .effect rect", view.attribution?.headlines.find(mine)?.items.length ?? 0],
    ["[data-chart=variants-remanence_worst] .effect circle", (view.variants ?? []).filter((it) => it.headlines.find(mine)?.quantiles.p50 !== null).length],
    ["[data-chart=base] g[data-why]:has(> .row-label)", Math.min(24, view.base.moves.length)],
    [".assumptions tbody tr", view.assumptions.length], ["#sources li", Object.keys(view.sources).length], [".unknown li", view.unknown.length],
  ];
  for (const [selector, expected] of marks) {
    const found = await page.locator(selector).count();
    tally.check(`${expected} of ${selector}`, found === expected, found);
  }
}

/** @param {Tally} tally @param {Page} page @param {string} [part] a selector; the whole page when absent */
export async function accessible(tally, page, part = "body") {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (selector) => {
    // @ts-expect-error axe was put there by the line above
    const { violations } = await globalThis.axe.run({ include: selector.split(",").map((it) => [it]) }, { resultTypes: ["violations"] });
    return violations.filter((/** @type {any} */ it) => ["serious", "critical"].includes(it.impact)).map((/** @type {any} */ it) => `${it.id}: ${it.nodes[0].html.slice(0, 160)}`);
  }, part);
  tally.check("axe finds nothing serious", found.length === 0, found);
}

/** @param {Tally} tally @param {Seen} seen */
export async function noEscape(tally, { noise, calls }) {
  tally.check("the console is silent", noise.length === 0, noise);
  tally.check("nothing is fetched", calls.length === 0, calls);
}

/** A reader without a pointer can reach a number, its sources, every table and every month.
 * @param {Tally} tally @param {Page} page @param {View} view */
export async function keyboard(tally, page, view) {
  let steps = 0;
  while (steps++ < 80 && !(await page.evaluate(() => document.activeElement?.matches("main .cited")))) await page.keyboard.press("Tab");
  tally.check("Tab reaches a number", steps < 80, steps);
  await page.keyboard.press("Enter");
  tally.check("Enter opens the drawer", (await page.locator(".drawer .why").count()) > 0);
  const first = Object.values(view.sources)[0]?.title ?? "?";
  tally.check("the drawer leads to a source", ((await page.textContent(".drawer")) ?? "").includes(first));
  await accessible(tally, page);
  tally.check("the drawer has the focus", await page.evaluate(() => document.activeElement?.closest(".drawer") !== null));
  await page.keyboard.press("Escape");
  tally.check("Escape closes it", (await page.locator(".drawer").count()) === 0);
  tally.check("the focus goes back", await page.evaluate(() => document.activeElement?.matches("main .cited") === true));
  await page.keyboard.press("s");
  tally.check("s opens the sources of the number", (await page.locator(".drawer .why").count()) > 0);
  await page.keyboard.press("Escape");
  const before = await page.textContent("[data-chart=service] .reading");
  await page.keyboard.press("]");
  tally.check("] reads the next month", (await page.textContent("[data-chart=service] .reading")) !== before);
  tally.check("and it is spoken", ((await page.textContent("[aria-live]")) ?? "").length > 20);
  await page.keyboard.press("[");
}

/** The table behind every chart, by one key.
 * @param {Tally} tally @param {Page} page */
export async function openTables(tally, page) {
  await page.keyboard.press("t");
  const charts = await page.locator("[data-chart]").count();
  tally.check("t opens the table of every chart", (await page.locator("[data-chart] table").count()) === charts, charts);
  await accessible(tally, page, "[data-chart=remains],[data-chart=base],[data-chart=chain]");
  tally.check("open tables do not widen the page", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.keyboard.press("t");
  tally.check("t shuts them", (await page.locator("[data-chart] table").count()) === 0);
}

/** The picture of the flows changes its month by keys alone, and a click on it leads to its sources.
 * @param {Tally} tally @param {Page} page @param {View} view */
export async function chained(tally, page, view) {
  await page.focus(".choice input >> nth=0");
  await page.keyboard.press("ArrowRight");
  const other = view.chains[1];
  tally.check("an arrow shows the other month", ((await page.textContent("[data-chart=chain] h3")) ?? "").includes(other?.title ?? "?"));
  const found = await page.locator("[data-chart=chain] g.node").count();
  tally.check("with its own places", found === other?.nodes.length, found);
  await page.locator("[data-chart=chain] g.node").first().dispatchEvent("click", { bubbles: true });
  tally.check("a place leads to its sources", (await page.locator(".drawer .why").count()) > 0);
  await page.keyboard.press("Escape");
  await page.focus(".choice input >> nth=1");
  await page.keyboard.press("ArrowLeft");
}

/** A tornado leads to the rows of its inputs; a run that ranked none says how to ask.
 * @param {Tally} tally @param {Page} page @param {View} view */
export async function driven(tally, page, view) {
  if (!view.drivers) {
    tally.check("the page says how to ask for drivers", /coercivity run .*--drivers/.test((await page.textContent("#drivers")) ?? ""));
    return;
  }
  await page.locator("[data-chart=drivers-remanence_worst] .swing").first().dispatchEvent("click", { bubbles: true });
  tally.check("a bar leads to its input's row", (await page.locator(".drawer .cite").count()) > 0);
  await page.keyboard.press("Escape");
  const uses = view.drivers.headlines.filter((it) => it.buyer === view.buyers[0]?.id && it.use).length;
  await page.click("#drivers button:has-text('Use by use')");
  tally.check("each use has a tornado", (await page.locator("#drivers [data-chart^=drivers-remanence-]").count()) === uses, uses);
  await page.click("#drivers button:has-text('The buyer as a whole')");
  await page.mouse.move(0, 0);
}

/** @param {Tally} tally @param {Page} page */
export async function themed(tally, page) {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const found = [];
  for (let i = 0; i < 3; i++) {
    await page.click("button.theme");
    found.push(await ground());
  }
  tally.check("the toggle gives light, dark and the reader's own", new Set(found).size === 2, found);
}

/** @param {Page} page @param {string} selector */
async function saved(page, selector) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** The files a reader takes away, and another buyer.
 * @param {Tally} tally @param {Page} page @param {View} view */
export async function menus(tally, page, view) {
  const csv = await saved(page, "[data-chart=service] button:has-text('CSV')");
  const rows = view.service.filter((it) => it.buyer === view.buyers[0]?.id).reduce((all, it) => all + it.months.length, 0);
  tally.check("the CSV has a row for each month and use", csv.text.trim().split("\r\n").length === rows + 1 && csv.name === "service.csv", csv.text.slice(0, 90));
  const svg = await saved(page, "[data-chart=chain] button:has-text('SVG')");
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml");
    return { broken: root.querySelector("parsererror") !== null, title: root.querySelector("svg > title")?.textContent, filled: root.querySelectorAll("path[style*='rgb']").length };
  }, svg.text);
  tally.check("the SVG stands alone", !parsed.broken && !!parsed.title && parsed.filled > 5, parsed);
  const other = view.buyers[1];
  if (!other) return;
  if (await page.locator(".buyer-select").isVisible()) await page.selectOption(".buyer-select select", other.id);
  else await page.click(`.buyers label:has-text("${other.label}")`);
  tally.check("another buyer changes the charts", ((await page.textContent("[data-chart=service] h3")) ?? "").includes(other.label));
}

/** On a sheet of A4 between its margins.
 * @param {Tally} tally @param {Page} page */
export async function printed(tally, page) {
  const screen = page.viewportSize();
  await page.setViewportSize({ width: 720, height: 1020 });
  await page.emulateMedia({ media: "print" });
  tally.check("paper has no controls", !(await page.isVisible(".bar")) && !(await page.isVisible(".chart-menu")));
  tally.check("paper is white", (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)) === "rgb(255, 255, 255)");
  tally.check("paper has no sideways scroll", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.emulateMedia({ media: "screen" });
  if (screen) await page.setViewportSize(screen);
}
