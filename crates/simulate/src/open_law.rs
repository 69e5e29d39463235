//! The law on what is traded over the open market, where nobody knows whose goods a buyer gets.
//!
//! The law is asked of every pair of a seller and a buyer. Goods can be told apart though they share a market: a buyer
//! whose law bars some of them takes others, as far as there are any. So buyers with one law together take no more than
//! was brought for them; a seller sells no more than somebody may take; and of duties and quotas each pays what the
//! goods on offer pay on average, beyond what all buyers of a seller's goods pay.

use std::collections::BTreeMap;

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::{Cap, Holder, Month};
use coercivity_quantity::Day;

use crate::bind::is_under_way;
use crate::book::{LEAST_CONTENT, UserKind};
use crate::granted::{ALL, Granted};
use crate::lane_rule::{LaneRule, QuotaRule};
use crate::open_market::{Gate, OpenMarket};
use crate::origin::{keeps_origin, source_share};
use crate::page::{LanePage, Page};
use crate::quota::Quotas;
use crate::state::State;
use crate::step::Context;
use crate::terms::Terms;

/// Parts that differ by less are the same.
const SAME: f64 = 1e-9;

/// What the law does to the goods of each seller, buyer by buyer.
struct Meeting<'a> {
    market: &'a OpenMarket,
    /// The supplier's part of what each seller brings.
    parts: Vec<f64>,
    /// What binds on each seller's goods on the way to each buyer; none where nothing does.
    pages: Vec<Vec<Option<&'a LanePage>>>,
}

/// Caps on trade over the open market, with its duties and quotas.
pub(crate) fn bind_open(
    context: &Context<'_>,
    state: &State,
    (page, day): (&Page, Day),
    month: &mut Month<'_>,
    (terms, quotas): (&mut Terms, &mut Quotas),
) -> Vec<Cap> {
    let mut caps = Vec::new();
    for market in &context.setting.open_markets {
        let Some(meeting) = Meeting::of(context, state, page, market) else { continue };
        meeting.cap(context, state, day, (month, &mut caps));
        meeting.levy(context, state, terms);
        meeting.count(context, state, quotas);
    }
    caps
}

impl<'a> Meeting<'a> {
    /// What binds on a market; none where nothing does.
    fn of(context: &Context<'_>, state: &State, page: &'a Page, market: &'a OpenMarket) -> Option<Self> {
        let mut pages = vec![vec![None; market.outlets.len()]; market.inlets.len()];
        let mut binds = false;
        for (key, lane) in page.of_good(market.stuff).filter(|it| it.0.user == UserKind::Civil) {
            for (_, on) in market.inlets.iter().zip(&mut pages).filter(|it| it.0.place == key.from) {
                for (_, on) in market.outlets.iter().zip(on).filter(|it| it.0.place == key.to) {
                    (*on, binds) = (Some(lane), true);
                }
            }
        }
        if !binds {
            return None;
        }
        let parts = market.inlets.iter().map(|it| part(context, state, market.stuff, it)).collect();
        Some(Self { market, parts, pages })
    }

    /// A number of each seller and buyer: that of goods that are not the supplier's, and of those that are.
    fn each(&self, of: impl Fn(&LaneRule, &Gate) -> f64, free: f64) -> Vec<Vec<[f64; 2]>> {
        let of = |page: &Option<&LanePage>, outlet: &Gate| {
            page.map_or([free; 2], |it| [of(&it.plain, outlet), of(&it.tainted, outlet)])
        };
        let row = |row: &Vec<Option<&LanePage>>| {
            row.iter().zip(&self.market.outlets).map(|it| of(it.0, it.1)).collect()
        };
        self.pages.iter().map(row).collect()
    }

    /// Whether a buyer may be served with a seller's goods over this market alone.
    fn meets(&self, inlet: usize, outlet: usize) -> bool {
        let (inlet, outlet) = (&self.market.inlets[inlet], &self.market.outlets[outlet]);
        inlet.sells.is_none() || inlet.place != outlet.place
    }

