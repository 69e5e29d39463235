//! Words for what was found.

use coercivity_quantity::{Interval, Verdict};
use coercivity_screen::{
    Answered, ClauseFinding, Combined, Need, Outcome, Owed, RulebookFinding, Share, Under,
};
use coercivity_world::measures::Condition;

use super::shown::Shown;

/// Digits behind the point of a share in percent, and those of one that would else look like its bound.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// A share as percent.
pub fn percent(share: f64) -> String {
    digits(share, *DIGITS.start())
}

fn digits(share: f64, count: usize) -> String {
    let text = format!("{:.count$}", share * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-" { "0".to_owned() } else { text.to_owned() }
}

/// A share as percent, with as many digits as tell it from its bound.
fn beside(share: f64, bound: f64) -> String {
    let told = DIGITS.map(|it| (digits(share, it), digits(bound, it))).find(|it| it.0 != it.1);
    told.map_or_else(|| percent(share), |it| it.0)
}

/// A range of shares.
fn range(range: Interval<f64>, bound: f64) -> String {
    match (beside(range.low(), bound), beside(range.high(), bound)) {
        (low, high) if low == high => format!("{low} %"),
        (low, high) => format!("{low} .. {high} %"),
    }
}

/// A share with its bound; both readings where they part.
pub fn share(share: &Share) -> String {
    let bound = format!("{} {} %", share.bound.sign(), percent(share.bound.at()));
    let Some((_, first)) = share.ranges.first() else { return bound };
    if share.ranges.iter().all(|it| it.1 == *first) {
        return format!("{} ({bound})", range(*first, share.bound.at()));
    }
    let each: Vec<String> =
        share.ranges.iter().map(|it| format!("{} {}", it.0.word(), range(it.1, share.bound.at()))).collect();
    format!("{} ({bound})", each.join(", "))
}

/// A verdict in capitals when it is open: that is what the desk must look at.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::No => "no",
        Verdict::Open => "OPEN",
        Verdict::Yes => "yes",
    }
}

/// Whether controls hold a movement back, in a word.
pub fn held(combined: &Combined) -> &'static str {
    combined.verdict().map_or("not asked", verdict)
}

/// What controls say together, in words: never of controls that nobody asked.
pub fn together(combined: &Combined) -> String {
    let Some(headline) = combined.headline() else { return "no export control was asked".to_owned() };
    let at_most = format!("{}, at most {}", headline.word(), combined.at_most.word());
    if combined.beside.is_empty() { headline.word().to_owned() } else { at_most }
}

/// Answers by rulebook, in words.
pub fn answers(of: &[(String, Outcome)]) -> String {
    of.iter().map(|it| format!("{} {}", it.0, it.1.word())).collect::<Vec<_>>().join("; ")
}

/// A number of United States dollars or percent, as a range.
fn numbers(range: Interval<f64>, unit: &str) -> String {
    if range.low() == range.high() {
        return format!("{:.2} {unit}", range.low());
    }
    format!("{:.2} .. {:.2} {unit}", range.low(), range.high())
}

/// What is owed.
pub fn owed(owed: &Owed) -> String {
    let percent = numbers(owed.percent, "%");
    if owed.usd_per_kg.high() == 0.0 {
        return percent;
    }
    let usd = numbers(owed.usd_per_kg, "USD/kg");
    if owed.percent.high() == 0.0 { usd } else { format!("{percent} + {usd}") }
}

/// The answer of a rulebook with what stands beside it.
pub fn answer(found: &RulebookFinding) -> String {
    headed(&found.answered())
}

/// An answer with all that a reader acts upon.
pub fn answered(answered: &Answered) -> String {
    let mut said = headed(answered);
    if let Some(at_most) = answered.at_most.filter(|it| *it != answered.outcome) {
        said = format!("{said}, at most {}", at_most.word());
    }
    let under = spans(&answered.readings);
    if under.is_empty() { said } else { format!("{said} ({})", under.join("; ")) }
}

fn headed(answered: &Answered) -> String {
    let beside: Vec<&str> = answered.beside.iter().map(|it| it.word()).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(" beside {}", beside.join(", ")) };
    match (&answered.owed, answered.outcome) {
        (Some(it), Outcome::Owed) => format!("{}{beside}", owed(it)),
        (Some(it), other) => format!("{} {}{beside}", other.word(), owed(it)),
        (None, other) => format!("{}{beside}", other.word()),
    }
}

