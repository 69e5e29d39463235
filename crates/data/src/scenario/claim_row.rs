//! Published claims about the time until independence, as written.

use coercivity_quantity::{Citation, Day, Month};

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::scenario::cut_row::month;
use crate::scenario::placed::{self, Placed};
use crate::scenario::ranged_row::evidence;
use crate::section::Section;
use crate::table::Range;

/// Path of the claims.
pub const CLAIMS_PATH: &str = "data/claims/claims.toml";

/// One `[[claim]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// Its id.
    pub id: Placed<String>,
    /// Who made it.
    pub who: String,
    /// The claim in words.
    pub label: String,
    /// Where it was read.
    pub source_label: String,
    /// The day on which it was made.
    pub said_on: Option<Day>,
    /// Earliest, in months after that day.
    pub from_months: Option<f64>,
    /// Latest, in months after that day.
    pub to_months: Option<f64>,
    /// First month of the calendar that it names.
    pub from_month: Option<Month>,
    /// Last month of the calendar that it names.
    pub to_month: Option<Placed<Month>>,
    /// End uses that it is about.
    pub end_uses: Vec<Placed<String>>,
    /// What it rests on.
    pub cited: Citation,
}

const KEYS: [&str; 14] = [
    "id",
    "who",
    "label",
    "source_label",
    "said_on",
    "from_months",
    "to_months",
    "from_month",
    "to_month",
    "end_uses",
    "source",
    "at",
    "confidence",
    "note",
];

/// Reads the claims of a bundle.
pub fn read_claim_rows(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<ClaimRow> {
    let Some(text) = bundle.required(CLAIMS_PATH, problems) else { return Vec::new() };
    let file = Section::read(CLAIMS_PATH, text, problems);
    file.only(&["claim"], problems);
    file.sections("claim", problems).into_iter().filter_map(|it| ClaimRow::read(it, problems)).collect()
}

impl ClaimRow {
    fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        from.only(&KEYS, problems);
        let id = placed::required_text(from, "id", problems);
        let mut said = |key: &str| placed::required_text(from, key, problems).map(|it| it.value);
        let (who, label, source_label) = (said("who"), said("label"), said("source_label"));
        let from_months = from.number("from_months", Range::NotNegative, problems);
        let to_months = from.number("to_months", Range::NotNegative, problems);
        let from_month = month(from, "from_month", problems);
        let to_month = month(from, "to_month", problems);
        let cited = evidence(from, problems);
        if from.has("from_months") == from.has("to_month") {
            from.missing("from_months` or `to_month", problems);
        }
        let said_on = placed::day(from, "said_on", problems).map(|it| it.value);
        let end_uses = placed::texts(from, "end_uses", problems).unwrap_or_default();
        let row = Self {
            id: id?,
            who: who?,
            label: label?,
            source_label: source_label?,
            said_on,
            from_months,
            to_months,
            from_month: from_month.as_ref().map(|it| it.value),
            to_month,
            end_uses,
            cited: cited?,
        };
        row.tell_disorder(problems);
        Some(row)
    }

    fn tell_disorder(&self, problems: &mut Vec<Problem>) {
        let months = self.from_months.zip(self.to_months).is_some_and(|it| it.0 > it.1);
        let calendar = self.from_month.zip(self.to_month.as_ref()).is_some_and(|it| it.0 > it.1.value);
        if months || calendar {
            let found = format!("claim `{}` that ends before it begins", self.id.value);
            problems.push(self.id.problem(found, "its earliest before its latest", "put the two in order"));
        }
    }
}
