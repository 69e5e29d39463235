//! The shipped tables load; every fault is told at its place; no text makes a reader panic.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::embedded;
use proptest::prelude::*;

fn names() -> SeriesNames {
    let (bundle, mut problems) = (embedded(), Vec::new());
    let vocabulary = VocabularyRecords::read(&bundle, &mut problems);
    let atlas = AtlasRecords::read(&bundle, &mut problems);
    SeriesNames::of(&vocabulary, &atlas)
}

const HEAD: &str = "id,fact,episode,split,grade,scenario,known_on,quantity,good,place,tier,counterpart,op,from,to,\
                    param,against,value,lo,hi,unit,source,note\n";

fn facts(rows: &str) -> (Vec<ScoredFact>, Vec<Problem>) {
    let mut problems = Vec::new();
    let facts = ScoredFact::read("facts.csv", &format!("{HEAD}{rows}"), &names(), &mut problems);
    (facts, problems)
}

fn series(files: &[(&str, &str)]) -> (SeriesTable, Vec<Problem>) {
    let names = names();
    let mut reader = SeriesReader::new(&names);
    for (path, text) in files {
        reader.read(path, text.split_inclusive('\n').map(Ok::<_, ()>)).unwrap();
    }
    reader.finish()
}

#[test]
fn the_shipped_tables_load_without_a_problem() {
    let bundle = embedded();
    let mut problems = Vec::new();
    let vocabulary = VocabularyRecords::read(&bundle, &mut problems);
    let atlas = AtlasRecords::read(&bundle, &mut problems);
    let history = HistoryRecords::read(&bundle, &vocabulary, &atlas, &mut problems);
    assert_eq!(problems, []);
    assert_eq!(history.facts.len(), 61);
    assert!(history.facts.iter().all(|it| it.split == Split::Calibration));
    let walk = history.rivals.walk.unwrap();
    let told = history.facts.iter().find(|it| it.id == "E2.10a").unwrap();
    assert_eq!(walk.deviation, told.value.number, "the walk is the volatility that the facts state");
    let course = history.rivals.course;
    assert_eq!((course.exports.len(), course.price.len()), (7, 3));
}

