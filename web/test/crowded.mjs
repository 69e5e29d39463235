// @ts-check
// A run with far more of everything, and longer names, than the specimen has.

/** @typedef {import("../src/view").View} View */

/** @template T @param {T[]} list @param {number} times @param {(it: T, k: number) => T} change @returns {T[]} */
const times = (list, times, change) => Array.from({ length: times }, (_, k) => list.map((it) => (k ? change(it, k) : it))).flat();

/** @param {View} view @returns {View} */
export function crowded(view) {
  const long = (/** @type {string} */ text) => `${text}, with the long name that an office gives to a small thing`;
  const uses = times(view.uses, 2, (it, k) => ({ id: `${it.id}-${k}`, label: long(it.label) }));
  const buyers = times(view.buyers, 2, (it, k) => ({ id: `${it.id}-${k}`, label: `${it.label} and its neighbours` }));
  const forUses = (/** @type {any[]} */ list) => times(list, 2, (it, k) => ({ ...it, use: it.use && `${it.use}-${k}` }));
  return {
    ...view, uses, buyers,
    warnings: [...view.warnings, ...view.warnings], answer: [...view.answer, ...view.answer.map(long)],
    figures: forUses(view.figures).filter((it) => it.use), service: forUses(view.service), hysteresis: forUses(view.hysteresis),
    prices: times(view.prices, 3, (it, k) => ({ ...it, good: `${it.good}-${k}`, label: long(it.label) }))
      .map((it) => ({ ...it, series: times(it.series, 3, (line, k) => ({ ...line, place: `${line.place} and the islands ${k}` })) })),
    monthly: times(view.monthly, 3, (it, k) => ({ ...it, of: it.account === "licence_rent" ? it.of : `${it.of}${k}`, label: long(it.label) })),
    chains: view.chains.map((chain) => ({ ...chain,
      nodes: times(chain.nodes, 3, (it, k) => ({ ...it, id: `${it.id}-${k}`, place: `${it.place}-${k}`, label: `${it.label} and the islands ${k}`, tonnes: it.tonnes / (k + 3) })),
      links: times(chain.links, 3, (it, k) => ({ ...it, from: `${it.from}-${k}`, to: `${it.to}-${k}`, tonnes: it.tonnes / (k + 3) })) })),
    independence: view.independence.map((it) => ({ ...it, claims: it.claims.map((claim) => ({ ...claim, label: long(claim.label), who: long(claim.who) })) })),
    weakest: times(view.weakest, 3, (it, k) => ({ ...it, rank: it.rank + 4 * k, label: long(it.label) })),
    base: { ...view.base, moves: times(view.base.moves, 9, (it, k) => ({ ...it, datum: `${long(it.datum)} ${k}`, moved_sigmas: it.moved_sigmas * k })) },
    assumptions: times(view.assumptions, 12, (it, k) => ({ ...it, id: `${it.id}.${k}`, label: long(it.label), note: long(it.note) })),
    drivers: view.drivers && { ...view.drivers, headlines: view.drivers.headlines.map((it) => ({ ...it, drivers: it.drivers && times(it.drivers, 5, (driver, k) => ({ ...driver, input: `${driver.input}.${k}`, label: long(driver.label) })) })) },
    sources: Object.fromEntries(Array.from({ length: 40 }, (_, k) => Object.entries(view.sources).map(([key, it]) => [`${key}${k || ""}`, { ...it, title: long(it.title), address: `https://example.org/${"long-address/".repeat(9)}` }])).flat()),
  };
}
