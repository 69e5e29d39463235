//! Projects whose permits come sooner.

use coercivity_quantity::Month;

use crate::binding::Binding;
use crate::central_reach::CentralReach;
use crate::effect::Aid;
use crate::setting::Setting;
use crate::support::Support;

/// Moves the starts of projects whose permits are hastened.
pub fn hasten_starts(setting: &mut Setting, supports: &[Support], binding: &Binding, from: Month) {
    for (number, support) in supports.iter().enumerate() {
        for &project in &support.recipients {
            let start = setting.starts[project];
            if let Some(sooner) = start.and_then(|it| sooner((number, support), it, binding, from)) {
                setting.starts[project] = Some(sooner);
            }
        }
    }
}

/// The start that a support brings another one forward to: by no more months than there are from the run's first to the
/// start in which the clause binds on any day, and not to before it binds. Nothing where it hastens none, or not this one.
fn sooner(
    (number, support): (usize, &Support),
    start: Month,
    binding: &Binding,
    from: Month,
) -> Option<Month> {
    let months = match &support.aid {
        Aid::Hasten(months) => months.0.round() as usize,
        Aid::Floor(_) | Aid::Offtake { .. } | Aid::Club(_) | Aid::Stockpile(_) | Aid::Fund(_) => return None,
    };
    let binds = |month: &Month| {
        let days = month.first_day().zip(month.plus(1).first_day());
        days.is_some_and(|it| binding.within(number, it))
    };
    let before = (0..start.since(from).max(0)).map(|it| from.plus(it));
    let bound: Vec<Month> = before.filter(binds).collect();
    let first = *bound.first()?;
    let by = i32::try_from(months.min(bound.len())).unwrap_or(i32::MAX);
    Some(start.plus(-by).max(first)).filter(|it| *it < start)
}

/// Clauses of a scenario's own measures, as `instrument:clause`, that reach projects to hasten and at central values bring
/// no start of theirs forward to a month of the run: nobody has set a date, or it is past, or lies too far ahead.
pub fn hastens_nothing(reach: &CentralReach<'_>) -> Vec<String> {
    let scenario = reach.question.scenario;
    let idle = reach.supports.iter().enumerate().filter(|(number, it)| {
        let hastens = matches!(it.aid, Aid::Hasten(_)) && !it.recipients.is_empty() && reach.is_own(*number);
        let starts = it.recipients.iter().filter_map(|project| reach.setting.starts[*project]);
        let brought = |start| sooner((*number, *it), start, &reach.binding, scenario.from);
        hastens && !starts.filter_map(brought).any(|start| start <= scenario.last_month())
    });
    idle.map(|it| it.1.named()).collect()
}