#[test]
fn every_fault_of_a_fact_is_told_with_its_place() {
    let good = "a,A,E1,holdout,A,s,2025-04-04,exports,ndfeb-magnet,CHN,-,WORLD,ratio,2025-03,2025-05,,,1,0,2,t,GAC,\n";
    assert_eq!(facts(good).1, []);
    let rows = format!(
        "{good}\
         a,A,E1,hold,A,s,2025-04-04,exprts,ndfeb-magnet,CHN,-,WORLD,ratio,,2025-05,,,1,0,2,t,GAC,\n\
         b,A,E1,holdout,D,s,2025-04-31,exports,ndfeb-magnt,CHNN,fo,-,rato,2025-03,2025-05,,,1,0,2,t,GAC,\n\
         c,A,E1,holdout,A,s,2025-04-04,exports,ndfeb-magnet,CHN,-,*,level,2025-01,2025-05..2025-03,3,x,1,2,0,t,,\n\
         d,A,E1,holdout,A,s,2025-04-04,price,ndfeb-magnet,CHN+USA,-,-,spread_ratio,,2025-05,,price:a:CHN:-,3,0,2,t,GAC,\n\
         e,A,E1,holdout,A,s,2025-04-04,service,cars,USA+EUR,-,-,days_until_below,2025-04,2025-05,,,3,0,3,t,GAC,\n\
         f,A,E1,holdout,A,s,2025-04-04,price,cerium-oxide,CHN,-,-,retrace_share,2025-04,2025-05,5,,one,0,3,t,GAC,\n"
    );
    let (facts, problems) = facts(&rows);
    assert_eq!(facts.len(), 1, "only the first row holds");
    let mut told: Vec<(usize, &str)> = Vec::new();
    for problem in &problems {
        let column = problem.found.rsplit('`').nth(1).unwrap();
        told.push((problem.line, column));
        assert!(
            problem.column > 0 && !problem.expected.is_empty() && !problem.remedy.is_empty(),
            "{problem}"
        );
    }
    let expected = [
        (3, "id"),
        (3, "split"),
        (3, "quantity"),
        (3, "from"),
        (4, "grade"),
        (4, "known_on"),
        (4, "good"),
        (4, "place"),
        (4, "tier"),
        (4, "op"),
        (5, "counterpart"),
        (5, "from"),
        (5, "param"),
        (5, "against"),
        (5, "to"),
        (5, "lo"),
        (5, "source"),
        (6, "place"),
        (6, "against"),
        (6, "value"),
        (7, "from"),
        (7, "param"),
        (8, "param"),
        (8, "value"),
    ];
    for place in expected {
        assert!(told.contains(&place), "{place:?} is missing in {told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn a_bad_quantity_or_op_hides_nothing_else_of_its_row() {
    let told = |row: &str| -> Vec<String> {
        let (_, problems) = facts(&format!("{row}\n"));
        problems.iter().map(|it| format!("{}: {}", it.found.rsplit('`').nth(1).unwrap(), it.remedy)).collect()
    };
    let good = told(
        "a,A,E1,holdout,A,s,2025-04-04,exprts,ndfeb-magnt,CHN,-,WORLD,rato,2025-03,2025-05,,,1,0,2,t,GAC,",
    );
    let near = |word: &str, meant: &str| format!("{word}: did you mean `{meant}`?");
    assert_eq!(good, [near("op", "ratio"), near("quantity", "exports"), near("good", "ndfeb-magnet")]);
    // What some operation or quantity may name is no problem of its own.
    let free =
        told("a,A,E1,holdout,A,s,2025-04-04,exprts,cars,CHN+USA,*,*,rato,2025-03-04,2025-05,3,,1,0,2,t,GAC,");
    assert_eq!(free, [near("op", "ratio"), near("quantity", "exports")]);
    let cells = told(
        "a,A,E1,holdout,A,s,2025-04-04,exports,ndfeb-magnet,CHN,-,WORLD,rato,soon,2025-05,much,price:a:CHN:-:-,1,0,2,t,GAC,",
    );
    let columns: Vec<&str> = cells.iter().filter_map(|it| it.split(':').next()).collect();
    assert_eq!(columns, ["op", "from", "param", "against"]);
}

#[test]
fn stars_and_several_places_stand_only_where_the_op_pools() {
    let (facts, problems) = facts(
        "a,A,E1,holdout,A,s,2025-04-04,price,cerium-oxide,*,*,-,volume_weighted_mean,,2025-05,,,1,0,2,t,GAC,\n\
         b,A,E1,holdout,A,s,2025-04-04,service,cars,USA+EUR,-,-,days_until_below,2025-04-04,2025-05,0.9,,1,0,2,t,GAC,\n",
    );
    assert_eq!(problems, []);
    assert_eq!(facts[0].key.keys(), []);
    let places: Vec<String> = facts[1].key.keys().into_iter().map(|it| it.place).collect();
    assert_eq!(places, ["USA", "EUR"]);
}

const SERIES: &str = "draw,month,quantity,good,place,tier,counterpart,value";

#[test]
fn every_fault_of_a_series_is_told_with_its_place() {
    let one = format!(
        "{SERIES},kind\n\
         0,2025-01,price,cerium-oxide,CHN,fob,-,1,x\n\
         0,2025-01,price,cerium-oxide,CHN,fob,-,2,x\n\
         0,2025-13,price,cerium-oxide,CHN,fob,-,-3,x\n\
         0,2025-01,price,cerium-oxid,CHNN,fb,,1,x\n\
         1,2025-01,price,cerium-oxid,CHNN,fb,,1,x\n\
         0,2025-01,service,cars,USA,-,-,inf,x\n\
         ,2025-02,service,cars,USA,-,-,1.5,x\n\
         0,2025-01\n"
    );
    let two = format!("{SERIES}\n0,2025-01,price,cerium-oxide,CHN,fob,-,1\n");
    let (table, problems) = series(&[("one.csv", &one), ("two.csv", &two)]);
    let told: Vec<(&str, usize, usize)> =
        problems.iter().map(|it| (it.file.as_str(), it.line, it.column)).collect();
    let expected = [
        ("one.csv", 4, 3),
        ("one.csv", 4, 40),
        ("one.csv", 5, 17),
        ("one.csv", 5, 29),
        ("one.csv", 5, 34),
        ("one.csv", 5, 37),
        ("one.csv", 7, 32),
        ("one.csv", 8, 1),
        ("one.csv", 8, 31),
        ("one.csv", 9, 0),
        ("one.csv", 3, 0),
        ("two.csv", 2, 0),
    ];
    for place in expected {
        assert!(told.contains(&place), "{place:?} is missing in {told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
    assert!(problems.iter().any(|it| it.found.ends_with("first of 2 rows with this key")), "{problems:?}");
    assert!(problems.iter().any(|it| it.file == "two.csv" && it.remedy.contains("one.csv:2")));
    assert_eq!(table.len(), 1);
}

#[test]
fn a_scenario_of_its_own_stands_before_one_that_serves_all() {
    let text = format!(
        "scenario,{SERIES}\n\
         ,0,2025-01,price,cerium-oxide,CHN,fob,-,1\n\
         a,0,2025-02,price,cerium-oxide,CHN,fob,-,2\n\
         ,0,2025-01,price,cerium-oxide,CHN,domestic,-,3\n"
    );
    let (table, problems) = series(&[("one.csv", &text)]);
    assert_eq!(problems, []);
    let first = |scenario: &str, tier: &str| {
        let series = table.of(scenario);
        let key = series.keys().find(|it| it.tier.word() == tier).unwrap();
        series.points(series.runs(key).unwrap(), 0).unwrap()[0].1
    };
    assert_eq!((first("a", "fob"), first("a", "domestic")), (2.0, 3.0));
    assert_eq!((first("b", "fob"), first("b", "domestic")), (1.0, 3.0));
}

#[test]
fn a_header_without_a_column_is_one_problem() {
    let (_, problems) =
        series(&[("one.csv", "drw,month,quantity,good,place,tier,counterpart,value\n0,a,b,c,d,e,f,g\n")]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].remedy.contains("`drw`"));
    let (_, problems) = series(&[("empty.csv", "")]);
    assert_eq!((problems.len(), problems[0].file.as_str()), (1, "empty.csv"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_makes_a_reader_panic(text in "(\\PC|\n|,|\"){0,200}", headed in any::<bool>()) {
        let head = |it: &str| if headed { it.to_owned() } else { String::new() };
        let mut problems = Vec::new();
        let whole = format!("{}{text}", head(HEAD));
        ScoredFact::read("facts.csv", &whole, &SeriesNames::default(), &mut problems);
        let whole = format!("{}{text}", head(&format!("{SERIES}\n")));
        let lines = whole.matches('\n').count() + 1;
        let (_, told) = series(&[("one.csv", &whole), ("two.csv", &whole)]);
        for problem in told {
            prop_assert!(problem.line <= lines, "a place outside the text: {problem}");
        }
    }
    #[test]
    fn no_cell_makes_a_reader_panic(cells in proptest::collection::vec("[^,\"\n]{0,12}", 23)) {
        let mut problems = Vec::new();
        let rows = format!("{HEAD}{}\n", cells.join(","));
        ScoredFact::read("facts.csv", &rows, &SeriesNames::default(), &mut problems);
        prop_assert!(!problems.is_empty());
        series(&[("one.csv", &format!("{SERIES}\n{}\n", cells[..8].join(",")))]);
    }
}