    /// Of what a seller's goods pay or count on the way to each buyer, what they do on the way to all; and of what is
    /// left the mean over sellers, for each buyer.
    fn shared(&self, chain: &Chain, state: &State, each: &[Vec<[f64; 2]>]) -> (Vec<f64>, Vec<f64>) {
        let market = self.market;
        let mixed = |it: usize, to: usize| mixed(self.parts[it], each[it][to]);
        let least = |it: usize| {
            let met = (0..market.outlets.len()).filter(|to| self.meets(it, *to)).map(|to| mixed(it, to));
            // Only a sale of its own can be charged with it.
            market.inlets[it].sells.and(met.reduce(f64::min)).unwrap_or(0.0)
        };
        let at_sale: Vec<f64> = (0..market.inlets.len()).map(least).collect();
        let offered: Vec<f64> = market.inlets.iter().map(|it| offered(chain, state, it)).collect();
        let mean = |to: usize| {
            let place = market.outlets[to].place;
            let others = || (0..market.inlets.len()).filter(|it| market.inlets[*it].place != place);
            let all: f64 = others().map(|it| offered[it]).sum();
            let sum: f64 = others().map(|it| offered[it] * (mixed(it, to) - at_sale[it]).max(0.0)).sum();
            if all > SAME { sum / all } else { 0.0 }
        };
        let at_purchase = (0..market.outlets.len()).map(mean).collect();
        (at_sale, at_purchase)
    }

    fn levy(&self, context: &Context<'_>, state: &State, terms: &mut Terms) {
        let (at_sale, at_purchase) =
            self.shared(&context.setting.chain, state, &self.each(|it, _| it.duty, 0.0));
        for (inlet, duty) in self.market.inlets.iter().zip(at_sale) {
            terms.levy_on_input(inlet.activity, inlet.sells, duty);
        }
        for (outlet, duty) in self.market.outlets.iter().zip(at_purchase) {
            terms.levy_on_input(outlet.activity, Some(self.market.node), outlet.tonnes * duty);
        }
        for (to, outlet) in self.market.outlets.iter().enumerate() {
            let bought =
                matches!(context.setting.chain.activities[outlet.activity].kind, Kind::OpenPurchase(_));
            if let Some(floor) = self.floor(to).filter(|_| bought) {
                let rule = LaneRule { import_floor: Some(floor), ..LaneRule::default() };
                terms.levy(&context.setting.chain, outlet.activity, &rule);
            }
        }
    }

    /// The minimum price that a buyer pays for goods of whichever seller; none where those of some seller have none.
    fn floor(&self, to: usize) -> Option<f64> {
        let others = (0..self.market.inlets.len())
            .filter(|it| self.market.inlets[*it].place != self.market.outlets[to].place);
        let floor = |it: usize| {
            let page = self.pages[it][to]?;
            let both = [(1.0 - self.parts[it], &page.plain), (self.parts[it], &page.tainted)];
            let asked = both.into_iter().filter(|it| it.0 > 0.0).map(|it| it.1.import_floor);
            asked.reduce(|a, b| Some(a?.min(b?))).flatten()
        };
        others.map(floor).reduce(|a, b| Some(a?.min(b?))).flatten()
    }

    fn count(&self, context: &Context<'_>, state: &State, quotas: &mut Quotas) {
        let rules = self.pages.iter().flatten().flatten().flat_map(|it| [&it.plain, &it.tainted]);
        let clauses: BTreeMap<&str, &QuotaRule> =
            rules.flat_map(|it| &it.quotas).map(|it| (it.clause.as_str(), it)).collect();
        for (clause, quota) in clauses {
            let counts = |it: &LaneRule, _: &Gate| f64::from(it.quotas.iter().any(|it| it.clause == clause));
            let (at_sale, at_purchase) = self.shared(&context.setting.chain, state, &self.each(counts, 0.0));
            let gates =
                self.market.inlets.iter().zip(at_sale).chain(self.market.outlets.iter().zip(at_purchase));
            for (gate, part) in gates.filter(|it| it.1 > 0.0) {
                let counted = (gate.activity, self.market.stuff, part * gate.tonnes);
                quotas.count(context.setting, counted, quota);
            }
        }
    }

    /// Buyers that are barred from the supplier's goods take no more than is made elsewhere: the same tonne is not sold
    /// twice, whichever way it goes round. What lies in stock is of nobody knows whom.
    fn made_elsewhere(
        &self,
        context: &Context<'_>,
        state: &State,
        (mut counted, passes): (Vec<(usize, f64)>, &[[f64; 2]]),
    ) -> Cap {
        let chain = &context.setting.chain;
        let best = passes.iter().map(|it| it[0]).fold(0.0, f64::max);
        for ((inlet, part), [plain, tainted]) in self.market.inlets.iter().zip(&self.parts).zip(passes) {
            let Some(node) = inlet.sells else {
                counted.push((inlet.activity, -inlet.tonnes * ((1.0 - part) * plain + part * tainted)));
                continue;
            };
            counted.push((inlet.activity, -inlet.tonnes * part * tainted));
            for (index, activity) in chain.activities.iter().enumerate() {
                let moves = matches!(activity.kind, Kind::Lane(_) | Kind::OpenPurchase(_));
                for entry in activity.entries.iter().filter(|it| it.0 == node && it.1 > 0.0 && !moves) {
                    counted.push((
                        index,
                        -entry.1 * best * (1.0 - source_share(chain, activity, &state.origin)),
                    ));
                }
            }
        }
        counted.retain(|it| it.1 != 0.0);
        nothing_over(context, self.market.node, counted, 0.0)
    }

