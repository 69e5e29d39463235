// Where the entries of a key stand, row by row.

export type LegendItem = {
  label: string; shape: "band" | "box" | "line" | "dot" | "cross"; mark: string; fill?: string; hatch?: string;
};

const ROW = 20;

let canvas: CanvasRenderingContext2D | null = null;

/** Width of a text in the letters of the page; four fifths of an em a letter where nothing can measure it. */
export function textWidth(text: string, size = 12, weight = 400): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return text.length * size * 0.8;
  canvas.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return canvas.measureText(text).width;
}

/** The text, or as much of it as fits with an ellipsis. */
export function cut(text: string, room: number, size = 12, weight = 400): string {
  if (textWidth(text, size, weight) <= room) return text;
  let keep = text.length - 1;
  while (keep > 1 && textWidth(`${text.slice(0, keep).trimEnd()}\u2026`, size, weight) > room) keep -= 1;
  return `${text.slice(0, keep).trimEnd()}\u2026`;
}

/** Places the entries from left to right and starts a row when the next does not fit. */
export function legendRows(items: LegendItem[], width: number) {
  let x = 0, y = 0;
  const placed = items.map((item) => {
    const label = cut(item.label, width - 28);
    const wide = 24 + textWidth(label) + 16;
    if (x > 0 && x + wide - 16 > width) {
      x = 0;
      y += ROW;
    }
    const at = { item: { ...item, label }, x, y };
    x += wide;
    return at;
  });
  return { items: placed, height: items.length ? y + ROW : 0 };
}
