//! What the numbers of a run rest on, as trees: the demand they are measured by, the base year, the parameters, the law.

use coercivity_quantity::{Citation, Confidence, Estimate, Why};
use coercivity_simulate::Baseline;
use coercivity_world::base::{BaseDemand, Flag, Move};
use coercivity_world::economy::{Life, OxidePrice, ParameterRange, Project};
use coercivity_world::measures::{Breadth, Clause, LawState, Measure, Regime};
use coercivity_world::{Element, EndUse};

use crate::number::significant;

use super::Telling;
use super::paying;

/// What a region buys for an end use in the base year.
pub(super) fn reference_demand(telling: &Telling<'_>, row: &BaseDemand) -> Why {
    let place = telling.place(row.region);
    let year = telling.question.world.economy.base_year;
    let text = format!(
        "reference demand of {} in {place}, {year}: {} t of {} ({}..{})",
        telling.end_use(row.end_use.as_str()),
        significant(row.best, 3),
        row.material,
        significant(row.low, 3),
        significant(row.high, 3),
    );
    Why::says(text).citing(row.cited.clone())
}

/// A flag of the base year as a confidence: what was derived is an estimate.
fn confidence(flag: Flag) -> Confidence {
    match flag {
        Flag::Observed => Confidence::Secondary,
        Flag::Derived => Confidence::Estimate,
        Flag::Assumed => Confidence::Assumed,
    }
}

/// The base year, and what moved most in it.
pub(super) fn base_year(telling: &Telling<'_>) -> Why {
    let base = telling.question.base;
    let year = telling.question.world.economy.base_year;
    let mut why = Why::says(format!(
        "base year {year}, reconciled from {} figures: chi-square {} on {} degrees of freedom",
        base.moves.len(),
        significant(base.chi2, 3),
        base.degrees_of_freedom
    ));
    // The figures that moved farthest, the first of the list: where the base year is weakest.
    for it in base.moves.iter().take(5) {
        why = why.because(moved(it));
    }
    why
}

/// How far a figure moved, and its row.
pub(super) fn moved(it: &Move) -> Why {
    let sources = it.source.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    let moved = Why::says(format!("{} moved by {:.1} standard deviations", it.label, it.move_in_sigmas));
    moved.citing(Citation {
        sources,
        at: String::new(),
        confidence: confidence(it.flag),
        note: String::new(),
        row: it.row.clone(),
    })
}

/// Every parameter with its range.
pub(super) fn parameters(telling: &Telling<'_>) -> Why {
    let ranges = telling.question.world.economy.parameters.of_runs();
    let why = Why::says(format!("{} parameters of the market, each with a range", ranges.len()));
    ranges.iter().fold(why, |why, it| why.because(parameter(it)))
}

/// One parameter.
pub(super) fn parameter(it: &ParameterRange) -> Why {
    let unit = it.unit.ending();
    Why::says(format!("{}: {} ({}..{}) {unit}", it.label, it.best, it.low, it.high)).citing(it.cited.clone())
}

/// How long goods with magnets last, and how their use grew.
pub(super) fn lives(telling: &Telling<'_>) -> Why {
    let lives = &telling.question.world.economy.lives;
    let why = Why::says(format!("lives of goods with magnets, {} end uses", lives.len()));
    let both = |it: (&EndUse, &Life)| {
        [life(telling, *it.0, it.1, Lived::Years), life(telling, *it.0, it.1, Lived::Growth)]
    };
    lives.iter().flat_map(both).fold(why, Why::because)
}

/// A number of an end use's goods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lived {
    /// Years until half of a year's goods are worn out.
    Years,
    /// Growth of use before the base year.
    Growth,
}

impl Lived {
    /// What it is called.
    pub(super) fn said(self) -> &'static str {
        match self {
            Self::Years => "years until half of a year's goods are worn out",
            Self::Growth => "yearly growth of use before the base year",
        }
    }
    /// Its estimate.
    fn of(self, life: &Life) -> &Estimate<f64> {
        match self {
            Self::Years => &life.lifetime_years,
            Self::Growth => &life.past_growth,
        }
    }
}