    /// What sellers may bring for somebody, and what buyers with one law may take together.
    fn cap(
        &self,
        context: &Context<'_>,
        state: &State,
        day: Day,
        (month, caps): (&mut Month<'_>, &mut Vec<Cap>),
    ) {
        let market = self.market;
        let passes = self.each(|rule, outlet| passing(context, rule, outlet, day), 1.0);
        let is_shut = market.inlets.iter().all(|it| month.limit[it.activity] <= 0.0);
        if is_shut || passes.iter().flatten().flatten().all(|it| *it >= 1.0 - SAME) {
            return;
        }
        // Of what somebody may take of each seller's goods, the part that each buyer may.
        let mut open: Vec<Vec<f64>> = vec![Vec::new(); market.outlets.len()];
        for (it, inlet) in market.inlets.iter().enumerate() {
            let met = (0..market.outlets.len()).filter(|to| self.meets(it, *to)).map(|to| passes[it][to]);
            let best = met.reduce(|a, b| [a[0].max(b[0]), a[1].max(b[1])]).unwrap_or([1.0; 2]);
            let whole = if inlet.sells.is_some() { mixed(self.parts[it], best) } else { 1.0 };
            if whole < 1.0 - LEAST_CONTENT {
                self.cap_sale(context, state, (it, best), (month, caps));
            }
            for (of, passes) in open.iter_mut().zip(&passes[it]) {
                of.push(if whole > SAME { (mixed(self.parts[it], *passes) / whole).min(1.0) } else { 1.0 });
            }
        }
        let barred = |of: &[f64]| of.iter().any(|it| *it < 1.0 - LEAST_CONTENT);
        let same = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|it| (it.0 - it.1).abs() < SAME);
        let mut laws: Vec<&[f64]> = Vec::new();
        for of in open.iter().filter(|it| barred(it)) {
            if !laws.iter().any(|it| same(it, of)) {
                laws.push(of);
            }
        }
        for law in laws {
            let under: Vec<usize> = (0..open.len()).filter(|to| same(&open[*to], law)).collect();
            let passes: Vec<[f64; 2]> = passes.iter().map(|it| it[under[0]]).collect();
            self.cap_purchases(context, state, (&under, law, &passes), (month, caps));
        }
        for (it, inlet) in market.inlets.iter().enumerate() {
            let takers: Vec<&Gate> =
                market.outlets.iter().zip(&open).filter(|to| to.1[it] > SAME).map(|to| to.0).collect();
            if !takers.is_empty() && takers.len() < market.outlets.len() {
                let counted = takers.iter().map(|it| (it.activity, -it.tonnes));
                let counted = std::iter::once((inlet.activity, inlet.tonnes)).chain(counted).collect();
                caps.push(nothing_over(context, market.node, counted, 0.0));
            }
        }
    }

