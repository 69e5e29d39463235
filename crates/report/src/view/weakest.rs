//! The link whose loss hurts most.

use serde::{Deserialize, Serialize};

/// What happens when one link alone is taken out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeakLink {
    /// 1 is the worst.
    pub rank: u32,
    /// Name of the stage.
    pub stage: String,
    /// Name of the good.
    pub good: String,
    /// Name of the place.
    pub place: String,
    /// Id of the end use that suffers most.
    #[serde(rename = "use")]
    pub end_use: String,
    /// Its service in month 12 without the link.
    pub service_12: Option<f64>,
    /// The link in words.
    pub label: String,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
