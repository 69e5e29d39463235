//! Reads the effect of a clause from its table.

use coercivity_data::{Problem, Range, Section};
use coercivity_quantity::{Money, Months, Price, Unit};

use crate::id::{EndUse, Place};
use crate::measures::effect::{
    Admission, Captures, Effect, Exemption, FloorBasis, FloorForm, Fund, FundForm, Joining, License,
    Presumption, PriceFloor, Stockpile,
};
use crate::measures::places::PlaceSet;
use crate::measures::read::clause_refs;
use crate::measures::read_scope::{ids, read_conditions};
use crate::measures::words::Words;

#[derive(Clone, Copy)]
enum Kind {
    Deny,
    License,
    Exempt,
    Duty,
    Quota,
    PriceFloor,
    Stockpile,
    Fund,
    Hasten,
    Offtake,
    Admit,
    Unmodelled,
}

const KINDS: [(&str, Kind); 12] = [
    ("deny", Kind::Deny),
    ("license", Kind::License),
    ("exempt", Kind::Exempt),
    ("duty", Kind::Duty),
    ("quota", Kind::Quota),
    ("price_floor", Kind::PriceFloor),
    ("stockpile", Kind::Stockpile),
    ("fund", Kind::Fund),
    ("hasten", Kind::Hasten),
    ("offtake", Kind::Offtake),
    ("admit", Kind::Admit),
    ("unmodelled", Kind::Unmodelled),
];

/// Reads an effect; `parties` are the places that the clause's scope names as buyers or holders.
pub fn read_effect(
    from: &Section,
    parties: &PlaceSet,
    words: &Words,
    problems: &mut Vec<Problem>,
) -> Option<Effect> {
    if !from.has("kind") {
        from.missing("kind", problems);
    }
    match from.one_of("kind", &KINDS, problems)? {
        Kind::Deny => {
            only(from, &[], problems);
            Some(Effect::Deny)
        }
        Kind::License => read_license(from, problems),
        Kind::Exempt => {
            only(from, &["of", "report_working_days"], problems);
            let report_working_days = from.number("report_working_days", Range::NotNegative, problems);
            Some(Effect::Exempt(Exemption { of: clause_refs(from, "of", problems), report_working_days }))
        }
        Kind::Duty => {
            only(from, &["ad_valorem_percent", "includes"], problems);
            let percent = from.required_number("ad_valorem_percent", Range::NotNegative, problems);
            let includes =
                read_conditions(from, "includes", words, problems).into_iter().next().map(Box::new);
            Some(Effect::Duty { ad_valorem_percent: percent?, includes })
        }
        Kind::Quota => read_quota(from, problems),
        Kind::PriceFloor => read_floor(from, words, problems),
        Kind::Stockpile => Some(read_stockpile(from, parties, problems)),
        Kind::Fund => read_fund(from, problems),
        Kind::Hasten => {
            only(from, &["months"], problems);
            Some(Effect::Hasten { months: whole_months(from, problems) })
        }
        Kind::Offtake => {
            only(from, &["share", "price_usd_per_kg"], problems);
            let share = from.required_number("share", Range::Share, problems);
            Some(Effect::Offtake { share: share?, price: price(from, "price_usd_per_kg", problems) })
        }
        Kind::Admit => read_admission(from, parties, words, problems),
        Kind::Unmodelled => {
            only(from, &["text", "captures"], problems);
            let captures = match from.truth("captures", problems) {
                Some(false) => Captures::Nothing,
                Some(true) | None => Captures::Open,
            };
            Some(Effect::Unmodelled { text: from.required_text("text", problems)?.value, captures })
        }
    }
}

fn only(from: &Section, keys: &[&str], problems: &mut Vec<Problem>) {
    let known: Vec<&str> = ["kind"].into_iter().chain(keys.iter().copied()).collect();
    from.only(&known, problems);
}

