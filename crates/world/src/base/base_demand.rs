//! What is bought, by region and end use: world totals split over regions, scaled to the reconciled year.

use coercivity_data::{BaseRecords, DemandBasis, DemandRow, Flag, Problem};
use coercivity_quantity::{Citation, Unit};

use super::network::Network;
use super::{BaseFault, BaseYear, Step, proportional};
use crate::id::{Element, EndUse, Good, Place};

/// What one region buys for one end use.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseDemand {
    /// Where the device or coating is made.
    pub region: Place,
    /// What for.
    pub end_use: EndUse,
    /// What is bought.
    pub material: Good,
    /// At least, tonnes of magnet, or tonnes of contained element of an oxide.
    pub low: f64,
    /// Best guess, in the same unit.
    pub best: f64,
    /// At most, in the same unit.
    pub high: f64,
    /// How the figures behind it came about.
    pub flag: Flag,
    /// The row of the demand table, with the reconciliation as a source where it was scaled.
    pub cited: Citation,
}

/// The world, as a region of the table.
const WORLD: &str = "WLD";
/// Regions without a place of their own in a balance are part of this one.
const REST: &str = "ROW";

/// A demand row with its names resolved; oxides in tonnes of contained element.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    region: Place,
    end_use: EndUse,
    material: Good,
    basis: DemandBasis,
    low: f64,
    best: f64,
    high: f64,
    flag: Flag,
    cited: Citation,
}

/// The demand tables with their names resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Demand {
    rows: Vec<Row>,
}

/// Resolves the names of the demand tables.
pub(super) fn link_demand(records: &BaseRecords, network: &Network, problems: &mut Vec<Problem>) -> Demand {
    Demand { rows: records.demand.iter().filter_map(|row| resolve(row, network, problems)).collect() }
}

fn resolve(row: &DemandRow, network: &Network, problems: &mut Vec<Problem>) -> Option<Row> {
    let mut told = |found: String, expected: &str, remedy: &str| {
        problems.push(Problem::in_file(DemandRow::PATH, found, expected, remedy).at(row.line, 0));
    };
    let ids = (Place::new(&row.region), EndUse::new(&row.end_use), Good::new(&row.material));
    let (Some(region), Some(end_use), Some(material)) = ids else {
        let found = format!("`{}`, `{}`, `{}`", row.region, row.end_use, row.material);
        told(found, "ids of at most 47 letters without a blank", "shorten them");
        return None;
    };
    let share =
        network.elements.iter().find(|it| Some(it.element) == element_of(material)).map(|it| it.oxide_share);
    let factor = match (row.unit, share) {
        (Unit::TonnesOxide, Some(share)) => share,
        (Unit::TonnesOxide, None) => {
            told(
                format!("`{}`", row.material),
                "`oxide:` and an element of data/base/elements.csv",
                "correct it",
            );
            return None;
        }
        _ => 1.0,
    };
    let best = row.amount.best? * factor;
    Some(Row {
        region,
        end_use,
        material,
        basis: row.basis,
        low: row.amount.low.map_or(best, |it| it * factor),
        best,
        high: row.amount.high.map_or(best, |it| it * factor),
        flag: row.flag,
        cited: row.cited.clone(),
    })
}

fn element_of(material: Good) -> Option<Element> {
    Element::new(material.as_str().strip_prefix("oxide:")?)
}

/// Splits the reconciled year over regions and end uses.
pub(super) fn split(demand: &Demand, year: &BaseYear) -> Result<Vec<BaseDemand>, BaseFault> {
    let mut cells = magnets(demand, year)?;
    cells.extend(demand.with(DemandBasis::Bought).map(Row::cell));
    cells.extend(rest_of_regions(demand, year));
    cells.extend(rest_of_use(demand, year));
    cells.extend(shares_of_use(demand, year));
    Ok(cells)
}

impl Demand {
    fn with(&self, basis: DemandBasis) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |it| it.basis == basis)
    }
}

impl Row {
    fn cell(&self) -> BaseDemand {
        BaseDemand {
            region: self.region,
            end_use: self.end_use,
            material: self.material,
            low: self.low,
            best: self.best,
            high: self.high,
            flag: self.flag,
            cited: self.cited.clone(),
        }
    }
    /// A cell of this row's end use in a region, from the year's own figures.
    fn cell_at(&self, region: Place, (low, best, high): (f64, f64, f64)) -> BaseDemand {
        let mut cited = self.cited.clone();
        if !cited.sources.iter().any(|it| it == "reconcile") {
            cited.sources.push("reconcile".to_owned());
        }
        BaseDemand { region, low, best, high, cited, ..self.cell() }
    }
}

