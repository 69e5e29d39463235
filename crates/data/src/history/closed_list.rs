//! Closed lists of words: one enum each, spelled in the files as FORMAT says.

/// An enum whose variants are the words of a closed list.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)+
        }

        impl $name {
            /// Every word of the list with what it means.
            pub const WORDS: &[(&str, Self)] = &[$(($word, Self::$variant),)+];
            /// The word as files spell it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

pub(super) use closed_list;

use crate::problem::nearest;

/// What a word of a closed list means; else what was expected, and how to mend it.
pub(super) fn one_of<T: Copy>(word: &str, list: &[(&str, T)]) -> Result<T, (String, String)> {
    if let Some(found) = list.iter().find(|it| it.0 == word) {
        return Ok(found.1);
    }
    let known: Vec<&str> = list.iter().map(|it| it.0).collect();
    let remedy = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "use a word of the list".to_owned(),
    };
    Err((format!("one of {}", known.join(", ")), remedy))
}
