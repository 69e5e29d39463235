//! The base year as written: who can do what, every figure with its sigma, and the tables that the market starts
//! from. `data/base/README.md` describes the files.

mod flag;
mod quantity_form;
mod spread;

mod datum;
mod network;
mod remainder;

mod demand;
mod friction;
mod heavy_share;
mod in_use;
mod metal_capacity;
mod product;
mod project;

pub use datum::BaseDatum;
pub use demand::{DemandBasis, DemandRow};
pub use flag::Flag;
pub use friction::FrictionRow;
pub use heavy_share::HeavyShareRow;
pub use in_use::{InUseQuantity, InUseRow};
pub use metal_capacity::{Answer, MetalCapacityRow};
pub use network::{Chain, DepositRow, ElementRow, LaneRow, LaneStage, Role, RoleRow};
pub use product::ProductRow;
pub use project::{Funding, ProjectClass, ProjectRow};
pub use quantity_form::{FormTerm, QuantityForm};
pub use remainder::RemainderRow;
pub use spread::Spread;

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::{Row, Table};

/// Every row of the base year's tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseRecords {
    /// Elements and their chains.
    pub elements: Vec<ElementRow>,
    /// Deposits.
    pub deposits: Vec<DepositRow>,
    /// What places can do.
    pub roles: Vec<RoleRow>,
    /// Where goods may go.
    pub lanes: Vec<LaneRow>,
    /// Figures.
    pub data: Vec<BaseDatum>,
    /// What is known to be missing.
    pub remainders: Vec<RemainderRow>,
    /// What is bought.
    pub demand: Vec<DemandRow>,
    /// What can replace what, one substitute a row.
    pub products: Vec<ProductRow>,
    /// Share of each use's magnets that hold dysprosium or terbium.
    pub heavy_shares: Vec<HeavyShareRow>,
    /// Lives and past growth of goods with magnets.
    pub in_use: Vec<InUseRow>,
    /// Freight, tariffs, fees, stocks, losses.
    pub frictions: Vec<FrictionRow>,
    /// Projects outside China.
    pub projects: Vec<ProjectRow>,
    /// Metal and alloy plants outside China.
    pub metal_capacity: Vec<MetalCapacityRow>,
}

impl BaseRecords {
    /// Reads all tables; every problem is told, rows that can be read are kept.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let mut all = |file: &'static str, columns: &'static [&'static str]| {
            let text = bundle.required(file, problems).unwrap_or_default();
            if text.is_empty() { None } else { Some(Table::read(file, text, columns, problems)) }
        };
        let tables = [
            all(network::ELEMENTS.0, network::ELEMENTS.1),
            all(network::DEPOSITS.0, network::DEPOSITS.1),
            all(network::ROLES.0, network::ROLES.1),
            all(network::LANES.0, network::LANES.1),
            all(datum::TABLE.0, datum::TABLE.1),
            all(remainder::TABLE.0, remainder::TABLE.1),
            all(demand::TABLE.0, demand::TABLE.1),
            all(product::TABLE.0, product::TABLE.1),
            all(heavy_share::TABLE.0, heavy_share::TABLE.1),
            all(in_use::TABLE.0, in_use::TABLE.1),
            all(friction::TABLE.0, friction::TABLE.1),
            all(project::TABLE.0, project::TABLE.1),
            all(metal_capacity::TABLE.0, metal_capacity::TABLE.1),
        ];
        let [
            elements,
            deposits,
            roles,
            lanes,
            data,
            remainders,
            demand,
            products,
            heavy,
            in_use,
            frictions,
            projects,
            metal,
        ] = &tables;
        Self {
            elements: rows(elements, ElementRow::read, problems),
            deposits: rows(deposits, DepositRow::read, problems),
            roles: rows(roles, RoleRow::read, problems),
            lanes: rows(lanes, LaneRow::read, problems),
            data: rows(data, BaseDatum::read, problems),
            remainders: rows(remainders, RemainderRow::read, problems),
            demand: rows(demand, DemandRow::read, problems),
            products: rows(products, ProductRow::read, problems),
            heavy_shares: rows(heavy, HeavyShareRow::read, problems),
            in_use: rows(in_use, InUseRow::read, problems),
            frictions: rows(frictions, FrictionRow::read, problems),
            projects: rows(projects, ProjectRow::read, problems),
            metal_capacity: rows(metal, MetalCapacityRow::read, problems),
        }
    }
}

/// A table's path and columns.
type Shape = (&'static str, &'static [&'static str]);

/// Every row that can be read.
fn rows<T>(
    table: &Option<Table>,
    read: fn(&Row<'_>, &mut Vec<Problem>) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    table.iter().flat_map(Table::rows).filter_map(|row| read(&row, problems)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load_without_a_problem() {
        let mut problems = Vec::new();
        let base = BaseRecords::read(&crate::embedded(), &mut problems);
        assert_eq!(problems, []);
        assert_eq!((base.projects.len(), base.metal_capacity.len(), base.products.len()), (52, 41, 21));
        assert!(base.data.len() >= 860 && base.deposits.len() == 16);
    }

    #[test]
    fn every_fault_of_a_table_is_told_with_its_place() {
        let bad = "label,quantity,value,sigma,unit,as_of,flag,source,at,confidence,note\n\
                   a,mine:X:Nd + ,1,0,t_element,2024,observd,,,primary,\n\
                   b,mine:X:Nd,one,1,t_elemnt,2024,observed,key,,primary,\n";
        let files = [(BaseDatum::PATH.to_owned(), bad.to_owned())];
        let mut problems = Vec::new();
        let base = BaseRecords::read(&Bundle::new(files), &mut problems);
        assert_eq!(base.data, []);
        let missing = problems.iter().filter(|it| it.found == "no such file").count();
        assert_eq!(missing, 12);
        let mut places: Vec<_> =
            problems.iter().filter(|it| it.file == BaseDatum::PATH).map(|it| (it.line, it.column)).collect();
        places.sort_unstable();
        assert_eq!(places, [(2, 14), (2, 18), (2, 35), (2, 43), (3, 13), (3, 19)]);
    }

    #[test]
    fn no_text_makes_a_reader_panic() {
        let letters = [',', '"', '\n', ':', '*', '/', '-', '9', 'é', ' ', '.', '+'];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            // Knuth's linear congruential generator: the same texts on every run.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for (path, text) in crate::embedded().under("data/base/") {
            let head: Vec<char> = text.chars().take(3000).collect();
            for _ in 0..40 {
                let mut spoiled = head.clone();
                for _ in 0..6 {
                    let place = next(spoiled.len());
                    spoiled[place] = letters[next(letters.len())];
                }
                spoiled.truncate(next(spoiled.len()) + 1);
                let file = (path.to_owned(), spoiled.into_iter().collect::<String>());
                let mut problems = Vec::new();
                BaseRecords::read(&Bundle::new([file]), &mut problems);
                assert!(problems.len() >= 11, "the other tables are missing");
            }
        }
    }
}
