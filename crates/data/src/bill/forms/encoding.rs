//! Bytes become text: UTF-8 with or without a mark, or UTF-16 with one.

use std::borrow::Cow;

use crate::problem::Problem;

/// The text in the bytes; what is neither UTF-8 nor UTF-16 is a problem with its line.
pub(crate) fn decoded<'a>(path: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Problem> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(path, rest).map(Cow::Borrowed),
        [0xff, 0xfe, rest @ ..] => utf16(path, rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => utf16(path, rest, u16::from_be_bytes).map(Cow::Owned),
        _ => utf8(path, bytes).map(Cow::Borrowed),
    }
}

fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|it| **it == b'\n').count();
        Problem::in_file(
            path,
            "bytes that are not UTF-8",
            "text in UTF-8, or in UTF-16 with a byte order mark",
            "save it as `CSV UTF-8`, or send the workbook itself",
        )
        .at(line, 0)
    })
}

fn utf16(path: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let units = bytes.chunks_exact(2).map(|it| unit([it[0], it[1]]));
    let whole = bytes.len().is_multiple_of(2);
    let text: Option<String> = char::decode_utf16(units).collect::<Result<_, _>>().ok();
    text.filter(|_| whole).ok_or_else(|| {
        Problem::in_file(path, "UTF-16 that breaks off", "whole letters", "save it as `CSV UTF-8`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_in_four_encodings() {
        let text = "Stückliste;重量\n";
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
        for bytes in [little, big, marked, text.into()] {
            assert_eq!(decoded("t.csv", &bytes), Ok(Cow::from(text)));
        }
        assert_eq!(decoded("t.csv", b"a\nb\xfc").unwrap_err().line, 2);
        assert!(decoded("t.csv", &[0xff, 0xfe, 0x41]).is_err());
    }
}
