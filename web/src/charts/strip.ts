// Facts of different units on one scale: widths of the interval that counts as a hit, which lies from 0 to 1.
import type { FactShown } from "../history";

/** How far beyond the interval a mark is still drawn where it stands. */
export const REACH = 1.5;

/** A number in widths of the interval; an interval without width takes a tenth of its value. */
export function widths(fact: FactShown, value: number): number {
  const width = fact.high > fact.low ? fact.high - fact.low : Math.abs(fact.low) / 10 || 1;
  return (value - fact.low) / width;
}

/** Where a number stands, kept within the picture, and on which side it lies beyond it. */
export function placed(fact: FactShown, value: number | null): { at: number; beyond: -1 | 0 | 1 } {
  const at = value === null ? Infinity : widths(fact, value);
  if (at > 1 + REACH) return { at: 1 + REACH, beyond: 1 };
  return at < -REACH ? { at: -REACH, beyond: -1 } : { at, beyond: 0 };
}
