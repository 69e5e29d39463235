//! What is told of coming days: the same in text, in JSON, in the record and as rows, and the same as what two records of
//! the days before and of say.

use serde_json::Value;

use crate::{Desk, coercivity};

/// A bill that is watched: its rows, and what is asked of it.
struct Watch {
    bill: &'static str,
    asked: &'static [&'static str],
    day: &'static str,
    days: &'static str,
}

/// Polysilicon whose minimum price begins on 4 December 2026.
const POLY: Watch = Watch {
    bill: "item_id,quantity,mass_kg,value_amount,value_currency,made_in,regime_item\nP,1,1,15,USD,DE,material:Si\n",
    asked: &[
        "--move",
        "DE:US",
        "--regime",
        "US-232",
        "--answer",
        "value_usd_per_kg=15",
        "--answer",
        "mip-document=yes",
    ],
    day: "2026-11-23",
    days: "30",
};

/// A Chinese magnet whose duties change twice.
const MAGNET: Watch = Watch {
    bill: "item_id,quantity,mass_kg,value_amount,value_currency,made_in,regime_item,origin\nM,1,1,60,USD,CN,magnet:NdFeB,CN\n",
    asked: &["--move", "CN:US", "--regime", "US-TARIFF"],
    day: "2025-12-31",
    days: "60",
};

/// Chinese gallium, whose ban is suspended while its licence stays.
const GALLIUM: Watch = Watch {
    bill: "item_id,quantity,mass_kg,value_amount,value_currency,made_in,regime_item,element,origin\nGA,1,1,500,USD,CN,metal:Ga,Ga,CN\n",
    asked: &["--move", "CN:US", "--answer", "dual-use-listed=yes"],
    day: "2025-11-08",
    days: "3",
};

impl Watch {
    /// What is said, in one line, with more asked.
    fn said(&self, desk: &Desk, more: &[&str]) -> String {
        std::fs::write(desk.0.join("b.csv"), self.bill).unwrap();
        let arguments = [&["screen", "b.csv"], self.asked, &["--width", "400"], more].concat();
        let said = coercivity(&desk.0, &arguments);
        assert_eq!(said.code, 0, "{}", said.stderr);
        said.stdout
    }
    fn watched(&self, desk: &Desk, more: &[&str]) -> String {
        self.said(desk, &[&["--day", self.day, "--watch", self.days], more].concat())
    }
    /// The flips of the JSON.
    fn flips(&self, desk: &Desk) -> Vec<Value> {
        let answer: Value = serde_json::from_str(&self.watched(desk, &["--format", "json"])).unwrap();
        answer["flips_coming"].as_array().unwrap().clone()
    }
}

#[test]
fn what_flips_is_told_alike_in_all_forms() {
    let lines = |it: &Watch| -> &'static [&'static str] {
        match it.bill {
            bill if bill == POLY.bill => &["  2026-12-04        US-232        0.00 % -> 6.00 USD/kg  P"],
            bill if bill == MAGNET.bill => &[
                "  2026-01-01        US-TARIFF     UNDETERMINED 10.00 .. 45.00 % -> UNDETERMINED 35.00 .. 70.00 %  M",
                "  2026-02-24        US-TARIFF     UNDETERMINED 35.00 .. 70.00 % -> UNDETERMINED 25.00 .. 60.00 %  M",
            ],
            _ => &[
                "  2025-11-09        together      DENIED_IN_PRINCIPLE beside UNDETERMINED, at most BANNED -> LICENCE_REQUIRED beside UNDETERMINED, at most BANNED  GA",
                "  2025-11-09        CN-46         UNDETERMINED (DENIED_IN_PRINCIPLE .. BANNED) -> UNDETERMINED (NOT_CAPTURED .. BANNED)  GA",
            ],
        }
    };
    let desk = Desk::new("watch-forms");
    for watch in [POLY, MAGNET, GALLIUM] {
        let text = watch.watched(&desk, &["-o", "o"]);
        let begin = text.find("COMING DAYS\n").unwrap_or_else(|| panic!("{text}")) + "COMING DAYS\n".len();
        let told: Vec<&str> = text[begin..].lines().take_while(|it| it.starts_with("  ")).collect();
        assert_eq!(told, lines(&watch));
        let read = |name: &str| std::fs::read_to_string(desk.0.join("o").join(name)).unwrap();
        let (rows, record) = (read("coming.csv"), read("record.html"));
        let flips = watch.flips(&desk);
        assert_eq!((flips.len(), rows.lines().count() - 1), (told.len(), told.len()));
        for (flip, (line, row)) in flips.iter().zip(told.iter().zip(rows.lines().skip(1))) {
            let word = |it: &Value| it.as_str().unwrap().to_owned();
            let (before, after) = (word(&flip["answer_before"]["says"]), word(&flip["answer_after"]["says"]));
            assert!(
                line.contains(&word(&flip["on"])) && line.contains(&format!("{before} -> {after}")),
                "{line}"
            );
            assert!(
                row.starts_with(&word(&flip["on"])) && row.contains(&before) && row.contains(&after),
                "{row}"
            );
            assert!(record.contains(&format!("<td>{before}</td><td>{after}</td>")), "{record}");
        }
    }
}

