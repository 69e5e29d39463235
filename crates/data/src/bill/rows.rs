//! The rows of a bill, as written: text and numbers with their line, no name resolved.

use coercivity_quantity::{Day, Interval};

use crate::problem::Problem;

/// A bill as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bill {
    /// What is made of what.
    pub lines: Sheet<BillLine>,
    /// Who makes, sells, owns and uses.
    pub parties: Sheet<PartyRow>,
    /// What moves or is about to move.
    pub movements: Sheet<MovementRow>,
    /// What papers say, by the bill itself.
    pub evidence: Sheet<EvidenceRow>,
    /// What papers say that came beside it, a sheet for each.
    pub papers: Vec<Sheet<EvidenceRow>>,
    /// What of its file is not read.
    pub remarks: Vec<Problem>,
}

impl Bill {
    /// All that papers say: the bill's own rows, then those of each paper.
    pub fn evidence_sheets(&self) -> impl Iterator<Item = &Sheet<EvidenceRow>> {
        std::iter::once(&self.evidence).chain(&self.papers)
    }
}

/// The rows of one sheet, and where its columns stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet<R> {
    /// Path of the file; a sheet of a workbook follows after `#`, as in `motor.xlsx#Bill`.
    pub path: String,
    /// Number of the column of each known header, from 1, by the word of the template. Problems with a cell stand at
    /// this number; the spreadsheet's name of a cell is `cell_name(column, line)`.
    pub columns: Vec<(String, usize)>,
    /// The rows.
    pub rows: Vec<R>,
}

/// A column of the lines of a bill: the words of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BillColumn {
    /// Depth in the tree, 0 for the product.
    Level,
    /// Name of the item within the bill.
    ItemId,
    /// Item that this one is a part of.
    ParentId,
    /// Name in words.
    Name,
    /// How many of it one parent holds.
    Quantity,
    /// Unit of the quantity.
    Unit,
    /// Mass of one item, kg.
    MassKg,
    /// Value of one item.
    ValueAmount,
    /// Currency of the value.
    ValueCurrency,
    /// What the value is: invoice, ex works, transfer, replacement.
    ValueBasis,
    /// Party that made it.
    MakerId,
    /// Country of its customs origin.
    MadeIn,
    /// Customs code.
    HsCode,
    /// Material in words.
    Material,
    /// What a regime calls it, as `stage:substance`.
    RegimeItem,
    /// Element that the line stands for.
    Element,
    /// Least mass share of the element.
    ElementMassShareLow,
    /// Best mass share of the element.
    ElementMassShareBest,
    /// Greatest mass share of the element.
    ElementMassShareHigh,
    /// Country that the content comes from.
    Origin,
    /// Least share of it from there.
    OriginShareLow,
    /// Greatest share of it from there.
    OriginShareHigh,
    /// Where it was mined.
    MinedIn,
    /// Where it was separated.
    SeparatedIn,
    /// Where it was made metal.
    MetalIn,
    /// Where it was alloyed.
    AlloyIn,
    /// Where it was made powder.
    PowderIn,
    /// Where the magnet was made.
    MagnetIn,
    /// Country whose technology made it; `none` when no controlled technology was used.
    TechnologyOrigin,
    /// Ids of evidence.
    Evidence,
    /// Note.
    Note,
}

/// A number with the unit it was written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub amount: f64,
    /// Its unit or currency, as written; empty when none was.
    pub unit: String,
}

/// One line of a bill. What is blank is unknown, never zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BillLine {
    /// Line in the file, or row in the sheet, from 1.
    pub line: usize,
    /// Depth in the tree, 0 for the product.
    pub level: Option<u32>,
    /// Name of the item within the bill.
    pub item: String,
    /// Item that this one is a part of; from the levels when the file names none.
    pub parent: Option<String>,
    /// Name in words.
    pub name: String,
    /// How many of it one parent holds, in its unit.
    pub quantity: Option<Amount>,
    /// Mass of one item, kg.
    pub mass_kg: Option<f64>,
    /// Value of one item, in its currency.
    pub value: Option<Amount>,
    /// What the value is: invoice, ex works, transfer, replacement; empty when nobody said.
    pub value_basis: String,
    /// Party that made it.
    pub maker: Option<String>,
    /// Country of its customs origin.
    pub made_in: Option<String>,
    /// Customs code.
    pub hs_code: Option<String>,
    /// Material in words.
    pub material: Option<String>,
    /// What a regime calls it, as `stage:substance`.
    pub regime_item: Option<String>,
    /// Element that the line stands for.
    pub element: Option<String>,
    /// Mass share of the element in the parent, 0..=1.
    pub element_mass_share: Option<Interval<f64>>,
    /// Best mass share of the element.
    pub element_mass_share_best: Option<f64>,
    /// Country that the content comes from.
    pub origin: Option<String>,
    /// Share of it from there, 0..=1.
    pub origin_share: Option<Interval<f64>>,
    /// Countries of the steps.
    pub steps: StepsWritten,
    /// Country whose technology made it; `none` when no controlled technology was used.
    pub technology: Option<String>,
    /// Ids of evidence.
    pub evidence: Vec<String>,
    /// Note.
    pub note: String,
    /// Cells of columns that no meaning is known for, kept for the user's own workbook.
    pub other: Vec<(String, String)>,
}

/// Countries in which the steps of making were done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepsWritten {
    /// Mined.
    pub mined: Option<String>,
    /// Separated into single elements.
    pub separated: Option<String>,
    /// Made metal.
    pub metal: Option<String>,
    /// Alloyed, strip cast.
    pub alloy: Option<String>,
    /// Made powder.
    pub powder: Option<String>,
    /// Sintered or bonded to a magnet.
    pub magnet: Option<String>,
}

