//! May I ship this, under which clause, how sure, and which one paper would settle it?
//!
//! In come a bill of materials as [`coercivity_data::Bill`] and a [`coercivity_world::World`]; out come findings: for
//! each movement and clause *no*, *open* or *yes* with the share, the threshold and the reason, for each rulebook an
//! [`Outcome`] of a closed list, and the papers that would close what is open. Nothing here knows a country, an
//! instrument or a year: those are in files. What nobody stated is unknown, never harmless.
//!
//! ```
//! use coercivity_data::{Bill, BillLine, MovementRow, embedded};
//! use coercivity_screen::{Outcome, Question, link, screen};
//! use coercivity_world::World;
//!
//! let world = World::open(&embedded(), None).expect("the shipped data is sound");
//! let mut bill = Bill::default();
//! bill.lines.rows.push(BillLine {
//!     line: 2,
//!     item: "MG-7".to_owned(),
//!     regime_item: Some("magnet:NdFeB+Dy".to_owned()),
//!     made_in: Some("DE".to_owned()),
//!     ..BillLine::default()
//! });
//! let linked = link(&bill, &world);
//! assert!(linked.problems.is_empty());
//! let question = Question::on("2026-12-05".parse()?);
//! let movement = MovementRow { from: "DE".to_owned(), to: "US".to_owned(), ..MovementRow::default() };
//! let findings = screen(&linked.tree, &world, &question, &[movement]).expect("both countries exist");
//! // Nobody said what is inside: the answer is open, never clear.
//! assert_ne!(findings.movements[0].combined.firm, Some(Outcome::NotCaptured));
//! # Ok::<(), coercivity_quantity::ParseTimeError>(())
//! ```

mod tree;

mod link;
mod link_again;
mod link_check;
mod link_content;
mod link_papers;
mod link_parties;
mod link_parts;
mod names;
mod told;
mod unjoined;

mod about;
mod contested;
mod contradictions;
mod customs;
mod facts;
mod in_part;
mod origin;
mod roll_up;
mod shares_said;
mod steps;

mod agreed;
mod apart;
mod article;
mod asked;
mod listing;
mod makers;
mod making;
mod owners;
mod question;
mod speaking;

mod answered;
mod combine;
mod exclude;
mod finding;
mod heard;
mod judge;
mod once;
mod outcome;
mod owed;
mod seen;
mod weigh;

mod coming;
mod cover;
mod footing;
mod missing;
mod need;
mod reasons;
mod suppose;
mod trials;
mod turning;
mod watch;

pub use answered::Answered;
pub use asked::{asked_ids, movement_words};
pub use contested::Contested;
pub use cover::cover;
pub use facts::{Facts, facts_on};
pub use finding::{ClauseFinding, Findings, MovementFinding, RulebookFinding, Share, Under};
pub use footing::{Footing, FootingKind, footings};
pub use judge::{Screening, screen};
pub use link::{Linked, link};
pub use missing::{MissingPaper, Nobody, OpenAnswer, Source, needed};
pub use names::NO_TECHNOLOGY;
pub use need::Need;
pub use origin::{Basis, Composition, Told, order, origins, shares, told_places};
pub use outcome::{Combined, Outcome, Owed, Rung};
pub use question::{Question, one_item_each};
pub use reasons::why;
pub use roll_up::{Edges, Range, Streamed, roll_up};
pub use tree::{Claim, Edge, Node, Paper, Party, Technology, Tree};
pub use turning::{Turning, TurnsAt, turning};
pub use watch::{Flip, Watched, law_flips, watch};
