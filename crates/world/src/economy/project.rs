//! Announced projects: what each would add, and whether it counts.
//!
//! A chain of mine, separator and metal plant is counted once, where oxide comes out: a mine alone is feed for
//! separators counted elsewhere. Tonnes are those of the nameplate; what ran in the base year is taken off by the
//! room that knows the base year.

use std::collections::BTreeMap;

use coercivity_data::{Funding, Problem, ProjectClass, ProjectRow};
use coercivity_quantity::{Citation, Month};

use crate::id::{Element, Place};

/// An announced project.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Id of its facility.
    pub facility: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its delay class.
    pub class: ProjectClass,
    /// Whether it has its money.
    pub funding: Funding,
    /// Promised or actual first output.
    pub first_output: Option<Month>,
    /// Whether that output has come.
    pub has_started: Started,
    /// What it adds.
    pub counted: Counted,
    /// Evidence.
    pub cited: Citation,
}

/// Whether a project's first output is a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It has come.
    Yes,
    /// It is promised.
    NotYet,
}

/// What a project counts for.
#[derive(Clone, Debug, PartialEq)]
pub enum Counted {
    /// Nameplate, tonnes a year: separated oxide and metal by contained element, and finished magnets.
    Adds {
        /// Oxide by element.
        oxide: BTreeMap<Element, f64>,
        /// Metal by element, made of oxide bought.
        metal: BTreeMap<Element, f64>,
        /// Magnets.
        magnets: f64,
        /// Worn-out magnets taken in, tonnes of magnet; the oxide won back from them is part of `oxide` where that is
        /// stated.
        worn_out: f64,
    },
    /// Nothing, and why.
    Not(&'static str),
}

/// Rare earth metal in a tonne of finished magnets when swarf is lost: the own ratio of the capacity table.
const METAL_PER_MAGNET: f64 = 0.42;
/// Neodymium in didymium metal, the rest praseodymium.
const NEODYMIUM_IN_DIDYMIUM: f64 = 0.77;

pub(super) fn link(rows: &[ProjectRow], problems: &mut Vec<Problem>) -> Vec<Project> {
    let mut projects = Vec::new();
    for row in rows {
        let Some(place) = Place::new(&row.place) else { continue };
        let first_output = first_output(&row.first_output);
        if first_output.is_none() && !row.first_output.is_empty() {
            let problem = Problem::in_file(
                "data/base/projects.csv",
                format!("`{}` in `first_output`", row.first_output),
                "a year or a month",
                "write 2027 or 2027-06, or leave it blank",
            );
            problems.push(problem.at(row.line, 0));
        }
        let actual = row.first_output_basis.starts_with("actual") || row.first_output_basis == "ramping";
        projects.push(Project {
            facility: row.facility.clone(),
            name: row.name.clone(),
            place,
            class: row.class,
            funding: row.funded,
            first_output,
            has_started: if actual { Started::Yes } else { Started::NotYet },
            counted: counted(row, first_output),
            cited: row.cited.clone(),
        });
    }
    projects
}

/// A month, or the middle of a year.
fn first_output(text: &str) -> Option<Month> {
    text.parse().ok().or_else(|| Month::new(text.parse().ok()?, 7))
}

fn counted(row: &ProjectRow, first_output: Option<Month>) -> Counted {
    if first_output.is_none() {
        return Counted::Not("no date of first output");
    }
    let has = |word: &str| row.stage.contains(word);
    let elements: BTreeMap<Element, f64> =
        row.elements_t_per_year.iter().filter_map(|it| Some((Element::new(it.0)?, it.1))).collect();
    let oxide_made = has("separation") || has("oxide");
    if has("mine") && !oxide_made {
        return Counted::Not("a mine: counted where its concentrate is separated");
    }
    let magnets = row.magnet_t_per_year.unwrap_or(0.0);
    let mut metal = BTreeMap::new();
    if has("metal") && magnets > 0.0 {
        let didymium = METAL_PER_MAGNET * magnets;
        for (symbol, share) in [("Nd", NEODYMIUM_IN_DIDYMIUM), ("Pr", 1.0 - NEODYMIUM_IN_DIDYMIUM)] {
            if let Some(element) = Element::new(symbol) {
                metal.insert(element, share * didymium);
            }
        }
    } else if has("metal") {
        metal.clone_from(&elements);
    }
    let oxide = if oxide_made { elements } else { BTreeMap::new() };
    let worn_out = row.worn_out_magnet_t_per_year.unwrap_or(0.0);
    if oxide.is_empty() && metal.is_empty() && magnets <= 0.0 && worn_out <= 0.0 {
        return Counted::Not("no tonnage by element, magnet or feed published");
    }
    Counted::Adds { oxide, metal, magnets, worn_out }
}
