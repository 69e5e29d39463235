//! What was asked, of which world, under which law.

use serde::{Deserialize, Serialize};

/// A thing that has an id and a name for readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The id other parts of the view use.
    pub id: String,
    /// Its name in plain words.
    pub label: String,
}

/// The scenario of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioText {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The file as written, in TOML.
    pub text: String,
}

/// The data a run stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldMark {
    /// Content hash, as printed by `coercivity world hash`.
    pub hash: String,
    /// Nothing announced after this day is used; `YYYY-MM-DD`.
    pub known_on: String,
    /// Version of the program.
    pub version: String,
}

/// The state of the law that a run takes as given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// `actual`, `revived`, `extended` or `both`.
    pub state: String,
    /// The same in one sentence, with what is unknown about it.
    pub sentence: String,
}

/// First and last month of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// First month, `YYYY-MM`.
    pub from: String,
    /// Last month, `YYYY-MM`.
    pub to: String,
}
