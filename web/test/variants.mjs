// @ts-check
// Writes the other runs that the browser test opens: one that found nothing, one with too much, one of
// another shape, and scores of history. Usage: node test/variants.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { crowded } from "./crowded.mjs";
import { emptied } from "./empty.mjs";
import { unscored } from "./past.mjs";

const view = JSON.parse(readFileSync(new URL("../fixture/specimen.json", import.meta.url), "utf8"));
const history = JSON.parse(readFileSync(new URL("../fixture/history.json", import.meta.url), "utf8"));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: variants.mjs FOLDER");
const runs = { specimen: view, empty: emptied(view), crowded: crowded(view), old: { ...view, schema: "coercivity.report/0" }, history, unscored: unscored(history) };
for (const [name, run] of Object.entries(runs)) writeFileSync(`${folder}/${name}.json`, JSON.stringify(run));
