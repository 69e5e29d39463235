//! Cuts and assumptions about law, as written.

use coercivity_quantity::{Day, Month};

use crate::problem::Problem;
use crate::scenario::placed::{self, Placed};
use crate::section::Section;
use crate::table::Range;

/// One `[[cut]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct CutRow {
    /// Its id.
    pub id: Placed<String>,
    /// First month; that of the horizon when absent.
    pub from: Option<Placed<Month>>,
    /// Last month; the end of the horizon when absent.
    pub until: Option<Placed<Month>>,
    /// Share that is closed; `None` when it cannot be read, which is told.
    pub severity: Option<f64>,
    /// Stages in scope.
    pub stages: Vec<Placed<String>>,
    /// Elements in scope.
    pub elements: Vec<Placed<String>>,
    /// Where goods go; `None` when not written.
    pub destinations: Option<Vec<Placed<String>>>,
}

/// One `[[law]]`: what is assumed about law that no source can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct LawRow {
    /// The table itself.
    pub place: Placed<()>,
    /// The change it is about, as `instrument:change`; every one when absent.
    pub change: Option<Placed<String>>,
    /// The clauses it is about.
    pub clauses: Vec<Placed<String>>,
    /// What is assumed.
    pub assume: Placed<String>,
    /// The last day of the suspension.
    pub last_day: Option<Placed<Day>>,
    /// Whether components count: `wide` or `narrow`.
    pub reading: Option<Placed<String>>,
}

const A_MONTH: &str = "a month between quotes, such as \"2026-12\"";

impl CutRow {
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        let keys = ["id", "from", "until", "severity", "stages", "elements", "destinations", "note"];
        from.only(&keys, problems);
        placed::text(from, "note", problems);
        for key in ["stages", "elements", "destinations"] {
            placed::not_empty(from, key, "leave the key out for all of them", problems);
        }
        let id = placed::required_text(from, "id", problems);
        let first = placed::parsed(from, "from", A_MONTH, problems);
        let until = placed::parsed(from, "until", A_MONTH, problems);
        let severity = from.required_number("severity", Range::Share, problems);
        let stages = placed::texts(from, "stages", problems).unwrap_or_default();
        let elements = placed::texts(from, "elements", problems).unwrap_or_default();
        let destinations = placed::texts(from, "destinations", problems);
        Some(Self { id: id?, from: first, until, severity, stages, elements, destinations })
    }
}

impl LawRow {
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        from.only(&["change", "clauses", "assume", "last_day", "reading", "note"], problems);
        placed::text(from, "note", problems);
        let assume = placed::required_text(from, "assume", problems);
        let change = placed::text(from, "change", problems);
        let clauses = placed::texts(from, "clauses", problems).unwrap_or_default();
        let last_day = placed::day(from, "last_day", problems);
        let reading = placed::text(from, "reading", problems);
        from.one_of("reading", &[("wide", ()), ("narrow", ())], problems);
        let place = placed::placed_section(from);
        Some(Self { place, change, clauses, assume: assume?, last_day, reading })
    }
}

/// Reads a month, if written.
pub(super) fn month(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<Month>> {
    placed::parsed(from, key, A_MONTH, problems)
}
