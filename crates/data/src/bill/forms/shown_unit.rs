//! The unit that the format of a number shows beside it, such as a currency.

use crate::bill::unit::Units;

/// The currencies of places, by the number that workbooks have for the language spoken there, and by the place itself.
const PLACES: [(&str, &str, &str); 22] = [
    ("409", "US", "USD"),
    ("540A", "US", "USD"),
    ("1009", "CA", "CAD"),
    ("C0C", "CA", "CAD"),
    ("C09", "AU", "AUD"),
    ("1409", "NZ", "NZD"),
    ("1004", "SG", "SGD"),
    ("4809", "SG", "SGD"),
    ("C04", "HK", "HKD"),
    ("3C09", "HK", "HKD"),
    ("404", "TW", "TWD"),
    ("80A", "MX", "MXN"),
    ("240A", "CO", "COP"),
    ("340A", "CL", "CLP"),
    ("2C0A", "AR", "ARS"),
    ("411", "JP", "JPY"),
    ("804", "CN", "CNY"),
    ("41D", "SE", "SEK"),
    ("406", "DK", "DKK"),
    ("414", "NO", "NOK"),
    ("814", "NO", "NOK"),
    ("40F", "IS", "ISK"),
];

/// What the code of a format writes beside a number that is not negative: a currency, a unit, or any other words, as if they
/// stood in the cell. None when it writes none.
pub(crate) fn shown_unit(code: &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => text.extend(letters.by_ref().take_while(|it| *it != '"')),
            '\\' => text.extend(letters.next()),
            // A blank as wide as the next letter, and a letter that fills the cell.
            '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|it| *it != ']').collect();
                if let Some(sign) = inside.strip_prefix('$') {
                    text.push_str(&of_place(sign));
                }
            }
            '$' => text.push(letter),
            _ if letter.is_ascii() => text.push(' '),
            _ => text.push(letter),
        }
    }
    let says = |it: char| {
        it.is_alphanumeric() || matches!(it, '%' | '$' | '£' | '¥' | '￥' | '\u{20a0}'..='\u{20cf}')
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.contains(says).then_some(text)
}

/// A sign with the place it is used in, as in `$-409` or `¥-ja-JP`: the code of its currency where the place tells it.
fn of_place(sign: &str) -> String {
    let (sign, place) = sign.split_once('-').unwrap_or((sign, ""));
    let place = place.trim_start_matches('0').to_uppercase();
    let region = place.rsplit('-').next().unwrap_or_default();
    let code = PLACES.iter().find(|it| it.0 == place || it.1 == region).map(|it| it.2);
    let code = code.filter(|_| Units::means_several(sign)).and_then(|it| Units::joined(sign, it));
    code.unwrap_or(sign).to_owned()
}

#[cfg(test)]
mod tests {
    use super::shown_unit;

    #[test]
    fn a_format_shows_the_unit_that_stands_in_it() {
        for (code, unit) in [
            ("General", None),
            ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", None),
            ("#,##0.00\\ _€", None),
            ("_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-", None),
            ("[$-407]#,##0.00", None),
            ("0.00E+00", None),
            ("\\(0\\)", None),
            ("#,##0.00\\ [$€-407]", Some("€")),
            ("_-* #,##0.00\\ \"€\"_-", Some("€")),
            ("[$€-2]\\ #,##0.00", Some("€")),
            ("[$$-409]#,##0.00", Some("USD")),
            ("[$$-en-CA]#,##0.00", Some("CAD")),
            ("\"$\"#,##0.00_);\\(\"$\"#,##0.00\\)", Some("$")),
            ("$#,##0", Some("$")),
            ("[$¥-411]#,##0", Some("JPY")),
            ("[$¥-ja-JP]#,##0", Some("JPY")),
            ("[$￥-804]#,##0.00", Some("CNY")),
            ("[$¥-409]#,##0", Some("¥")),
            ("¥#,##0", Some("¥")),
            ("[$USD] #,##0.00", Some("USD")),
            ("#,##0.00\\ [$CHF-807]", Some("CHF")),
            ("[$kr-41D] 0", Some("SEK")),
            ("0.000\" kg\"", Some("kg")),
            ("0\"個\"", Some("個")),
            ("\"ca. \"0\" g\"", Some("ca. g")),
        ] {
            assert_eq!(shown_unit(code).as_deref(), unit, "{code}");
        }
    }
}
