// Quantile dots: equally likely dates, stacked where they fall together, apart when beyond the horizon.
import { monthIndex } from "../format";

export type Dot = { x: number; y: number; month: string | null };

/** Stacks the dots upward from the axis; those without a month fill a block beyond it. */
export function stackDots(dots: (string | null)[], x: (month: number) => number, radius: number, beyond: { from: number; columns: number }): Dot[] {
  const step = radius * 2 + 2;
  const columns = new Map<number, number>();
  const dated = dots.flatMap((month) => (month === null ? [] : [month]));
  const stacked = dated.map((month) => {
    const column = Math.round(x(monthIndex(month)) / step);
    const height = columns.get(column) ?? 0;
    columns.set(column, height + 1);
    return { x: column * step, y: -(radius + 3) - height * step, month };
  });
  const never = Array.from({ length: dots.length - dated.length }, (_, i) => ({
    x: beyond.from + radius + (i % beyond.columns) * step, y: -(radius + 3) - Math.floor(i / beyond.columns) * step, month: null,
  }));
  return [...stacked, ...never];
}
