//! What a paying clause says, and what its payments are made of.

use std::collections::BTreeSet;

use coercivity_quantity::Why;
use coercivity_simulate::{Ledger, Question, Spent, SpentOn};
use coercivity_world::Element;
use coercivity_world::measures::{
    Clause, Effect, FloorBasis, FloorForm, Fund, FundForm, PriceFloor, TextKind,
};

use crate::number::{dollars, percent, significant};

use super::Telling;

/// The market counts in thousands of dollars.
const THOUSAND: f64 = 1000.0;

/// What a clause says: its words, and its terms where it pays.
pub(super) fn words(clause: &Clause) -> String {
    let said = if clause.summary.is_empty() { &clause.text } else { &clause.summary };
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let until = clause.until.map_or(String::new(), |it| format!(" until {it}"));
    let days = clause.begins().map_or(String::new(), |it| format!("; from {it}{until}"));
    // The words themselves stand in quotes, a summary of them does not.
    let official = clause.text_kind == TextKind::Official && clause.summary.is_empty();
    let said = if official { format!("\"{said}\"") } else { said };
    format!("{said}{}{days}", terms(&clause.effect).map_or(String::new(), |it| format!("; {it}")))
}

/// The terms on which an effect pays, in words.
fn terms(effect: &Effect) -> Option<String> {
    match effect {
        Effect::PriceFloor(it) => Some(floor(it)),
        Effect::Offtake { share, price } => {
            let price = price.map_or("what it costs to run the plant".to_owned(), |it| {
                format!("{} USD/kg, dearer or cheaper than the market", significant(it.in_usd_per_kg(), 3))
            });
            Some(format!("{} of the output is taken at {price}", percent(*share)))
        }
        Effect::Fund(it) => Some(fund(it)),
        Effect::Stockpile(it) => {
            let months = |what: &str, months: f64| format!("{} months of use {what}", significant(months, 2));
            let cover = it.cover.map(|it| months("to hold", it.0));
            let opening = (it.opening_cover.0 > 0.0).then(|| months("at the beginning", it.opening_cover.0));
            let budget = it.budget.map(|it| format!("at most {} of purchases", dollars(it.usd())));
            let service =
                it.release_below_service.map(|it| format!("released below a service of {}", percent(it)));
            let all: Vec<String> = [cover, opening, budget, service].into_iter().flatten().collect();
            Some(format!("a stockpile: {}", all.join(", ")))
        }
        Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::Hasten { .. }
        | Effect::Admit(_)
        | Effect::Unmodelled { .. } => None,
    }
}

fn floor(it: &PriceFloor) -> String {
    let of = match it.basis {
        FloorBasis::ContainedOxide => "contained oxide",
        FloorBasis::ContainedElement => "contained element",
        FloorBasis::Gross => "goods as weighed",
    };
    let price = significant(it.floor.in_usd_per_kg(), 3);
    let form = match it.form {
        FloorForm::Difference if it.upside_share > 0.0 => format!(
            "the difference paid to the maker, who pays back {} of what the market pays above it",
            percent(it.upside_share)
        ),
        FloorForm::Difference => "the difference paid to the maker".to_owned(),
        FloorForm::Import => "a minimum price at the border".to_owned(),
    };
    format!("{price} USD a kilogram of {of}, {form}")
}

fn fund(it: &Fund) -> String {
    let form = match it.form {
        FundForm::Grant => "a grant",
        FundForm::Loan => "a loan",
        FundForm::Equity => "equity",
        FundForm::TaxCredit => "a tax credit",
    };
    let amount = it.amount.map_or(String::new(), |it| format!(" of at most {}", dollars(it.usd())));
    let share = it.share_of_cost.map_or(String::new(), |it| format!(", {} of the cost", percent(it)));
    let recipient = it.recipient.as_ref().map_or(String::new(), |it| format!(", for {it}"));
    format!("{form}{amount}{share}{recipient}")
}

/// Elements of the goods on which a clause's public money is spent at central values.
pub(super) fn elements(telling: &Telling<'_>, clause: &str) -> BTreeSet<Element> {
    let number = telling.question.supports.iter().position(|it| it == clause);
    let spent = telling.outcome.central.ledger.spent.iter();
    let own = spent.filter(|it| Some(it.support) == number && it.amount != 0.0);
    own.filter_map(|it| it.node.stuff.refined()).collect()
}

/// The sums of which a clause's public money is made, at central values: tonnes by USD/kg, and outlays on projects; of the
/// scenario and, where the clause is only there, of its baseline.
pub(super) fn sums(telling: &Telling<'_>, clause: &str) -> Why {
    let central = &telling.outcome.central;
    let of = |question: &Question<'_>, ledger: &Ledger| {
        let number = question.supports.iter().position(|it| it == clause)?;
        Some(told(telling, ledger, number))
    };
    let own = of(telling.question, &central.ledger);
    let beside = telling.question_beside().zip(telling.ledger_beside(central));
    let there = telling.the_beside();
    let (whose, all) = match (own, beside.and_then(|it| of(it.0, it.1))) {
        (Some(own), _) => ("this scenario".to_owned(), own),
        (None, Some(beside)) => (there, beside),
        (None, None) => ("this scenario".to_owned(), Vec::new()),
    };
    let (from, to) = (telling.question.scenario.from, telling.question.scenario.last_month());
    if all.is_empty() {
        return Why::says(format!("central values of {whose}, {from} to {to}: nothing is paid"));
    }
    let head =
        Why::says(format!("central values of {whose}, {from} to {to}; tonnes as the chain counts each good"));
    all.into_iter().fold(head, |why, it| why.because(Why::says(it)))
}

fn told(telling: &Telling<'_>, ledger: &Ledger, number: usize) -> Vec<String> {
    let mut all: Vec<&Spent> =
        ledger.spent.iter().filter(|it| it.support == number && it.amount != 0.0).collect();
    all.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
    let one = |it: &Spent| {
        let what = match it.on {
            SpentOn::Output => "added to the price of",
            SpentOn::Credit => "credited on making",
            SpentOn::Running => "for running plants that make",
            SpentOn::Bought => "for purchases of",
            SpentOn::Sold => "from sales of",
        };
        format!(
            "{} t x {} USD/kg on average = {}: {what} {}, {}",
            significant(it.tonnes, 3),
            significant(it.amount / it.tonnes.max(1e-12), 3),
            dollars(it.amount * THOUSAND),
            it.node.stuff,
            telling.place(it.node.place),
        )
    };
    let projects = &telling.question.world.economy.projects;
    let outlays = ledger.decisions.iter().flat_map(|decision| {
        let own = decision.outlays.iter().filter(|it| it.0 == number && it.1 != 0.0);
        own.map(|it| {
            let name = &projects[decision.project].name;
            format!("{} up front for {name}, first output {}", dollars(it.1 * THOUSAND), decision.start)
        })
    });
    all.into_iter().map(one).chain(outlays).collect()
}
