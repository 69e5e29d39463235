//! Net import reliance: counts over all commodities, one commodity through its editions, and who holds reserves.

use coercivity_data::Period;
use coercivity_quantity::{Interval, Unit, Why};

use super::finding::Finding;
use crate::atlas::{Atlas, Qualifier, ReliancePlace, RelianceSubject, Stated, choose};
use crate::id::Place;
use crate::vocabulary::Vocabulary;

/// Among which commodities a count is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelianceScope {
    /// All of the figure.
    All,
    /// Those on the critical list of 2025.
    Critical,
}

/// How many commodities a buyer imports wholly, and by half or more.
#[derive(Clone, Debug, PartialEq)]
pub struct RelianceCount<'a> {
    /// Rows at 100 %.
    pub at_hundred: Vec<&'a Stated<RelianceSubject>>,
    /// Rows at half or more, those at 100 % among them. `less than 50` does not count.
    pub at_half: Vec<&'a Stated<RelianceSubject>>,
    /// The counts as findings: at 100 %, then at half or more.
    pub findings: [Finding; 2],
}

/// Counts a buyer's reliance in the year's figure 2; `None` when there is none.
pub fn count_reliance(
    atlas: &Atlas,
    buyer: Place,
    year: i32,
    scope: RelianceScope,
) -> Option<RelianceCount<'_>> {
    let listed = |it: &&Stated<RelianceSubject>| {
        let subject = &it.subject;
        let in_scope = scope == RelianceScope::All || subject.critical == Some(true);
        subject.buyer == buyer
            && subject.printed_in == ReliancePlace::Figure2
            && it.fact.as_of.year() == year
            && in_scope
    };
    let rows: Vec<_> = atlas.reliance.iter().filter(listed).collect();
    let first = rows.first()?;
    let at_hundred: Vec<_> = rows.iter().copied().filter(|it| reaches(it, 100.0)).collect();
    let at_half: Vec<_> = rows.iter().copied().filter(|it| reaches(it, 50.0)).collect();
    let words =
        if scope == RelianceScope::All { "all commodities" } else { "those on the critical list of 2025" };
    let finding = |count: usize, says: &str| Finding {
        range: Interval::exactly(count as f64),
        value: count as f64,
        unit: Unit::Number,
        as_of: first.fact.as_of,
        definition: format!("{words} of {} figure 2 with net import reliance {says}", first.subject.edition),
        why: Why::says(format!("counted over {} rows", rows.len())).citing(first.fact.cited.clone()),
        warnings: Vec::new(),
    };
    let findings = [
        finding(at_hundred.len(), "of 100 %"),
        finding(at_half.len(), "of 50 % or more, 100 % included; `less than 50` does not count"),
    ];
    Some(RelianceCount { at_hundred, at_half, findings })
}

/// Whether a published figure reaches a threshold.
fn reaches(row: &Stated<RelianceSubject>, percent: f64) -> bool {
    row.subject.qualifier != Qualifier::LessThan && row.fact.low().is_some_and(|it| it >= percent)
}

/// A buyer's reliance for a commodity by year, latest first; each year shows every edition that speaks of it, and
/// the commodities that must stand beside it are warnings. What has no chapter of that name stands as the figure has
/// it.
pub fn reliance_of(atlas: &Atlas, buyer: Place, commodity: &str) -> Vec<Finding> {
    let asked = |it: &&Stated<RelianceSubject>| {
        let same = it.subject.commodity.eq_ignore_ascii_case(commodity);
        it.subject.buyer == buyer && same
    };
    let printed = |place| {
        let rows = atlas.reliance.iter().filter(asked).filter(move |it| it.subject.printed_in == place);
        rows.filter_map(stated).collect::<Vec<Finding>>()
    };
    let mut findings = printed(ReliancePlace::Chapter);
    if findings.is_empty() {
        findings = printed(ReliancePlace::Figure2);
    }
    for finding in &mut findings {
        let year = finding.as_of.year();
        for companion in atlas.companions.iter().filter(|it| it.commodity.eq_ignore_ascii_case(commodity)) {
            let beside = atlas.reliance.iter().filter(|it| {
                it.subject.buyer == buyer
                    && it.subject.commodity == companion.beside
                    && it.fact.as_of.year() == year
            });
            if let Some(row) = choose(beside).chosen
                && let Some(percent) = row.fact.middle()
            {
                let (name, note) = (&companion.beside, &companion.cited.note);
                finding.warnings.push(format!("{name} stands at {percent} % in {year}: {note}"));
                finding.why.from.push(Why::says(name.clone()).citing(row.fact.cited.clone()));
            }
        }
    }
    findings.sort_by_key(|it| std::cmp::Reverse(it.as_of));
    findings
}

