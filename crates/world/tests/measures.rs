//! The law of `data/measures`, asked by the cases of `cases/measures`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use coercivity_data::{Node, Problem, Section, embedded};
use coercivity_quantity::{Day, Interval, ValueShare, Verdict};
use coercivity_world::measures::{
    Assumption, Bearing, Choice, Circumstance, ClauseRef, Effect, FloorForm, Item, LawState, Measure,
    Movement, Part, Regime, Shares, State, StepDone, Words, conflicts, coverage_table, load_measures,
    read_crosswalk,
};
use coercivity_world::{Element, EndUse, Good, InstrumentId, Place, Stage};
use proptest::prelude::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn law() -> &'static [Measure] {
    static LAW: LazyLock<Vec<Measure>> = LazyLock::new(|| {
        let (mut problems, bundle) = (Vec::new(), embedded());
        let words = Words::read(&bundle, &mut problems);
        let measures = load_measures(&bundle, &words, &mut problems);
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert!(told.is_empty(), "{} problems:\n{}", told.len(), told.join("\n"));
        measures
    });
    &LAW
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Reads the cases of one kind from every file of `cases/measures`.
fn cases(kind: &str) -> Vec<Section> {
    let folder = root().join("cases/measures");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = Section::read(&path.to_string_lossy(), &text, &mut problems);
        file.only(&["about", "state", "movement"], &mut problems);
        found.extend(file.sections(kind, &mut problems).into_iter().cloned());
    }
    assert!(problems.is_empty(), "{problems:?}");
    assert!(!found.is_empty(), "no case of kind `{kind}`");
    found
}

fn words(section: &Section, key: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let texts = section.texts(key, &mut problems).into_iter().map(|it| it.value).collect();
    assert!(problems.is_empty(), "{problems:?}");
    texts
}

fn word(section: &Section, key: &str) -> Option<String> {
    words(section, key).into_iter().next()
}

fn named_day(section: &Section, key: &str) -> Day {
    let mut problems = Vec::new();
    section.day(key, &mut problems).unwrap_or_else(|| panic!("{}: no `{key}`", section.place())).value
}

fn assumed(section: &Section) -> LawState {
    let word = word(section, "law").unwrap_or("actual".to_owned());
    let mut law = LawState::all(Assumption::WORDS.iter().find(|it| it.0 == word).unwrap().1);
    for proposal in words(section, "enacted") {
        let (proposal, on) = proposal.split_once('=').unwrap();
        law.enacted.push((InstrumentId::new(proposal).unwrap(), day(on)));
    }
    law
}

fn keys(section: &Section, known: &[&str]) {
    let mut problems = Vec::new();
    section.only(known, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn every_state_is_as_the_case_says() {
    let law = law();
    for case in cases("state") {
        keys(&case, &["clause", "on", "known_on", "law", "enacted", "state", "by", "readings", "why"]);
        let clause = ClauseRef::read(&word(&case, "clause").unwrap()).unwrap();
        let regime = Regime::known_on(law, named_day(&case, "known_on"));
        let part = clause.clause.as_deref().unwrap();
        let state = regime.state(clause.instrument, part, named_day(&case, "on"), &assumed(&case));
        let found = state.as_ref().map_or("not known", State::word);
        let place = case.place();
        assert_eq!(found, word(&case, "state").unwrap(), "{place}: {clause}");
        let (by, readings) = match &state {
            Some(State::Suspended { by, .. } | State::Ended { by, .. }) => (Some(by.to_string()), Vec::new()),
            Some(State::Unknown { readings, .. }) => {
                (None, readings.iter().map(|it| format!("{}: {}", it.assuming, it.state.word())).collect())
            }
            Some(State::Proposed | State::NotYet { .. } | State::InForce) | None => (None, Vec::new()),
        };
        if case.has("by") {
            assert_eq!(by, word(&case, "by"), "{place}: {clause}");
        }
        if case.has("readings") {
            assert_eq!(readings, words(&case, "readings"), "{place}: {clause}");
        }
    }
}

fn verdict(word: &str) -> Verdict {
    match word {
        "no" => Verdict::No,
        "open" => Verdict::Open,
        "yes" => Verdict::Yes,
        other => panic!("`{other}` is no verdict"),
    }
}

/// The text values of a table inside a case.
fn answers(case: &Section, key: &str) -> BTreeMap<String, String> {
    let mut problems = Vec::new();
    let Some(table) = case.section(key, &mut problems) else { return BTreeMap::new() };
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        other => panic!("{}: {other:?} is no text", table.place()),
    };
    table.entries().map(|it| (it.0.value.clone(), text(&it.1.value))).collect()
}

fn percent(text: &str) -> Interval<ValueShare> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let share = |it: &str| ValueShare::of_percent(it.trim().parse().unwrap()).unwrap();
    Interval::between(share(low), share(high)).unwrap()
}

