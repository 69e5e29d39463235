// The chain diagram: stages in fixed columns, places in one order everywhere, the loop of swarf in bands below.
// Laid out along `u` (from mine to use) and across `v`; the caller turns the plane for a narrow screen.
import type { Chain, Link, Node, Swarf } from "../view";
import { isRemainder, USE } from "./places";

export type Box = { node: Node; u: number; v: number; thick: number };
export type Ribbon = { link: Link; from: Box; to: Box; start: [number, number]; end: [number, number] };
/** Swarf of a place: collected where magnets are made, recycled where oxide is; the ends of a band below. */
export type Band = { swarf: Swarf; from: Box | undefined; to: Box | undefined; start: number; end: number; v: number; sent: number; back: number };
export type Laid = { boxes: Box[]; ribbons: Ribbon[]; bands: Band[]; depth: number };
type Room = { length: number; across: number; gap: number; bar: number; perTonne: number };

/** Part of the largest band below which a band is left to the table. */
const LEAST_BAND = 0.02;
/** The column that a node stands in: oxide from swarf beside separated oxide. */
export const columnOf = (node: Node): string => (node.stage === "recycling" ? "separation" : node.stage);
export const inColumn = (chain: Chain, stage: string): Node[] => chain.nodes.filter((it) => columnOf(it) === stage);

const sum = (values: number[]) => values.reduce((total, it) => total + it, 0);

/** Places by all they make, largest first; a rest of the world comes last. One order for every picture. */
export function placeOrder(chains: Chain[]): { place: string; label: string }[] {
  const found = new Map<string, { place: string; label: string; tonnes: number }>();
  for (const node of chains.flatMap((it) => it.nodes.filter((node) => node.stage !== USE))) {
    const it = found.get(node.place) ?? { place: node.place, label: node.label, tonnes: 0 };
    it.tonnes += node.tonnes;
    found.set(node.place, it);
  }
  const last = (label: string) => Number(isRemainder(label));
  return [...found.values()].sort((a, b) => last(a.label) - last(b.label) || b.tonnes - a.tonnes);
}

/** Points for each tonne, so that the fullest column of any picture fits; the pictures then share a scale. */
export function perTonne(chains: Chain[], across: number, gap: number): number {
  const columns = chains.flatMap((chain) => chain.stages.map((stage) => inColumn(chain, stage.id)));
  const fits = columns.filter((it) => it.length).map((nodes) => (across - gap * (nodes.length - 1)) / Math.max(1e-9, sum(nodes.map((it) => it.tonnes))));
  return Math.max(0, Math.min(...fits));
}

/** Where every node, flow and return stands. */
export function layChain(chain: Chain, order: string[], room: Room): Laid {
  const step = chain.stages.length > 1 ? (room.length - room.bar) / (chain.stages.length - 1) : 0;
  const boxes = chain.stages.flatMap((stage, column) => {
    let v = 0;
    const rank = (it: Node) => order.indexOf(it.place) + (it.stage === "recycling" ? 0.5 : 0);
    const nodes = inColumn(chain, stage.id).sort((a, b) => rank(a) - rank(b) || b.tonnes - a.tonnes);
    return nodes.map((node) => {
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
  const onward = flows.sort((a, b) => a.from.v - b.from.v || a.to.v - b.to.v);
  const depth = Math.max(0, ...boxes.map((it) => it.v + it.thick));
  return { boxes, ribbons: ribbons(onward, room.perTonne), ...bands(chain, byId, depth, room.perTonne) };
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

/** Swarf runs back in bands beside the columns, in true thickness at both ends. */
function bands(chain: Chain, byId: Map<string, Box>, depth: number, scale: number) {
  const u = (stage: string) => [...byId.values()].find((it) => columnOf(it.node) === stage)?.u ?? 0;
  const size = (it: Swarf) => Math.max(it.collected, it.recycled);
  const most = Math.max(0, ...chain.swarf.map(size));
  let v = depth + 34;
  const laid = chain.swarf.filter((it) => size(it) >= LEAST_BAND * most && most > 0).map((swarf) => {
    const [sent, back] = [swarf.collected * scale, swarf.recycled * scale];
    const band = { swarf, from: byId.get(`magnet:${swarf.place}`), to: byId.get(`recycling:${swarf.place}`), start: u("magnet"), end: u("separation"), v, sent, back };
    v += Math.max(2, sent, back) + 22;
    return band;
  });
  return { bands: laid, depth: laid.length ? v : depth };
}

/** The outline of a ribbon from one node to the next, in the plane or turned. */
export function ribbonPath(it: Ribbon, bar: number, turned: "across" | "down"): string {
  const [u0, u1] = [it.from.u + bar, it.to.u], middle = (u0 + u1) / 2;
  const p = (u: number, v: number) => (turned === "across" ? `${u.toFixed(1)},${v.toFixed(1)}` : `${v.toFixed(1)},${u.toFixed(1)}`);
  return `M${p(u0, it.start[0])}C${p(middle, it.start[0])} ${p(middle, it.end[0])} ${p(u1, it.end[0])}L${p(u1, it.end[1])}C${p(middle, it.end[1])} ${p(middle, it.start[1])} ${p(u0, it.start[1])}Z`;
}
