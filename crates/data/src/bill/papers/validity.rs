//! The days on which a credential holds: from the latest of its beginnings to the earliest of its ends, whether its
//! signature was checked or not. Times are of any zone; a day counts where all of it lies within, in universal time.

use coercivity_quantity::Day;

use crate::bill::day::day;
use crate::bill::forms::json::{Json, JsonValue};
use crate::problem::Problem;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The zones that a time without one may be of lie so far from universal time, in seconds: ahead, and behind.
const ZONES: (i64, i64) = (14 * 3_600, 12 * 3_600);

/// The days on which something holds; absent ends are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Validity {
    /// First day on which all of it holds.
    pub from: Option<Day>,
    /// Last day on which all of it holds.
    pub until: Option<Day>,
}

/// Which end of the validity a key tells.
#[derive(Clone, Copy)]
enum End {
    Begin,
    Finish,
}

/// Keys of a credential and of its token that limit it.
const OF_CREDENTIAL: [(&str, End); 4] = [
    ("validFrom", End::Begin),
    ("issuanceDate", End::Begin),
    ("validUntil", End::Finish),
    ("expirationDate", End::Finish),
];
const OF_TOKEN: [(&str, End); 3] = [("nbf", End::Begin), ("iat", End::Begin), ("exp", End::Finish)];

impl Validity {
    /// What limits a credential, its proofs and the token that carries it. A limit that cannot be read is a problem.
    pub(super) fn of(
        path: &str,
        credential: &Json,
        payload: Option<&Json>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut found = Self::default();
        let mut limit = |holder: &Json, (key, end): (&str, End), in_seconds: bool| {
            let Some(value) = holder.get(key) else { return };
            match Moment::of(value, in_seconds) {
                Some(moment) => found.narrow(moment, end),
                None => {
                    let said = format!("no time that is known here in `{key}`{}", shown(value));
                    let expected = if in_seconds {
                        "a number of seconds from 1970"
                    } else {
                        "a time such as 2026-11-22T08:00:00Z"
                    };
                    let problem = Problem::in_file(path, said, expected, "ask for the credential anew");
                    problems.push(problem.at(value.line, 0));
                }
            }
        };
        OF_CREDENTIAL.iter().for_each(|it| limit(credential, *it, false));
        let proofs = credential.get("proof").map_or(&[][..], Json::items);
        proofs.iter().for_each(|it| limit(it, ("expires", End::Finish), false));
        if let Some(payload) = payload {
            OF_TOKEN.iter().for_each(|it| limit(payload, *it, true));
        }
        found
    }

    /// In words, behind what it limits; nothing where it does not.
    pub(super) fn told(&self) -> String {
        match (self.from, self.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!(", from {from}"),
            (None, Some(until)) => format!(", until {until}"),
            (Some(from), Some(until)) => format!(", from {from} to {until} only"),
        }
    }

    fn narrow(&mut self, moment: Moment, end: End) {
        match end {
            End::Begin => self.from = self.from.max(Some(moment.first_day())),
            End::Finish => {
                let last = moment.last_day();
                self.until = Some(self.until.map_or(last, |it| it.min(last)));
            }
        }
    }
}

/// A value as part of a message.
fn shown(value: &Json) -> String {
    match &value.value {
        JsonValue::Text(text) => format!(": `{text}`"),
        JsonValue::Number(number) => format!(": {number}"),
        JsonValue::Null | JsonValue::Flag(_) | JsonValue::List(_) | JsonValue::Object(_) => String::new(),
    }
}

/// A time: a whole day, or the seconds after the beginning of a day, in universal time, between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    day: Day,
    seconds: Option<(i64, i64)>,
}

impl Moment {
    fn of(value: &Json, in_seconds: bool) -> Option<Self> {
        match &value.value {
            JsonValue::Text(text) if !in_seconds => Self::read(text.trim()),
            JsonValue::Number(seconds) if in_seconds => Self::of_seconds(*seconds),
            JsonValue::Text(_)
            | JsonValue::Number(_)
            | JsonValue::Null
            | JsonValue::Flag(_)
            | JsonValue::List(_)
            | JsonValue::Object(_) => None,
        }
    }
    /// A day, or a day and a time such as `2026-11-22T08:00:00+01:00`.
    fn read(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
            return Some(Self { day: day(text)?, seconds: None });
        };
        let (clock, zone) = match time.find(['Z', 'z', '+', '-']) {
            Some(at) => time.split_at(at),
            None => (time, ""),
        };
        let (whole, part) = clock.split_once('.').map_or((clock, None), |it| (it.0, Some(it.1)));
        let (hour, minute, second) = match whole.split(':').collect::<Vec<_>>().as_slice() {
            [hour, minute] => (figure(hour, 24)?, figure(minute, 59)?, 0),
            [hour, minute, second] => (figure(hour, 24)?, figure(minute, 59)?, figure(second, 60)?),
            _ => return None,
        };
        let part = part.map_or(Some(0), |it| {
            let digits = !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
            digits.then(|| i64::from(it.bytes().any(|it| it != b'0')))
        })?;
        let local = hour * 3_600 + minute * 60 + second;
        if local + part > DAY {
            return None;
        }
        let (ahead, behind) = match zone {
            "" => (ZONES.0, -ZONES.1),
            "Z" | "z" => (0, 0),
            _ => {
                let (hours, minutes) = zone[1..].split_once(':')?;
                let offset = figure(hours, 14)? * 3_600 + figure(minutes, 59)? * 60;
                let offset = if zone.starts_with('-') { -offset } else { offset };
                (offset, offset)
            }
        };
        Some(Self { day: date.parse().ok()?, seconds: Some((local - ahead, local - behind + part)) })
    }
    /// A time in seconds from 1970; before the first year of the calendar is none, beyond its last nothing ends.
    fn of_seconds(seconds: f64) -> Option<Self> {
        let first = Day::new(1970, 1, 1)?;
        let (earliest, latest) =
            (first.days_since(Day::new(1, 1, 1)?), Day::new(9999, 12, 31)?.days_since(first));
        if seconds < -(earliest as f64) * DAY as f64 {
            return None;
        }
        // Inside the calendar seconds are far below what a whole number holds exactly.
        let seconds = seconds.min((latest + 1) as f64 * DAY as f64 - 1.0);
        let (low, high) = (seconds.floor() as i64, seconds.ceil() as i64);
        let day = low.div_euclid(DAY);
        Some(Self { day: first.plus_days(day), seconds: Some((low - day * DAY, high - day * DAY)) })
    }
    /// The first day that begins at or after it.
    fn first_day(self) -> Day {
        let Some((_, high)) = self.seconds else { return self.day };
        self.day.plus_days((high + DAY - 1).div_euclid(DAY))
    }
    /// The last day that is over at it, up to its last second.
    fn last_day(self) -> Day {
        let Some((low, _)) = self.seconds else { return self.day };
        self.day.plus_days((low + 1).div_euclid(DAY) - 1)
    }
}

