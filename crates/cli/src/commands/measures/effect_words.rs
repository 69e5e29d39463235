//! An effect in a few words.

use coercivity_world::measures::{
    Effect, FloorForm, Fund, FundForm, Joining, License, Presumption, PriceFloor, Start, Stockpile,
};

/// An effect in a few words.
pub(crate) fn effect_words(effect: &Effect) -> String {
    match effect {
        Effect::Deny => "denied".to_owned(),
        Effect::License(license) => license_words(license),
        Effect::Exempt(exemption) => {
            let of: Vec<String> = exemption.of.iter().map(ToString::to_string).collect();
            let from = if of.is_empty() { String::new() } else { format!(" from {}", of.join(", ")) };
            let report = exemption
                .report_working_days
                .map_or(String::new(), |it| format!(", report within {it} working days"));
            format!("exempt{from}{report}")
        }
        Effect::Duty { ad_valorem_percent, includes: None } => format!("duty {ad_valorem_percent} %"),
        Effect::Duty { ad_valorem_percent, includes: Some(_) } => {
            format!("duty {ad_valorem_percent} % with the ordinary duty")
        }
        Effect::Quota { tonnes_per_year, unit } => format!("quota {tonnes_per_year} {}", unit.ending()),
        Effect::PriceFloor(floor) => floor_words(floor),
        Effect::Stockpile(stockpile) => stockpile_words(stockpile),
        Effect::Fund(fund) => fund_words(fund),
        Effect::Hasten { months: Some(months) } => format!("permits {} months sooner", months.0),
        Effect::Hasten { months: None } => "permits sooner, by how much is unknown".to_owned(),
        Effect::Offtake { share, price } => {
            let price = price.map_or(String::new(), |it| format!(" at {} USD/kg", it.in_usd_per_kg()));
            format!("offtake of {} %{price}", share * 100.0)
        }
        Effect::Admit(admission) => {
            let joining = match admission.joining {
                Joining::Open => "open to others",
                Joining::Closed => "closed",
            };
            format!("club {}, premium up to {} %, {joining}", admission.club, admission.premium_max * 100.0)
        }
        Effect::Unmodelled { text, .. } => format!("unmodelled: {text}"),
    }
}

/// An effect in at most 15 characters.
pub(crate) fn short_effect(effect: &Effect) -> String {
    match effect {
        Effect::Duty { ad_valorem_percent, includes: None } => format!("duty {ad_valorem_percent} %"),
        Effect::Duty { ad_valorem_percent, includes: Some(_) } => format!("duty to {ad_valorem_percent} %"),
        Effect::License(License { presumption: Presumption::Denial, .. }) => "license: denial".to_owned(),
        Effect::PriceFloor(floor) => format!("floor {} USD/kg", floor.floor.in_usd_per_kg()),
        Effect::License(_)
        | Effect::Deny
        | Effect::Exempt(_)
        | Effect::Quota { .. }
        | Effect::Stockpile(_)
        | Effect::Fund(_)
        | Effect::Hasten { .. }
        | Effect::Offtake { .. }
        | Effect::Admit(_)
        | Effect::Unmodelled { .. } => effect.word().to_owned(),
    }
}

fn license_words(license: &License) -> String {
    let presumption = match license.presumption {
        Presumption::Approval => "license, granted as a rule",
        Presumption::Ordinary => "license",
        Presumption::CaseByCase => "license, case by case",
        Presumption::Denial => "license, denied in principle",
    };
    let review = license.review_working_days.map_or(String::new(), |it| format!(", {it} working days"));
    format!("{presumption}{review}")
}

fn floor_words(floor: &PriceFloor) -> String {
    let form = match floor.form {
        FloorForm::Difference => "price floor",
        FloorForm::Import => "minimum import price",
    };
    let upside = match floor.upside_share {
        0.0 => String::new(),
        share => format!(", {} % of the upside", share * 100.0),
    };
    format!("{form} {} USD/kg{upside}", floor.floor.in_usd_per_kg())
}

fn stockpile_words(stockpile: &Stockpile) -> String {
    let cover = stockpile.cover.map_or("cover unknown".to_owned(), |it| format!("{} months", it.0));
    let budget = stockpile.budget.map_or(String::new(), |it| format!(", {} bn USD", it.usd_billion()));
    format!("stockpile, {cover}{budget}")
}

fn fund_words(fund: &Fund) -> String {
    let form = match fund.form {
        FundForm::Grant => "grant",
        FundForm::Loan => "loan",
        FundForm::Equity => "equity",
        FundForm::TaxCredit => "tax credit",
    };
    let amount = fund.amount.map_or(String::new(), |it| format!(" {} m USD", it.usd_million()));
    let share = fund.share_of_cost.map_or(String::new(), |it| format!(" {} % of the cost", it * 100.0));
    let recipient = fund.recipient.as_ref().map_or(String::new(), |it| format!(" for {it}"));
    format!("{form}{amount}{share}{recipient}")
}

/// When a clause begins, in a word.
pub(crate) fn start_words(start: &Start) -> String {
    match start {
        Start::On(day) => day.to_string(),
        Start::NotSet => "no day set".to_owned(),
        Start::Unknown { .. } => "unknown".to_owned(),
    }
}
