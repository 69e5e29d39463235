// @ts-check
// Opens the page in a real browser, at two widths and in both schemes, and looks at it as a reader would.
// Usage: node test/browser.mjs FOLDER SHOTS, where FOLDER holds specimen.html, empty.html, crowded.html, old.html,
// history.html and unscored.html.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { accessible, chained, driven, keyboard, laid, menus, noEscape, openTables, opened, printed, rendered, themed } from "./checks.mjs";
import { crowded } from "./crowded.mjs";
import { emptied } from "./empty.mjs";
import { recounted, sourced, unscored } from "./past.mjs";
import { Tally } from "./tally.mjs";

const [folder, shots] = process.argv.slice(2);
if (!folder || !shots) throw new Error("usage: browser.mjs FOLDER SHOTS");
/** @type {import("../src/view").View} */
const view = JSON.parse(readFileSync(fileURLToPath(new URL("../fixture/specimen.json", import.meta.url)), "utf8"));
const SCREENS = /** @type {const} */ ([[1280, "light"], [1280, "dark"], [400, "light"], [400, "dark"]]);

const tally = new Tally();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const [width, scheme] of SCREENS) {
  tally.at = `${width} ${scheme}`;
  const seen = await opened(browser, `${folder}/specimen.html`, width, scheme);
  await rendered(tally, seen.page, view);
  await accessible(tally, seen.page);
  await noEscape(tally, seen);
  await seen.page.screenshot({ path: `${shots}/page-${width}-${scheme}.png`, fullPage: true });
  await keyboard(tally, seen.page, view);
  await chained(tally, seen.page, view);
  await driven(tally, seen.page, view);
  if (scheme === "light") await openTables(tally, seen.page);
  await themed(tally, seen.page);
  await menus(tally, seen.page, view);
  await printed(tally, seen.page);
  await noEscape(tally, seen);
  await seen.page.close();
}
const VARIANTS = /** @type {const} */ ([["empty", emptied(view)], ["crowded", crowded(view)]]);
for (const [width, [name, run]] of VARIANTS.flatMap((it) => /** @type {[number, typeof it][]} */ ([[1280, it], [400, it]]))) {
  tally.at = `${width} ${name}`;
  const seen = await opened(browser, `${folder}/${name}.html`, width, "light");
  await rendered(tally, seen.page, run);
  await accessible(tally, seen.page);
  if (name === "empty") await driven(tally, seen.page, run);
  await seen.page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  await noEscape(tally, seen);
  await seen.page.close();
}
/** @type {import("../src/history").History} */
const history = JSON.parse(readFileSync(fileURLToPath(new URL("../fixture/history.json", import.meta.url)), "utf8"));
for (const [width, scheme] of SCREENS) {
  tally.at = `history ${width} ${scheme}`;
  const seen = await opened(browser, `${folder}/history.html`, width, scheme);
  await laid(tally, seen.page);
  await recounted(tally, seen.page, history);
  await accessible(tally, seen.page);
  await seen.page.screenshot({ path: `${shots}/history-${width}-${scheme}.png`, fullPage: true });
  await sourced(tally, seen.page);
  await printed(tally, seen.page);
  await noEscape(tally, seen);
  await seen.page.close();
}
tally.at = "history unscored";
const bare = await opened(browser, `${folder}/unscored.html`, 400, "light");
await laid(tally, bare.page);
await recounted(tally, bare.page, unscored(history));
await accessible(tally, bare.page);
await noEscape(tally, bare);
await bare.page.close();
tally.at = "other shape";
const other = await opened(browser, `${folder}/old.html`, 1280, "light");
tally.check("a run of another shape is refused in words", (await other.page.textContent("#page"))?.includes("coercivity.report/0") === true);
await browser.close();
tally.report();
