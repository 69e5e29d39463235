//! Ids: one small copyable type for each kind of thing, so that a place is never taken for an element.

/// Longest id in bytes.
const LONGEST: usize = 47;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            bytes: [u8; LONGEST],
            length: u8,
        }

        impl $name {
            /// An id from its text; `None` unless it is 1 to 47 bytes long and has no blank or control
            /// character.
            pub fn new(text: &str) -> Option<Self> {
                let plain = text.chars().all(|it| !it.is_whitespace() && !it.is_control());
                if text.is_empty() || text.len() > LONGEST || !plain {
                    return None;
                }
                let mut bytes = [0; LONGEST];
                bytes[..text.len()].copy_from_slice(text.as_bytes());
                Some(Self { bytes, length: text.len() as u8 })
            }
            /// The text of the id.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("an id is made from text")
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
    use super::*;

    #[test]
    fn ids_read_back_and_refuse_what_cannot_be_printed() {
        assert_eq!(Good::new("oxide:Dy").unwrap().to_string(), "oxide:Dy");
        assert_eq!(Good::new(""), None);
        assert_eq!(Good::new("a b"), None);
        assert_eq!(Good::new(&"x".repeat(48)), None);
    }
}
