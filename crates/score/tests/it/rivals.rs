//! Rivals know only what came before, and every forecaster is scored by the same code.

use coercivity_data::{
    AtlasRecords, HistoryRecords, LicenceCourse, ScoredFact, SeriesNames, SeriesReader, SeriesTable,
    VocabularyRecords, embedded,
};
use coercivity_score::{Forecast, Scored, Status, base_window, score, skill};

fn records() -> (SeriesNames, HistoryRecords) {
    let (bundle, mut problems) = (embedded(), Vec::new());
    let vocabulary = VocabularyRecords::read(&bundle, &mut problems);
    let atlas = AtlasRecords::read(&bundle, &mut problems);
    let history = HistoryRecords::read(&bundle, &vocabulary, &atlas, &mut problems);
    (SeriesNames::of(&vocabulary, &atlas), history)
}

fn table(names: &SeriesNames, text: &str) -> SeriesTable {
    let mut reader = SeriesReader::new(names);
    reader.read("series.csv", [Ok::<_, ()>(text)]).unwrap();
    let (table, problems) = reader.finish();
    assert_eq!(problems, []);
    table
}

/// Exports of gallium: a level for a year, then what a function of the month makes of it.
fn exports(after: impl Fn(u32) -> f64) -> String {
    let mut text = "draw,month,quantity,good,place,tier,counterpart,value\n".to_owned();
    for month in 0..24 {
        let value = if month < 12 { 10.0 } else { after(month - 12) };
        let (year, number) = (2022 + month / 12, month % 12 + 1);
        text.push_str(&format!("0,{year}-{number:02},exports,gallium-metal,CHN,-,WORLD,{value}\n"));
    }
    text
}

const HEAD: &str = "id,fact,episode,split,grade,scenario,known_on,quantity,good,place,tier,counterpart,op,from,to,\
                    param,against,value,lo,hi,unit,source,note\n";

fn facts(names: &SeriesNames, rows: &[&str]) -> Vec<ScoredFact> {
    let key = "exports,gallium-metal,CHN,-,WORLD";
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(number, it)| format!("f{number},f{number},E,holdout,A,s,2022-12-31,{key},{it},t,x,\n"))
        .collect();
    let mut problems = Vec::new();
    let facts = ScoredFact::read("facts.csv", &format!("{HEAD}{rows}"), names, &mut problems);
    assert_eq!(problems, []);
    facts
}

fn scored<'a>(facts: &'a [ScoredFact], table: &SeriesTable, forecast: &Forecast<'_>) -> Vec<Scored<'a>> {
    score(&facts.iter().collect::<Vec<_>>(), table, forecast)
}

#[test]
fn nothing_happens_keeps_every_series_at_its_base() {
    let (names, _) = records();
    let table = table(&names, &exports(f64::from));
    let facts = facts(
        &names,
        &[
            "ratio,2022-01..2022-12,2023-03..2023-06,,,0.5,0,0.9",
            "level,,2023-05,,,10,9,11",
            "yoy_percent,,2023-05,,,0,-1,1",
            "months_until_yoy_positive,2023-01,2023-01..2023-12,,,3,1,5",
        ],
    );
    let calm = scored(&facts, &table, &Forecast::NothingHappens);
    let medians: Vec<_> = calm.iter().map(|it| it.median.unwrap()).collect();
    assert_eq!(medians, [1.0, 10.0, 0.0, f64::INFINITY]);
    let status: Vec<_> = calm.iter().map(|it| it.status).collect();
    assert_eq!(status, [Status::Outside, Status::Inside, Status::Inside, Status::Outside]);
}

#[test]
fn what_happens_after_the_base_never_changes_a_rival() {
    let (names, history) = records();
    let walk = history.rivals.walk.unwrap();
    let (one, two) = (table(&names, &exports(f64::from)), table(&names, &exports(|it| 99.0 - f64::from(it))));
    let facts = facts(
        &names,
        &["ratio,2022-01..2022-12,2023-03..2023-06,,,0.5,0,0.9", "sum_over,,2023-01..2023-12,5,,1,0,2"],
    );
    let walking = Forecast::RandomWalk { deviation: walk.deviation, seed: 1, learnt_from: "elsewhere" };
    for rival in [walking, Forecast::LicenceCourse(&history.rivals.course), Forecast::NothingHappens] {
        let (first, second) = (scored(&facts, &one, &rival), scored(&facts, &two, &rival));
        assert!(first.iter().all(|it| it.status != Status::Missing));
        assert_eq!(first, second);
    }
    assert_ne!(scored(&facts, &one, &Forecast::Model), scored(&facts, &two, &Forecast::Model));
}

