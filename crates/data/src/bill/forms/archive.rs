//! What is looked at before a workbook is unpacked: a zip bomb, a huge sheet and XML with definitions of its own are
//! refused, in bounded memory.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;

use super::limits::Limits;
use crate::problem::Problem;

/// Bytes that are unpacked at a time.
const PIECE: usize = 64 * 1024;
/// What begins a definition of entities in XML.
const DEFINITIONS: [&[u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];

/// What an archive holds, once it has been looked through.
#[derive(Debug)]
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Whether bytes begin as a zip archive does.
    pub(crate) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }
    /// Looks an archive through: every file is unpacked once, piece by piece, counted and thrown away. What the
    /// archive says of its own sizes is believed only when it is too much.
    pub(crate) fn examined(path: &str, bytes: &'a [u8], limits: &Limits) -> Result<Self, Problem> {
        let mut zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(path, &error.to_string()))?;
        if zip.len() > limits.entries {
            return Err(too_large(
                path,
                format!("an archive of {} files", zip.len()),
                limits.entries,
                "files",
            ));
        }
        let mut told: u64 = 0;
        for place in 0..zip.len() {
            let entry = zip.by_index_raw(place).map_err(|error| damaged(path, &error.to_string()))?;
            if entry.encrypted() {
                return Err(locked(path));
            }
            told = told.saturating_add(entry.size());
        }
        if told > limits.unpacked_bytes as u64 {
            let found = format!("an archive that unpacks to {told} bytes");
            return Err(too_large(path, found, limits.unpacked_bytes, "bytes unpacked"));
        }
        let mut unpacked = 0;
        for place in 0..zip.len() {
            unpack(path, &mut zip, place, limits, &mut unpacked)?;
        }
        Ok(Self { zip })
    }
    /// Whether a file is in it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }
    /// A file in it, unpacked while it is read.
    pub(crate) fn open(&mut self, path: &str, name: &str) -> Result<impl BufRead, Problem> {
        let entry = self.zip.by_name(name).map_err(|error| damaged(path, &format!("{name}: {error}")))?;
        Ok(BufReader::with_capacity(PIECE, entry))
    }
}

/// Unpacks one file and keeps nothing of it.
fn unpack(
    path: &str,
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    place: usize,
    limits: &Limits,
    unpacked: &mut usize,
) -> Result<(), Problem> {
    let mut entry = zip.by_index(place).map_err(|error| damaged(path, &error.to_string()))?;
    let name = entry.name().map(Cow::into_owned).unwrap_or_default();
    let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX).max(1);
    let xml = [".xml", ".rels", ".vml"].iter().any(|it| name.to_lowercase().ends_with(it));
    let longest = DEFINITIONS.iter().map(|it| it.len()).max().unwrap_or(0);
    let (mut size, mut piece, mut tail) = (0_usize, vec![0; PIECE], Vec::new());
    loop {
        let count = entry.read(&mut piece).map_err(|error| damaged(path, &format!("{name}: {error}")))?;
        if count == 0 {
            return Ok(());
        }
        size += count;
        *unpacked += count;
        if *unpacked > limits.unpacked_bytes {
            let found = format!("an archive whose `{name}` unpacks without end");
            return Err(too_large(path, found, limits.unpacked_bytes, "bytes unpacked"));
        }
        if size > limits.small_bytes && size / packed > limits.packing_ratio {
            let found =
                format!("`{name}`, which unpacks to more than {} times its size", limits.packing_ratio);
            return Err(too_large(path, found, limits.packing_ratio, "bytes from one"));
        }
        if xml {
            // Zeros are dropped, so that UTF-16 hides nothing.
            tail.extend(piece[..count].iter().copied().filter(|it| *it != 0));
            if DEFINITIONS.iter().any(|it| tail.windows(it.len()).any(|window| window == *it)) {
                return Err(Problem::in_file(
                    path,
                    format!("`{name}`, which defines entities of its own"),
                    "XML without a document type",
                    "save it anew with a spreadsheet program",
                ));
            }
            let kept = tail.len().saturating_sub(longest - 1);
            tail.drain(..kept);
        }
    }
}

/// A workbook that cannot be read as one.
pub(crate) fn damaged(path: &str, said: &str) -> Problem {
    Problem::in_file(
        path,
        format!("a damaged workbook ({said})"),
        "a workbook that opens in a spreadsheet program",
        "open it there and save it as .xlsx",
    )
}

/// A workbook with a password, or one of an old kind.
pub(crate) fn locked(path: &str) -> Problem {
    Problem::in_file(
        path,
        "a workbook that is locked by a password, or an old one",
        "a workbook (.xlsx or .ods) without a password",
        "open it in a spreadsheet program and save it as .xlsx without a password",
    )
}

fn too_large(path: &str, found: String, most: usize, of_what: &str) -> Problem {
    let remedy = "nothing was unpacked; split it, a file a product, or ask the sender what it is";
    Problem::in_file(path, found, format!("at most {most} {of_what}"), remedy)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn small() -> Limits {
        Limits { unpacked_bytes: 4_000_000, small_bytes: 100_000, entries: 10, ..Limits::default() }
    }

    fn refused(bytes: &[u8]) -> String {
        Archive::examined("t.xlsx", bytes, &small()).unwrap_err().found
    }

    #[test]
    fn a_bomb_is_refused_by_its_ratio_and_by_its_size() {
        let zeros = vec![b'0'; 1_000_000];
        assert!(refused(&zipped(&[("xl/a.xml", &zeros)])).contains("200 times"));
        let noise: Vec<u8> =
            (0_u64..1_400_000).map(|it| (it.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
        let files = [("a", &noise[..]), ("b", &noise[..]), ("c", &noise[..])];
        assert!(refused(&zipped(&files)).contains("4200000 bytes"));
        assert!(Archive::examined("t.xlsx", &zipped(&files[..2]), &small()).is_ok());
    }

    #[test]
    fn an_archive_that_lies_of_its_size_is_counted() {
        let noise: Vec<u8> =
            (0_u64..4_400_000).map(|it| (it.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
        let mut bytes = zipped(&[("a", &noise)]);
        // The size stands in the local header at 22 and, from the end, in the directory.
        let size = 4_400_000_u32.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|it| bytes[*it..*it + 4] == size).collect();
        assert_eq!(places.len(), 2);
        for place in places {
            bytes[place..place + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        assert!(
            refused(&bytes).contains("without end") || refused(&bytes).contains("damaged"),
            "{}",
            refused(&bytes)
        );
    }

    #[test]
    fn entities_are_refused_wherever_they_hide() {
        let mut far = vec![b' '; PIECE - 4];
        far.extend(b"<!DOCTYPE a [<!ENTITY b \"c\">]>");
        let wide: Vec<u8> = "<!DOCTYPE a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&far[..], &wide[..], b"<?xml?><!ENTITY"] {
            assert!(refused(&zipped(&[("xl/a.xml", bytes)])).contains("entities"));
        }
        assert!(Archive::examined("t.xlsx", &zipped(&[("a.txt", b"<!DOCTYPE")]), &small()).is_ok());
    }
}
