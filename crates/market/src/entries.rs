//! What one unit of a column does to the balances: two or three entries as a rule, kept in place.

/// A balance's row, and what a unit adds to it (positive) or takes from it (negative).
pub type Entry = (usize, f64);

/// Most entries that need no room of their own.
const FEW: usize = 3;

/// The entries of a column, read as a slice. A month has thousands of columns and is posed anew each time: only a long
/// list is worth an allocation.
#[derive(Clone)]
pub struct Entries(Kept);

#[derive(Clone)]
enum Kept {
    Here { count: usize, room: [Entry; FEW] },
    Apart(Vec<Entry>),
}

impl Entries {
    /// Adds an entry.
    pub fn push(&mut self, entry: Entry) {
        match &mut self.0 {
            Kept::Here { count, room } if *count < FEW => {
                room[*count] = entry;
                *count += 1;
            }
            Kept::Here { room, .. } => {
                let mut apart = room.to_vec();
                apart.push(entry);
                self.0 = Kept::Apart(apart);
            }
            Kept::Apart(entries) => entries.push(entry),
        }
    }
}

impl std::ops::Deref for Entries {
    type Target = [Entry];
    fn deref(&self) -> &[Entry] {
        match &self.0 {
            Kept::Here { count, room } => &room[..*count],
            Kept::Apart(entries) => entries,
        }
    }
}

impl From<&[Entry]> for Entries {
    fn from(entries: &[Entry]) -> Self {
        if entries.len() > FEW {
            return Self(Kept::Apart(entries.to_vec()));
        }
        let mut room = [(0, 0.0); FEW];
        room[..entries.len()].copy_from_slice(entries);
        Self(Kept::Here { count: entries.len(), room })
    }
}

impl<const COUNT: usize> From<[Entry; COUNT]> for Entries {
    fn from(entries: [Entry; COUNT]) -> Self {
        Self::from(&entries[..])
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<Of: IntoIterator<Item = Entry>>(of: Of) -> Self {
        let mut entries = Self::from([]);
        of.into_iter().for_each(|it| entries.push(it));
        entries
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl std::fmt::Debug for Entries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_read_alike() {
        let all: Vec<Entry> = (0..2 * FEW).map(|it| (it, it as f64 - 1.5)).collect();
        for count in 0..all.len() {
            let mut pushed = Entries::from(&all[..count]);
            pushed.push(all[count]);
            assert_eq!(pushed, all[..=count].iter().copied().collect());
            assert_eq!(*pushed, all[..=count]);
        }
    }
}
