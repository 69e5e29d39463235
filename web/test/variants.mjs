// @ts-check
// Writes the two other runs that the browser test opens: one that found nothing, one of another shape.
// Usage: node test/variants.mjs EMPTY.json OLD.json
import { readFileSync, writeFileSync } from "node:fs";
import { emptied } from "./empty.mjs";

const view = JSON.parse(readFileSync(new URL("../fixture/specimen.json", import.meta.url), "utf8"));
const [empty, old] = process.argv.slice(2).map(String);
if (!empty || !old) throw new Error("usage: variants.mjs EMPTY.json OLD.json");
writeFileSync(empty, JSON.stringify(emptied(view)));
writeFileSync(old, JSON.stringify({ ...view, schema: "coercivity.report/0" }));
