//! The structure of the chain with its names resolved: who can do what, and which flows follow.

use std::collections::BTreeSet;

use coercivity_data::{
    BaseRecords, Chain, DepositRow, ElementRow, LaneRow, LaneStage, Problem, Role, RoleRow, nearest,
};

use super::{FlowKey, Step};
use crate::id::{Deposit, Element, Place};

/// An element in the chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ChainElement {
    pub(super) element: Element,
    pub(super) chain: Chain,
    /// Mass share of the element in its oxide.
    pub(super) oxide_share: f64,
}

/// A lane of one stage and element (none for magnets).
pub(super) type Lane = (LaneStage, Option<Element>, Place, Place);

/// Who can do what.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Network {
    pub(super) elements: Vec<ChainElement>,
    pub(super) deposits: Vec<(Deposit, Place)>,
    /// Concentrate lanes: from a deposit to a separator.
    pub(super) shipments: Vec<(Deposit, Place, Element)>,
    pub(super) roles: BTreeSet<(Role, Place, Option<Element>)>,
    pub(super) lanes: Vec<Lane>,
}

impl Network {
    /// Resolves the structure's names.
    pub(super) fn link(records: &BaseRecords, problems: &mut Vec<Problem>) -> Self {
        let mut network = Self::default();
        for row in &records.elements {
            network.add_element(row, problems);
        }
        for row in &records.deposits {
            network.add_deposit(row, problems);
        }
        for row in &records.roles {
            network.add_role(row, problems);
        }
        for row in &records.lanes {
            network.add_lane(row, problems);
        }
        network
    }

    /// Elements that are mined.
    pub(super) fn mined(&self) -> impl Iterator<Item = &ChainElement> {
        self.elements.iter().filter(|it| it.chain != Chain::Aside)
    }
    /// Elements of one chain.
    pub(super) fn of_chain(&self, chain: Chain) -> impl Iterator<Item = &ChainElement> {
        self.elements.iter().filter(move |it| it.chain == chain)
    }
    /// Whether a place has a role for an element.
    pub(super) fn can(&self, role: Role, place: Place, element: Option<Element>) -> bool {
        self.roles.contains(&(role, place, element))
    }
    /// Places that have a role for an element.
    pub(super) fn places(&self, role: Role, element: Option<Element>) -> impl Iterator<Item = Place> {
        self.roles.iter().filter(move |it| it.0 == role && it.2 == element).map(|it| it.1)
    }
    /// Lanes of a stage for an element.
    pub(super) fn lanes_of(
        &self,
        stage: LaneStage,
        element: Option<Element>,
    ) -> impl Iterator<Item = (Place, Place)> {
        self.lanes.iter().filter(move |it| it.0 == stage && it.1 == element).map(|it| (it.2, it.3))
    }
    /// Places where an oxide (or metal, for `LaneStage::Metal`) can be.
    pub(super) fn market_places(&self, stage: LaneStage, element: Element) -> BTreeSet<Place> {
        let roles: &[Role] = match stage {
            LaneStage::Metal => &[Role::MetalMaking, Role::MagnetMaking],
            _ => &[Role::Separation, Role::Recycling, Role::MetalMaking, Role::DirectUse, Role::SmcoMaking],
        };
        let of_roles = roles.iter().flat_map(|role| self.places(*role, Some(element)));
        let of_lanes = self.lanes_of(stage, Some(element)).flat_map(|(from, to)| [from, to]);
        of_roles.chain(of_lanes).collect()
    }
    /// Places where swarf arises, arrives, leaves or is recycled.
    pub(super) fn swarf_places(&self, element: Element) -> BTreeSet<Place> {
        let of_roles =
            [Role::MagnetMaking, Role::Recycling].into_iter().flat_map(|it| self.places(it, Some(element)));
        let of_lanes = self.lanes_of(LaneStage::Swarf, Some(element)).flat_map(|(from, to)| [from, to]);
        of_roles.chain(of_lanes).collect()
    }
    /// Separators that an element reaches, or that separate it.
    pub(super) fn separators(&self, element: Element) -> BTreeSet<Place> {
        let reached = self.shipments.iter().filter(|it| it.2 == element).map(|it| it.1);
        self.places(Role::Separation, Some(element)).chain(reached).collect()
    }

    /// Whether a flow is the only lane out of its deposit, which then says what the lane carries.
    pub(super) fn is_only_way(&self, key: &FlowKey) -> bool {
        let lanes = self.shipments.iter().filter(|it| Some(it.0) == key.deposit && Some(it.2) == key.element);
        key.step == Step::ConcentrateShipment && lanes.count() == 1
    }

