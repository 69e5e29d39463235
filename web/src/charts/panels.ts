// Small multiples: panels of one size in rows, and the axes that they share.
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { monthIndex } from "../format";
import type { View } from "../view";

export type Panel = { column: number; row: number; x: number; y: number };
export type Panels = { at: Panel[]; width: number; height: number; total: number };
type Inset = { left: number; right: number; top: number; bottom: number; gap: number; columnMin: number; columnsMax: number; height: number };

/** Lays out `count` panels from `top` on; as many columns as keep each at its least width. */
export function panels(count: number, width: number, from: number, inset: Inset): Panels {
  const fit = Math.max(1, Math.floor((width + inset.gap) / (inset.columnMin + inset.gap)));
  const columns = Math.max(1, Math.min(fit, inset.columnsMax, count));
  const each = (width - inset.gap * (columns - 1)) / columns;
  const step = inset.top + inset.height + inset.bottom;
  const at = Array.from({ length: count }, (_, i) => {
    const column = i % columns, row = Math.floor(i / columns);
    return { column, row, x: column * (each + inset.gap) + inset.left, y: from + row * step + inset.top };
  });
  return { at, width: each - inset.left - inset.right, height: inset.height, total: from + Math.ceil(count / columns) * step };
}

export type MonthScale = ScaleLinear<number, number>;

/** A scale from month numbers to points. */
export function monthScale(months: string[], width: number): MonthScale {
  const first = monthIndex(months[0] ?? "2000-01"), last = monthIndex(months.at(-1) ?? "2000-01");
  return scaleLinear().domain([first, Math.max(last, first + 1)]).range([0, width]);
}

/** The Januaries that fit: every year, or every second, or every fifth. */
export function yearTicks(x: MonthScale, room = 34): { at: number; label: string }[] {
  const [first = 0, last = 0] = x.domain();
  const all = Array.from({ length: Math.ceil((last + 1) / 12) - Math.ceil(first / 12) }, (_, i) => Math.ceil(first / 12) + i).filter((year) => year * 12 <= last);
  const perYear = Math.abs(x(12) - x(0));
  const step = [1, 2, 5, 10].find((it) => it * perYear >= room) ?? 20;
  return all.filter((year) => year % step === 0).map((year) => ({ at: x(year * 12), label: String(year) }));
}

/** The month that is read while nobody points at one: twelve after the cut begins, or the last. */
export function restMonth(view: View, months: string[]): number {
  if (!view.shock_from || !months[0]) return Math.max(0, months.length - 1);
  return Math.max(0, Math.min(months.length - 1, monthIndex(view.shock_from) - monthIndex(months[0]) + 12));
}

/** The month under a point of any panel; null beside them. */
export function monthUnder(x: number | null, y: number, laid: Panels, scale: MonthScale, count: number): number | null {
  if (x === null) return null;
  const panel = laid.at.find((it) => x >= it.x - 4 && x <= it.x + laid.width + 4 && y >= it.y - 24 && y <= it.y + laid.height + 18);
  if (!panel) return null;
  const [first = 0] = scale.domain();
  return Math.max(0, Math.min(count - 1, Math.round(scale.invert(x - panel.x) - first)));
}
