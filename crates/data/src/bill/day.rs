//! Days in the writing of their country; what may be read in two ways, or says more than a day, is refused.

use coercivity_quantity::Day;

/// The months by the names that their abbreviations begin.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day whose month is named in English, as `22-Nov-2026` or `November 22, 2026`.
fn day_of_named_month(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let parts: [&str; 3] = parts.try_into().ok()?;
    let at = parts.iter().position(|it| it.len() >= 3 && it.bytes().all(|it| it.is_ascii_alphabetic()))?;
    let month = MONTHS.iter().position(|it| it.starts_with(&parts[at].to_lowercase()))?;
    let mut figures = parts.into_iter().enumerate().filter(|it| it.0 != at).map(|it| it.1);
    let (one, other) = (figures.next()?, figures.next()?);
    let (day, year) = if one.len() == 4 { (other, one) } else { (one, other) };
    let whole = |it: &str, most: usize| it.len() <= most && it.bytes().all(|it| it.is_ascii_digit());
    let told = whole(day, 2) && whole(year, 4) && year.len() == 4;
    told.then(|| Day::new(year.parse().ok()?, i8::try_from(month + 1).ok()?, day.parse().ok()?)).flatten()
}

/// A day as `2026-11-22`, `2026/11/22`, `22.11.2026`, `2026年11月22日` or `22-Nov-2026`, with a time of that day behind it or
/// not. `11/12/2026` has two readings and is none, and so is a day with anything else behind it, such as another day.
pub(crate) fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = day_of_named_month(text) {
        return Some(day);
    }
    let date = match text.split_once(['T', ' ']) {
        Some((date, time)) if is_time(time) => date,
        Some(_) => return None,
        None => text,
    };
    if let Ok(day) = date.parse() {
        return Some(day);
    }
    let parts = |date: &str, signs: &[char]| -> Option<[i16; 3]> {
        let parts: Vec<i16> = date.split(signs).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    let month_or_day = |it: i16| i8::try_from(it).ok();
    if let Some([day, month, year]) = parts(date, &['.']) {
        return Day::new(year, month_or_day(month)?, month_or_day(day)?).filter(|_| year > 999);
    }
    let east_asian = date.strip_suffix('日').unwrap_or(date);
    let [year, month, day] = parts(east_asian, &['/', '年', '月', '-'])?;
    Day::new(year, month_or_day(month)?, month_or_day(day)?).filter(|_| year > 999)
}

/// Whether a text is a time of a day, as `08:00`, `08:00:00.5Z`, `8:00 Uhr` or `23:59:59+01:00`.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let end = text.find(|it: char| !it.is_ascii_digit() && !":.".contains(it)).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let (clock, part) = clock.split_once('.').unwrap_or((clock, "0"));
    let figure =
        |it: &str, most: u32| (1..=2).contains(&it.len()) && it.parse::<u32>().is_ok_and(|it| it <= most);
    let told = match clock.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute] => figure(hour, 24) && figure(minute, 59),
        [hour, minute, second] => figure(hour, 24) && figure(minute, 59) && figure(second, 60),
        _ => false,
    };
    let digits = !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    told && digits && is_zone(zone.trim())
}

/// Whether a text says of which part of the world or of the day a time is; an empty one does not, and is none the worse.
fn is_zone(text: &str) -> bool {
    let words = ["", "Z", "UTC", "GMT", "CET", "CEST", "JST", "AM", "PM", "UHR"];
    if let Some(offset) = text.strip_prefix(['+', '-', '\u{2212}']) {
        let digits: String = offset.chars().filter(|it| *it != ':').collect();
        return matches!(digits.len(), 2 | 4) && digits.bytes().all(|it| it.is_ascii_digit());
    }
    words.contains(&text.to_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_with_two_readings_is_none() {
        let expected = Day::new(2026, 12, 5);
        for text in ["2026-12-05", "2026/12/5", "05.12.2026", "2026年12月5日", "2026-12-05T00:00:00Z"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["05-Dec-2026", "5 DEC 2026", "December 5, 2026", "2026-Dec-05"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "12/05/2026",
            "5-De-2026",
            "05-Dec-26",
            "31-Feb-2026",
            "5-Dezember-2026",
            "05.12.26",
            "2026-13-01",
            "soon",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_time_is_left_out_behind_a_day() {
        let expected = Day::new(2026, 12, 5);
        for text in [
            "2026-12-05 00:00:00",
            "2026-12-05T23:59:59.999+01:00",
            "05.12.2026 08:00 Uhr",
            "2026/12/5 8:00 PM",
            "2026-12-05T00:00:00.000 UTC",
            "2026-12-05T08:00:00-0500",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "2026-12-05 to 2026-12-31",
            "05.12.2026 or 06.01.2027",
            "05.12.2026 - 31.12.2026",
            "2026-12-05 bis Jahresende",
            "2026年12月5日 至 2026年12月31日",
            "2026年12月5日 から",
            "2026-12-05T",
            "2026-12-05 08:00 to 2026-12-31",
            "2026-12-05 25:00",
            "2026-12-05 -31",
            "2026-12-05 3",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
