// The hysteresis loop as shapes: the two ways, what they enclose, and which way time runs.
import type { Hysteresis } from "../view";

type Scale = (value: number) => number;

/** The widest distance between the two ways, and the severity at which it lies. */
export function opening(loop: Hysteresis): { wide: number; at: number } {
  return loop.severity.reduce((best, at, i) => {
    const [there, back] = [loop.tightening[i] ?? null, loop.loosening[i] ?? null];
    const wide = there === null || back === null ? 0 : Math.abs(there - back);
    return wide > best.wide ? { wide, at } : best;
  }, { wide: 0, at: 0 });
}

/** The area between the two ways: down along one, back along the other. */
export function enclosed(loop: Hysteresis, x: Scale, y: Scale): string {
  const points = (way: (number | null)[]) => loop.severity.flatMap((at, i) => {
    const value = way[i] ?? null;
    return value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`];
  });
  const there = points(loop.tightening), back = points(loop.loosening);
  return there.length && back.length ? `M${there.join("L")}L${back.toReversed().join("L")}Z` : "";
}

/** An arrowhead on a way, pointing where time goes. */
export function arrow(way: (number | null)[], severity: number[], x: Scale, y: Scale, sense: 1 | -1) {
  const i = Math.floor(severity.length * (sense === 1 ? 0.42 : 0.5)), j = i + sense;
  const [a, b] = [way[i] ?? null, way[j] ?? null];
  if (a === null || b === null) return null;
  const [x0, y0, x1, y1] = [x(severity[i] ?? 0), y(a), x(severity[j] ?? 0), y(b)];
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, turn: (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI };
}
