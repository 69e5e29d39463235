//! The declaration of a template: who declares, for what, and how much of the supply chain was heard.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_quantity::Day;

use super::lists::Product;
use super::{EvidenceDocument, text};
use crate::bill::day::day;
use crate::bill::forms::grid::{Grid, Record};
use crate::bill::headers::header_words::normal;
use crate::bill::rows::EvidenceRow;

/// Columns of a declaration that are filled in; what stands beyond them is the workbook's own reckoning.
const ANSWER_COLUMNS: usize = 10;

/// Who declares, and for what.
#[derive(Default)]
pub(super) struct Declaration {
    /// The company, as it calls itself.
    pub company: String,
    /// What it speaks of.
    pub scope: Scope,
    /// The day since when it is true.
    pub from: Option<Day>,
    /// What is said of that day where it is no day.
    pub undated: Option<String>,
    /// The minerals that it asks about, by their keys.
    minerals: BTreeSet<String>,
    /// Minerals of which it says that none was added or none is left, each with its row.
    pub absent: Vec<(String, usize)>,
    /// How much of the supply chain of each mineral was heard.
    coverage: BTreeMap<String, Coverage>,
}

/// What a declaration speaks of.
#[derive(Default)]
pub(super) enum Scope {
    /// All that the company delivers.
    Company,
    /// The products of its list.
    Products,
    /// What it says in words of its own.
    Described(String),
    /// Nobody said.
    #[default]
    Unsaid,
}

/// The answers that say whether the smelters of a mineral are all named.
#[derive(Clone, Default)]
pub(super) struct Coverage {
    /// How many of the suppliers answered.
    heard: Option<String>,
    /// Whether all smelters were identified.
    identified: Option<String>,
    /// Whether all that is known of them is in the declaration.
    reported: Option<String>,
}

impl Coverage {
    /// Why others than the smelters named may be behind it; nothing when they are all. How many of the suppliers
    /// answered is a count of firms: less than all of them is no share of the metal.
    pub(super) fn gaps(&self) -> Vec<String> {
        let said =
            |answer: &Option<String>, whole: &dyn Fn(&str) -> bool| answer.as_deref().is_some_and(whole);
        let is = |words: &'static [&'static str]| move |it: &str| words.contains(&normal(it).as_str());
        let identified = is(&["yes", "yes all smelters have been provided"]);
        let asked = [
            ("suppliers heard", &self.heard, said(&self.heard, &is_all)),
            ("all smelters identified", &self.identified, said(&self.identified, &identified)),
            ("all of them reported", &self.reported, said(&self.reported, &is(&["yes"]))),
        ];
        let open = asked.into_iter().filter(|it| !it.2);
        open.map(|(what, said, _)| match said.as_deref() {
            Some("1") => format!("{what}: 1, which no format shows as a percentage: 1 % or 100 %"),
            said => format!("{what}: {}", said.unwrap_or("not said")),
        })
        .collect()
    }

    /// Keeps an answer to a question about one mineral.
    fn take(&mut self, question: &str, answer: &str) {
        let question = normal(question);
        let asks = |parts: &[&str]| parts.iter().any(|it| question.contains(it));
        let answer = answer.to_owned();
        if asks(&[
            "relevant suppliers have provided a response",
            "from all relevant suppliers",
            "from all of your suppliers",
        ]) {
            self.heard = Some(answer);
        } else if asks(&["identified all of the smelters"]) {
            // The first templates ask both in one.
            if normal(&answer) == "yes all smelters have been provided" {
                self.reported = Some("yes".to_owned());
            }
            self.identified = Some(answer);
        } else if asks(&["has all applicable smelter"]) {
            self.reported = Some(answer);
        }
    }
}

/// The question whose answers are read.
#[derive(Default)]
struct Asked {
    question: String,
    /// Its row and its column, from 0.
    at: (usize, usize),
    /// The minerals of the first question, by how many rows below it they stand: every question has them in that order.
    minerals: BTreeMap<usize, String>,
    /// How many questions were asked.
    count: usize,
}