fn stated(row: &Stated<RelianceSubject>) -> Option<Finding> {
    let subject = &row.subject;
    let says = match subject.qualifier {
        Qualifier::NetExporter => " (net exporter)",
        Qualifier::MoreThan => " (more than the lower end)",
        Qualifier::LessThan => " (less than the upper end)",
        _ => "",
    };
    let detail = if subject.detail.is_empty() { "net import reliance" } else { &subject.detail };
    Some(Finding {
        range: row.fact.range?,
        value: row.fact.middle()?,
        unit: Unit::Percent,
        as_of: row.fact.as_of,
        definition: format!("{}, {detail}{says}, {}", subject.commodity, subject.edition),
        why: Why::says(format!("as printed in {}", subject.edition)).citing(row.fact.cited.clone()),
        warnings: Vec::new(),
    })
}

/// The share of an area's countries in the world's reserves of a commodity, in percent of the published total.
///
/// Members without a figure add nothing at the lower end; at the upper end the area also holds what the source lumps
/// together unnamed, or what the total leaves over when nothing is lumped.
pub fn reserve_share(
    atlas: &Atlas,
    vocabulary: &Vocabulary,
    area: Place,
    commodity: &str,
) -> Option<Finding> {
    let rows: Vec<_> =
        atlas.reserves.iter().filter(|it| it.subject.commodity.eq_ignore_ascii_case(commodity)).collect();
    let of = |id: &str| rows.iter().copied().find(|it| it.subject.place.as_str() == id);
    let whole = of("WLD")?;
    let total = whole.fact.middle().filter(|it| *it > 0.0)?;
    let is_area = |it: Place| vocabulary.place(it.as_str()).is_none_or(|it| it.is_area);
    let (mut held, mut elsewhere, mut unknown) = (0.0, 0.0, Vec::new());
    let mut why = Why::says("reserves of the area's countries over the published world total")
        .citing(whole.fact.cited.clone());
    for row in rows.iter().filter(|it| !is_area(it.subject.place)) {
        let member = vocabulary.lies_in(row.subject.place, area);
        match row.fact.middle() {
            Some(amount) if member => {
                held += amount;
                why = why.citing(row.fact.cited.clone());
            }
            Some(amount) => elsewhere += amount,
            None if member => unknown.push(row.subject.place.to_string()),
            None => {}
        }
    }
    unknown.sort_unstable();
    let unnamed = of("OTH").and_then(|it| it.fact.middle());
    let open = unnamed.unwrap_or_else(|| (total - held - elsewhere).max(0.0));
    let percent = |it: f64| (it / total * 100.0).min(100.0);
    let mut warnings = Vec::new();
    if whole.subject.qualifier == Qualifier::MoreThan {
        warnings
            .push("the world total is printed as more than this: the share is an upper figure".to_owned());
    }
    if !unknown.is_empty() {
        warnings.push(format!("no figure for {}", unknown.join(", ")));
    }
    Some(Finding {
        range: Interval::between(percent(held), percent(held + open))?,
        value: percent(held),
        unit: Unit::Percent,
        as_of: Period::Year(i16::try_from(whole.fact.as_of.year()).ok()?),
        definition: format!(
            "{} reserves of the countries of {area} over the published world total",
            whole.subject.commodity
        ),
        why,
        warnings,
    })
}
