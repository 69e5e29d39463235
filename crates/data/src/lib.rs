//! What the files say.
//!
//! In comes a [`Bundle`] of (path, text) pairs; out come rows as written, each with its file and line, and the
//! list of every [`Problem`]. This room opens no file, resolves no name and converts no unit: `world` does. Bills and papers of
//! other people come in as bytes of any form ([`read_bill`], [`read_evidence`]); there alone grams become the template's
//! kilograms, for the header is all that tells them.

mod problem;

mod bundle;
mod edition;
mod embedded;
mod scan;
mod section;
mod table;

mod anchor;
mod atlas;
mod base;
mod bill;
mod history;
mod parameter;
mod posterior;
mod records;
mod scenario;
mod source;
mod vocabulary;

pub use anchor::{ANCHORS_PATH, AnchorRow};
pub use atlas::{AtlasRecords, Entry, FACT_COLUMNS, Fact, Period};
pub use base::{
    Answer, BaseDatum, BaseRecords, Chain, DemandBasis, DemandRow, DepositRow, ElementRow, Flag, FormTerm,
    FrictionRow, Funding, HeavyShareRow, InUseQuantity, InUseRow, LaneRow, LaneStage, MetalCapacityRow,
    ProductRow, ProjectClass, ProjectRow, QuantityForm, RemainderRow, Role, RoleRow, Spread,
};
pub use bill::{
    Amount, Bill, BillColumn, BillLine, COLUMNS_PATH, CellValue, Claims, ColumnMapping, ColumnProposal,
    DecimalSign, DocumentKind, EXAMPLE_PATH, EXAMPLE_SHEET, EvidenceDocument, EvidenceRow, HEADERS_PATH,
    HeaderWords, Issuers, LISTS_PATH, LISTS_SHEET, Limits, ListedWord, MAPPING_FORMAT, Mapping, Meaning,
    Measured, MovementRow, NamedTwice, PartyRow, READ_ME_SHEET, Sheet, SheetKind, SheetMapping,
    SheetProposal, StepsWritten, TemplateColumn, WrittenRow, WrittenSheet, cell_name, kilograms,
    propose_mapping, read_bill, read_evidence, read_written_bill, reads_a_table, settle_evidence, twin_of,
};
pub use bundle::Bundle;
pub use edition::{EDITION_PATH, Edition};
pub use embedded::embedded;
pub use history::{
    Bounds, Gap, GoodKind, Grade, HistoricClass, HistoryRecords, KeyPattern, LicenceCourse, Op, OwnNames,
    Part, Point, RandomWalk, RivalRecords, Runs, ScenarioSeries, ScoredFact, SeriesGood, SeriesKey,
    SeriesNames, SeriesQuantity, SeriesReader, SeriesTable, Split, Statistic, Substance, Tier, UserClass,
    Window, Written,
};
pub use parameter::{Given, PARAMETERS_PATH, ParameterRow};
pub use posterior::{POSTERIOR_FORMAT, POSTERIOR_PATH, PosteriorRecords, PosteriorRow, WrittenRange};
pub use problem::{Problem, nearest};
pub use records::Records;
pub use scan::Cell;
pub use scenario::{
    AssumeRow, BlocRow, CLAIMS_PATH, ClaimRow, CutRow, LawRow, Placed, PracticeRow, RangedRow,
    SCENARIO_FORMAT, ScenarioRecord, ScenarioRecords, SliderRow, VariantRow, ranged, read_claim_rows,
};
pub use section::{Node, Said, Section};
pub use source::{SourceRecords, SourceRow};
pub use table::{Range, Row, Table};
pub use vocabulary::{EndUseRow, GoodRow, HoldsRow, ListedElement, PlaceRow, StageRow, VocabularyRecords};