fn item(case: &Section) -> Item {
    let mut item = Item::default().called(word(case, "good").map(|it| Good::new(&it).unwrap()));
    for (element, answer) in answers(case, "holds") {
        item = item.holding(Element::new(&element).unwrap(), verdict(&answer));
    }
    item
}

fn movement(case: &Section) -> Movement {
    let place = |key: &str| word(case, key).map(|it| Place::new(&it).unwrap());
    let mut problems = Vec::new();
    let parts = case.has("parts").then(|| {
        let part = |it: &Section| Part {
            value: percent(&word(it, "value_percent").unwrap()),
            origin: answers(it, "origin_percent")
                .into_iter()
                .map(|it| (Place::new(&it.0).unwrap(), percent(&it.1)))
                .collect(),
            ..Part::of(item(it))
        };
        std::sync::Arc::new(case.sections("parts", &mut problems).into_iter().map(part).collect())
    });
    let mut found = Movement {
        item: item(case),
        from: place("from"),
        to: place("to"),
        made_in: place("made_in"),
        maker: word(case, "maker"),
        end_use: word(case, "end_use").map(|it| EndUse::new(&it).unwrap()),
        parts,
        ..Movement::default()
    };
    if word(case, "civil").is_some() {
        found = found.civil();
    }
    for (name, answer) in answers(case, "circumstances") {
        let circumstance = Circumstance::WORDS.iter().find(|it| it.0 == name).unwrap().1;
        found = found.with(circumstance, verdict(&answer));
    }
    for (origin, answer) in answers(case, "technology") {
        found.technology.insert(Place::new(&origin).unwrap(), verdict(&answer));
    }
    for (step, done) in answers(case, "steps") {
        let done = StepDone { element: None, places: Place::new(&done).into_iter().collect() };
        found.steps.insert(Stage::new(&step).unwrap(), vec![done]);
    }
    found.answers = answers(case, "answers").into_iter().map(|it| (it.0, verdict(&it.1))).collect();
    found
}

#[test]
fn every_movement_is_judged_as_the_case_says() {
    let known = [
        "title",
        "good",
        "holds",
        "from",
        "to",
        "made_in",
        "maker",
        "end_use",
        "civil",
        "circumstances",
        "technology",
        "steps",
        "answers",
        "parts",
        "on",
        "known_on",
        "law",
        "binds",
        "open_parts",
        "source",
    ];
    let law = law();
    for case in cases("movement") {
        keys(&case, &known);
        let regime = Regime::known_on(law, named_day(&case, "known_on"));
        let asked = movement(&case);
        let assumed = assumed(&case);
        let bearings = regime.bearing_on(&asked, named_day(&case, "on"), &assumed);
        for (clause, answer) in answers(&case, "binds") {
            let wanted = ClauseRef::read(&clause).unwrap();
            let part = wanted.clause.as_deref().unwrap();
            assert!(regime.measure(wanted.instrument).unwrap().has_part(part), "{}: {clause}", case.place());
            let bearing = bearings.iter().find(|it| wanted.means(it.measure.id, &it.clause.id));
            let found = bearing.map_or(Verdict::No, |it| it.binds());
            assert_eq!(found, verdict(&answer), "{}: {clause}", case.place());
            if let (Some(bearing), true) = (bearing, case.has("open_parts")) {
                assert_eq!(
                    bearing.clause.open_parts(&asked, assumed.breadth, &mut Shares::default()),
                    words(&case, "open_parts"),
                    "{clause}"
                );
            }
        }
    }
}

