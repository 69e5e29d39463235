//! The compact protocol of Thrift, walked without keeping anything: what a list or a text claims to hold must be there. Whoever
//! reads it afterwards cannot be talked into setting memory aside for what is not.

/// Structures inside structures; those of Parquet have few.
const DEEPEST: usize = 32;
/// Kinds of fields by their number.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// A place in a structure: the numbers of its fields from the outside in.
pub(super) type Path = Vec<i64>;

/// Walks over bytes.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    /// A walk from the first byte.
    pub(super) fn over(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }
    /// How many bytes it has passed.
    pub(super) fn passed(&self) -> usize {
        self.at
    }
    /// Walks over one structure and hands over every whole number in it with its place; none when it is cut off or lies.
    pub(super) fn structure(&mut self, each: &mut dyn FnMut(&[i64], i64)) -> Option<()> {
        self.fields(&mut Path::new(), each)
    }
    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
    fn whole(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }
    fn skip(&mut self, bytes: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        self.at = end;
        (end <= self.bytes.len()).then_some(())
    }
    fn fields(&mut self, path: &mut Path, each: &mut dyn FnMut(&[i64], i64)) -> Option<()> {
        if path.len() > DEEPEST {
            return None;
        }
        let mut field = 0_i64;
        loop {
            let head = self.byte()?;
            let kind = head & 0x0f;
            if kind == 0 {
                return Some(());
            }
            field = match head >> 4 {
                0 => self.whole()?,
                delta => field.checked_add(i64::from(delta))?,
            };
            path.push(field);
            if kind != TRUE && kind != FALSE {
                self.value(kind, path, each)?;
            }
            path.pop();
        }
    }
    fn value(&mut self, kind: u8, path: &mut Path, each: &mut dyn FnMut(&[i64], i64)) -> Option<()> {
        match kind {
            TRUE | FALSE | BYTE => self.skip(1),
            I16..=I64 => {
                let number = self.whole()?;
                each(path, number);
                Some(())
            }
            DOUBLE => self.skip(8),
            BINARY => {
                let length = self.varint()?;
                self.skip(length)
            }
            LIST | SET => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                self.many(count, &[head & 0x0f], path, each)
            }
            MAP => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                self.many(count, &[kinds >> 4, kinds & 0x0f], path, each)
            }
            STRUCT => self.fields(path, each),
            _ => None,
        }
    }
    /// Walks over so many values; each takes a byte at least, so that a count that lies is found at the end of the bytes.
    fn many(
        &mut self,
        count: u64,
        kinds: &[u8],
        path: &mut Path,
        each: &mut dyn FnMut(&[i64], i64),
    ) -> Option<()> {
        if count > (self.bytes.len() - self.at) as u64 {
            return None;
        }
        for _ in 0..count {
            for kind in kinds {
                self.value(*kind, path, each)?;
            }
        }
        Some(())
    }
}