impl Asked {
    fn next(&mut self, question: String, record: &Record) {
        let column = record.cells.iter().position(|it| !text(it).is_empty());
        *self = Self {
            question,
            at: (record.line, column.unwrap_or_default()),
            minerals: std::mem::take(&mut self.minerals),
            count: self.count + 1,
        };
    }

    /// Whether it asks what is in the products.
    fn is_content(&self) -> bool {
        let question = normal(&self.question);
        ["intentionally added", "remain in the product"].iter().any(|it| question.contains(it))
    }

    /// The label of a row, and what is said beside it. A label that is a formula whose value nobody stored names the
    /// mineral that stands there in the first question.
    fn labelled(&mut self, record: &Record) -> Option<(String, Vec<String>)> {
        let cells = record.cells.iter().take(ANSWER_COLUMNS).map(text).enumerate();
        let mut said = cells.filter(|it| !it.1.is_empty());
        let (column, first) = said.next()?;
        let beside = said.map(|it| it.1);
        let below = record.line.saturating_sub(self.at.0);
        if self.count > 0 && column > self.at.1 {
            let mineral = self.minerals.get(&below).filter(|_| self.count > 1)?.clone();
            return Some((mineral, std::iter::once(first).chain(beside).collect()));
        }
        if self.count == 1 && !is_question(&first) {
            self.minerals.insert(below, first.clone());
        }
        Some((first, beside.collect()))
    }
}

impl Declaration {
    /// Reads a declaration and keeps every answer as a remark.
    pub(super) fn read(document: &mut EvidenceDocument, sheet: &Grid) -> Self {
        let mut found = Self::default();
        let (mut asked, mut described) = (Asked::default(), String::new());
        for record in &sheet.records {
            let Some((label, said)) = asked.labelled(record) else { continue };
            if label == "English" || label.starts_with('©') {
                // Below the answers stand words in other languages, and those that may be chosen.
                break;
            }
            let words = normal(&label);
            let begins = |it: &str| words.starts_with(it);
            // The headers of answers stand beside a question, or above the questions about the company.
            let answer = said.first().filter(|it| normal(it) != "answer");
            if begins("company name") {
                found.company = answer.cloned().unwrap_or_default();
            } else if ["declaration scope", "description of scope", "effective date", "date of completion"]
                .into_iter()
                .any(begins)
            {
                let Some(answer) = answer else { continue };
                document.remarks.push(format!("{}: {answer}", bare(&label)));
                if begins("declaration scope") {
                    found.scope = Scope::of(answer);
                } else if begins("description of scope") {
                    described.clone_from(answer);
                } else {
                    found.from = effective(answer);
                    found.undated = found.from.is_none().then(|| answer.clone());
                }
            } else if is_question(&label) {
                asked.next(bare(&label), record);
                // Questions about the company as a whole have their answer beside them, numbered ones a header.
                if let Some(answer) = answer.filter(|_| !label.starts_with(|it: char| it.is_ascii_digit())) {
                    document.remarks.push(format!("{} {answer}", asked.question));
                }
            } else if let Some(answer) = answer
                && !asked.question.is_empty()
            {
                let comment = said.get(1).map_or(String::new(), |it| format!(" ({it})"));
                document.remarks.push(format!("{} {}: {answer}{comment}", asked.question, bare(&label)));
                found.coverage.entry(key(&label)).or_default().take(&asked.question, answer);
                let mineral = bare(&label);
                if asked.is_content()
                    && normal(answer) == "no"
                    && !found.absent.iter().any(|it| it.0 == mineral)
                {
                    found.absent.push((mineral, record.line));
                }
            }
        }
        if let Scope::Described(words) = &mut found.scope
            && !described.is_empty()
        {
            *words = described;
        }
        found.minerals = asked.minerals.values().map(|it| key(it)).collect();
        found
    }

