// The JSON of a run, as `crates/report/src/view` writes it. A test there reads the fixture back, so that the
// two cannot drift apart. Shares lie in 0..1; a month is `2027-03`; null is unknown, never or none.

export type Label = { id: string; label: string };
type Line = (number | null)[];
/** The scenario less its baseline, draw by draw. */
export type Difference = { p10: number; p50: number; p90: number };
type DifferenceLine = { p10: Line; p50: Line; p90: Line };

export type FigureKind =
  | "remanence" | "coercivity" | "endurance_service" | "endurance_stock" | "leverage_surplus" | "leverage_products";
export type Figure = {
  buyer: string; use: string | null; figure: FigureKind; unit: string;
  p10: number | null; p50: number | null; p90: number | null; text: string | null;
  baseline_p50: number | null; difference: Difference | null; assumed_share: number | null; why: string | null;
};
export type Service = {
  buyer: string; use: string; months: string[];
  p10: Line; p25: Line; p50: Line; p75: Line; p90: Line; inflow_p50: Line; baseline_p50: Line;
  difference: DifferenceLine | null; why: string;
};
export type Tier = "domestic" | "fob" | "licensed" | "free";
export type PriceSeries = {
  place: string; tier: Tier; quoted: number[]; p10: Line; p50: Line; p90: Line; baseline_p50: Line; difference: DifferenceLine | null; why: string;
};
export type Price = { good: string; label: string; unit: string; months: string[]; series: PriceSeries[] };
export type Hysteresis = { buyer: string; use: string; severity: number[]; tightening: Line; loosening: Line; why: string };
export type Account = "afloat" | "licence_rent" | "quota_rent" | "club_premium" | "public_money";
export type Monthly = {
  account: Account; of: string; label: string; unit: string; months: string[]; p10: Line; p50: Line; p90: Line;
  baseline_p50: Line; difference: DifferenceLine | null; why: string;
};

export type Node = {
  id: string; stage: string; place: string; label: string; tonnes: number;
  flag: "observed" | "derived" | "assumed" | "computed"; why: string;
};
export type Link = { from: string; to: string; tonnes: number; why: string };
export type Swarf = { place: string; label: string; collected: number; recycled: number; why: string };
export type Chain = {
  id: string; title: string; year: number | null; unit: string; stages: Label[]; nodes: Node[]; links: Link[]; swarf: Swarf[];
};

export type Claim = {
  id: string; label: string; source_label: string; who: string; counted_from: string;
  from_months: number; to_months: number | null; probability: number | null; why: string;
};
export type UseDate = { end_use: string; p10: string | null; p50: string | null; p90: string | null };
export type Independence = {
  buyer: string; label: string; uses: string[]; dots: (string | null)[];
  use_dates: UseDate[];
  stage_dates: { stage: string; p10: string | null; p50: string | null; p90: string | null; baseline_p50: string | null; use_dates: UseDate[] }[];
  p10: string | null; p50: string | null; p90: string | null;
  baseline_p50: string | null; difference_months: Difference | null; claims: Claim[]; why: string;
};
export type Project = {
  id: string; label: string; place: string; first_output: string | null; funded_output: string | null; outlay_usd: number; draws_share: number | null;
  baseline_first_output: string | null; baseline_funded_output: string | null; baseline_outlay_usd: number | null; baseline_draws_share: number | null; why: string;
};
export type PublicMoney = {
  clause: string; p10: number | null; p50: number | null; p90: number | null;
  baseline_p50: number | null; difference: Difference | null; why: string;
};
export type WeakLink = {
  rank: number; stage: string; good: string; place: string; use: string; service_12: number | null; label: string; why: string;
};
export type Move = {
  datum: string; value: number; sigma: number; fitted: number; moved_sigmas: number;
  flag: "observed" | "derived" | "assumed"; sources: string[]; why: string;
};
export type Base = {
  chi2: number | null; degrees_of_freedom: number; moves: Move[]; remainders: { label: string; text: string }[]; why: string;
};
export type Assumption = {
  id: string; label: string; low: number | null; best: number | null; high: number | null;
  unit: string; sources: string[]; note: string; sampled: boolean; why: string;
};
export type Headline = { headline: string; label: string; buyer: string; use: string | null; unit: string };
/** Medians of an input and of the headline in the draws in which the input lies on one side; null is beyond the run. */
export type DriverEnd = { input: number | null; headline: number | null };
export type Driver = {
  input: string; label: string; unit: string; median: number | null; correlation: number; correlation_p5: number; correlation_p95: number;
  share: number; told_from_chance: boolean; lowest: DriverEnd; highest: DriverEnd; why: string;
};
export type Driven = Headline & { p50: number | null; untold?: string; correlation_by_chance?: number; drivers?: Driver[] };
export type Drivers = { method: string; limit: string; draws: number; inputs: number; headlines: Driven[] };
/** Quantiles over the draws; null is none, or beyond the run. */
export type Quantiles = { p10: number | null; p50: number | null; p90: number | null };
export type Attribution = {
  how: string; against: string | null;
  headlines: (Headline & { items: { item: string; effect: Quantiles; sampling_error: number | null }[] })[];
};
export type Variant = { id: string; differs_in: string[]; headlines: (Headline & { quantiles: Quantiles; difference: Quantiles | null })[] };
export type Source = { publisher: string; title: string; year: string; address: string; licence: string };
export type Cite = { source: string; at: string; confidence: string; row: string; note: string };
export type Reason = { says: string; cites: Cite[]; from: string[] };

/** What a number may lead to. */
export type Evidence = { sources: Record<string, Source>; whys: Record<string, Reason> };

export type View = {
  schema: string; title: string;
  scenario: { id: string; title: string; text: string };
  world: { hash: string; known_on: string; version: string };
  law: { state: string; sentence: string };
  baseline: { id: string; word: string; title: string; differs_in: string[]; same_figures: boolean; sentence: string } | null;
  draws: number; seed: number; horizon: { from: string; to: string }; shock_from: string | null; replay: string;
  buyers: Label[]; uses: Label[]; answer: string[]; warnings: string[]; unknown: string[];
  figures: Figure[]; public_money: PublicMoney[]; projects: Project[]; service: Service[]; prices: Price[]; monthly: Monthly[]; hysteresis: Hysteresis[]; chains: Chain[];
  independence: Independence[]; weakest: WeakLink[]; base: Base; assumptions: Assumption[];
  sources: Record<string, Source>; whys: Record<string, Reason>;
  checks: {
    worst_kkt: number | null; worst_mass_t: number | null; worst_money_usd: number | null;
    worst_wedge_gap: number | null; most_passes: number;
    solved_months: number; fallbacks: number;
  };
  manifest: { key: string; value: string }[];
  /** Absent when not asked. */
  drivers?: Drivers;
  attribution?: Attribution;
  variants?: Variant[];
};
