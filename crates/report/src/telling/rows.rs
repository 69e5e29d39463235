//! The long table of a run's draws.

use std::ops::Range;

use coercivity_simulate::{Line, Whose};
use coercivity_world::scenario::AskedFigure;

use crate::series::{SERIES_HEADER, SeriesKey, SeriesTable};

use super::Telling;

/// The table in parts, its header first and then the rows of one draw after the other, so that nobody needs to hold it
/// whole: service, inflow, prices, goods under way, rents of licences and quotas, and public money, the baseline's beside
/// them.
pub fn series_parts<'t>(telling: &'t Telling<'_>) -> impl Iterator<Item = String> + 't {
    let table = SeriesTable::new(&keys(telling), telling.month_texts());
    let spans = spans(telling);
    let of_draw = move |draw: usize| {
        let row = telling.outcome.row(telling.shelf, draw);
        table.rows(draw, spans.iter().map(|it| &row[it.clone()]))
    };
    let draws = 0..telling.outcome.answers().len();
    std::iter::once(format!("{SERIES_HEADER}\n")).chain(draws.map(of_draw))
}

/// Where each series lies in a draw's row, in the order of the keys: service where it is asked, prices, accounts, and the
/// baseline's of all where something stands beside.
fn spans(telling: &Telling<'_>) -> Vec<Range<usize>> {
    let question = telling.question;
    let beside = telling.beside_is();
    let sides = || std::iter::once(Whose::Own).chain(beside);
    let groups = if telling.asks(AskedFigure::Service) { question.groups.len() } else { 0 };
    let mut lines: Vec<(Whose, Line)> = Vec::new();
    lines.extend((0..groups).map(|it| (Whose::Own, Line::Service(it))));
    lines.extend((0..groups).map(|it| (Whose::Own, Line::Inflow(it))));
    lines.extend(beside.into_iter().flat_map(|whose| (0..groups).map(move |it| (whose, Line::Service(it)))));
    lines
        .extend(sides().flat_map(|whose| (0..question.prices.len()).map(move |it| (whose, Line::Price(it)))));
    for (whose, of) in sides().zip([Some(question), telling.question_beside()]) {
        let Some(of) = of else { continue };
        let accounts = std::iter::once(Line::Afloat)
            .chain((0..question.scenario.buyers.len()).map(Line::LicenceRent))
            .chain((0..of.quotas.len()).map(Line::QuotaRent))
            .chain((0..of.clubs.len()).map(Line::ClubPremium))
            .chain((0..of.supports.len()).map(Line::PublicMoney));
        lines.extend(accounts.map(|it| (whose, it)));
    }
    let span = |(whose, line)| telling.outcome.lines.span(whose, line).expect("a draw has all that is asked");
    lines.into_iter().map(span).collect()
}

fn keys(telling: &Telling<'_>) -> Vec<SeriesKey> {
    let question = telling.question;
    let question_beside = telling.question_beside();
    let beside = question_beside.is_some();
    let mut keys = Vec::new();
    let service = [("service", true), ("inflow", true), ("baseline_service", beside)];
    let asked = telling.asks(AskedFigure::Service);
    for (quantity, _) in service.into_iter().filter(|it| asked && it.1) {
        keys.extend(question.groups.iter().map(|group| SeriesKey {
            good: group.end_use.to_string(),
            ..key(quantity, &question.scenario.buyers[group.buyer].id, "share")
        }));
    }
    for (quantity, _) in [("price", true), ("baseline_price", beside)].into_iter().filter(|it| it.1) {
        keys.extend(question.prices.iter().map(|price| SeriesKey {
            good: price.good.clone(),
            tier: price.tier.word().to_owned(),
            ..key(quantity, &price.place.to_string(), "usd_per_kg")
        }));
    }
    for (prefix, of) in [("", Some(question)), ("baseline_", question_beside)] {
        let Some(of) = of else { continue };
        let named = |account: &str| format!("{prefix}{account}");
        keys.push(key(&named("afloat"), "", "t"));
        let buyers = &question.scenario.buyers;
        keys.extend(buyers.iter().map(|it| key(&named("licence_rent"), &it.id, "usd")));
        let by_clause =
            [("quota_rent", &of.quotas), ("club_premium", &of.clubs), ("public_money", &of.supports)];
        for (account, clauses) in by_clause {
            let of = |it: &String| SeriesKey { good: it.clone(), ..key(&named(account), "", "usd") };
            keys.extend(clauses.iter().map(of));
        }
    }
    keys
}

/// A series of a place, without good, tier and counterpart.
fn key(quantity: &str, place: &str, unit: &str) -> SeriesKey {
    SeriesKey {
        quantity: quantity.to_owned(),
        good: String::new(),
        place: place.to_owned(),
        tier: String::new(),
        counterpart: String::new(),
        unit: unit.to_owned(),
    }
}
