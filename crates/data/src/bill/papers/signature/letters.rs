//! Bytes written as letters: base64 in the alphabet of addresses, and base58 as the multibase `z`.

/// Letters of base58, in the order of their values.
const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Keys and signatures are shorter than this; the work grows with the square of the length.
const MOST_LETTERS: usize = 200;

/// Bytes of base64 in the alphabet of addresses, without padding.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// Bytes of a multibase text: `z` before base58, `u` before base64.
pub(super) fn multibase(text: &str) -> Option<Vec<u8>> {
    if text.len() > MOST_LETTERS {
        return None;
    }
    match text.split_at_checked(1)? {
        ("z", digits) => base58(digits),
        ("u", digits) => base64(digits),
        _ => None,
    }
}

fn base58(digits: &str) -> Option<Vec<u8>> {
    // The number in base 256, its least byte first.
    let mut number: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = BASE58.iter().position(|it| *it == digit)?;
        for byte in &mut number {
            carry += usize::from(*byte) * 58;
            *byte = u8::try_from(carry % 256).ok()?;
            carry /= 256;
        }
        while carry > 0 {
            number.push(u8::try_from(carry % 256).ok()?);
            carry /= 256;
        }
    }
    let zeros = digits.bytes().take_while(|it| *it == BASE58[0]).count();
    number.extend(std::iter::repeat_n(0, zeros));
    number.reverse();
    Some(number)
}
