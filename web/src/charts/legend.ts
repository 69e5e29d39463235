// Where the entries of a key stand, row by row.

export type LegendItem = {
  label: string; shape: "band" | "box" | "line" | "dot"; mark: string; fill?: string; hatch?: string;
};

const ROW = 20;

/** Width of a text at the size that charts are lettered in; an estimate on the safe side. */
export const textWidth = (text: string, size = 12): number => text.length * size * 0.58;

/** Places the entries from left to right and starts a row when the next does not fit. */
export function legendRows(items: LegendItem[], width: number) {
  let x = 0, y = 0;
  const placed = items.map((item) => {
    const wide = 24 + textWidth(item.label) + 16;
    if (x > 0 && x + wide - 16 > width) {
      x = 0;
      y += ROW;
    }
    const at = { item, x, y };
    x += wide;
    return at;
  });
  return { items: placed, height: items.length ? y + ROW : 0 };
}
