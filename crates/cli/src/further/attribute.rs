//! `--attribute`: what each of the scenario's own items did to the headlines.

use coercivity_report::view::{Attributed, Attribution, ItemEffect};
use coercivity_report::{Side, columns, headline_of};
use coercivity_simulate::{
    EXACT, Headline, Interrupted, MOST, Shares, one_out, one_out_runs, shapley, shapley_runs,
};
use coercivity_world::scenario::{Item, Scenario};

use super::shown::{folded, name, quantiles, spread_of_difference};
use super::{Bars, Finished, How};
use crate::carry_out::refused;
use crate::failure::Failure;

/// Why the runs behind the shares ended.
enum Ended {
    /// The reader stopped them.
    Stopped,
    /// They cannot be made.
    Failed(Failure),
}

/// Attributes the headlines to the items; none when the reader stopped it.
pub fn attributed(
    finished: &Finished<'_>,
    how: How,
    bars: &Bars<'_>,
    width: usize,
) -> Result<Option<(Attribution, String)>, Failure> {
    let scenario = finished.question.scenario;
    let bare = scenario.bare();
    let beside = finished.question.baseline.scenario();
    let items = scenario.own_items(beside.unwrap_or(&bare));
    check(&items, how)?;
    let against = beside.unwrap_or(&bare);
    let headlines = Headline::asked(finished.question);
    let runs = match how {
        How::OneOut => one_out_runs(items.len()),
        How::Shapley => shapley_runs(items.len()),
    };
    let title = format!("attribute {}", how.word());
    let progress = bars(&title, runs as u64 * (u64::from(finished.count) + 1));
    let draws = (finished.count as usize).max(1);
    let last = f64::from(scenario.months);
    let run = |present: &[bool]| -> Result<Vec<f64>, Ended> {
        let gone: Vec<Item> = items.iter().zip(present).filter(|it| !*it.1).map(|it| it.0.clone()).collect();
        let version: Scenario = scenario.reverted(against, &gone);
        let told = finished.versions(&*progress).told(&version, &headlines);
        let told = told.map_err(|it| Ended::Failed(refused(it)))?;
        if told.interrupted == Interrupted::Yes {
            return Err(Ended::Stopped);
        }
        // A date beyond the run counts as its end: effects on it are at least as large as told. Sums that rounding alone sets
        // apart are alike to the dollar.
        let one = |headline: &Headline, it: f64| match headline {
            Headline::Independence { .. } if it.is_infinite() => last,
            Headline::Leverage { .. } => it.round(),
            Headline::Independence { .. }
            | Headline::Service { .. }
            | Headline::RemanenceWorst { .. }
            | Headline::Remanence { .. } => it,
        };
        let of_each = headlines.iter().zip(told.values);
        Ok(of_each
            .flat_map(|(headline, values)| values.into_iter().map(move |it| one(headline, it)))
            .collect())
    };
    let shares = match how {
        How::OneOut => one_out(items.len(), run),
        How::Shapley => shapley(items.len(), run),
    };
    match shares {
        Err(Ended::Stopped) => Ok(None),
        Err(Ended::Failed(failure)) => Err(failure),
        Ok(shares) => {
            let by_headline = ByHeadline { headlines: &headlines, items: &items, shares: &shares, draws };
            let text = by_headline.text(finished, how, width);
            Ok(Some((by_headline.shared(finished, how), text)))
        }
    }
}

/// Refuses what has nothing to attribute, or too much.
fn check(items: &[Item], how: How) -> Result<(), Failure> {
    if items.is_empty() {
        return Err(Failure::usage(
            "the scenario has no item of its own to attribute anything to",
            "compare it with another scenario: --vs SCENARIO",
        ));
    }
    match how {
        How::Shapley if items.len() > MOST => Err(Failure::usage(
            format!("{} items are too many for shapley, which takes {MOST} at most", items.len()),
            "ask for --attribute one_out, or leave items out with --without ID",
        )),
        How::Shapley | How::OneOut => Ok(()),
    }
}

struct ByHeadline<'a> {
    headlines: &'a [Headline],
    items: &'a [Item],
    shares: &'a Shares,
    draws: usize,
}

impl ByHeadline<'_> {
    /// One item's effect on one headline, draw by draw.
    fn effect(&self, item: usize, headline: usize) -> &[f64] {
        &self.shares.values[item][headline * self.draws..(headline + 1) * self.draws]
    }
    /// Its standard error, the mean over draws, where orders were sampled.
    fn error(&self, item: usize, headline: usize) -> Option<f64> {
        let errors = self.shares.errors.get(item)?;
        let own = errors[headline * self.draws..(headline + 1) * self.draws].iter().filter(|it| !it.is_nan());
        let (sum, count) = own.fold((0.0, 0.0), |it, error| (it.0 + error, it.1 + 1.0));
        (count > 0.0).then(|| sum / count)
    }
    fn shared(&self, finished: &Finished<'_>, how: How) -> Attribution {
        let of_headline = |(place, headline): (usize, &Headline)| {
            let effect = |(item, it): (usize, &Item)| ItemEffect {
                item: it.id().to_owned(),
                effect: quantiles(self.effect(item, place)),
                sampling_error: self.error(item, place),
            };
            let items = self.items.iter().enumerate().map(effect).collect();
            Attributed { of: headline_of(finished.telling, *headline), items }
        };
        let against = finished.question.baseline.scenario().map(|it| it.id.clone());
        let headlines = self.headlines.iter().enumerate().map(of_headline).collect();
        Attribution { how: how.word().to_owned(), against, headlines }
    }
    fn text(&self, finished: &Finished<'_>, how: How, width: usize) -> String {
        let against = finished.question.baseline.scenario();
        let against = against.map_or("a scenario with none of them".to_owned(), |it| it.id.clone());
        let meaning = match how {
            How::OneOut => format!("the whole less the whole with the item as in {against}"),
            How::Shapley => format!(
                "what the item adds, on average over all orders of adding the items to {against}; the items sum to the \
                 whole difference in each draw"
            ),
        };
        let sampled = match self.shares.errors.is_empty() {
            true => String::new(),
            false => {
                format!(" More than {EXACT} items: orders are sampled, the sampling error stands behind +-.")
            }
        };
        let intro = format!(
            "attribution ({}): what each item of the scenario's own did: {meaning}. Shares in percentage points; a date \
             beyond the run counts as its end; {}.{sampled}",
            how.word(),
            finished.basis(),
        );
        let mut text = folded(&intro, width);
        for (place, headline) in self.headlines.iter().enumerate() {
            let row = |(item, it): (usize, &Item)| {
                let effect = spread_of_difference(self.effect(item, place), headline.unit());
                let error = self.error(item, place);
                let error = error.map(|it| coercivity_report::signed(it, headline.unit()).replace('+', ""));
                let effect = error.map_or(effect.clone(), |it| format!("{effect} +-{it}"));
                vec![format!("  {}", it.id()), effect]
            };
            let rows: Vec<Vec<String>> = self.items.iter().enumerate().map(row).collect();
            let header = [(&*name(finished, *headline), Side::Left), ("effect", Side::Right)];
            text.push_str(&columns(&header, &rows, width));
        }
        text
    }
}
