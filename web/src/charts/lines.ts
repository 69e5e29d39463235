// Lines and bands over a list of months in which some values are unknown: a gap stays a gap.
import { area, line } from "d3-shape";

type Point = { x: number; low: number | null; high: number | null };
type Scale = (value: number) => number;
const known = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** The path through the known values. */
export function linePath(values: (number | null)[], x: (i: number) => number, y: Scale): string {
  const points: Point[] = values.map((value, i) => ({ x: x(i), low: value, high: value }));
  return line<Point>().digits(1).defined((it) => known(it.low)).x((it) => it.x).y((it) => y(it.low ?? 0))(points) ?? "";
}

/** The band between two lists. */
export function bandPath(low: (number | null)[], high: (number | null)[], x: (i: number) => number, y: Scale): string {
  const points: Point[] = low.map((value, i) => ({ x: x(i), low: value, high: high[i] ?? null }));
  return area<Point>().digits(1).defined((it) => known(it.low) && known(it.high))
    .x((it) => it.x).y0((it) => y(it.low ?? 0)).y1((it) => y(it.high ?? 0))(points) ?? "";
}

/** Moves labels apart so that none covers another, in order, within the ends given. */
export function spread(wanted: number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at);
  let last = low - gap;
  for (const it of order) {
    it.at = Math.max(it.at, last + gap);
    last = it.at;
  }
  let next = high + gap;
  for (const it of order.toReversed()) {
    it.at = Math.min(it.at, next - gap);
    next = it.at;
  }
  return order.sort((a, b) => a.i - b.i).map((it) => it.at);
}