    fn add_element(&mut self, row: &ElementRow, problems: &mut Vec<Problem>) {
        let place = Where { file: ElementRow::PATH, line: row.line };
        let Some(element) = place.id(&row.element, Element::new, problems) else { return };
        if self.elements.iter().any(|it| it.element == element) {
            return place.twice(&row.element, problems);
        }
        self.elements.push(ChainElement { element, chain: row.chain, oxide_share: row.oxide_share });
    }
    fn add_deposit(&mut self, row: &DepositRow, problems: &mut Vec<Problem>) {
        let place = Where { file: DepositRow::PATH, line: row.line };
        let deposit = place.id(&row.deposit, Deposit::new, problems);
        let country = place.id(&row.place, Place::new, problems);
        let (Some(deposit), Some(country)) = (deposit, country) else { return };
        if self.deposits.iter().any(|it| it.0 == deposit) {
            return place.twice(&row.deposit, problems);
        }
        self.deposits.push((deposit, country));
    }
    fn add_role(&mut self, row: &RoleRow, problems: &mut Vec<Problem>) {
        let place = Where { file: RoleRow::PATH, line: row.line };
        let Some(at) = place.id(&row.place, Place::new, problems) else { return };
        let known = |chain: Chain| match row.role {
            Role::Separation => chain != Chain::Aside,
            Role::Recycling | Role::MetalMaking | Role::MagnetMaking => chain == Chain::Magnet,
            Role::SmcoMaking => chain == Chain::Smco,
            Role::DirectUse => !matches!(chain, Chain::Aside | Chain::Separated),
            Role::MagnetBuying => false,
        };
        let elements = self.elements_of(&row.elements, known, place, problems);
        let none = (row.role == Role::MagnetBuying).then_some(None);
        for element in elements.into_iter().map(Some).chain(none) {
            if !self.roles.insert((row.role, at, element)) {
                place.twice(&row.place, problems);
            }
        }
    }
    fn add_lane(&mut self, row: &LaneRow, problems: &mut Vec<Problem>) {
        let place = Where { file: LaneRow::PATH, line: row.line };
        let Some(to) = place.id(&row.to, Place::new, problems) else { return };
        let known = |chain: Chain| match row.stage {
            LaneStage::Concentrate => chain != Chain::Aside,
            LaneStage::Oxide => !matches!(chain, Chain::Aside | Chain::Separated),
            LaneStage::Metal | LaneStage::Swarf => chain == Chain::Magnet,
            LaneStage::Magnet => false,
        };
        let elements = self.elements_of(&row.elements, known, place, problems);
        if row.stage == LaneStage::Concentrate {
            let ids: Vec<String> = self.deposits.iter().map(|it| it.0.to_string()).collect();
            let found = self.deposits.iter().find(|it| it.0.as_str() == row.from).map(|it| it.0);
            let Some(deposit) = found else {
                return place.unknown("deposit", &row.from, ids.iter().map(String::as_str), problems);
            };
            self.shipments.extend(elements.into_iter().map(|element| (deposit, to, element)));
            return;
        }
        let Some(from) = place.id(&row.from, Place::new, problems) else { return };
        if from == to && row.stage != LaneStage::Magnet {
            let expected = "two places: what stays at home needs no lane";
            let problem = Problem::in_file(
                place.file,
                format!("a lane from `{from}` to itself"),
                expected,
                "remove it",
            );
            return problems.push(problem.at(place.line, 0));
        }
        if row.stage == LaneStage::Magnet {
            self.check_magnet_lane((from, to), place, problems);
        }
        let none = (row.stage == LaneStage::Magnet).then_some(None);
        for element in elements.into_iter().map(Some).chain(none) {
            let lane = (row.stage, element, from, to);
            if self.lanes.contains(&lane) {
                place.twice(&format!("{from}>{to}"), problems);
            } else {
                self.lanes.push(lane);
            }
        }
    }
    /// A magnet that nobody makes or nobody buys would stand outside every balance.
    fn check_magnet_lane(&self, lane: (Place, Place), place: Where, problems: &mut Vec<Problem>) {
        let makes = self.roles.iter().any(|it| it.0 == Role::MagnetMaking && it.1 == lane.0);
        let buys = self.can(Role::MagnetBuying, lane.1, None);
        for (is_there, role, at) in [(makes, "magnet_making", lane.0), (buys, "magnet_buying", lane.1)] {
            if !is_there {
                let expected = format!("a place with the role `{role}`");
                let remedy = format!("add the role to {}", RoleRow::PATH);
                problems.push(
                    Problem::in_file(place.file, format!("`{at}`"), expected, remedy).at(place.line, 0),
                );
            }
        }
    }
    fn elements_of(
        &self,
        words: &[String],
        fits: impl Fn(Chain) -> bool,
        place: Where,
        problems: &mut Vec<Problem>,
    ) -> Vec<Element> {
        let mut found = Vec::new();
        for word in words {
            match self.elements.iter().find(|it| it.element.as_str() == word && fits(it.chain)) {
                Some(known) => found.push(known.element),
                None => {
                    let fitting =
                        self.elements.iter().filter(|it| fits(it.chain)).map(|it| it.element.to_string());
                    let fitting: Vec<String> = fitting.collect();
                    place.unknown(
                        "element of that chain",
                        word,
                        fitting.iter().map(String::as_str),
                        problems,
                    );
                }
            }
        }
        found
    }
}

/// A row in a file.
#[derive(Clone, Copy)]
struct Where {
    file: &'static str,
    line: usize,
}

impl Where {
    fn id<T>(self, text: &str, make: fn(&str) -> Option<T>, problems: &mut Vec<Problem>) -> Option<T> {
        let id = make(text);
        if id.is_none() {
            let found = format!("`{text}`");
            let problem = Problem::in_file(
                self.file,
                found,
                "an id of at most 47 letters without a blank",
                "shorten it",
            );
            problems.push(problem.at(self.line, 0));
        }
        id
    }
    fn twice(self, text: &str, problems: &mut Vec<Problem>) {
        let problem =
            Problem::in_file(self.file, format!("`{text}` a second time"), "each row once", "remove one");
        problems.push(problem.at(self.line, 0));
    }
    fn unknown<'a>(
        self,
        what: &str,
        text: &str,
        known: impl Iterator<Item = &'a str>,
        problems: &mut Vec<Problem>,
    ) {
        let remedy = match nearest(text, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to its table, or remove it here".to_owned(),
        };
        let problem = Problem::in_file(self.file, format!("`{text}`"), format!("a known {what}"), remedy);
        problems.push(problem.at(self.line, 0));
    }
}
