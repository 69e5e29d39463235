//! What a number rests on.

/// How strong the evidence behind a row is; the order is from weakest to strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// No published figure: our assumption, printed as such.
    Assumed,
    /// Inferred, recalled, or an estimate from partial evidence.
    Estimate,
    /// A secondary report of a primary record.
    Secondary,
    /// The primary record itself.
    Primary,
}

impl Confidence {
    /// The word a data file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Estimate => "estimate",
            Self::Secondary => "secondary",
            Self::Primary => "primary",
        }
    }
    /// Reads the word; `None` when it is none of the four.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Assumed, Self::Estimate, Self::Secondary, Self::Primary]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

/// The evidence behind one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Keys into `sources.csv`, at least one.
    pub sources: Vec<String>,
    /// Page, table or article inside the source; may be empty.
    pub at: String,
    /// How strong it is.
    pub confidence: Confidence,
    /// What the reader should know.
    pub note: String,
    /// The row itself, as `file:line`.
    pub row: String,
}