/// NdFeB: the end uses' world totals and the regions' purchases are both met; seeds say how they cross.
fn magnets(demand: &Demand, year: &BaseYear) -> Result<Vec<BaseDemand>, BaseFault> {
    let regions: Vec<_> = year.of(Step::MagnetBought, None).collect();
    let bought: f64 = regions.iter().map(|it| it.tonnes).sum();
    let named: Vec<&Row> = demand.with(DemandBasis::WorldTotal).collect();
    let sum: f64 = named.iter().map(|it| it.best).sum();
    if sum > bought {
        let (end_uses_t, purchases_t) = (sum.round() as i64, bought.round() as i64);
        return Err(BaseFault::DemandAbovePurchases { end_uses_t, purchases_t });
    }
    let material = named.first().map(|it| it.material);
    let rest = demand.with(DemandBasis::RestOfMagnets).find(|it| Some(it.material) == material).map(|it| {
        let by = bought - sum;
        Row { low: it.low * by, best: it.best * by, high: it.high * by, ..it.clone() }
    });
    let uses: Vec<&Row> = named.into_iter().chain(&rest).collect();
    let seed = |end_use: EndUse, region: Place| {
        let mut found =
            demand.with(DemandBasis::Seed).filter(|it| it.end_use == end_use && it.region == region);
        found.next().map_or(0.0, |it| it.best)
    };
    let seeds: Vec<Vec<f64>> =
        uses.iter().map(|it| regions.iter().map(|region| seed(it.end_use, region.from)).collect()).collect();
    let row_totals: Vec<f64> = uses.iter().map(|it| it.best).collect();
    let column_totals: Vec<f64> = regions.iter().map(|it| it.tonnes).collect();
    let fitted = proportional::fit(&seeds, &row_totals, &column_totals);
    let mut cells = Vec::new();
    for (it, row) in uses.iter().zip(fitted) {
        for (region, best) in regions.iter().zip(row).filter(|cell| cell.1 > 0.0) {
            // The split over regions is judgement: the cell is wider than its row and column, and assumed.
            let (column_low, column_high) = (region.low / region.tonnes, region.high / region.tonnes);
            let low = best * (it.low / it.best) * (column_low + 0.05).min(1.0) * 0.8;
            let high = best * (it.high / it.best) * column_high.min(1.6) * 1.15;
            cells.push(BaseDemand { flag: Flag::Assumed, ..it.cell_at(region.from, (low, best, high)) });
        }
    }
    Ok(cells)
}

/// Samarium cobalt: a region's total less the uses named there; the region without a total takes what is left.
fn rest_of_regions(demand: &Demand, year: &BaseYear) -> Vec<BaseDemand> {
    let totals: Vec<&Row> = demand.with(DemandBasis::RegionalTotal).collect();
    let Some(material) = totals.first().map(|it| it.material) else { return Vec::new() };
    let Some(rest) = demand.with(DemandBasis::RestOfMagnets).find(|it| it.material == material) else {
        return Vec::new();
    };
    let made = year.total(Step::SmCoMass, None);
    let left = made - totals.iter().map(|it| it.best).sum::<f64>();
    let named: Vec<&Row> = demand.with(DemandBasis::Bought).filter(|it| it.material == material).collect();
    named
        .iter()
        .filter_map(|it| {
            let total =
                totals.iter().find(|total| total.region == it.region).map_or(left, |total| total.best);
            let best = total - it.best;
            (best > 0.0).then(|| rest.cell_at(it.region, (best * rest.low, best, best * rest.high)))
        })
        .collect()
}

/// Direct use of an oxide less its named uses; a use in a region without direct use of its own counts in the rest.
fn rest_of_use(demand: &Demand, year: &BaseYear) -> Vec<BaseDemand> {
    let mut cells = Vec::new();
    for rest in demand.with(DemandBasis::RestOfUse).filter(|it| it.region.as_str() == WORLD) {
        let users: Vec<_> = year.of(Step::DirectUse, element_of(rest.material)).collect();
        for user in &users {
            let counts_here = |region: Place| {
                region == user.from
                    || (user.from.as_str() == REST && users.iter().all(|it| it.from != region))
            };
            let named = demand.with(DemandBasis::Bought);
            let named: Vec<&Row> =
                named.filter(|it| it.material == rest.material && counts_here(it.region)).collect();
            let sum = |part: fn(&Row) -> f64| named.iter().map(|it| part(it)).sum::<f64>();
            let low = (user.low - sum(|it| it.high)).max(0.0);
            let best = (user.tonnes - sum(|it| it.best)).max(0.0);
            let high = (user.high - sum(|it| it.low)).max(best);
            let cell = rest.cell_at(user.from, (low, best, high));
            cells.push(BaseDemand { flag: user.flag, ..cell });
        }
    }
    cells
}

/// Direct use of an oxide, split by published shares: of the region, or of the world where it has none.
fn shares_of_use(demand: &Demand, year: &BaseYear) -> Vec<BaseDemand> {
    let mut cells = Vec::new();
    let mut materials: Vec<Good> = demand.with(DemandBasis::ShareOfUse).map(|it| it.material).collect();
    materials.dedup();
    for material in materials {
        for user in year.of(Step::DirectUse, element_of(material)) {
            let all = || demand.with(DemandBasis::ShareOfUse).filter(move |it| it.material == material);
            let own: Vec<&Row> = all().filter(|it| it.region == user.from).collect();
            let world = || all().filter(|it| it.region.as_str() == WORLD).collect();
            let shares: Vec<&Row> = if own.is_empty() { world() } else { own };
            let sum: f64 = shares.iter().map(|it| it.best).sum();
            for row in shares.into_iter().filter(|_| sum > 0.0) {
                let share = row.best / sum;
                let range = (0.6 * user.low * share, user.tonnes * share, 1.4 * user.high * share);
                cells.push(row.cell_at(user.from, range));
            }
        }
    }
    cells
}