#[test]
fn a_random_walk_spreads_with_the_root_of_time() {
    let (names, _) = records();
    let table = table(&names, &exports(|_| 10.0));
    let facts = facts(&names, &["ratio,2022-12,2023-01,,,1,0,2", "ratio,2022-12,2023-09,,,1,0,2"]);
    let walk = Forecast::RandomWalk { deviation: 0.07, seed: 3, learnt_from: "elsewhere" };
    let rows = scored(&facts, &table, &walk);
    let width = |row: &Scored<'_>| (row.p90.unwrap() / row.p10.unwrap()).ln();
    assert!((rows[0].median.unwrap() - 1.0).abs() < 0.02);
    assert!((width(&rows[0]) / (2.0 * 1.2816 * 0.07) - 1.0).abs() < 0.15, "{}", width(&rows[0]));
    assert!((width(&rows[1]) / width(&rows[0]) / 3.0 - 1.0).abs() < 0.2);
}

#[test]
fn a_course_starts_in_the_month_of_the_announcement_and_is_not_scored_where_it_was_learnt() {
    let (names, _) = records();
    let table = table(&names, &exports(|_| 10.0));
    let facts = facts(&names, &["ratio,2022-01..2022-11,2023-01,,,1,0,2", "ratio,2022-12,2023-02,,,1,0,2"]);
    let steps = vec![(0, 2.0), (1, 0.5), (3, 1.5)];
    let course = LicenceCourse { exports: steps, ..LicenceCourse::default() };
    let rows = scored(&facts, &table, &Forecast::LicenceCourse(&course));
    assert_eq!(rows[0].median, Some(0.5), "a month after the announcement, over a base before it");
    assert_eq!(rows[1].median, Some(0.5), "1.0 two months after, over a base that was itself doubled");
    let learnt = LicenceCourse { scenarios: vec!["s".to_owned()], ..course };
    let rows = scored(&facts, &table, &Forecast::LicenceCourse(&learnt));
    assert!(rows.iter().all(|it| it.status == Status::Missing));
}

#[test]
fn a_model_has_no_skill_against_itself_and_all_of_it_when_it_is_right() {
    let (names, _) = records();
    let table = table(&names, &exports(|month| if month < 6 { 5.0 } else { 10.0 }));
    let facts = facts(&names, &["ratio,2022-01..2022-12,2023-03..2023-06,,,0.5,0,0.9"]);
    let model = scored(&facts, &table, &Forecast::Model);
    let calm = scored(&facts, &table, &Forecast::NothingHappens);
    assert_eq!(skill(&calm, &calm).skill, Some(0.0));
    let against = skill(&model, &calm);
    assert_eq!((against.skill, against.facts, against.rows), (Some(1.0), 1, 1));
    assert_eq!(skill(&calm, &model).skill, None, "no skill is told against a perfect rival");
}

#[test]
fn the_base_of_a_fact_ends_before_its_target_or_nothing_is_forecast() {
    let (names, history) = records();
    let early = |it: &&ScoredFact| base_window(it).last() >= it.target.first();
    let told: Vec<&str> = history.facts.iter().filter(early).map(|it| it.scenario.as_str()).collect();
    assert_eq!(told, ["E6-projects"; 4], "projects have a clock of their own");
    let stop = history.facts.iter().find(|it| it.id == "E4.04a").unwrap();
    assert_eq!(
        base_window(stop).last().to_string(),
        "2025-03",
        "the last month that had ended on 2025-04-04"
    );
    let table = table(&names, &exports(|_| 10.0));
    let facts = facts(&names, &["ratio,2022-01..2022-12,2022-12,,,1,0,2"]);
    assert_eq!(scored(&facts, &table, &Forecast::Model)[0].status, Status::Inside);
    assert_eq!(scored(&facts, &table, &Forecast::NothingHappens)[0].status, Status::Missing);
}
