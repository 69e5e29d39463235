// One colour a place, the same on every chart of the page, by the name that readers see.
import type { View } from "../view";

const COLOURS = 8;
/** The stage whose nodes are end uses, not places. */
export const USE = "use";

/** Whether a place is what is left over: it stands last and wears grey. */
export const isRemainder = (label: string): boolean => /\b(rest|other|remainder|unknown)\b/i.test(label);

/** Names of places in the order of their colours: by all they make in the chain, then as prices name them. */
export function placeNames(view: View): string[] {
  const made = new Map<string, number>();
  for (const node of view.chains.flatMap((it) => it.nodes.filter((node) => node.stage !== USE))) made.set(node.label, (made.get(node.label) ?? 0) + node.tonnes);
  const inChain = [...made].sort((a, b) => b[1] - a[1]).map(([label]) => label);
  const inPrices = view.prices.flatMap((good) => good.series.map((it) => it.place));
  return [...new Set([...inChain, ...inPrices])].filter((label) => !isRemainder(label));
}

/** Whether a place has a colour of its own. */
export const hasColour = (names: string[], label: string): boolean => names.indexOf(label) >= 0 && names.indexOf(label) < COLOURS;

/** The colour of a place; grey for what is left over and for places past the palette. */
export const placeColour = (names: string[], label: string): string => `var(--place-${hasColour(names, label) ? names.indexOf(label) : "rest"})`;
