//! What a proposal does to others and says of itself does not begin before the day on which it is assumed to be enacted,
//! nor before the day that its text names.
#![allow(clippy::unwrap_used)]

use coercivity_data::{Section, embedded};
use coercivity_quantity::Day;
use coercivity_world::InstrumentId;
use coercivity_world::measures::{Assumption, Choice, LawState, Measure, Regime, State, Words, read_measure};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn read(id: &str, standing: &str, more: &str) -> Measure {
    let (mut problems, words) = (Vec::new(), Words::read(&embedded(), &mut Vec::new()));
    let text = format!(
        "id = \"{id}\"\nissuer = \"CN\"\ntitle = \"t\"\nstanding = \"{standing}\"\nannounced = 2026-01-01\n\
         checked = 2026-12-31\nsource = \"mofcom_2025_061\"\nconfidence = \"secondary\"\n{more}"
    );
    let section = Section::read("x.toml", &text, &mut problems);
    let measure = read_measure(&section, &words, &mut problems);
    assert_eq!(problems, []);
    measure.unwrap()
}

fn clause(id: &str, more: &str) -> String {
    format!(
        "[[clause]]\nid = \"{id}\"\ntext = \"x\"\ntext_kind = \"summary\"\neffect = {{ kind = \"deny\" }}\n{more}\
         [clause.scope]\nfrom = [\"CN\"]\n"
    )
}

/// Two instruments that are law, the second of which puts the first to sleep, and a proposal with a change of its own.
fn regime(change: &str) -> Regime {
    let unknown = clause("some", "takes_effect_unknown = \"nobody tells\"\n");
    let law = read("cn-law", "enacted", &(clause("1", "takes_effect = 2026-02-01\n") + &unknown));
    let pause = read(
        "cn-pause",
        "enacted",
        "[[change]]\nid = \"p\"\ntext = \"x\"\nsuspends = [\"cn-law\"]\nfrom = 2026-08-01\nuntil = 2026-08-31\n\
         until_included = true\n",
    );
    let bill = clause("new", "takes_effect = 2026-06-01\n") + &clause("open", "") + change;
    Regime::known_on(&[law, pause, read("cn-bill", "proposed", &bill)], day("2026-12-31"))
}

fn enacted(on: &str) -> LawState {
    let enacted = vec![(InstrumentId::new("cn-bill").unwrap(), day(on))];
    LawState { enacted, ..LawState::all(Assumption::Actual) }
}

/// The states of a clause on days, under an enactment.
fn states(regime: &Regime, (instrument, clause): (&str, &str), on: &str, days: &[&str]) -> Vec<String> {
    let instrument = InstrumentId::new(instrument).unwrap();
    let state = |it: &&str| regime.state(instrument, clause, day(it), &enacted(on)).unwrap();
    days.iter().map(|it| state(it).to_string()).collect()
}

const LAW: (&str, &str) = ("cn-law", "1");

#[test]
fn a_clause_of_a_proposal_begins_on_the_later_of_its_day_and_its_enactment() {
    let regime = regime("");
    let new = |on: &str, days: &[&str]| states(&regime, ("cn-bill", "new"), on, days);
    let before = "not yet, from 2026-06-01";
    assert_eq!(new("2026-03-01", &["2026-02-28", "2026-05-31", "2026-06-01"]), [before, before, "in force"]);
    let after = "not yet, from 2026-07-01";
    assert_eq!(new("2026-07-01", &["2026-06-01", "2026-06-30", "2026-07-01"]), [after, after, "in force"]);
    let open = states(&regime, ("cn-bill", "open"), "2026-07-01", &["2026-06-30", "2026-07-01"]);
    assert_eq!(open, [after, "in force"]);
}

#[test]
fn a_proposal_ends_and_replaces_nothing_before_both_days() {
    let ends = "[[change]]\nid = \"e\"\ntext = \"x\"\nends = [\"cn-law:1\"]\nlast_day = 2026-04-30\n";
    let replaces = "[[change]]\nid = \"r\"\ntext = \"x\"\nreplaces = [\"cn-law:1\"]\nby = \"cn-bill:new\"\non = 2026-05-01\n";
    for change in [ends, replaces] {
        let regime = regime(change);
        let of = |on: &str, days: &[&str]| states(&regime, LAW, on, days);
        // Enacted before the day of the text, that day stands; on the day after it or later, the enactment.
        for on in ["2026-03-01", "2026-04-30", "2026-05-01"] {
            let said = of(on, &["2026-04-30", "2026-05-01"]);
            assert_eq!(said, ["in force", "ended 2026-04-30 by cn-bill"], "{change} {on}");
        }
        let said = of("2026-07-01", &["2026-05-01", "2026-06-30", "2026-07-01"]);
        assert_eq!(said, ["in force", "in force", "ended 2026-06-30 by cn-bill"], "{change}");
    }
}

#[test]
fn a_proposal_puts_nothing_to_sleep_before_it_is_enacted_and_lifts_no_suspension() {
    let pause = "[[change]]\nid = \"s\"\ntext = \"x\"\nsuspends = [\"cn-law\"]\nfrom = 2026-03-01\nuntil = 2026-05-31\n\
                 until_included = true\n";
    let of =
        states(&regime(pause), LAW, "2026-04-10", &["2026-03-01", "2026-04-09", "2026-04-10", "2026-06-01"]);
    assert_eq!(of, ["in force", "in force", "suspended by cn-bill until 2026-05-31", "in force"]);
    let lifts = "[[change]]\nid = \"l\"\ntext = \"x\"\nends = [\"cn-pause\"]\nlast_day = 2026-08-09\n";
    for (on, awake) in [("2026-02-01", "2026-08-10"), ("2026-08-20", "2026-08-20")] {
        let before = day(awake).plus_days(-1).to_string();
        let of = states(&regime(lifts), LAW, on, &[&before, awake]);
        assert_eq!(of, ["suspended by cn-pause until 2026-08-31", "in force"], "{on}");
    }
}

/// Between two days of change no state changes, whatever is assumed.
#[test]
fn days_of_change_are_all_days_on_which_a_state_changes() {
    let choice = Choice {
        instrument: InstrumentId::new("cn-pause").unwrap(),
        change: None,
        clauses: Vec::new(),
        assumption: Assumption::Revived,
        last_day: Some(day("2026-08-20")),
    };
    let ends = "[[change]]\nid = \"e\"\ntext = \"x\"\nends = [\"cn-law:1\"]\nlast_day = 2026-09-30\n";
    let regime = regime(&(clause("some", "takes_effect_unknown = \"nobody tells\"\n") + ends));
    for on in ["2026-01-15", "2026-07-10", "2026-10-20"] {
        let law = LawState { choices: vec![choice.clone()], ..enacted(on) };
        let days = regime.change_days(&law);
        let at = |it: Day| -> Vec<State> {
            regime.clauses().filter_map(|(of, clause)| regime.state(of.id, &clause.id, it, &law)).collect()
        };
        let (mut changed, mut it) = (0, day("2025-12-01"));
        while it < day("2027-02-01") {
            let next = it.plus_days(1);
            if at(it) != at(next) {
                assert!(days.contains(&next), "{on}: {next} is missing in {days:?}");
                changed += 1;
            }
            it = next;
        }
        assert!(changed >= 5, "{on}: {changed}");
    }
}
