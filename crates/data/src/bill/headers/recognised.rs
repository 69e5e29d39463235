//! What a sheet is taken for: by its name, or by headers that only a sheet of its kind has.

use std::cmp::Reverse;

use super::field::{EXAMPLE_SHEET, LISTS_SHEET, READ_ME_SHEET, SheetKind};
use super::header::{Header, headers};
use super::header_words::{HeaderWords, Meaning};
use super::proposal::HEADER_ROWS;
use crate::bill::forms::grid::Grid;

/// Known headers, beside those that a kind needs, by which a sheet is plainly of this kind.
const PLAIN: usize = 2;

/// What a sheet is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// A sheet of a kind, with the place of its header.
    As(SheetKind, usize),
    /// Nothing that is read, and why.
    Unread(String),
}

/// A row that may be the header of a kind.
struct Candidate {
    kind: SheetKind,
    at: usize,
    /// Fields that its cells certainly mean.
    certain: usize,
    /// Whether it has what a sheet of this kind needs, and enough beside it.
    plain: bool,
}

/// What each sheet is taken for. A sheet is known by its name. One that no name tells is known by its headers: by two of
/// a kind that no other sheet is named for, and for any kind by those that it needs and two more, for then its rows would be
/// missed.
pub(crate) fn recognised(grids: &[Grid], words: &HeaderWords) -> Vec<Recognised> {
    let by_name = |it: &Grid| candidate(it, words.kind_of(&it.name)?, words);
    let named: Vec<Option<Candidate>> = grids.iter().map(by_name).collect();
    let taken = |kind: SheetKind| named.iter().flatten().any(|it| it.kind == kind);
    // A sheet beside others must say more than one word of a bill before it is taken for one.
    let least = if grids.len() > 1 { 2 } else { 1 };
    let sheets = grids.iter().zip(&named).map(|(grid, name)| {
        if let Some(found) = name {
            return Recognised::As(found.kind, found.at);
        }
        // The lists of our template have words of headers.
        let ours = [READ_ME_SHEET, LISTS_SHEET].contains(&grid.name.as_str());
        let all = || SheetKind::ALL.into_iter().filter_map(|kind| candidate(grid, kind, words));
        if grid.name == EXAMPLE_SHEET && grids.len() > 1 {
            return Recognised::Unread("it is named as the example of our template".to_owned());
        }
        let enough = |it: &Candidate| it.plain || !ours && !taken(it.kind) && it.certain >= least;
        let best = all().filter(enough).max_by_key(|it| (it.plain, it.certain, Reverse((it.at, it.kind))));
        best.map_or_else(
            || Recognised::Unread(why(grid, all().max_by_key(|it| it.certain), words)),
            |it| Recognised::As(it.kind, it.at),
        )
    });
    sheets.collect()
}

/// The row that reads most like a header of a kind.
fn candidate(grid: &Grid, kind: SheetKind, words: &HeaderWords) -> Option<Candidate> {
    let certain = |at: usize| {
        let texts = headers(grid, at).into_iter().filter(|it| !it.own.is_empty());
        let known = |it: Header| words.known(kind, &it.text()).or_else(|| words.known(kind, &it.own));
        let mut fields: Vec<&str> = texts.filter_map(known).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    };
    let rows = (0..grid.records.len().min(HEADER_ROWS)).map(|at| (certain(at), Reverse(at)));
    let (certain, Reverse(at)) = rows.filter(|it| it.0 > 0).max()?;
    let meanings: Vec<Vec<&str>> = known(grid, (kind, at), words).into_iter().map(|it| it.1).collect();
    let has = |field: &&str| meanings.iter().any(|it| it.contains(field));
    let plain = kind.needed().iter().all(has) && meanings.len() >= kind.needed().len() + PLAIN;
    Some(Candidate { kind, at, certain, plain })
}

/// The headers of a row that are known word for word, with the fields that each may mean.
fn known(
    grid: &Grid,
    (kind, at): (SheetKind, usize),
    words: &HeaderWords,
) -> Vec<(String, Vec<&'static str>)> {
    let texts = headers(grid, at).into_iter().filter(|it| !it.own.is_empty());
    let meant = texts.filter_map(|header| match header.meant(kind, words).meaning {
        Meaning::Template(field) | Meaning::Synonym(field) | Meaning::Narrowed(field) => {
            Some((header.text(), vec![field]))
        }
        Meaning::Several(fields) => Some((header.text(), fields)),
        Meaning::Near(_) | Meaning::Unknown => None,
    });
    meant.collect()
}

/// Why a sheet is taken for nothing.
fn why(grid: &Grid, nearest: Option<Candidate>, words: &HeaderWords) -> String {
    let Some(it) = nearest else { return "it has no header that is known".to_owned() };
    let known = known(grid, (it.kind, it.at), words).into_iter().map(|it| format!("`{}`", it.0));
    let known = known.collect::<Vec<_>>().join(", ");
    format!("its headers that are known ({known}) are too few to tell what it holds")
}
