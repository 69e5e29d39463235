// The JSON of a score, as `crates/report/src/view/history.rs` writes it; a test there reads the fixture back.
import type { Evidence } from "./view";

type Line = (number | null)[];
export type SeriesShown = {
  key: string[]; label: string; unit: string; known_on: string; months: string[]; p10: Line; p50: Line; p90: Line;
};
export type Hit = "inside" | "outside" | "missing";
/** A median or an end of the band is null where it is never, or where the row is missing. */
export type FactShown = {
  id: string; fact: string; grade: string; says: string; unit: string; from: string; to: string;
  value: number; low: number; high: number; status: Hit; median: number | null; p10: number | null; p90: number | null;
  in_band: boolean | null; crps: number | null; on_series: { series: number; value: number; low: number; high: number } | null; why: string;
};
export type EpisodeScored = { id: string; title: string; series: SeriesShown[]; facts: FactShown[] };
export type TotalShown = {
  label: string; rows: number; inside: number; missing: number; facts: number; facts_inside: number | null; banded: number; coverage: number | null;
};
export type RivalShown = { label: string; skill: number | null; model: number | null; rival: number | null; facts: number; rows: number };
export type Ablated = { without: string | null; facts_inside_a: number | null; facts_inside: number | null; coverage: number | null; crps: number | null };

export type History = Evidence & {
  schema: string; title: string; world: string; version: string; replay: string; answer: string[]; passes: boolean;
  episodes: EpisodeScored[]; totals: TotalShown[]; crps: number | null; rivals: RivalShown[]; ablation: Ablated[];
};

export const WORDS: Record<Hit, string> = { inside: "hit", outside: "miss", missing: "no number" };