#[test]
fn coverage_is_generated_and_forgets_nothing() {
    let (mut problems, measures) = (Vec::new(), law());
    let crossings = read_crosswalk(&embedded(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    for crossing in crossings.iter().filter(|it| !it.instrument.is_empty()) {
        let measure = measures.iter().find(|it| it.id.as_str() == crossing.instrument);
        let found = measure.is_some_and(|it| it.has_part(&crossing.clause));
        assert!(found, "{}: no {}:{}", crossing.row, crossing.instrument, crossing.clause);
    }
    for measure in measures {
        for clause in &measure.clauses {
            let named = |it: &_| {
                let it: &coercivity_world::measures::Crossing = it;
                it.instrument == measure.id.as_str() && it.clause == clause.id
            };
            assert!(crossings.iter().any(named), "{} stands in no crossing", clause.row);
        }
    }
    let rows: std::collections::BTreeSet<&str> = crossings.iter().map(|it| it.table.as_str()).collect();
    assert_eq!(
        rows.len(),
        137 + 7 + 6,
        "137 rows of the starting table, 7 added by the audit, 6 for screening"
    );
    let path = root().join("docs/reference/clause-coverage.md");
    let generated = coverage_table(&crossings, measures);
    if std::env::var_os("COERCIVITY_WRITE_DOCS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == generated,
        "docs/reference/clause-coverage.md is stale: write it with COERCIVITY_WRITE_DOCS=1 cargo test -p \
         coercivity-world --test measures"
    );
}

/// A scenario's own assumption about one suspension wins over the general one, and settles its last day.
#[test]
fn a_choice_about_one_suspension_leaves_the_others_unknown() {
    let regime = Regime::known_on(law(), day("2026-11-22"));
    let choice = Choice {
        instrument: InstrumentId::new("cn-mofcom-2025-070").unwrap(),
        change: Some("1".to_owned()),
        clauses: vec![ClauseRef::read("cn-mofcom-2025-061:*").unwrap()],
        assumption: Assumption::Revived,
        last_day: Some(day("2026-11-10")),
    };
    let assumed = LawState { choices: vec![choice], ..LawState::all(Assumption::Actual) };
    let state = |clause: &str, on: &str| {
        let clause = ClauseRef::read(clause).unwrap();
        let part = clause.clause.as_deref().unwrap();
        regime.state(clause.instrument, part, day(on), &assumed).unwrap().word()
    };
    assert_eq!(state("cn-mofcom-2025-061:1-1", "2026-11-10"), "suspended");
    assert_eq!(state("cn-mofcom-2025-061:1-1", "2026-11-11"), "in force");
    assert_eq!(state("cn-mofcom-2025-062:a", "2026-11-11"), "unknown");
    assert_eq!(state("us-bis-2025-09-29:affiliates", "2026-11-11"), "unknown");
}

/// A simulator sees only what falls on its lane, and whether that is sure.
#[test]
fn what_binds_on_a_lane_is_what_a_simulator_hears() {
    let place = |it: &str| Some(Place::new(it).unwrap());
    let lane = |good: &str| Movement {
        item: Item::of(Good::new(good).unwrap()),
        from: place("CHN"),
        to: place("EUR"),
        made_in: place("CHN"),
        ..Movement::default()
    };
    let regime = Regime::known_on(law(), day("2025-05-01"));
    let assumed = LawState::all(Assumption::Actual);
    let licensed = |good: &str| {
        let binding = regime.binding_on(&lane(good).civil(), day("2025-05-01"), &assumed);
        let chinese = |it: &&(Verdict, Bearing<'_>)| it.1.measure.issuer == "CN";
        let licence = binding.iter().filter(chinese).find(|it| matches!(it.1.effect, Effect::License(_)));
        licence.map_or(Verdict::No, |it| it.0)
    };
    assert_eq!(licensed("oxide:Dy"), Verdict::Yes);
    assert_eq!(licensed("oxide:Nd"), Verdict::No);
    assert_eq!(licensed("magnet:NdFeB"), Verdict::Open);
}

/// What is owed at entry is owed of what enters: a movement inside the place enters nothing.
#[test]
fn what_is_owed_at_entry_is_owed_of_what_enters() {
    let mut told = Vec::new();
    for (measure, clause) in law().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause))) {
        let at_entry = match &clause.effect {
            Effect::Duty { .. } => true,
            Effect::PriceFloor(floor) => floor.form == FloorForm::Import,
            // The presumption bars an importation.
            Effect::Deny => measure.id == InstrumentId::new("us-uflpa").unwrap(),
            Effect::License(_)
            | Effect::Exempt(_)
            | Effect::Quota { .. }
            | Effect::Stockpile(_)
            | Effect::Fund(_)
            | Effect::Hasten { .. }
            | Effect::Offtake { .. }
            | Effect::Admit(_)
            | Effect::Unmodelled { .. } => false,
        };
        if !at_entry {
            continue;
        }
        let (from, to) = (&clause.scope.from, &clause.scope.to);
        let into: Vec<Place> = to.within.iter().flat_map(|it| it.named()).collect();
        let inside = into.iter().any(|&it| from.fits(Some(it)) != Verdict::No);
        if into.is_empty() || inside || from.fits(None) != Verdict::Open {
            told.push(format!("{}:{}", measure.id, clause.id));
        }
    }
    assert!(told.is_empty(), "clauses at entry that a movement inside the place reaches: {told:?}");
}