/// Two digits of a time, up to the most.
fn figure(digits: &str, most: i64) -> Option<i64> {
    let plain = digits.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit());
    plain.then(|| digits.parse().ok())?.filter(|it| *it <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bill::forms::limits::Limits;

    fn of(credential: &str, payload: Option<&str>) -> ([String; 2], usize) {
        let json = |text: &str| Json::read("x", text, &Limits::default()).unwrap();
        let mut problems = Vec::new();
        let found = Validity::of("x", &json(credential), payload.map(json).as_ref(), &mut problems);
        ([found.from, found.until].map(|it| it.map_or(String::new(), |it| it.to_string())), problems.len())
    }

    #[test]
    fn only_whole_days_in_universal_time_count() {
        for (time, first, last) in [
            ("2026-12-05T00:00:00Z", "2026-12-05", "2026-12-04"),
            ("2026-12-05T08:00:00.5Z", "2026-12-06", "2026-12-04"),
            ("2026-12-05T23:59:59Z", "2026-12-06", "2026-12-05"),
            ("2026-12-05T23:59:59.999Z", "2026-12-06", "2026-12-05"),
            ("2026-12-05T24:00:00Z", "2026-12-06", "2026-12-05"),
            ("2026-12-05T23:59:00-11:00", "2026-12-07", "2026-12-05"),
            ("2026-12-05T01:00:00+02:00", "2026-12-05", "2026-12-03"),
            // Of an unknown zone both ends are taken at their narrowest.
            ("2026-12-05T00:00:00", "2026-12-06", "2026-12-03"),
            ("2026-12-05", "2026-12-05", "2026-12-05"),
        ] {
            let text = format!(r#"{{"validFrom": "{time}", "validUntil": "{time}"}}"#);
            assert_eq!(of(&text, None), ([first.to_owned(), last.to_owned()], 0), "{time}");
        }
        for value in [
            "\"2026-12-05T25:00:00Z\"",
            "\"2026-12-05T24:00:01Z\"",
            "\"2026-12-05T08:00:00+1\"",
            "\"2026-12-05T08:00:00é\"",
            "\"01/12/2026\"",
            "\"soon\"",
            "1600000000",
            "null",
            "[\"2026-12-05T00:00:00Z\"]",
        ] {
            let text = format!(r#"{{"validUntil": {value}, "proof": [{{"expires": {value}}}]}}"#);
            assert_eq!(of(&text, None), ([String::new(), String::new()], 2), "{value}");
        }
    }

    #[test]
    fn every_limit_of_a_paper_counts() {
        let text = r#"{"validFrom": "2026-01-01T00:00:00Z", "validUntil": "2026-12-31T23:59:59Z",
            "proof": [{"expires": "2026-11-30T23:59:59Z"}, {"expires": "2027-01-01T00:00:00Z"}]}"#;
        let days = |from: &str, until: &str| [from.to_owned(), until.to_owned()];
        assert_eq!(of(text, None), (days("2026-01-01", "2026-11-30"), 0));
        // 1798761600 is the first second of 2027, 1767225600 of 2026.
        assert_eq!(of(text, Some(r#"{"nbf": 1798761600}"#)), (days("2027-01-01", "2026-11-30"), 0));
        assert_eq!(of(text, Some(r#"{"iat": 1798761600}"#)), (days("2027-01-01", "2026-11-30"), 0));
        assert_eq!(of(text, Some(r#"{"exp": 1767225600}"#)), (days("2026-01-01", "2025-12-31"), 0));
        assert_eq!(
            of("{}", Some(r#"{"exp": -1, "nbf": 1767225600.5}"#)),
            (days("2026-01-02", "1969-12-31"), 0)
        );
        assert_eq!(of("{}", Some(r#"{"exp": 1e300}"#)), (days("", "9999-12-31"), 0));
        for value in ["\"2026-01-01\"", "-1e300", "null"] {
            assert_eq!(of("{}", Some(&format!(r#"{{"exp": {value}}}"#))).1, 1, "{value}");
        }
    }
}
