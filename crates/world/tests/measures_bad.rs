//! Bad instruments: every problem at once, each with its place, and no panic on any text.

use coercivity_data::{Bundle, Problem, Section, embedded};
use coercivity_quantity::Months;
use coercivity_world::Place;
use coercivity_world::measures::{
    Effect, FloorForm, Joining, Measure, Regime, Words, load_measures, read_measure,
};
use proptest::prelude::*;

fn words() -> Words {
    Words::read(&embedded(), &mut Vec::new())
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|it| format!("{}:{}:{} {}", it.file, it.line, it.column, it.found)).collect()
}

/// Loads the built-in law with further files in `data/measures/cn`.
fn with(files: &[(&str, &str)]) -> Vec<Problem> {
    let bundle = embedded();
    let more = files.iter().map(|it| (format!("data/measures/cn/{}.toml", it.0), it.1.to_owned()));
    let all = bundle.files().map(|it| (it.0.to_owned(), it.1.to_owned())).chain(more);
    let bundle = Bundle::new(all);
    let mut problems = Vec::new();
    let words = Words::read(&bundle, &mut problems);
    load_measures(&bundle, &words, &mut problems);
    problems
}

const HEAD: &str = "issuer = \"CN\"\ntitle = \"t\"\nstanding = \"enacted\"\nannounced = 2026-01-01\n\
                    checked = 2026-06-15\nsource = \"mofcom_2025_061\"\nconfidence = \"secondary\"\n";

fn change(id: &str, what: &str) -> String {
    format!(
        "id = \"{id}\"\n{HEAD}[[change]]\nid = \"1\"\ntext = \"x\"\nsuspends = [\"{what}\"]\nfrom = 2026-01-01\n\
         until = 2026-12-31\nuntil_included = true\n"
    )
}

#[test]
fn official_words_name_their_source_and_a_summary_in_english() {
    let clause = |id: &str, more: &str| {
        format!(
            "[[clause]]\nid = \"{id}\"\ntext = \"\u{7a00}\u{571f}\"\n{more}[clause.effect]\nkind = \"deny\"\n\
             [clause.scope]\nfrom = [\"CN\"]\n"
        )
    };
    let sourced = "source = \"mofcom_2025_061\"\nconfidence = \"primary\"\n";
    let official = "text_kind = \"official\"\ntext_language = \"zh-Hans\"\n";
    let clauses = [
        clause("whole", &format!("{official}summary = \"rare earths\"\n{sourced}")),
        clause("bare", official),
        clause("double", "text_kind = \"summary\"\nsummary = \"rare earths\"\n"),
        clause("unknown", &format!("text_kind = \"official\"\ntext_language = \"zh\"\n{sourced}")),
    ];
    let text = format!("id = \"cn-x\"\n{HEAD}{}", clauses.concat());
    let found = told(&with(&[("cn-x", &text)])).join("\n");
    let expected = [
        "no `source`",
        "no `summary`",
        "`summary` beside a text that is a summary",
        "`zh` for `text_language`",
    ];
    for words in expected {
        assert_eq!(found.matches(words).count(), 1, "{words} in:\n{found}");
    }
    assert_eq!(found.lines().count(), expected.len(), "{found}");
}

