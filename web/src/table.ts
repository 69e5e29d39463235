// The table behind a chart, and the two files a reader may take away: the table and the picture.

export type Cell = { text: string; value?: number | string | null; why?: string | null; source?: string };
export type Table = { columns: string[]; rows: Cell[][] };

/** A cell that says its text and, to a spreadsheet, its number. */
export const cell = (text: string, value?: number | string | null, why?: string | null): Cell => ({ text, value, why });

/** The table as CSV (RFC 4180); unknown is an empty field. */
export function csv({ columns, rows }: Table): string {
  const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (fields: string[]) => fields.map(field).join(",");
  const raw = (it: Cell) => (it.value === undefined ? it.text : it.value === null ? "" : String(it.value));
  return [line(columns), ...rows.map((row) => line(row.map(raw)))].join("\r\n") + "\r\n";
}

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin", "stroke-linecap", "opacity", "font-size", "font-weight", "font-family", "font-style", "text-anchor", "paint-order", "dominant-baseline"];

/** A picture that stands alone: the styles of the page are written into each mark. */
export function standaloneSvg(svg: SVGSVGElement, title: string, sentence: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const marks = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  marks.forEach((mark, i) => {
    const style = getComputedStyle(mark);
    copies[i]?.setAttribute("style", DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
    copies[i]?.removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  for (const [name, text] of [["desc", sentence], ["title", title]] as const) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    part.textContent = text;
    copy.prepend(part);
  }
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  copy.style.background = ground;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Hands a text to the reader as a file. */
export function download(name: string, type: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
