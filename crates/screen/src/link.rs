//! From the rows of a bill to a graph: names become things, and every problem is told with its cell.

use std::collections::BTreeMap;

use coercivity_data::{Bill, BillColumn, BillLine, Problem, kilograms};
use coercivity_quantity::Interval;
use coercivity_world::{Good, Stage, World};

use crate::link_check::check;
use crate::link_papers::link_papers;
use crate::link_parties::link_parties;
use crate::names::Names;
use crate::tree::{Node, STEPS, Tree, Unstated};

/// What is expected where a thing is named.
const REGIME_ITEM: &str = "a regime item such as magnet:NdFeB";

/// A bill, linked, and what was found wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The graph. Lines that could not be read are left out.
    pub tree: Tree,
    /// What is wrong: with any of these no answer should be trusted.
    pub problems: Vec<Problem>,
    /// What is odd, and how it was read.
    pub remarks: Vec<Problem>,
}

/// Links a bill.
pub fn link(bill: &Bill, world: &World) -> Linked {
    let names = Names::of(world);
    let linked = Linked { remarks: bill.remarks.clone(), ..Linked::default() };
    let mut linker = Linker { bill, names: &names, linked, places: BTreeMap::new() };
    linker.linked.tree.path.clone_from(&bill.lines.path);
    linker.nodes();
    linker.parts();
    let places = std::mem::take(&mut linker.places);
    let mut linked = linker.linked;
    linked.tree.places = places;
    linked.tree.movements.clone_from(&bill.movements.rows);
    linked.tree.movements_path.clone_from(&bill.movements.path);
    let valued = || linked.tree.nodes.iter().filter(|it| it.value.is_some());
    linked.tree.unstated = Unstated {
        basis: valued().all(|it| it.value_basis.trim().is_empty()),
        currency: valued().all(|it| it.currency.trim().is_empty()),
    };
    link_parties(bill, &names, &mut linked);
    link_papers(bill, &names, &mut linked);
    check(bill, &mut linked);
    linked.problems.sort();
    linked.problems.dedup();
    linked
}

/// The mass of all that a line has of its item, kg, where its quantity is a mass.
pub(crate) fn weighed(line: &BillLine) -> Option<f64> {
    let quantity = line.quantity.as_ref()?;
    Some(quantity.amount * kilograms(&quantity.unit)?).filter(|it| *it > 0.0)
}

/// A bill while it is linked.
pub(crate) struct Linker<'a> {
    pub bill: &'a Bill,
    pub names: &'a Names<'a>,
    pub linked: Linked,
    /// The place of each item, by its id.
    pub places: BTreeMap<String, usize>,
}