/// How the answer would be under each reading and state of the law, where these part.
pub fn readings(found: &RulebookFinding) -> Vec<String> {
    spans(&found.readings)
}

fn spans(readings: &[Under]) -> Vec<String> {
    let span = |least: Outcome, most: Outcome| match least == most {
        true => least.word().to_owned(),
        false => format!("{} .. {}", least.word(), most.word()),
    };
    let states = readings.iter().any(|it| !it.awake);
    let parted = |it: &[String]| it.windows(2).any(|it| it[0] != it[1]);
    let mut lines = Vec::new();
    for awake in [true, false] {
        let under: Vec<_> = readings.iter().filter(|it| it.awake == awake).collect();
        if under.is_empty() {
            continue;
        }
        let spans: Vec<String> = under.iter().map(|it| span(it.at_least, it.at_most)).collect();
        let state = match (states, awake) {
            (true, true) => "if in force: ",
            (true, false) => "if asleep: ",
            (false, _) => "",
        };
        if parted(&spans) {
            let each: Vec<String> =
                under.iter().zip(&spans).map(|it| format!("{} {}", it.0.breadth.word(), it.1)).collect();
            lines.push(format!("{state}{}", each.join("; ")));
        } else if states || spans.first().is_some_and(|it| it.contains("..")) {
            lines.push(format!("{state}{}", spans[0]));
        }
    }
    lines
}

/// What a clause leaves open or where it does not fit.
pub fn remark(finding: &ClauseFinding) -> String {
    if let Some(unfit) = &finding.unfit {
        return format!("does not fit: {unfit}");
    }
    if finding.contested() {
        let each: Vec<String> = finding.covers.iter().map(|it| format!("{} {}", it.0.word(), it.1)).collect();
        return format!("contested: {}", each.join(", "));
    }
    if finding.open.is_empty() { String::new() } else { format!("open: {}", finding.open.join("; ")) }
}

/// A missing fact in words.
pub fn need(shown: &Shown<'_>, need: &Need) -> String {
    let item = |it: &usize| shown.named(*it);
    match need {
        Need::Origin(it) => format!("country of origin of {}, and the share from there", item(it)),
        Need::Inside(it) => format!("what is inside {}: items, values, masses", item(it)),
        Need::Composition(it) => format!("what {} is and which elements it holds", item(it)),
        Need::Made(it) => format!("where {} was made", item(it)),
        Need::Technology(it) => format!("whose technology made {}", item(it)),
        Need::Steps(it) => {
            format!(
                "where {} was mined, separated, made metal, alloyed, made powder and made a magnet",
                item(it)
            )
        }
        Need::Makers(it) => format!("who made {}, and on which lists the maker stands", item(it)),
        Need::User => {
            "who uses it: of which country, military or not, on which lists, owned by whom".to_owned()
        }
        Need::Use => "what it is used for".to_owned(),
        Need::Contract => "under which contract it is delivered".to_owned(),
        Need::Route => "where it leaves and where it goes".to_owned(),
        Need::Condition(id) => match condition(shown, id) {
            Some(it) if it.bound.is_some() => {
                format!("{} ({id}): it decides whether {}", figure(id), it.text)
            }
            Some(it) => format!("whether {} ({id})", it.text),
            None => format!("an answer to `{id}`"),
        },
    }
}

/// How a number is asked for.
fn figure(id: &str) -> &'static str {
    match id.rsplit_once('_').map_or("", |it| it.1) {
        "year" => "in which year",
        "percent" => "how many percent",
        _ => "which number",
    }
}

/// A condition by its id.
pub fn condition<'a>(shown: &Shown<'a>, id: &str) -> Option<&'a Condition> {
    shown.world.conditions().find(|it| it.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_just_below_its_bound_does_not_look_like_it() {
        assert_eq!(beside(0.000_999_6, 0.001), "0.09996");
        assert_eq!(beside(0.001, 0.001), "0.1");
        assert_eq!(beside(0.25, 0.001), "25");
        let span = Interval::between(0.000_999_999, 0.5).unwrap();
        assert_eq!(range(span, 0.001), "0.0999999 .. 50 %");
    }
}