/// A firm or authority.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartyRow {
    /// Line, from 1.
    pub line: usize,
    /// Id within the bill.
    pub id: String,
    /// Name.
    pub name: String,
    /// Country of registration.
    pub country: Option<String>,
    /// Owners: party id and share held, 0..=1.
    pub owners: Vec<(String, Interval<f64>)>,
    /// Legal entity identifier.
    pub lei: Option<String>,
    /// Lists that the party stands on, such as `control`, `watch`, `entity`, `uflpa`, as written; `none` when checked and
    /// clear, absent when nobody looked.
    pub lists: Option<Vec<String>>,
    /// Whether it is a military user; unknown when absent.
    pub military: Option<bool>,
    /// Note.
    pub note: String,
}

/// A movement that has taken place or is planned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MovementRow {
    /// Line, from 1.
    pub line: usize,
    /// Country it leaves.
    pub from: String,
    /// Country it goes to.
    pub to: String,
    /// Item that moves; the product when absent.
    pub item: Option<String>,
    /// Day of export; the day of the question when absent.
    pub day: Option<Day>,
    /// Party that uses it in the end.
    pub user: Option<String>,
    /// Use: `civil`, `military`, `medical`, or a word of the lists; unknown when absent.
    pub use_: Option<String>,
    /// Contract it is delivered under: `dow` for a defence contract, `none`; unknown when absent.
    pub contract: Option<String>,
    /// Answers to conditions of clauses, by their id: yes, no or open.
    pub answers: Vec<(String, String)>,
}

/// Words for how strong a claim is, the strongest first; `lists.csv` says what each means.
pub const STRENGTHS: [&str; 4] = ["verified", "signed", "stated", "inferred"];

/// What a paper says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceRow {
    /// Line, from 1.
    pub line: usize,
    /// Id within the bill.
    pub id: String,
    /// Item or party it speaks of.
    pub subject: String,
    /// Element or mineral, by its symbol or as templates call it, of whose content in the subject it speaks; empty
    /// where it speaks of the subject itself.
    pub element: String,
    /// Party that delivers the subject, where its name is one of that party's own: an item of another maker is not
    /// meant. Empty where the name says it all.
    pub supplier: String,
    /// What whoever asked calls the same subject, of which a row of its own speaks: where the bill has that item, this one is
    /// of nothing in it. Empty where there is no other name.
    pub unless: String,
    /// What it speaks of: `origin`, `technology`, `mined`, `separated`, `metal`, `alloy`, `powder`, `magnet`, `made`, or `absent`.
    pub claim: String,
    /// Country or word that is claimed. Of a step several countries with `;` between: among these, and nowhere else.
    pub place: String,
    /// Share for which it holds, 0..=1; all when absent.
    pub share: Option<Interval<f64>>,
    /// First day on which it holds.
    pub from: Option<Day>,
    /// Last day on which it holds.
    pub until: Option<Day>,
    /// Who says so.
    pub issuer: String,
    /// How strong it is, one of [`STRENGTHS`]; empty when not said.
    pub strength: String,
    /// File, or its SHA-256 as `sha256:..`.
    pub document: String,
    /// What the reader should know of it.
    pub note: String,
    /// What the paper itself calls what it speaks of, and who said what that is in the bill; empty where the paper's own
    /// names are the bill's.
    pub called: String,
    /// Where the paper names the countries of the claim in two ways: both must mean the same.
    pub named_twice: Vec<NamedTwice>,
}

/// Two ways in which a paper names the same countries, such as by a code and by a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedTwice {
    /// The keys under which they stand.
    pub keys: [String; 2],
    /// What stands there.
    pub countries: [Vec<String>; 2],
}

impl EvidenceRow {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|it| it <= day) && self.until.is_none_or(|it| day <= it)
    }
}

impl<R> Default for Sheet<R> {
    fn default() -> Self {
        Self { path: String::new(), columns: Vec::new(), rows: Vec::new() }
    }
}

impl<R> Sheet<R> {
    /// Column of a header, from 1; 0 when the sheet lacks it.
    pub fn column(&self, word: &str) -> usize {
        self.columns.iter().find(|it| it.0 == word).map_or(0, |it| it.1)
    }
}

impl BillColumn {
    /// Every column with its word in the template, in the order of the template.
    pub const WORDS: [(&'static str, Self); 31] = [
        ("level", Self::Level),
        ("item_id", Self::ItemId),
        ("parent_id", Self::ParentId),
        ("name", Self::Name),
        ("quantity", Self::Quantity),
        ("unit", Self::Unit),
        ("mass_kg", Self::MassKg),
        ("value_amount", Self::ValueAmount),
        ("value_currency", Self::ValueCurrency),
        ("value_basis", Self::ValueBasis),
        ("maker_id", Self::MakerId),
        ("made_in", Self::MadeIn),
        ("hs_code", Self::HsCode),
        ("material", Self::Material),
        ("regime_item", Self::RegimeItem),
        ("element", Self::Element),
        ("element_mass_share_low", Self::ElementMassShareLow),
        ("element_mass_share_best", Self::ElementMassShareBest),
        ("element_mass_share_high", Self::ElementMassShareHigh),
        ("origin", Self::Origin),
        ("origin_share_low", Self::OriginShareLow),
        ("origin_share_high", Self::OriginShareHigh),
        ("mined_in", Self::MinedIn),
        ("separated_in", Self::SeparatedIn),
        ("metal_in", Self::MetalIn),
        ("alloy_in", Self::AlloyIn),
        ("powder_in", Self::PowderIn),
        ("magnet_in", Self::MagnetIn),
        ("technology_origin", Self::TechnologyOrigin),
        ("evidence", Self::Evidence),
        ("note", Self::Note),
    ];
    /// The word in the template.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every column has a word").0
    }
}
