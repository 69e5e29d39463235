use super::*;
use crate::view::View;

/// A view with one buyer, one use and invented numbers.
fn view() -> View {
    serde_json::from_str(include_str!("specimen.json")).expect("the specimen has the shape of a view")
}

#[test]
fn the_answer_stands_in_the_first_lines_and_the_closing_last() {
    let text = text(&view(), 100, "next: coercivity explain r-0 remanence");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Specimen, not a finding");
    assert!(lines[1].starts_with("Electric car motors"));
    assert_eq!(lines[lines.len() - 1], "next: coercivity explain r-0 remanence");
}

#[test]
fn ranges_stand_beside_the_middle_and_the_baseline_beside_both() {
    let text = text(&view(), 100, "");
    let row = text.lines().find(|it| it.starts_with("  Electric car motors ")).expect("a row of the use");
    let words: Vec<&str> = row.split("  ").map(str::trim).filter(|it| !it.is_empty()).collect();
    assert_eq!(
        words,
        ["Electric car motors", "40 %", "37 % (25..50)", "no cut can (28..)", "21 (12..34)", "2026-12"]
    );
    let below: Vec<&str> = text.lines().skip_while(|it| *it != row).skip(1).take(2).map(str::trim).collect();
    let words =
        |it: &str| it.split("  ").map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let (baseline, difference): (Vec<String>, Vec<String>) = (words(below[0]), words(below[1]));
    assert_eq!((baseline[0].as_str(), baseline[2].as_str()), ("baseline", "41 %"));
    assert_eq!((difference[0].as_str(), difference[2].as_str()), ("difference", "-4 (-8..+1)"));
    assert!(!text.contains("own stock"), "a figure that no row has is no column\n{text}");
    assert!(text.contains("lost surplus USD 1.2 bn (USD 900 m..2.1 bn)"), "{text}");
    let row = |name: &str| text.lines().find(|it| it.trim_start().starts_with(name)).unwrap_or_default();
    assert!(row("\"12 to 24 months\"").ends_with("  0 %"), "{text}");
    assert!(row("\"by 2027\"").ends_with("untested"), "{text}");
    assert!(row("P90").ends_with("after 2027-10"), "{text}");
}

#[test]
fn stages_stand_beside_the_total_cut_where_they_are_asked() {
    let words = |line: &str| -> Vec<String> {
        line.split("  ").map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    let told = text(&view(), 100, "");
    let table: Vec<Vec<String>> =
        told.lines().skip_while(|it| !it.contains("metal to magnets")).take(3).map(words).collect();
    assert_eq!(table[0], ["United States", "total cut", "metal to magnets", "magnets alone"]);
    assert_eq!(table[1], ["every use asked", "2027-05", "2027-03", "2027-01"]);
    assert_eq!(table[2], ["Electric car motors", "2027-05", "2027-02", "2027-01"]);
    let mut view = view();
    view.independence.iter_mut().for_each(|it| it.stage_dates.clear());
    assert!(!text(&view, 100, "").contains("by stage"));
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [80, 100, 120] {
        for line in text(&view(), width, "").lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_chart_shows_the_fall() {
    let text = text(&view(), 80, "");
    let chart: Vec<&str> = text.lines().skip_while(|it| !it.starts_with(" 100 %")).take(7).collect();
    assert_eq!(chart[0], " 100 % |##-----------");
    assert_eq!(chart[3], "  40 % |  :##########");
    assert_eq!(chart[6], "       +---2027------");
}

#[test]
fn nothing_stands_beside_a_baseline() {
    let alone = text(&View { baseline: None, ..view() }, 100, "");
    assert!(!alone.contains("baseline"), "{alone}");
    let mut same = view();
    same.baseline.as_mut().expect("the specimen has one").same_figures = true;
    let same = text(&same, 100, "");
    assert!(same.contains("base: service of the baseline") && !same.contains("    baseline"), "{same}");
}

#[test]
fn what_stands_beside_is_called_what_it_is() {
    let mut named = view();
    named.baseline.as_mut().expect("the specimen has one").word = "stockpile".to_owned();
    let said = text(&named, 120, "");
    for line in said.lines().filter(|it| !it.starts_with("beside")) {
        assert!(!line.contains("baseline"), "{line}");
    }
    assert!(said.contains("    stockpile") && said.contains("stockpile then"), "{said}");
}

#[test]
fn a_preview_says_that_it_has_no_range() {
    let preview = View { draws: 0, ..view() };
    assert!(text(&preview, 80, "").contains("central values only"));
    let single = View { draws: 1, ..view() };
    assert!(text(&single, 80, "").contains("1 draw  seed"));
}
