// One colour a place, the same wherever it stands on a chart.

const COLOURS = 8;

/** Whether a place is what is left over: it stands last and wears grey. */
export const isRemainder = (label: string): boolean => /\b(rest|other|remainder|unknown)\b/i.test(label);

/** The colour of a place by its rank; grey for what is left over and for places past the palette. */
export function placeColour(places: string[], place: string, label = place): string {
  const rank = places.indexOf(place);
  return `var(--place-${isRemainder(label) || rank < 0 || rank >= COLOURS ? "rest" : rank})`;
}
