//! What the market needs beside the base year: prices, products and what can replace them, announced projects,
//! and parameters with their ranges.

mod assumed;
mod in_use;
mod parameters;
mod price;
mod product;
mod project;

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{AnchorRow, BaseRecords, DepositRow, ParameterRow, PosteriorRecords, Problem, nearest};
use coercivity_quantity::{Citation, Estimate};

pub use in_use::Life;
pub use parameters::{Parameter, ParameterRange, Parameters};
pub use price::OxidePrice;
pub use product::{Product, Range3, Saves, Substitute};
pub use project::{Counted, Project, Started};

use crate::atlas::Atlas;
use crate::id::{Deposit, Element, EndUse};
use crate::vocabulary::{ElementGroup, Vocabulary};

/// Everything about the economy that is not a flow of the base year.
#[derive(Clone, Debug, PartialEq)]
pub struct Economy {
    /// The year that the base year's prices are of.
    pub base_year: i16,
    /// Oxide prices that anchor the base year.
    pub oxide_prices: BTreeMap<Element, OxidePrice>,
    /// Element mass in a unit of its oxide's mass, with its evidence.
    pub element_per_oxide: BTreeMap<Element, (f64, Citation)>,
    /// Elements that make a magnet grade a heavy one.
    pub heavy: BTreeSet<Element>,
    /// Share of each end use's magnets that bear a heavy element.
    pub bearing_shares: BTreeMap<EndUse, Estimate<f64>>,
    /// How long goods of each use of magnets last.
    pub lives: BTreeMap<EndUse, Life>,
    /// What each end use is worth and what can replace it.
    pub products: BTreeMap<EndUse, Product>,
    /// Announced projects.
    pub projects: Vec<Project>,
    /// Facilities that alone separate a deposit where it lies, by id.
    pub separators: BTreeMap<Deposit, String>,
    /// Parameters of the market.
    pub parameters: Parameters,
}

impl Economy {
    /// Resolves the rows; every name that is unknown and every gap is a problem.
    pub fn link(
        base: &BaseRecords,
        (parameters, posterior): (&[ParameterRow], Option<&PosteriorRecords>),
        anchors: &[AnchorRow],
        (atlas, vocabulary): (&Atlas, &Vocabulary),
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let element_per_oxide: BTreeMap<Element, (f64, Citation)> = base
            .elements
            .iter()
            .filter_map(|it| Some((Element::new(&it.element)?, (it.oxide_share, it.cited.clone()))))
            .collect();
        let heavy = element_per_oxide
            .keys()
            .copied()
            .filter(|it| vocabulary.element(it.as_str()).is_some_and(|it| it.group == ElementGroup::Heavy));
        let heavy: BTreeSet<Element> = heavy.collect();
        let oxide_prices = price::link(anchors, &element_per_oxide, atlas, problems);
        let parameters = Parameters::link(parameters, &base.frictions, problems);
        let parameters = match (parameters, posterior) {
            (Some(it), Some(posterior)) => it.calibrated(posterior, problems),
            (it, _) => it,
        };
        let bearing =
            base.heavy_shares.iter().filter_map(|it| Some((EndUse::new(&it.end_use)?, it.share.clone())));
        let bearing: BTreeMap<EndUse, Estimate<f64>> = bearing.collect();
        let lives = in_use::link(&base.in_use, &bearing.keys().copied().collect(), problems);
        let base_year = i16::try_from(anchors.first()?.year).ok()?;
        Some(Self {
            base_year,
            oxide_prices,
            bearing_shares: bearing,
            lives,
            products: product::link(&base.products, problems),
            projects: project::link(&base.projects, problems),
            separators: separators(&base.deposits, atlas, problems),
            element_per_oxide,
            heavy,
            parameters: parameters?,
        })
    }
}

/// Who separates a deposit alone; a facility that the atlas does not have is a problem.
fn separators(rows: &[DepositRow], atlas: &Atlas, problems: &mut Vec<Problem>) -> BTreeMap<Deposit, String> {
    let ids = || atlas.facilities.iter().map(|it| it.id.as_str());
    let mut found = BTreeMap::new();
    for row in rows.iter().filter(|it| !it.separated_by.is_empty()) {
        if !ids().any(|it| it == row.separated_by) {
            let remedy = nearest(&row.separated_by, ids())
                .map_or("use an id of data/atlas/facilities.csv".to_owned(), |it| {
                    format!("did you mean `{it}`?")
                });
            let found = format!("`{}` in `separated_by`", row.separated_by);
            problems
                .push(Problem::in_file(DepositRow::PATH, found, "a facility's id", remedy).at(row.line, 0));
        } else if let Some(deposit) = Deposit::new(&row.deposit) {
            found.insert(deposit, row.separated_by.clone());
        }
    }
    found
}