#[test]
fn one_file_tells_every_problem_with_line_and_column() {
    let text = "\
id = \"cn-x\"
issuer = \"CN\"
standing = \"enactd\"
announced = 2026-13-01
chekced = 2026-06-15
source = \"mofcom_2025_61\"
[[clause]]
id = \"1\"
text = \"words\"
takes_effect = 2026-01-01
[clause.scope]
goods = [\"oxide\"]
from = [\"CX\"]
circumstances = [\"militry_user\"]
content = { goods = [\"metal:Dy\"], origin = \"CN\", at_least_percent = 101 }
[clause.effect]
kind = \"duty\"
ad_valorem_percent = -5
";
    let mut problems = Vec::new();
    let section = Section::read("x.toml", text, &mut problems);
    read_measure(&section, &words(), &mut problems);
    let found = told(&problems).join("\n");
    for wanted in [
        "x.toml:3:12 `enactd`",
        "x.toml:4:",
        "x.toml:5:1 key `chekced`",
        "x.toml:1:1 no `title`",
        "x.toml:1:1 no `checked`",
        "x.toml:1:1 no `confidence`",
        "x.toml:12:10 thing `oxide`",
        "x.toml:13:9 place `CX`",
        "x.toml:14:18 circumstance `militry_user`",
        "x.toml:15:69 more than 100 %",
        "x.toml:18:22 -5",
    ] {
        assert!(found.contains(wanted), "no `{wanted}` in\n{found}");
    }
    let remedies: Vec<&str> = problems.iter().map(|it| it.remedy.as_str()).collect();
    assert!(remedies.contains(&"did you mean `checked`?"), "{remedies:?}");
    assert!(remedies.contains(&"did you mean `military_user`?"), "{remedies:?}");
}

#[test]
fn contradictions_between_files_are_told_with_both_places() {
    let backwards =
        change("cn-backwards", "cn-mofcom-2025-018").replace("until = 2026-12-31", "until = 2025-12-31");
    let unknown = change("cn-unknown", "cn-mofcom-2025-81");
    let part = change("cn-part", "cn-mofcom-2025-018:Dz");
    let early = change("cn-early", "cn-mofcom-2026-011");
    let (one, other) = (change("cn-one", "cn-other"), change("cn-other", "cn-one"));
    let misplaced = change("cn-elsewhere", "cn-mofcom-2025-018");
    let found = told(&with(&[
        ("cn-backwards", &backwards),
        ("cn-unknown", &unknown),
        ("cn-part", &part),
        ("cn-early", &early),
        ("cn-one", &one),
        ("cn-other", &other),
        ("cn-misplaced", &misplaced),
    ]))
    .join("\n");
    for wanted in [
        "cn-backwards.toml:9:0 a suspension until 2025-12-31 that begins on 2026-01-01",
        "cn-unknown.toml:9:0 instrument `cn-mofcom-2025-81`",
        "cn-part.toml:9:0 clause `Dz` of cn-mofcom-2025-018",
        "cn-early.toml:9:0 a change of cn-mofcom-2026-011 announced on 2026-01-01",
        "cn-one.toml:9:0 a circle of changes: cn-one -> cn-other and back",
        "cn-misplaced.toml:0:0 instrument `cn-elsewhere`",
    ] {
        assert!(found.contains(wanted), "no `{wanted}` in\n{found}");
    }
    assert!(!found.contains("cn-other.toml:9:0 a circle"), "each circle once:\n{found}");
}

#[test]
fn two_rules_for_the_same_movement_are_told() {
    let rule = |id: &str, effect: &str, from: &str| {
        format!(
            "id = \"{id}\"\n{HEAD}[[clause]]\nid = \"1\"\ntext = \"x\"\ntakes_effect = {from}\neffect = {{ {effect} }}\n\
             [clause.scope]\ngoods = [\"oxide:Nd\"]\nto = [\"US\"]\n"
        )
    };
    let deny = rule("cn-deny", "kind = \"deny\"", "2026-01-01");
    let exempt = rule("cn-exempt", "kind = \"exempt\"", "2026-02-01");
    let found = told(&with(&[("cn-deny", &deny), ("cn-exempt", &exempt)])).join("\n");
    assert!(found.contains("cn-deny.toml:9:0 `1`, which cannot hold beside `1`"), "{found}");
    assert!(found.contains("cn-exempt.toml:9"), "{found}");
    let ended = format!(
        "{exempt}[[change]]\nid = \"end\"\ntext = \"x\"\nends = [\"cn-deny:1\"]\nlast_day = 2026-01-31\n"
    );
    assert_eq!(with(&[("cn-deny", &deny), ("cn-exempt", &ended)]), []);
}

#[test]
fn a_substance_that_nothing_is_called_is_told() {
    let text = |goods: &str| {
        format!(
            "id = \"cn-x\"\n{HEAD}[list]\nannex = [\"metal:Sm\"]\n[[clause]]\nid = \"1\"\ntitle = \"t\"\ntext = \"t\"\n\
             text_kind = \"summary\"\neffect = {{ kind = \"deny\" }}\n[clause.scope]\ngoods = [{goods}]\nfrom = [\"CN\"]\n"
        )
    };
    let found = |goods: &str| {
        let problems = with(&[("cn-x", &text(goods))]);
        let own = problems.into_iter().filter(|it| it.found.starts_with("thing"));
        own.map(|it| format!("{}: {}", it.found, it.remedy)).collect::<Vec<_>>()
    };
    assert_eq!(
        found("\"oxide|metal:Galium\", \"oxide:Sbb\", \"magnet:NdFeB+Dyy\", \"list:anex\", \"metal:REE\""),
        [
            "thing `oxide|metal:Galium`: did you mean `oxide|metal:Ga`?",
            "thing `oxide:Sbb`: did you mean `oxide:Sb`?",
            "thing `magnet:NdFeB+Dyy`: did you mean `+Dy`?",
            "thing `list:anex`: did you mean `list:annex`?",
        ]
    );
    assert_eq!(found("\"list:annex\", \"material:polysilicon\", \"*:Ga\", \"oxide:*\""), [""; 0]);
}

#[test]
fn an_unknown_source_is_told() {
    let text = change("cn-source", "cn-mofcom-2025-018").replace("mofcom_2025_061", "mofcom_2025_61");
    let problems = with(&[("cn-source", &text)]);
    assert_eq!(told(&problems), ["data/measures/cn/cn-source.toml:1:0 source `mofcom_2025_61`"]);
    assert_eq!(problems[0].remedy, "did you mean `mofcom_2025_061`?");
}

/// The three answers of the scenario specimen, as they stand inside a scenario file.
const INVENTED: &str = r#"
[[measure]]
id        = "invented-ndpr-floor"
standing  = "invented"
announced = 2026-11-21
[[measure.clause]]
id           = "1"
text         = "Members top up the price of NdPr to 110 dollars a kilogram for producers in the club."
takes_effect = 2027-01-01
until        = 2036-12-31
scope        = { goods = ["oxide:NdPr", "metal:NdPr"], makers_in = ["bloc:club-five"] }
effect       = { kind = "price_floor", form = "difference", floor_usd_per_kg = 110.0, basis = "contained_oxide", upside_share = 0.30, paid_by = "bloc:club-five" }
[[measure]]
id        = "invented-club-five"
standing  = "invented"
announced = 2026-11-21
[[measure.clause]]
id           = "admit"
text         = "Members buy from members at up to 20 % above the outside price, and not from the supplier."
takes_effect = 2027-01-01
scope        = { goods = ["group:magnet-chain"], buyers_in = ["bloc:club-five"] }
effect       = { kind = "admit", club = "club-five", premium_max = 0.20, premium_over = "price:outside-supplier", may_not_buy_from = ["CN"], origin_proof = "trace", member_origin_min = 0.95, open_to_others = true }
[[measure]]
id        = "invented-stockpile-24"
standing  = "invented"
announced = 2026-11-21
[[measure.clause]]
id           = "hold"
text         = "Hold 24 months of reference demand of magnet rare earths; release below 90 % service."
takes_effect = 2026-12-01
scope        = { goods = ["oxide:NdPr", "oxide:Dy", "oxide:Tb", "metal:Sm"], holders_in = ["US", "JP"] }
effect       = { kind = "stockpile", cover_months = 24, opening_cover_months = 0, fill_months = 24, buy_max_share_of_free_supply = 0.10, release_below_service = 0.90, release_order = ["defence", "medical", "ev_motor", "wind_turbine"] }
"#;

#[test]
fn invented_measures_are_the_same_type() {
    let place = |it: &str| Place::new(it).unwrap();
    let club = ["USA", "AUS", "JPN", "CAN", "KOR"].map(place);
    let words = words().with_places("bloc:club-five", club);
    let mut problems = Vec::new();
    let file = Section::read("scenarios/x.toml", INVENTED, &mut problems);
    let measures: Vec<Measure> = file
        .sections("measure", &mut problems)
        .into_iter()
        .filter_map(|it| read_measure(it, &words, &mut problems))
        .collect();
    assert_eq!(told(&problems), Vec::<String>::new());
    let [floor, admit, hold] = &measures[..] else { panic!("{} measures", measures.len()) };
    let Effect::PriceFloor(floor) = &floor.clauses[0].effect else { panic!("{floor:?}") };
    assert_eq!((floor.form, floor.floor.in_usd_per_kg()), (FloorForm::Difference, 110.0));
    assert_eq!(floor.paid_by.named().count(), 5);
    let Effect::Admit(admission) = &admit.clauses[0].effect else { panic!("{admit:?}") };
    assert_eq!((admission.joining, &admission.may_not_buy_from), (Joining::Open, &vec![place("CHN")]));
    assert_eq!(admission.members.named().collect::<Vec<_>>().len(), 5);
    let Effect::Stockpile(stockpile) = &hold.clauses[0].effect else { panic!("{hold:?}") };
    assert_eq!(stockpile.cover, Some(Months(24.0)));
    assert_eq!(stockpile.holders.named().collect::<Vec<_>>(), [place("JPN"), place("USA")]);
    // Known from the day of the invention, like any other measure.
    let day = |it: &str| it.parse().unwrap();
    assert_eq!(Regime::known_on(&measures, day("2026-11-20")).measures().len(), 0);
    assert_eq!(Regime::known_on(&measures, day("2026-11-21")).measures().len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text gives an instrument, problems, or both, and never a panic.
    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,200}") {
        let mut problems = Vec::new();
        let section = Section::read("x.toml", &text, &mut problems);
        let read = read_measure(&section, &Words::default(), &mut problems);
        prop_assert!(read.is_some() || !problems.is_empty());
    }

    /// A sound instrument with one stretch of text put out of shape is read or told, and never panics.
    #[test]
    fn a_damaged_file_is_told_or_read(
        place in 0usize..2000,
        length in 0usize..12,
        slip in "[\\[\\]={}\",.a-zA-Z0-9:\n -]{0,6}",
    ) {
        let bundle = embedded();
        let sound = bundle.text("data/measures/cn/cn-mofcom-2025-061.toml").unwrap();
        let mut letters: Vec<char> = sound.chars().collect();
        let start = place * letters.len() / 2000;
        let end = (start + length).min(letters.len());
        letters.splice(start..end, slip.chars());
        let text: String = letters.into_iter().collect();
        let mut problems = Vec::new();
        let section = Section::read("x.toml", &text, &mut problems);
        let read = read_measure(&section, &words(), &mut problems);
        prop_assert!(read.is_some() || !problems.is_empty());
    }
}