fn any_day() -> impl Strategy<Value = Day> {
    (0i64..6300).prop_map(|days| day("2010-01-01").plus_days(days))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was announced later does not exist in a world known earlier.
    #[test]
    fn later_instruments_never_change_an_earlier_world(known in any_day(), on in any_day()) {
        let all = law();
        let earlier: Vec<Measure> = all.iter().filter(|it| it.announced <= known).cloned().collect();
        let (whole, cut) = (Regime::known_on(all, known), Regime::known_on(&earlier, known));
        prop_assert_eq!(&whole, &cut);
        let assumed = LawState::all(Assumption::Actual);
        for measure in all {
            for clause in &measure.clauses {
                let state = |it: &Regime| it.state(measure.id, &clause.id, on, &assumed);
                prop_assert_eq!(state(&whole), state(&cut));
                prop_assert_eq!(state(&whole).is_some(), measure.announced <= known);
            }
        }
    }

    /// Any subset of the law loads into a world without a panic, whatever its dangling changes.
    #[test]
    fn a_part_of_the_law_still_answers(keep in proptest::collection::vec(any::<bool>(), 120), on in any_day()) {
        let part: Vec<Measure> = law().iter().zip(keep).filter(|it| it.1).map(|it| it.0.clone()).collect();
        let regime = Regime::known_on(&part, day("2026-11-22"));
        for law in [Assumption::Actual, Assumption::Revived, Assumption::Extended, Assumption::Both] {
            for bearing in regime.bearing_on(&Movement::default(), on, &LawState::all(law)) {
                prop_assert!(bearing.verdict != Verdict::No);
            }
        }
        conflicts(&part);
    }
}