    /// A place sells no more of what somebody may take than comes to it: what others bring there, and what is made there,
    /// as it goes, with what lies there. Where licences are asked for, and where nothing may be sold, what came in the
    /// last period stands for it, as on a lane the usual flow.
    fn cap_sale(
        &self,
        context: &Context<'_>,
        state: &State,
        (it, best): (usize, [f64; 2]),
        (month, caps): (&mut Month<'_>, &mut Vec<Cap>),
    ) {
        let (chain, inlet) = (&context.setting.chain, &self.market.inlets[it]);
        let Some(node) = inlet.sells else { return };
        let lying = mixed(self.parts[it], best) * lies_at(month, node);
        let asks_licence = best.iter().any(|it| SAME < *it && *it < 1.0 - SAME);
        if asks_licence || mixed(self.parts[it], best) <= LEAST_CONTENT {
            let most = mixed(self.parts[it], best) * offered(chain, state, inlet) + lying;
            month.limit[inlet.activity] = month.limit[inlet.activity].min(most / inlet.tonnes);
            return;
        }
        let mut counted = vec![(inlet.activity, inlet.tonnes)];
        for (index, activity) in chain.activities.iter().enumerate() {
            for entry in activity.entries.iter().filter(|it| it.0 == node && it.1 > 0.0) {
                let part =
                    barred_part(context, self.market.stuff, source_share(chain, activity, &state.origin));
                counted.push((index, -entry.1 * mixed(part, best)));
            }
        }
        counted.retain(|it| it.1 != 0.0);
        caps.push(nothing_over(context, node, counted, lying));
    }

    /// Buyers under one law take no more than is brought that they may: `law` is the part of each seller's goods that
    /// they may take.
    fn cap_purchases(
        &self,
        context: &Context<'_>,
        state: &State,
        (under, law, passes): (&[usize], &[f64], &[[f64; 2]]),
        (month, caps): (&mut Month<'_>, &mut Vec<Cap>),
    ) {
        let (chain, market) = (&context.setting.chain, self.market);
        let taken: Vec<(usize, f64)> =
            under.iter().map(|to| (market.outlets[*to].activity, market.outlets[*to].tonnes)).collect();
        if passes.iter().flatten().all(|it| *it > SAME) {
            let lying = |it: &Gate| it.sells.map_or(0.0, |node| lies_at(month, node));
            let brought = |it: (&Gate, &f64)| it.1 * (offered(chain, state, it.0) + lying(it.0));
            let most: f64 = market.inlets.iter().zip(law).map(brought).sum();
            for (activity, tonnes) in taken {
                month.limit[activity] = month.limit[activity].min(most / tonnes);
            }
            return;
        }
        let brought = market.inlets.iter().zip(law).filter(|it| *it.1 > 0.0);
        let brought = brought.map(|it| (it.0.activity, -it.1 * it.0.tonnes));
        let counted = taken.iter().copied().chain(brought).collect();
        caps.push(nothing_over(context, market.node, counted, 0.0));
        if keeps_origin(market.stuff) && passes.iter().any(|it| it[1] < it[0] - SAME) {
            caps.push(self.made_elsewhere(context, state, (taken, passes)));
        }
    }
}

/// What passes of goods of which a part is the supplier's.
fn mixed(part: f64, passes: [f64; 2]) -> f64 {
    (1.0 - part) * passes[0] + part * passes[1]
}

/// The supplier's part of what a seller brings.
fn part(context: &Context<'_>, state: &State, stuff: Stuff, inlet: &Gate) -> f64 {
    let chain = &context.setting.chain;
    let activity = &chain.activities[inlet.activity];
    let share = match (inlet.sells, activity.kind) {
        (Some(node), _) => state.origin[node],
        (None, Kind::Leakage(_)) => 1.0,
        (None, _) => source_share(chain, activity, &state.origin),
    };
    barred_part(context, stuff, share)
}

/// The part of goods that law on the supplier's reaches where a share of them, or of what is in them, is the supplier's:
/// where the content is asked the whole or nothing.
fn barred_part(context: &Context<'_>, stuff: Stuff, share: f64) -> f64 {
    if keeps_origin(stuff) {
        return share;
    }
    let content = context.book.content.get(&stuff).copied().unwrap_or(1.0);
    f64::from(share * content >= LEAST_CONTENT)
}

/// Part of the goods under a rule that passes: of what needs licences, what has been granted since they are asked for.
fn passing(context: &Context<'_>, rule: &LaneRule, outlet: &Gate, day: Day) -> f64 {
    if rule.closed {
        return 0.0;
    }
    let waited = rule.licences.iter().filter(|it| !is_under_way(context, it, day));
    let granted = waited.map(|it| {
        let handling = context.handlings.under(it, outlet.place, None);
        let live = Granted::settled(&handling, it.months_asked(day).max(0.0), 1.0).live;
        if live >= ALL { 1.0 } else { live }
    });
    granted.fold(1.0, f64::min)
}

/// What a seller had to offer in the last period, t/month: what came to its place but out of the open market itself. What
/// it sold there would turn over with the very duties that are reckoned from it.
fn offered(chain: &Chain, state: &State, inlet: &Gate) -> f64 {
    let Some(node) = inlet.sells else { return inlet.tonnes * state.rates[inlet.activity] };
    let brought = chain.activities.iter().zip(&state.rates).map(|(activity, rate)| {
        let came = !matches!(activity.kind, Kind::OpenPurchase(_));
        let entry = activity.entries.iter().find(|it| it.0 == node && it.1 > 0.0 && came);
        entry.map_or(0.0, |it| it.1 * rate)
    });
    brought.sum()
}

/// What traders and makers hold at a node, t/month if all of it were sold within the period.
fn lies_at(month: &Month<'_>, node: usize) -> f64 {
    let own = month.stocks.iter().filter(|it| it.holder == Holder::Node(node)).map(|it| it.tonnes);
    own.sum::<f64>() / month.length
}

fn nothing_over(context: &Context<'_>, node: usize, counted: Vec<(usize, f64)>, most: f64) -> Cap {
    let chain = &context.setting.chain;
    Cap { counted, most, size: chain.throughput[node].max(1e-3), price: chain.prices[node], broken_at: None }
}
