//! What the law says on a day, as far as known on another.
//!
//! In come the instruments of `data/measures` and those that a scenario invents; out comes a [`Regime`], and its
//! one door: which clauses bear on a [`Movement`], in what [`State`] they are, and what they do. Screening and
//! simulation ask the same question. Nothing here knows a country, an instrument or a year: those are in files.
//!
//! ```
//! use coercivity_data::Section;
//! use coercivity_world::measures::{LawState, Assumption, Movement, Regime, Words, read_measure};
//! # use coercivity_quantity::Verdict;
//! let text = r#"
//! id = "invented-ban"
//! standing = "invented"
//! announced = 2026-01-01
//! [[clause]]
//! id = "1"
//! text = "Nothing that holds dysprosium leaves."
//! takes_effect = 2026-07-01
//! effect = { kind = "deny" }
//! scope = { goods = ["*:Dy"] }
//! "#;
//! let mut problems = Vec::new();
//! let file = Section::read("ban.toml", text, &mut problems);
//! let ban = read_measure(&file, &Words::default(), &mut problems).expect("the text is sound");
//! let law = Regime::known_on(&[ban], "2026-02-01".parse()?);
//! let assumed = LawState::all(Assumption::Actual);
//! // Nobody said what moves: the answer is open, never clear.
//! let bearing = law.binding_on(&Movement::default(), "2026-07-01".parse()?, &assumed);
//! assert_eq!(bearing[0].0, Verdict::Open);
//! # Ok::<(), coercivity_quantity::ParseTimeError>(())
//! ```

mod measure;
mod movement;
mod scope;
mod shares;
mod steps;

mod bound;
mod content;
mod ownership;

mod change;
mod circumstance;
mod effect;
mod item;
mod meanings;
mod places;

mod law_on_day;
mod law_state;
mod regime;
mod state;
mod unsettled;
mod window;

mod conflict;
mod coverage;
mod customs_code;
mod declaration;
mod listing;
mod load;
pub(crate) mod read;
mod read_effect;
mod read_scope;
mod rulebook;
pub(crate) mod substance;
mod words;

pub use bound::{Agreed, Bound, Breadth, Condition};
pub use change::{Change, ChangeKind, ClauseRef, Inclusion};
pub use circumstance::{Circumstance, Circumstances};
pub use conflict::conflicts;
pub use content::{Content, ContentOf};
pub use coverage::{CROSSWALK, Crossing, coverage_table, read_crosswalk};
pub use customs_code::{CustomsCode, read_customs_codes};
pub use declaration::{Declaration, DeclarationKind, read_declarations};
pub use effect::{
    Admission, Captures, Effect, Exemption, FloorBasis, FloorForm, Fund, FundForm, Joining, License,
    Presumption, PriceFloor, Stockpile,
};
pub use item::{GoodPattern, Item};
pub use law_on_day::{ClauseOnDay, Known, LawOnDay};
pub use law_state::{Assumption, Choice, LawState};
pub use listing::{Listing, read_listings};
pub use load::load_measures;
pub use meanings::Meanings;
pub use measure::{Clause, Language, Layer, Measure, Standing, Start, TextKind};
pub use movement::{Holding, Movement, Part, StepDone};
pub use ownership::Ownership;
pub use places::{PlaceSet, Whereabouts};
pub use read::read_measure;
pub use read_effect::QUOTA_UNITS;
pub use regime::{Bearing, Regime};
pub use rulebook::{Asked, Rulebook, RulebookKind, read_rulebooks};
pub use scope::{Border, Reach, Scope};
pub use shares::Shares;
pub use state::{Reading, State};
pub use steps::{NamedElements, Steps};
pub use unsettled::Unsettled;
pub use words::Words;
