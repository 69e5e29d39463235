//! One published instrument, its clauses, and what it changes.

use coercivity_quantity::{Citation, Day, Verdict};

use crate::id::{InstrumentId, Place};
use crate::measures::bound::{Breadth, Condition};
use crate::measures::change::Change;
use crate::measures::effect::Effect;
use crate::measures::movement::Movement;
use crate::measures::scope::Scope;
use crate::measures::shares::Shares;

/// One published instrument, or one that somebody proposes or invents: the same type.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its id.
    pub id: InstrumentId,
    /// Who issued it, as files spell it: a country code such as `CN`, or a body such as `G7`; empty when invented.
    pub issuer: String,
    /// Places for which the issuer acts.
    pub issuer_places: Vec<Place>,
    /// What it is called.
    pub title: String,
    /// Whether it is law.
    pub standing: Standing,
    /// The day from which it could be known.
    pub announced: Day,
    /// The day to which its sources were read; nobody claims to know what followed.
    pub checked: Option<Day>,
    /// What it rests on; an invented measure rests on nothing but a choice.
    pub cited: Option<Citation>,
    /// What a reader should know about the whole.
    pub note: String,
    /// What it says.
    pub clauses: Vec<Clause>,
    /// What it does to others.
    pub changes: Vec<Change>,
    /// Its first line, as `file:line`.
    pub row: String,
}

/// Whether a measure is law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was published and took or takes effect by its own words.
    Enacted,
    /// Somebody proposed it; it binds nobody.
    Proposed,
    /// A scenario supposes it; it binds from the days it names.
    Invented,
}

impl Standing {
    /// Every standing with its word in files.
    pub const WORDS: [(&'static str, Self); 3] =
        [("enacted", Self::Enacted), ("proposed", Self::Proposed), ("invented", Self::Invented)];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every standing has a word").0
    }
}

/// One rule of an instrument.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Id inside its instrument.
    pub id: String,
    /// A few words to know it by.
    pub title: String,
    /// Where in the instrument it stands.
    pub article: String,
    /// What it says, in a line or three.
    pub text: String,
    /// Whose words those are.
    pub text_kind: TextKind,
    /// The language of `text`.
    pub text_language: Language,
    /// Our summary in English of official words in another language; empty when the text itself can be read.
    pub summary: String,
    /// When it begins to bind.
    pub takes_effect: Start,
    /// Its last day in force, when its own instrument says so.
    pub until: Option<Day>,
    /// Which movements it speaks about.
    pub scope: Scope,
    /// Which of those it leaves out.
    pub exceptions: Vec<Scope>,
    /// Clauses of the same instrument, one of which must have captured the movement first; none when empty.
    pub under: Vec<String>,
    /// What it does.
    pub effect: Effect,
    /// What a reader should know: parameters, contested readings.
    pub note: String,
    /// On what it rests: the words, official guidance, or practice alone.
    pub layer: Layer,
    /// What the clause rests on, when that differs from the instrument's evidence.
    pub cited: Option<Citation>,
    /// The clause itself, as `file:line`.
    pub row: String,
}

/// On what a rule rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The words of the instrument.
    Text,
    /// What the authority says of its words.
    Guidance,
    /// What officials are reported to do: it frees nobody with certainty.
    Practice,
}

impl Layer {
    /// Every layer with its word in files.
    pub const WORDS: [(&'static str, Self); 3] =
        [("text", Self::Text), ("guidance", Self::Guidance), ("practice", Self::Practice)];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every layer has a word").0
    }
}

/// Whose words a clause's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The official words, as the clause's own source prints them.
    Official,
    /// A summary: the official words were not read.
    Summary,
}

/// The language of a clause's text, by its tag (BCP 47).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese in simplified characters, the script of the original.
    ChineseSimplified,
    /// Chinese in traditional characters: the copy that was read is set in them.
    ChineseTraditional,
    /// French.
    French,
    /// Korean.
    Korean,
}

impl Language {
    /// Every language with its word in files.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("en", Self::English),
        ("zh-Hans", Self::ChineseSimplified),
        ("zh-Hant", Self::ChineseTraditional),
        ("fr", Self::French),
        ("ko", Self::Korean),
    ];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every language has a word").0
    }
}

impl TextKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 2] = [("official", Self::Official), ("summary", Self::Summary)];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every kind has a word").0
    }
}

/// When a clause begins to bind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// On this day.
    On(Day),
    /// Announced without a day.
    NotSet,
    /// A day may have been set, but no source says so.
    Unknown {
        /// Why nobody knows.
        why: String,
    },
}

impl Clause {
    /// What the clause says in English: its text, or our summary where the text is in another language.
    pub fn in_english(&self) -> &str {
        match self.text_language {
            Language::English => &self.text,
            Language::ChineseSimplified
            | Language::ChineseTraditional
            | Language::French
            | Language::Korean => &self.summary,
        }
    }
    /// Conditions in its own words, those of its exceptions among them.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let scopes = std::iter::once(&self.scope).chain(&self.exceptions);
        scopes.flat_map(|it| it.conditions.iter().chain(&it.any_of))
    }
    /// Whether the clause speaks about this movement, exceptions taken out.
    pub fn covers(&self, movement: &Movement, breadth: Breadth) -> Verdict {
        self.covers_by(movement, breadth, &mut Shares::default())
    }
    /// The same, with the shares that were worked out of this movement so far.
    pub fn covers_by<'a>(
        &'a self,
        movement: &Movement,
        breadth: Breadth,
        shares: &mut Shares<'a>,
    ) -> Verdict {
        let covered = self.scope.covers(movement, breadth, shares);
        if covered == Verdict::No {
            return Verdict::No;
        }
        let excepted = self.exceptions.iter().map(|it| it.covers(movement, breadth, shares));
        covered.and(!excepted.fold(Verdict::No, Verdict::or))
    }
    /// The parts of the scope that the evidence leaves open; `shares` are those of this movement alone.
    pub fn open_parts<'a>(
        &'a self,
        movement: &Movement,
        breadth: Breadth,
        shares: &mut Shares<'a>,
    ) -> Vec<String> {
        let mut parts = self.scope.parts_that(movement, (breadth, Verdict::Open), shares);
        if self.exceptions.iter().any(|it| it.covers(movement, breadth, shares) == Verdict::Open) {
            parts.push("exceptions".to_owned());
        }
        parts.extend(self.effect.ordinary_unsaid(movement).map(|it| format!("condition {}", it.id)));
        parts
    }
}

impl Measure {
    /// A clause by its id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|it| it.id == id)
    }
    /// Whether an id names a clause or a change of this instrument.
    pub fn has_part(&self, id: &str) -> bool {
        self.clause(id).is_some() || self.changes.iter().any(|it| it.id == id)
    }
}
