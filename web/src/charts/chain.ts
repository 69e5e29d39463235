// The chain diagram: stages in fixed columns, places in one order everywhere, returns in lanes below.
// Laid out along `u` (from mine to use) and across `v`; the caller turns the plane for a narrow screen.
import type { Chain, Link, Node } from "../view";
import { isRemainder } from "./places";

export type Box = { node: Node; u: number; v: number; thick: number };
export type Ribbon = { link: Link; from: Box; to: Box; start: [number, number]; end: [number, number] };
export type Lane = { link: Link; from: Box; to: Box; v: number; thick: number };
export type Laid = { boxes: Box[]; ribbons: Ribbon[]; lanes: Lane[]; depth: number };
type Room = { length: number; across: number; gap: number; bar: number; perTonne: number };

const sum = (values: number[]) => values.reduce((total, it) => total + it, 0);

/** Places by all they make, largest first; a rest of the world comes last. One order for every picture. */
export function placeOrder(chains: Chain[]): { place: string; label: string }[] {
  const found = new Map<string, { place: string; label: string; tonnes: number }>();
  for (const node of chains.flatMap((it) => it.nodes)) {
    const it = found.get(node.place) ?? { place: node.place, label: node.label, tonnes: 0 };
    it.tonnes += node.tonnes;
    found.set(node.place, it);
  }
  const last = (label: string) => Number(isRemainder(label));
  return [...found.values()].sort((a, b) => last(a.label) - last(b.label) || b.tonnes - a.tonnes);
}

/** Points for each tonne, so that the fullest column of any picture fits; the pictures then share a scale. */
export function perTonne(chains: Chain[], across: number, gap: number): number {
  const columns = chains.flatMap((chain) => chain.stages.map((stage) => chain.nodes.filter((it) => it.stage === stage.id)));
  const fits = columns.filter((it) => it.length).map((nodes) => (across - gap * (nodes.length - 1)) / Math.max(1e-9, sum(nodes.map((it) => it.tonnes))));
  return Math.max(0, Math.min(...fits));
}

/** Where every node, flow and return stands. */
export function layChain(chain: Chain, order: string[], room: Room): Laid {
  const step = chain.stages.length > 1 ? (room.length - room.bar) / (chain.stages.length - 1) : 0;
  const boxes = chain.stages.flatMap((stage, column) => {
    let v = 0;
    const inColumn = chain.nodes.filter((it) => it.stage === stage.id).sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place));
    return inColumn.map((node) => {
      const box = { node, u: column * step, v, thick: Math.max(1, node.tonnes * room.perTonne) };
      v += box.thick + room.gap;
      return box;
    });
  });
  const byId = new Map(boxes.map((it) => [it.node.id, it]));
  const flows = chain.links.flatMap((link) => {
    const from = byId.get(link.from), to = byId.get(link.to);
    return from && to && link.tonnes > 0 ? [{ link, from, to }] : [];
  });
  const onward = flows.filter((it) => !it.link.returns).sort((a, b) => a.from.v - b.from.v || a.to.v - b.to.v);
  const depth = Math.max(0, ...boxes.map((it) => it.v + it.thick));
  return { boxes, ribbons: ribbons(onward, room.perTonne), ...lanes(flows.filter((it) => it.link.returns), depth, room.perTonne) };
}

/** How wide the columns may be on a narrow screen so that the lanes beside them fit as well. */
export function fitAcross(chain: Chain, all: Chain[], order: string[], room: { width: number; length: number; gap: number; bar: number }): number {
  const tries = [0.75, 0.65, 0.55, 0.45, 0.35].map((part) => part * room.width);
  const fits = tries.find((across) => layChain(chain, order, { ...room, across, perTonne: perTonne(all, across, room.gap) }).depth <= room.width - 4);
  return fits ?? 0.3 * room.width;
}

/** Ribbons leave and reach a node side by side; where a node loses mass they taper to fit it. */
function ribbons(flows: { link: Link; from: Box; to: Box }[], scale: number): Ribbon[] {
  const squeeze = (box: Box, all: typeof flows) => Math.min(1, box.thick / Math.max(1e-9, sum(all.map((it) => it.link.tonnes * scale))));
  const used = new Map<string, number>();
  const take = (side: string, box: Box, thick: number): [number, number] => {
    const at = used.get(side + box.node.id) ?? box.v;
    used.set(side + box.node.id, at + thick);
    return [at, at + thick];
  };
  const out = flows.map((it) => {
    const thick = it.link.tonnes * scale * squeeze(it.from, flows.filter((other) => other.from === it.from));
    return { ...it, start: take("out", it.from, thick) };
  });
  const byTarget = out.toSorted((a, b) => a.to.v - b.to.v || a.from.v - b.from.v);
  return byTarget.map((it) => {
    const thick = it.link.tonnes * scale * squeeze(it.to, flows.filter((other) => other.to === it.to));
    return { ...it, end: take("in", it.to, thick) };
  });
}

/** Returns run in lanes beside the columns, in true thickness. */
function lanes(flows: { link: Link; from: Box; to: Box }[], depth: number, scale: number) {
  let v = depth + 30;
  const laid = flows.toSorted((a, b) => b.link.tonnes - a.link.tonnes).map((it) => {
    const lane = { ...it, v, thick: Math.max(2, it.link.tonnes * scale) };
    v += lane.thick + 18;
    return lane;
  });
  return { lanes: laid, depth: laid.length ? v : depth };
}

/** The outline of a ribbon from one node to the next, in the plane or turned. */
export function ribbonPath(it: Ribbon, bar: number, turned: "across" | "down"): string {
  const [u0, u1] = [it.from.u + bar, it.to.u], middle = (u0 + u1) / 2;
  const p = (u: number, v: number) => (turned === "across" ? `${u.toFixed(1)},${v.toFixed(1)}` : `${v.toFixed(1)},${u.toFixed(1)}`);
  return `M${p(u0, it.start[0])}C${p(middle, it.start[0])} ${p(middle, it.end[0])} ${p(u1, it.end[0])}L${p(u1, it.end[1])}C${p(middle, it.end[1])} ${p(middle, it.start[1])} ${p(u0, it.start[1])}Z`;
}
