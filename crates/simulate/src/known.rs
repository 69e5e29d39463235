//! Walks that a draw has made already and its figures ask for again.

use coercivity_market::chain::Kind;

use crate::cut::CutPlan;
use crate::figures::REMANENCE_MONTHS;
use crate::path::Path;
use crate::step::{Context, Recorded};

/// What is known of the year from a cut-off date on.
pub(crate) struct Known<'a> {
    /// That year without a cut, month by month.
    pub calm: Option<Path>,
    /// That year under a total cut, week by week at first.
    pub total: Option<Path>,
    /// A walk that may be like a total cut, from that date on.
    pub like: &'a [Recorded],
}

impl<'a> Known<'a> {
    /// What follows from the calm walk of a run and from the scenario's own: where that is a total cut from month `shock`
    /// on, the figures' total cut is walked already.
    pub(crate) fn of(context: &Context<'_>, (calm, own): (&Path, Option<&'a Path>), shock: u32) -> Self {
        let total = own.filter(|it| is_total(context, it, shock));
        Self {
            calm: year(calm, shock),
            total: total.and_then(|it| year(it, shock)),
            like: own.map_or(&[][..], |it| it.since(shock)),
        }
    }
}

/// The year of a walk that begins with a month, as if it were walked by itself; none where the walk ends before.
fn year(path: &Path, month: u32) -> Option<Path> {
    let end = f64::from(month + REMANENCE_MONTHS) + 1e-9;
    let all = path.since(month);
    let within = all.iter().take_while(|it| it.period.start + it.period.length <= end);
    let mut periods = all[..within.count()].to_vec();
    let last = periods.last().map(|it| it.period.start + it.period.length)?;
    if last < end - 2e-9 {
        return None;
    }
    for recorded in &mut periods {
        recorded.period.start -= f64::from(month);
    }
    Some(Path { periods })
}

/// Whether a scenario's own walk is uncut up to a month, and a total cut for the year from there.
fn is_total(context: &Context<'_>, own: &Path, shock: u32) -> bool {
    let (plan, total) = (CutPlan::Written(&context.scenario.cuts), CutPlan::Held { severity: 1.0 });
    let supplier = context.setting.assumed.supplier;
    let from_there =
        context.setting.chain.activities.iter().filter(|it| it.from == supplier && it.to != supplier);
    let lanes: Vec<_> = from_there
        .filter_map(|it| if let Kind::Lane(stuff) = it.kind { Some((stuff, it.to)) } else { None })
        .collect();
    let (shock, end) = (f64::from(shock), f64::from(shock + REMANENCE_MONTHS));
    let year = own.periods.iter().map(|it| it.period).filter(|it| it.start < end - 1e-9);
    let mut compared = year.flat_map(|it| lanes.iter().map(move |lane| (it, *lane)));
    compared.all(|(period, (stuff, to))| {
        let cut = plan.severity(period.month, period.middle(), stuff, to);
        let asked = if period.start < shock - 1e-9 { &CutPlan::None } else { &total };
        cut == asked.severity(period.month, period.middle(), stuff, to)
    })
}
