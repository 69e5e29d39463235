//! Ids: one small copyable type for each kind of thing, so that a place is never taken for an element.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Longest id in bytes.
const LONGEST: usize = 47;
/// Bytes of a word: what is compared at once.
const WORD: usize = 8;

/// A short text at a fixed place: its bytes, then nothing but zeros, then its length.
///
/// No id holds a zero byte, so that words compared from the left order texts as texts do, and a word that ends with a
/// zero is the last that matters: ids of up to seven letters are told apart by one comparison.
#[derive(Clone, Copy)]
struct Text([u8; LONGEST + 1]);

impl Text {
    /// `None` unless it is 1 to 47 bytes long and has no blank or control character.
    fn new(text: &str) -> Option<Self> {
        let plain = match text.is_ascii() {
            true => text.bytes().all(|it| it.is_ascii_graphic()),
            false => text.chars().all(|it| !it.is_whitespace() && !it.is_control()),
        };
        if text.is_empty() || text.len() > LONGEST || !plain {
            return None;
        }
        let mut bytes = [0; LONGEST + 1];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        bytes[LONGEST] = text.len() as u8;
        Some(Self(bytes))
    }
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..usize::from(self.0[LONGEST])]).expect("an id is made from text")
    }
    /// The words up to the one in which the text ends.
    fn words(&self) -> impl Iterator<Item = u64> {
        let (words, _) = self.0.as_chunks::<WORD>();
        let mut ended = false;
        words.iter().map(|it| u64::from_be_bytes(*it)).take_while(move |it| {
            let counts = !ended;
            ended = it.to_be_bytes()[WORD - 1] == 0;
            counts
        })
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        let (own, others) = (self.0.as_chunks::<WORD>().0, other.0.as_chunks::<WORD>().0);
        for (own, other) in own.iter().zip(others) {
            let (own, other) = (u64::from_be_bytes(*own), u64::from_be_bytes(*other));
            if own != other {
                return own.cmp(&other);
            }
            if own.to_be_bytes()[WORD - 1] == 0 {
                return Ordering::Equal;
            }
        }
        Ordering::Equal
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.words().for_each(|it| state.write_u64(it));
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Text);

        impl $name {
            /// An id from its text; `None` unless it is 1 to 47 bytes long and has no blank or control
            /// character.
            pub fn new(text: &str) -> Option<Self> {
                Text::new(text).map(Self)
            }
            /// The text of the id.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

id!(
    /// A country (ISO 3166 alpha-3) or a named area such as `EUR`.
    Place
);
id!(
    /// An element, or a group that is never told apart, such as `LaCe`.
    Element
);
id!(
    /// A step of the chain, such as `separation`.
    Stage
);
id!(
    /// A substance at a stage, such as `oxide:Dy` or `magnet:NdFeB`.
    Good
);
id!(
    /// What a magnet or an oxide is bought for, such as `ev_motor`.
    EndUse
);
id!(
    /// A deposit, or a group of mines with one basket, such as `CHN_bayan`.
    Deposit
);
id!(
    /// A published instrument, such as `cn-mofcom-2025-061`.
    InstrumentId
);

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use super::*;

    #[test]
    fn ids_read_back_and_refuse_what_cannot_be_printed() {
        assert_eq!(Good::new("oxide:Dy").unwrap().to_string(), "oxide:Dy");
        assert_eq!(Good::new(""), None);
        assert_eq!(Good::new("a b"), None);
        assert_eq!(Good::new(&"x".repeat(48)), None);
    }

    #[test]
    fn ids_are_ordered_and_equal_as_their_texts_are() {
        let long = "x".repeat(LONGEST);
        let texts = [
            "a",
            "ab",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            "abcdefgi",
            "b",
            "é",
            "zz",
            "cn-mofcom-2025-057",
            "cn-mofcom-2025-061",
            &long,
            &long[..LONGEST - 1],
            &long[..16],
            &long[..15],
        ];
        let hash = |it: &Good| BuildHasherDefault::<DefaultHasher>::default().hash_one(it);
        for one in texts {
            for other in texts {
                let (id, other_id) = (Good::new(one).unwrap(), Good::new(other).unwrap());
                assert_eq!(id.cmp(&other_id), one.cmp(other), "{one} and {other}");
                assert_eq!(id == other_id, one == other);
                assert_eq!(hash(&id) == hash(&other_id), one == other);
            }
        }
    }
}