/// Months by which permits come sooner: starts of projects are counted in months, so that they are whole ones.
fn whole_months(from: &Section, problems: &mut Vec<Problem>) -> Option<Months> {
    let months = from.number("months", Range::NotNegative, problems)?;
    if months < 1.0 || months.fract() != 0.0 {
        if let Some(said) = from.node("months") {
            let found = format!("{months} for `months`");
            let remedy = "round it: a project's start is a month; leave the key out when it is unknown";
            from.wrong(said, found, "a whole number of months, 1 or more", remedy, problems);
        }
        return None;
    }
    Some(Months(months))
}

fn price(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Price> {
    from.number(key, Range::NotNegative, problems).map(Price::usd_per_kg)
}

fn read_license(from: &Section, problems: &mut Vec<Problem>) -> Option<Effect> {
    only(from, &["presumption", "review_working_days"], problems);
    let words = [
        ("approval", Presumption::Approval),
        ("ordinary", Presumption::Ordinary),
        ("case_by_case", Presumption::CaseByCase),
        ("denial", Presumption::Denial),
    ];
    if !from.has("presumption") {
        from.missing("presumption", problems);
    }
    let review_working_days = from.number("review_working_days", Range::NotNegative, problems);
    let presumption = from.one_of("presumption", &words, problems)?;
    Some(Effect::License(License { presumption, review_working_days }))
}

/// What a quota may count.
pub const QUOTA_UNITS: [Unit; 5] =
    [Unit::TonnesElement, Unit::TonnesReo, Unit::TonnesOxide, Unit::TonnesGross, Unit::TonnesMagnet];

fn read_quota(from: &Section, problems: &mut Vec<Problem>) -> Option<Effect> {
    only(from, &["tonnes_per_year", "unit"], problems);
    let tonnes_per_year = from.required_number("tonnes_per_year", Range::NotNegative, problems);
    let units = QUOTA_UNITS.map(|it| (it.ending(), it));
    if !from.has("unit") {
        from.missing("unit", problems);
    }
    let unit = from.one_of("unit", &units, problems);
    Some(Effect::Quota { tonnes_per_year: tonnes_per_year?, unit: unit? })
}

fn read_floor(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Effect> {
    only(from, &["form", "floor_usd_per_kg", "basis", "upside_share", "paid_by", "document"], problems);
    for key in ["form", "basis"] {
        if !from.has(key) {
            from.missing(key, problems);
        }
    }
    let forms = [("difference", FloorForm::Difference), ("import", FloorForm::Import)];
    let bases = [
        ("contained_oxide", FloorBasis::ContainedOxide),
        ("contained_element", FloorBasis::ContainedElement),
        ("gross", FloorBasis::Gross),
    ];
    let form = from.one_of("form", &forms, problems);
    let basis = from.one_of("basis", &bases, problems);
    let floor = from.required_number("floor_usd_per_kg", Range::NotNegative, problems);
    let upside_share = from.number("upside_share", Range::Share, problems).unwrap_or(0.0);
    let paid_by = words.place_set(from, &["paid_by"], problems);
    match form {
        Some(FloorForm::Difference) => {
            if paid_by.is_none() {
                from.missing("paid_by", problems);
            }
            if let Some((key, _)) = from.entries().find(|it| it.0.value == "document") {
                let found = "`document` of what somebody pays";
                let expected = "it with `form = \"import\"`: a paper shown at the border";
                from.wrong(key, found, expected, "remove the key, or change the form", problems);
            }
        }
        Some(FloorForm::Import) => {
            for (key, _) in
                from.entries().filter(|it| ["paid_by", "upside_share"].contains(&it.0.value.as_str()))
            {
                let found = format!("`{}` of a minimum import price", key.value);
                let expected =
                    "`form = \"difference\"` for what somebody pays; at the border the importer does";
                from.wrong(key, found, expected, "remove the key, or change the form", problems);
            }
        }
        None => {}
    }
    Some(Effect::PriceFloor(PriceFloor {
        form: form?,
        floor: Price::usd_per_kg(floor?),
        basis: basis?,
        upside_share,
        paid_by: paid_by.unwrap_or_default(),
        document: read_conditions(from, "document", words, problems).into_iter().next(),
    }))
}

fn read_stockpile(from: &Section, holders: &PlaceSet, problems: &mut Vec<Problem>) -> Effect {
    let keys = [
        "cover_months",
        "budget_usd",
        "opening_cover_months",
        "fill_months",
        "buy_max_share_of_free_supply",
        "release_below_service",
        "release_order",
    ];
    only(from, &keys, problems);
    let mut number = |key: &str, range: Range| from.number(key, range, problems);
    let cover = number("cover_months", Range::NotNegative).map(Months);
    let budget = number("budget_usd", Range::NotNegative).map(Money::of_usd);
    let opening = number("opening_cover_months", Range::NotNegative);
    let fill = number("fill_months", Range::NotNegative).map(Months);
    let buy_max_share_of_free_supply = number("buy_max_share_of_free_supply", Range::Share);
    let release_below_service = number("release_below_service", Range::Share);
    if release_below_service.is_none()
        && let Some((key, _)) = from.entries().find(|it| it.0.value == "release_order")
    {
        let expected = "`release_below_service` beside it: without one nothing is released";
        let remedy = "add `release_below_service`, or remove the key";
        from.wrong(key, "`release_order` alone", expected, remedy, problems);
    }
    Effect::Stockpile(Stockpile {
        holders: holders.clone(),
        cover,
        budget,
        opening_cover: Months(opening.unwrap_or(0.0)),
        fill,
        buy_max_share_of_free_supply,
        release_below_service,
        release_order: ids(from, "release_order", EndUse::new, problems),
    })
}

fn read_fund(from: &Section, problems: &mut Vec<Problem>) -> Option<Effect> {
    only(from, &["form", "usd", "share_of_cost", "recipient"], problems);
    let forms = [
        ("grant", FundForm::Grant),
        ("loan", FundForm::Loan),
        ("equity", FundForm::Equity),
        ("tax_credit", FundForm::TaxCredit),
    ];
    if !from.has("form") {
        from.missing("form", problems);
    }
    let amount = from.number("usd", Range::NotNegative, problems).map(Money::of_usd);
    let share_of_cost = from.number("share_of_cost", Range::Share, problems);
    let recipient = from.text("recipient", problems).map(|it| it.value);
    let form = from.one_of("form", &forms, problems)?;
    Some(Effect::Fund(Fund { form, amount, share_of_cost, recipient }))
}

fn read_admission(
    from: &Section,
    members: &PlaceSet,
    words: &Words,
    problems: &mut Vec<Problem>,
) -> Option<Effect> {
    let keys = [
        "club",
        "premium_max",
        "premium_over",
        "may_not_buy_from",
        "origin_proof",
        "member_origin_min",
        "open_to_others",
    ];
    only(from, &keys, problems);
    let club = from.required_text("club", problems);
    let premium_max = from.required_number("premium_max", Range::NotNegative, problems);
    let barred = words.place_set(from, &["may_not_buy_from"], problems).unwrap_or_default();
    let may_not_buy_from: Vec<Place> = barred.named().collect();
    Some(Effect::Admit(Admission {
        members: members.clone(),
        premium_over: from.text("premium_over", problems).map(|it| it.value),
        may_not_buy_from,
        member_origin_min: from.number("member_origin_min", Range::Share, problems),
        origin_proof: from.text("origin_proof", problems).map(|it| it.value),
        joining: match from.truth("open_to_others", problems) {
            Some(true) => Joining::Open,
            Some(false) | None => Joining::Closed,
        },
        club: club?.value,
        premium_max: premium_max?,
    }))
}