    /// How much of the supply chain of a mineral was heard.
    pub(super) fn coverage(&self, mineral: &str) -> Coverage {
        self.coverage.get(&key(mineral)).cloned().unwrap_or_default()
    }

    /// Whether it asks about a mineral; whether any is, where it has no list of them.
    pub(super) fn knows(&self, mineral: &str) -> bool {
        self.minerals.is_empty() || self.minerals.contains(&key(mineral))
    }

    /// What it speaks of: rows that say so and nothing else, with the party that delivers it where its name alone does not.
    pub(super) fn subjects(&self, products: Vec<Product>) -> Vec<EvidenceRow> {
        let of = |subject: &str, supplier: &str| EvidenceRow {
            subject: subject.to_owned(),
            supplier: supplier.to_owned(),
            ..EvidenceRow::default()
        };
        match &self.scope {
            Scope::Company => vec![of(&self.company, "")],
            Scope::Products => products
                .into_iter()
                .map(|it| EvidenceRow { unless: it.unless, ..of(&it.number, &self.company) })
                .collect(),
            Scope::Described(words) => vec![of(words, &self.company)],
            Scope::Unsaid => vec![of("", "")],
        }
    }

    /// Why its claims speak of nothing, and what to do.
    pub(super) fn unusable(&self, subjects: &[EvidenceRow]) -> Option<String> {
        match &self.scope {
            Scope::Products if subjects.is_empty() => {
                Some("it speaks of a list of products, and the list is empty: ask for it anew".to_owned())
            }
            Scope::Unsaid => Some("it does not say of what it speaks: ask for its scope".to_owned()),
            Scope::Described(words) => Some(format!(
                "it speaks of `{words}`: which item that is, its claims file says under `[about]`"
            )),
            Scope::Company | Scope::Products => None,
        }
    }
}

impl Scope {
    /// The scope that words choose: anything but the company or its products is described in words.
    fn of(words: &str) -> Self {
        let said = normal(words);
        match said.as_str() {
            "a company" | "a company level" | "company" => Self::Company,
            "b product or list of products" | "product or list of products" | "product level" => {
                Self::Products
            }
            _ => Self::Described(words.to_owned()),
        }
    }
}

/// Whether an answer says that all suppliers were heard. A bare 1 may be one of a hundred or all of them, and a mark such as
/// that of *less than* makes a number another one.
pub(super) fn is_all(answer: &str) -> bool {
    let known = |it: char| it.is_alphanumeric() || it.is_whitespace() || "%％,;:-–()".contains(it);
    match normal(answer).as_str() {
        "100" | "yes" | "yes 100" => answer.chars().all(known) && !answer.trim().starts_with(['-', '–']),
        _ => false,
    }
}

/// The day since when a template holds. Of a day that can be read in two ways it is the later one.
fn effective(text: &str) -> Option<Day> {
    let either = || {
        let parts: Vec<i16> = text.trim().split(['/', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
        let [first, second, year] = <[i16; 3]>::try_from(parts).ok()?;
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let readings = [Day::new(year, first, second), Day::new(year, second, first)];
        readings.into_iter().flatten().max().filter(|_| year > 999)
    };
    day(text).or_else(either)
}

/// A mineral as the key of its answers: `Tantalum (Ta) (*)` and `Tantalum` are one.
pub(super) fn key(mineral: &str) -> String {
    normal(mineral.split('(').next().unwrap_or(mineral))
}

/// Whether a label begins as questions do: `1)` or `A.`
fn is_question(label: &str) -> bool {
    let label = label.trim_start();
    let number = label.chars().take_while(char::is_ascii_digit).count();
    let letter = label.chars().next().is_some_and(|it| ('A'..='K').contains(&it));
    (number > 0 && label[number..].starts_with([')', '.'])) || (letter && label[1..].starts_with(['.', ')']))
}

/// A label without the marks of cells that must be filled in.
fn bare(label: &str) -> String {
    label.replace("(*)", "").replace(['\n', '\r'], " ").trim().trim_end_matches(':').trim().to_owned()
}
