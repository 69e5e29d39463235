//! What a scenario's own law does not do as it is written: clauses of nothing, unclear names, and kilograms that others
//! support first.

use std::collections::BTreeMap;

use coercivity_quantity::Months;
use coercivity_simulate::{
    CentralReach, NamedAs, Overlap, Stacked, StackedOn, Undelivered, hastens_nothing, inert_clauses,
    overlaps, stacked, unclear_names, undelivered,
};
use coercivity_world::measures::{Effect, FundForm};

use crate::number::percent;

use super::Telling;

/// What the clauses of a scenario's own measures do not do; nothing where its best guesses contradict one another: that was
/// no question.
#[derive(Default)]
pub(super) struct OwnLaw {
    overlaps: Vec<Overlap>,
    stacked: Vec<Stacked>,
    undelivered: Vec<Undelivered>,
    inert: Vec<String>,
    hastens_nothing: Vec<String>,
}

impl OwnLaw {
    /// Asks it.
    pub(super) fn of(telling: &Telling<'_>) -> Self {
        let Ok(reach) = CentralReach::of(telling.question) else { return Self::default() };
        Self {
            overlaps: overlaps(&reach),
            stacked: stacked(&reach),
            undelivered: undelivered(&reach),
            inert: inert_clauses(&reach),
            hastens_nothing: hastens_nothing(&reach),
        }
    }
}

/// Warnings of a scenario's own measures.
pub(super) fn warnings(telling: &Telling<'_>, own: &OwnLaw) -> Vec<String> {
    let names = unclear_names(telling.question.world, &telling.question.scenario.measures);
    let unclear = names.into_iter().map(|it| {
        let (clause, name) = (it.clause, it.name);
        if it.operators.is_empty() {
            return format!(
                "Clause `{clause}` names `{name}`, and nobody of this model is called so: write whole words of a facility's \
                 name or of its operator's, or its id, as `coercivity atlas facilities` lists them."
            );
        }
        let operators: Vec<String> = it.operators.into_iter().collect();
        let all = match it.named {
            NamedAs::Meant => "It reaches all of them that its scope covers",
            NamedAs::Excepted => "It leaves all of them out",
        };
        format!(
            "Clause `{clause}` names `{name}`, which may mean facilities of several: {}. {all}; a longer name, or an id, \
             would mean one.",
            operators.join("; ")
        )
    });
    let short = own.overlaps.iter().filter_map(|it| {
        let (stated, left) = it.share?;
        let before = it.after.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
        Some(format!(
            "Clause `{}` states {} of an output of which {} is left beside {before}: that is what it takes there.",
            it.clause,
            percent(stated),
            percent(left)
        ))
    });
    let inert = own.inert.iter().map(|clause| match lacking(telling, clause) {
        Some(lack) => format!("Clause `{clause}` changes nothing in this run: {lack}."),
        None => format!(
            "Clause `{clause}` changes nothing in this run: it reaches no lane, maker, project or stock of this model with \
             certainty, or states too little."
        ),
    });
    let reached = unclear.chain(short).chain(paying_beside(own)).chain(not_delivered(telling, own));
    reached.chain(inert).chain(not_hastened(own)).collect()
}

/// Offtakes of goods from where no lane leads to their buyers.
fn not_delivered(telling: &Telling<'_>, own: &OwnLaw) -> impl Iterator<Item = String> {
    own.undelivered.iter().map(|it| {
        let mut by_place: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in &it.goods {
            by_place.entry(telling.place(node.place)).or_default().push(node.stuff.to_string());
        }
        let told = by_place.into_iter().map(|(place, goods)| format!("{} made in {place}", goods.join(", ")));
        format!(
            "Clause `{}` takes nothing of {}: no lane of this model leads from there to a buyer that it names.",
            it.clause,
            told.collect::<Vec<_>>().join("; ")
        )
    })
}

/// Clauses that pay beside others for one cost, or for a good and for what it is made of.
fn paying_beside(own: &OwnLaw) -> impl Iterator<Item = String> {
    own.stacked.iter().map(|it| {
        let beside = it.beside.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
        match it.of {
            StackedOn::Cost(share) => format!(
                "Clause `{}` and {beside} together credit {} of what it costs to run a plant: each is paid in full, more than \
                 the plant costs.",
                it.clause,
                percent(share)
            ),
            StackedOn::Inputs => format!(
                "Clause `{}` pays a price of goods that are made of what {beside} pays a price of: each maker has the price of \
                 its own good, so that one kilogram may be paid for at both steps.",
                it.clause
            ),
        }
    })
}

/// Clauses that hasten projects none of which starts sooner in this run.
fn not_hastened(own: &OwnLaw) -> impl Iterator<Item = String> {
    own.hastens_nothing.iter().map(|clause| {
        format!(
            "Clause `{clause}` brings no start forward in this run at central values: of the projects that it reaches none has \
             a date of first output that is after the clause binds and, brought forward, within the run."
        )
    })
}

/// What a clause that does nothing would have to state, where that is its lack.
fn lacking(telling: &Telling<'_>, named: &str) -> Option<&'static str> {
    let mut clauses =
        telling.question.scenario.measures.iter().flat_map(|it| it.clauses.iter().map(move |own| (it, own)));
    let (_, clause) = clauses.find(|(measure, clause)| format!("{}:{}", measure.id, clause.id) == named)?;
    let holds = |it: Months| it.0 > 0.0;
    match &clause.effect {
        Effect::Stockpile(it) if !it.cover.is_some_and(holds) && !holds(it.opening_cover) => Some(
            "a stockpile buys until it has its `cover_months`, and none are stated; `budget_usd` only limits what that costs",
        ),
        Effect::Fund(it) if it.amount.is_some_and(|it| it.usd() <= 0.0) => Some("its `usd` are none"),
        Effect::Fund(it) if it.share_of_cost.is_some_and(|it| it <= 0.0) => {
            Some("its `share_of_cost` is none")
        }
        Effect::Offtake { share, .. } if *share <= 0.0 => Some("its `share` is none"),
        Effect::Fund(it) if it.recipient.is_some() => {
            Some("no project of its `recipient` in this model makes what its scope covers, where it says")
        }
        Effect::Fund(it) => match it.form {
            FundForm::TaxCredit if it.share_of_cost.is_none_or(|it| it <= 0.0) => {
                Some("a tax credit pays the `share_of_cost` of what is made, and none is stated")
            }
            FundForm::Grant | FundForm::Loan | FundForm::Equity if it.amount.is_none() => {
                Some("it states neither `usd` nor a `recipient`")
            }
            FundForm::TaxCredit | FundForm::Grant | FundForm::Loan | FundForm::Equity => None,
        },
        Effect::Hasten { months: None } => Some("it states no `months` by which permits come sooner"),
        Effect::Stockpile(_)
        | Effect::Hasten { .. }
        | Effect::Deny
        | Effect::License(_)
        | Effect::Exempt(_)
        | Effect::Duty { .. }
        | Effect::Quota { .. }
        | Effect::PriceFloor(_)
        | Effect::Offtake { .. }
        | Effect::Admit(_)
        | Effect::Unmodelled { .. } => None,
    }
}

/// Own floors on kilograms that others support first, in a sentence.
pub(super) fn shared_kilograms(own: &OwnLaw) -> Option<String> {
    let floors = own.overlaps.iter().filter(|it| it.share.is_none());
    let told: Vec<String> = floors
        .map(|it| {
            let before = it.after.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("{} on kilograms of {before}", it.clause)
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "A kilogram is topped up to a price once: {} pays what is left below its own.",
            told.join("; ")
        )
    })
}
