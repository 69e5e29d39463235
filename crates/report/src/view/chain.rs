//! Who makes what out of whose metal: pictures of the flows from mine to end use.

use serde::{Deserialize, Serialize};

use super::run::Label;

/// A stage of the chain, in the order of the columns.
pub type StageLabel = Label;

/// The flows of one month. All pictures of a run share one scale: a month is given at its yearly rate, twelve times
/// what flowed in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Id: `base` or `month_12`.
    pub id: String,
    /// What the picture shows, such as `Base year 2024` or `Month 12 of the total cut`.
    pub title: String,
    /// The year the flows are those of; `None` for a month of a run.
    pub year: Option<i32>,
    /// Ending of the unit of every `tonnes` below, such as `t_element`.
    pub unit: String,
    /// The columns, from mine to end use.
    pub stages: Vec<StageLabel>,
    /// What each place makes at each stage.
    pub nodes: Vec<Node>,
    /// What goes from one node to another.
    pub links: Vec<Link>,
    /// The loop of swarf, place by place.
    pub swarf: Vec<Swarf>,
}

/// How the tonnes of a node are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeFlag {
    /// A source row says so.
    Observed,
    /// It follows from source rows.
    Derived,
    /// It rests on an assumption.
    Assumed,
    /// The run computed it.
    Computed,
}

/// One place at one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Id, unique within the chain.
    pub id: String,
    /// Id of its stage; `recycling` stands in the column of `separation`, since both give oxide.
    pub stage: String,
    /// Id of the place, the same at every stage; of the end use where the stage is `use`.
    pub place: String,
    /// Name of the place or the end use.
    pub label: String,
    /// What it makes, buys or uses, in a year.
    pub tonnes: f64,
    /// How that is known.
    pub flag: NodeFlag,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}

/// One flow between nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Id of the node it leaves.
    pub from: String,
    /// Id of the node it reaches.
    pub to: String,
    /// How much flows, in a year.
    pub tonnes: f64,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}

/// Swarf of one place: what machining takes off its blanks, and what comes back as oxide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swarf {
    /// Id of the place.
    pub place: String,
    /// Name of the place.
    pub label: String,
    /// Collected by the makers of the place, in a year.
    pub collected: f64,
    /// Recycled to oxide in the place, in a year.
    pub recycled: f64,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
