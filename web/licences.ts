// Every report is a copy of the libraries inside the bundle, so their licences stand at its head.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

type Notice = { name: string; licence: string; text: string };

/** The notice of the package that a module belongs to; null for modules of our own. */
function noticeOf(module: string): Notice | null {
  if (!module.includes("/node_modules/")) return null;
  let folder = dirname(module.replace(/^\0/, ""));
  while (!existsSync(join(folder, "package.json")) || !JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name) folder = dirname(folder);
  const { name, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  if (!file) throw new Error(`${name} has no licence file; do not bundle it`);
  return { name, licence: license, text: readFileSync(join(folder, file), "utf8").trim() };
}

/** Writes one comment with each licence text once, above the script. */
export function licences(): Plugin {
  return {
    name: "licences",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const byText = new Map<string, Set<string>>();
        for (const notice of Object.keys(chunk.modules).map(noticeOf)) {
          if (!notice) continue;
          byText.set(notice.text, (byText.get(notice.text) ?? new Set()).add(`${notice.name} (${notice.licence})`));
        }
        const parts = [...byText].map(([text, names]) => `${[...names].sort().join(", ")}\n\n${text}`).sort();
        chunk.code = `/*! This script contains:\n\n${parts.join("\n\n\n").replaceAll("*/", "* /")}\n*/\n${chunk.code}`;
      }
    },
  };
}
