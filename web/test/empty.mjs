// @ts-check
// A run that found nothing: every list empty, every number unknown. The page must still stand.

/** @param {import("../src/view").View} view @returns {import("../src/view").View} */
export function emptied(view) {
  const buyers = view.buyers.slice(0, 1);
  const one = view.service[0];
  const unknown = one ? [{ ...one, p10: one.p10.map(() => null), p25: one.p25.map(() => null), p50: one.p50.map(() => null), p75: one.p75.map(() => null), p90: one.p90.map(() => null), inflow_p50: one.inflow_p50.map(() => null), baseline_p50: one.baseline_p50.map(() => null) }] : [];
  return {
    ...view, shock_from: null, baseline: null, public_money: [], projects: [], buyers, answer: [], warnings: [], unknown: [],
    figures: view.figures.slice(0, 2).map((it) => ({ ...it, p10: null, p50: null, p90: null, baseline_p50: null, difference: null, assumed_share: null, why: null })),
    service: unknown, prices: [], monthly: [], hysteresis: [], chains: [], independence: [], weakest: [],
    base: { chi2: null, degrees_of_freedom: 0, moves: [], remainders: [], why: "" },
    assumptions: [], sources: {}, whys: {}, checks: { ...view.checks, worst_kkt: null, worst_mass_t: null, worst_money_usd: null, worst_wedge_gap: null }, manifest: [], drivers: undefined, attribution: undefined, variants: undefined,
  };
}
