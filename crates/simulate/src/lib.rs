//! What happens next.
//!
//! In come a world, its reconciled base year and a scenario; out comes an [`Outcome`]: service, prices and the
//! figures of every draw, with what they rest on. One period is a page of verbs ([`step`]); everything slow
//! (stocks, licences, projects, thrift) lives in [`State`]. This room knows no country, no instrument and no year.

mod uniform;

mod sample;
mod setting;
mod stream;

mod book;
mod effect;
mod entry;
mod expectation;
mod lane_rule;
mod support;

mod pledge;
mod reach;

mod after_the_run;
mod aid;
mod areas;
mod at_border;
mod bind;
mod binding;
mod contracted;
mod cut;
mod cut_year;
mod disturbed;
mod expected;
mod granted;
mod hastened;
mod idle;
mod in_use;
mod inert;
mod invest;
mod leak;
mod licence;
mod named;
mod open_law;
mod open_market;
mod origin;
mod period;
mod planned;
mod promised;
mod quota;
mod state;
mod step;
mod swarf;
mod terms;
mod topping;
mod unasked;
mod undelivered;
mod weighed;
mod worn_out;

mod path;
mod pose;

mod figures;
mod foreseen;
mod group;
mod independence;
mod known;
mod weakest;

mod price_series;
mod pursuit;
mod question;

mod headline;
mod inputs;

mod attribution;
mod drivers;
mod inverse;
mod ranks;
mod thirds;
mod versions;

mod ledger;
mod metal_flows;
mod metal_pool;

mod ablation;
mod acting;
mod central_reach;
mod consumed;
mod discrepancy;
mod drawn;
mod economy;
mod ensemble;
mod lines;
mod overdrawn;
mod overlap;
mod page;
mod plants;
mod project_record;
mod records;
mod recount;
mod replay;
mod shelf;
mod spent;
mod stacked;

pub use ablation::{Mechanism, without};
pub use acting::{Acting, Days, acting, goods_behind, goods_bought};
pub use after_the_run::promised;
pub use attribution::{EXACT, MOST, Shares, one_out, one_out_runs, shapley, shapley_runs};
pub use binding::Binding;
pub use book::{Book, LaneKey, UserKind};
pub use central_reach::CentralReach;
pub use coercivity_market::month::SHORTAGE;
pub use cut::CutPlan;
pub use drawn::{Checks, Detail, Drawn, Thorough, drawn, shock_offset};
pub use drivers::{DRIVER_DRAWS, Driver, Drivers, Untold, drivers};
pub use economy::DrawnEconomy;
pub use effect::{Act, Aid, LaneAct, Leaning, acts};
pub use ensemble::{GoOn, Interrupted, Outcome, Progress, ensemble};
pub use entry::Newcomer;
pub use figures::{Coercivity, Endurance, GroupFigures, Leverage, REMANENCE_MONTHS, remanence};
pub use granted::{Granted, Queues};
pub use group::{Group, end_of_month, groups, monthly};
pub use hastened::hastens_nothing;
pub use headline::Headline;
pub use idle::Idle;
pub use in_use::{Cohorts, Goods, Survival};
pub use independence::{Dates, INDEPENDENT};
pub use inert::{inert, inert_clauses};
pub use inputs::{TakenInputs, inputs};
pub use inverse::{Apart, Condition, EVEN, Inverse, Side, inverse};
pub use invest::{Decision, Prospect};
pub use lane_rule::{LaneRule, LicenceRule, QuotaRule};
pub use ledger::Ledger;
pub use licence::{Handling, Handlings};
pub use lines::{Line, Lines, Table, Whose};
pub use metal_flows::{MetalFlows, Stop, Swarf, Weigher};
pub use named::{NamedAs, UnclearName, unclear_names};
pub use overdrawn::Overdrawn;
pub use overlap::{Overlap, overlaps};
pub use page::{LanePage, Page};
pub use path::{Fault, Path, walk};
pub use period::{Period, calendar};
pub use pledge::{Pledge, PledgedOf};
pub use pose::posed;
pub use price_series::{PriceKey, Tier, keys as price_keys};
pub use pursuit::{Kept, MOST_ROUNDS, Nearness, Pursued, Pursuit};
pub use question::{Baseline, Question};
pub use reach::supports;
pub use replay::{Told, overdrawn, replay};
pub use sample::{Draw, Fate, Input, Narrowed, Purpose, Sampled, SampledLife, Sampler, Values};
pub use setting::Setting;
pub use shelf::{InMemory, Nowhere, Shelf};
pub use spent::{Spent, SpentOn};
pub use stacked::{Stacked, StackedOn, stacked};
pub use state::State;
pub use step::{Context, Recorded, step};
pub use support::Support;
pub use thirds::{ThirdOf, Thirds, thirds};
pub use unasked::unasked;
pub use undelivered::{Undelivered, undelivered};
pub use versions::{VersionTold, Versions};
pub use weakest::{Link, LostLink};
pub use worn_out::WornOut;
