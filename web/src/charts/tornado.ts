// Where the bars of a tornado stand: from the headline at an input's low end to that at its high end. What lies beyond
// the run has no number: it stands in a strip of its own at the right.
import { scaleLinear } from "d3-scale";
import type { Driven, Driver } from "../view";

export type Bar = { driver: Driver; low: number; high: number };

/** The inputs told apart from chance, the strongest first. */
export const told = (of: Driven): Driver[] => (of.drivers ?? []).filter((it) => it.told_from_chance);

/** The bars between two edges; `beyond` is where the strip begins, none where every end lies within the run. */
export function tornado(of: Driven, drivers: Driver[], left: number, right: number, strip: number) {
  const ends = drivers.flatMap((it) => [it.lowest.headline, it.highest.headline]);
  const all = [of.p50, ...ends];
  const known = all.filter((it) => it !== null);
  const beyond = known.length < all.length ? right - strip : null;
  const least = Math.min(...known, ...(known.length ? [] : [0])), most = Math.max(...known, ...(known.length ? [] : [1]));
  const room = most > least ? 0 : Math.abs(least) * 0.05 || 0.5;
  const end = beyond === null ? right : beyond - 14;
  const x = scaleLinear().domain([least - room, most + room]).range([left, end]);
  const at = (value: number | null) => (value === null ? (beyond ?? right) + strip / 2 : x(value));
  const bars: Bar[] = drivers.map((driver) => ({ driver, low: at(driver.lowest.headline), high: at(driver.highest.headline) }));
  return { x, span: end - left, beyond, spine: at(of.p50), bars };
}
