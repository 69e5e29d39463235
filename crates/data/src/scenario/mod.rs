//! Scenario files and claims as written: nothing is looked up, what is extended is filled in.

mod placed;

mod ranged_row;

mod cut_row;
mod practice_row;
mod setting_row;

mod record;

mod inherit;

mod claim_row;

pub use claim_row::{CLAIMS_PATH, ClaimRow, read_claim_rows};
pub use cut_row::{CutRow, LawRow};
pub use inherit::ScenarioRecords;
pub use placed::Placed;
pub use practice_row::PracticeRow;
pub use ranged_row::{RangedRow, ranged};
pub use record::{AssumeRow, BlocRow, SCENARIO_FORMAT, ScenarioRecord};
pub use setting_row::{SliderRow, VariantRow};