/// One number of an end use's goods in use, with its row.
pub(super) fn life(telling: &Telling<'_>, end_use: EndUse, life: &Life, what: Lived) -> Why {
    let (it, end_use) = (what.of(life), telling.end_use(end_use.as_str()));
    let best = it.best.map_or(String::new(), |it| format!("{it} "));
    let (low, high) = (it.range.low(), it.range.high());
    Why::says(format!("{end_use}, {}: {best}({low}..{high})", what.said())).citing(it.cited.clone())
}

/// What identifies the run: every number of it follows from these.
pub(super) fn run(telling: &Telling<'_>) -> Why {
    let scenario = telling.question.scenario;
    Why::says(format!(
        "scenario {} on world {}, law {}, known on {}, seed {}, {}; program {}",
        scenario.id,
        telling.world_name,
        law(&scenario.law),
        scenario.known_on,
        telling.seed,
        telling.basis(),
        telling.version,
    ))
}

/// What is assumed of law that no source tells: of particular changes, then of all others.
fn law(law: &LawState) -> String {
    let mut said = law.assumption.word().to_owned();
    for it in &law.choices {
        let change = it.change.as_deref().map_or(String::new(), |it| format!(":{it}"));
        let clauses: Vec<String> = it.clauses.iter().map(ToString::to_string).collect();
        let of = if clauses.is_empty() { String::new() } else { format!(" for {}", clauses.join(", ")) };
        let last = it.last_day.map_or(String::new(), |it| format!(", last day of the suspension {it}"));
        said.push_str(&format!("; {}{change}{of} {}{last}", it.instrument, it.assumption.word()));
    }
    if law.breadth == Breadth::Narrow {
        said.push_str("; contested words read narrow");
    }
    for (proposal, day) in &law.enacted {
        said.push_str(&format!("; {proposal} enacted on {day}"));
    }
    said
}

/// Price of an element's oxide in the base year.
pub(super) fn oxide_price(element: Element, price: &OxidePrice) -> Why {
    let usd = significant(price.price.in_usd_per_kg(), 3);
    let why = Why::says(format!("base price of {element} oxide: {usd} USD for a kilogram of {element}"));
    price.cited.iter().cloned().fold(why, Why::citing)
}

/// An announced project, as its row has it.
pub(super) fn project(telling: &Telling<'_>, project: &Project) -> Why {
    let place = telling.place(project.place);
    let promised = project.first_output.map_or("no date of first output is promised".to_owned(), |it| {
        format!("first output promised for {it}")
    });
    Why::says(format!("{}, {place}: {promised}", project.name)).citing(project.cited.clone())
}

/// A clause written `instrument:clause`, of the scenario's law or of its baseline's.
pub(super) fn clause(telling: &Telling<'_>, name: &str) -> Option<Why> {
    named(telling, name)
        .map(|(measure, clause)| titled(measure, clause, &format!(": {}", paying::words(clause))))
}

/// The same clause by its title, with what is said of it then.
pub(super) fn clause_then(telling: &Telling<'_>, name: &str, then: &str) -> Option<Why> {
    named(telling, name).map(|(measure, clause)| titled(measure, clause, then))
}

fn named<'a>(telling: &Telling<'a>, name: &str) -> Option<(&'a Measure, &'a Clause)> {
    let question = telling.question;
    let beside = match &question.baseline {
        Baseline::Itself | Baseline::WithoutCuts(_) => None,
        Baseline::Another(other) => Some(&other.regime),
    };
    let measures = std::iter::once(&question.regime).chain(beside).flat_map(Regime::measures);
    let mut clauses = measures.flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    clauses.find(|it| format!("{}:{}", it.0.id, it.1.id) == name)
}

/// A clause by its name and title, with its row.
fn titled(measure: &Measure, clause: &Clause, then: &str) -> Why {
    let title = if clause.title.is_empty() { String::new() } else { format!(" {}", clause.title) };
    let said = Why::says(format!("{}:{}{title}{then}", measure.id, clause.id));
    match clause.cited.as_ref().or(measure.cited.as_ref()) {
        Some(cited) => said.citing(cited.clone()),
        None => said,
    }
}