#[test]
fn what_is_owed_is_told_in_numbers() {
    let desk = Desk::new("watch-owed");
    let [flip] = &POLY.flips(&desk)[..] else { panic!("one flip") };
    assert_eq!((flip["before"].as_str(), flip["after"].as_str()), (Some("OWED"), Some("OWED")));
    let usd = |it: &str| flip[it]["owed"]["usd_per_kg"].clone();
    assert_eq!(usd("answer_before"), serde_json::json!({ "low": 0.0, "high": 0.0 }));
    assert_eq!(usd("answer_after"), serde_json::json!({ "low": 6.0, "high": 6.0 }));
    // Of the controls together no rulebook is named.
    let of: Vec<Value> = GALLIUM.flips(&desk).iter().map(|it| it["rulebook"].clone()).collect();
    assert_eq!(of, [Value::Null, "CN-46".into()]);
}

/// On the day of a flip a record differs from that of the day before in the answers that flip, and on the day before the
/// last flip from none.
#[test]
fn a_flip_is_what_two_records_differ_in() {
    let desk = Desk::new("watch-since");
    for (watch, before, on) in [(POLY, "2026-12-03", "2026-12-04"), (MAGNET, "2026-02-23", "2026-02-24")] {
        watch.said(&desk, &["--day", before, "-o", "one"]);
        watch.said(&desk, &["--day", on, "-o", "two", "--since", "one"]);
        let rows = std::fs::read_to_string(desk.0.join("two/changes.csv")).unwrap();
        let answers = rows.lines().filter(|it| it.starts_with("answer,")).count();
        let flips = watch.flips(&desk).iter().filter(|it| it["on"] == on).count();
        assert_eq!((answers, flips), (1, 1), "{rows}");
        watch.said(&desk, &["--day", watch.day, "-o", "three"]);
        watch.said(&desk, &["--day", watch.day, "-o", "four", "--since", "three"]);
        let rows = std::fs::read_to_string(desk.0.join("four/changes.csv")).unwrap();
        assert_eq!(rows.lines().count(), 1, "{rows}");
        for folder in ["one", "two", "three", "four"] {
            std::fs::remove_dir_all(desk.0.join(folder)).unwrap();
        }
    }
}

#[test]
fn that_nothing_flips_is_said_in_one_line() {
    let desk = Desk::new("watch-nothing");
    let quiet = Watch { days: "10", ..POLY };
    let text = quiet.watched(&desk, &["-o", "o"]);
    let said = "no answer changes in the 10 days after 2026-11-23";
    assert!(text.contains(&format!("\n{said}\n")) && !text.contains("COMING DAYS"), "{text}");
    assert!(std::fs::read_to_string(desk.0.join("o/record.html")).unwrap().contains(said));
    assert_eq!(std::fs::read_to_string(desk.0.join("o/coming.csv")).unwrap().lines().count(), 1);
    assert_eq!(quiet.flips(&desk), [] as [Value; 0]);
    // Without days to watch nothing is said of any.
    let unasked = POLY.said(&desk, &["--day", POLY.day]);
    assert!(!unasked.contains("no answer changes") && !unasked.contains("COMING DAYS"), "{unasked}");
    // Beside a former record the coming days are told as well.
    let since = POLY.watched(&desk, &["--since", "o"]);
    assert!(since.contains("nothing changed") && since.contains("0.00 % -> 6.00 USD/kg"), "{since}");
}

#[test]
fn a_long_name_of_a_clause_never_runs_into_its_answer() {
    let desk = Desk::new("watch-columns");
    let text = POLY.said(&desk, &["--day", POLY.day]);
    assert!(text.contains(":mip-polysilicon  yes  Minimum"), "{text}");
}