impl Linker<'_> {
    pub(crate) fn wrong(
        &mut self,
        line: &BillLine,
        column: BillColumn,
        found: String,
        expected: &str,
        remedy: &str,
    ) {
        let at = self.bill.lines.column(column.word());
        let problem = Problem::in_file(&self.bill.lines.path, found, expected, remedy);
        self.linked.problems.push(problem.at(line.line, at));
    }

    fn read<T>(
        &mut self,
        (line, column): (&BillLine, BillColumn),
        word: Option<&String>,
        (kind, expected): (&str, &str),
        read: impl Fn(&Names<'_>, &str) -> Result<T, String>,
    ) -> Option<T> {
        let word = word.filter(|it| !it.trim().is_empty())?;
        match read(self.names, word.trim()) {
            Ok(found) => Some(found),
            Err(remedy) => {
                self.wrong(line, column, format!("{kind} `{word}`"), expected, &remedy);
                None
            }
        }
    }

    /// Makes a node of each item; what a further line of the same item says differently is told.
    fn nodes(&mut self) {
        let bill = self.bill;
        // Items are wide as lines are: a list of them that grows would be copied again and again.
        self.linked.tree.nodes.reserve(bill.lines.rows.len());
        for line in &bill.lines.rows {
            let node = self.node(line);
            match self.places.get(&line.item) {
                None => {
                    self.places.insert(line.item.clone(), self.linked.tree.nodes.len());
                    self.linked.tree.nodes.push(node);
                }
                Some(&place) => self.again(place, node, line),
            }
        }
    }

    fn node(&mut self, line: &BillLine) -> Node {
        let country = ("country", "a country code such as DE");
        let at = |column| (line, column);
        let place = |names: &Names<'_>, word: &str| names.place(word);
        let made_in = self.read(at(BillColumn::MadeIn), line.made_in.as_ref(), country, place);
        let origin = self.read(at(BillColumn::Origin), line.origin.as_ref(), country, place);
        let kind = ("regime item", "a thing such as magnet:NdFeB");
        let good = self
            .read(at(BillColumn::RegimeItem), line.regime_item.as_ref(), kind, |names, it| names.good(it));
        let (good, unclear) = self.hinted(line, good);
        let kind = ("element", "the symbol of an element");
        let element =
            self.read(at(BillColumn::Element), line.element.as_ref(), kind, |names, it| names.element(it));
        let kind = ("technology", "`none`, or the country whose technology it is");
        let technology =
            self.read(at(BillColumn::TechnologyOrigin), line.technology.as_ref(), kind, |names, it| {
                names.technology(it)
            });
        let done = &line.steps;
        let written = [
            (BillColumn::MinedIn, &done.mined),
            (BillColumn::SeparatedIn, &done.separated),
            (BillColumn::MetalIn, &done.metal),
            (BillColumn::AlloyIn, &done.alloy),
            (BillColumn::PowderIn, &done.powder),
            (BillColumn::MagnetIn, &done.magnet),
        ];
        let mut steps = BTreeMap::new();
        for ((column, word), (_, stage)) in written.into_iter().zip(STEPS) {
            let found = self.read(at(column), word.as_ref(), country, place);
            if let (Some(found), Some(stage)) = (found, Stage::new(stage)) {
                steps.insert(stage, found);
            }
        }
        let whole = || Interval::exactly(1.0);
        Node {
            id: line.item.clone(),
            name: line.name.clone(),
            line: line.line,
            mass_kg: line.mass_kg,
            value: self.weighty(
                (line, BillColumn::ValueAmount),
                line.value.as_ref().map(|it| it.amount),
                good,
            ),
            valued_kg: line.value.as_ref().and_then(|_| weighed(line)).map(Interval::exactly),
            currency: line.value.as_ref().map(|it| it.unit.clone()).unwrap_or_default(),
            value_basis: line.value_basis.clone(),
            maker: line.maker.clone(),
            made_in,
            good,
            own_word: good.is_some_and(|it| self.names.is_own_word(it.as_str())),
            unclear: unclear && element.is_none(),
            element,
            perhaps_none: line.element_mass_share.is_some_and(|it| it.low() <= 0.0),
            origin: origin.map(|it| (it, line.origin_share.unwrap_or_else(whole))).into_iter().collect(),
            steps,
            technology,
            evidence: line.evidence.clone(),
        }
    }

    /// A figure of a line, which is none where it is nought of a regime item: systems write that for what nobody counted or
    /// priced, and a thing that is not there has no line. Said, so that the owner can say which.
    pub(crate) fn weighty(
        &mut self,
        (line, column): (&BillLine, BillColumn),
        figure: Option<f64>,
        good: Option<Good>,
    ) -> Option<f64> {
        let is_listed = good.is_some_and(|it| !self.names.is_own_word(it.as_str()));
        if figure != Some(0.0) || !is_listed {
            return figure;
        }
        let said =
            format!("0 in `{}` of `{}`, which is a regime item: read as unknown", column.word(), line.item);
        let remedy = "write what it is, or leave the line out where there is none of it";
        self.remark((line, column), said, "how much there is of it", remedy);
        None
    }

    /// What a line may be that names no regime item: what stands among the materials, what its customs code is of,
    /// or nobody knows, where its words name something that measures name. Said, so that the owner can name it.
    fn hinted(&mut self, line: &BillLine, good: Option<Good>) -> (Option<Good>, bool) {
        let written = line.regime_item.as_ref().is_some_and(|it| !it.trim().is_empty());
        if good.is_some() || written {
            return (good, false);
        }
        let material = line.material.as_deref().unwrap_or_default().trim();
        if material.contains(':')
            && let Ok(found) = self.names.good(material)
        {
            let said = format!("`{material}` among the materials of `{}`", line.item);
            self.remark(
                (line, BillColumn::Material),
                said,
                REGIME_ITEM,
                "read as the regime item: move it to that column",
            );
            return (Some(found), false);
        }
        let code: String =
            line.hs_code.iter().flat_map(|it| it.chars()).filter(char::is_ascii_digit).collect();
        let words = format!("{} {material}", line.name);
        if line.element.as_ref().is_some_and(|it| !it.trim().is_empty()) {
            return (None, false);
        }
        if let Some(hint) = self.names.hint(&code).and_then(Good::new) {
            let said = format!("no regime item of `{}`, whose customs code {code} may be {hint}", line.item);
            self.remark(
                (line, BillColumn::RegimeItem),
                said,
                REGIME_ITEM,
                "name it; until then it may be any of these",
            );
            return (Some(hint), false);
        }
        if let Some(word) = self.names.told_of(&words) {
            let said = format!("no regime item of `{}`, whose words name {word}", line.item);
            self.remark((line, BillColumn::RegimeItem), said, REGIME_ITEM, "name it, or say by a word of your own such as `component:housing` what it is; until then nobody knows");
            return (None, true);
        }
        (None, false)
    }

    pub(crate) fn remark(
        &mut self,
        (line, column): (&BillLine, BillColumn),
        found: String,
        expected: &str,
        remedy: &str,
    ) {
        let at = self.bill.lines.column(column.word());
        let problem = Problem::in_file(&self.bill.lines.path, found, expected, remedy);
        self.linked.remarks.push(problem.at(line.line, at));
    }
}
