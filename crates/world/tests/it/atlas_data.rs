//! The shipped atlas loads without a problem, and a fault in a table is told at its line.

use coercivity_data::{AtlasRecords, Bundle, Problem, SourceRecords, VocabularyRecords, embedded};
use coercivity_world::{Atlas, Good, PriceBasis, Sources, Vocabulary, element_price};
use proptest::prelude::*;

/// Reads and links everything that the atlas needs.
pub fn load(bundle: &Bundle) -> (Vocabulary, Sources, Atlas, Vec<Problem>) {
    let mut problems = Vec::new();
    let sources = Sources::link(&SourceRecords::read(bundle, &mut problems));
    let vocabulary =
        Vocabulary::link(&VocabularyRecords::read(bundle, &mut problems), &sources, &mut problems);
    let records = AtlasRecords::read(bundle, &mut problems);
    let atlas = Atlas::link(&records, &vocabulary, &sources, &mut problems);
    (vocabulary, sources, atlas, problems)
}

/// The shipped bundle with one text exchanged.
fn with(path: &str, text: &str) -> Bundle {
    let shipped = embedded();
    let files = shipped.files().map(|it| (it.0.to_owned(), it.1.to_owned()));
    Bundle::new(files.chain([(path.to_owned(), text.to_owned())]))
}

#[test]
fn shipped_data_loads_without_a_problem() {
    let (_, sources, atlas, problems) = load(&embedded());
    let told: Vec<String> = problems.iter().take(20).map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), told.join("\n"));
    assert_eq!(atlas.facilities.len(), 126, "122 plants and the four that the audit added");
    assert_eq!(atlas.baskets.len(), 14, "13 published baskets and one declared proxy");
    assert!(sources.len() > 170);
}

#[test]
fn baskets_are_normalised_and_raw_rows_stay() {
    let (_, _, atlas, _) = load(&embedded());
    let xunwu = atlas.basket("xunwu_clay").unwrap();
    assert!((xunwu.raw_sum() - 103.46).abs() < 0.011, "{}", xunwu.raw_sum());
    let whole: f64 = xunwu.shares().iter().filter_map(|it| it.best).sum();
    assert!((whole - 1.0).abs() < 1e-12);
    let pass = atlas.basket("mountain_pass_bastnaesite").unwrap().shares();
    let terbium = pass.iter().find(|it| it.element.as_str() == "Tb").unwrap();
    assert_eq!((terbium.range, terbium.best), (None, None), "unknown is not zero");
}

#[test]
fn a_later_edition_is_chosen_and_the_older_kept() {
    let (_, _, atlas, _) = load(&embedded());
    let terbium = atlas.price(Good::new("oxide:Tb").unwrap(), PriceBasis::AsPublished, 2020);
    assert_eq!(terbium.all.len(), 2);
    assert_eq!(terbium.chosen.unwrap().fact.best, Some(670.0));
    assert_eq!(terbium.spread(), Some((628.0, 670.0)));
    let april = atlas.price(Good::new("oxide:Dy").unwrap(), PriceBasis::CifEurope, 2025);
    assert_eq!(april.chosen.unwrap().fact.as_of.to_string(), "2025-05-06", "of days the latest");
}

#[test]
fn an_oxide_price_becomes_the_price_of_its_element() {
    let (vocabulary, _, atlas, _) = load(&embedded());
    let of = |good: &str, basis| {
        let choice = atlas.price(Good::new(good).unwrap(), basis, 2024);
        element_price(choice.chosen.unwrap(), &vocabulary)
    };
    let dysprosium = of("oxide:Dy", PriceBasis::Fob).unwrap();
    assert!((dysprosium.best.unwrap().in_usd_per_kg() - 257.0 / 0.8713).abs() < 1e-9);
    assert_eq!(dysprosium.cited.sources, ["usgs_mcs2026_data", "iupac_calc"]);
    assert_eq!(of("metal:Y", PriceBasis::Fob).unwrap().best.unwrap().in_usd_per_kg(), 33.0);
    let yuan = atlas.price(Good::new("oxide:Dy").unwrap(), PriceBasis::Domestic, 2025);
    assert_eq!(element_price(yuan.chosen.unwrap(), &vocabulary), None, "yuan are not converted here");
}

#[test]
fn faults_are_told_at_their_place() {
    let head = "place,stage,good,statistic,edition,low,best,high,unit,as_of,source,at,confidence,note\n";
    let rows = "CHNN,mine,concentrate:REO,output,,,1,,t_reo,2025,usgs_mcs2026_data,,primary,\n\
                CHN,mine,concentrate:RE0,output,,,-1,,t_reo,2025,usgs_mcs2026_data,,primary,\n\
                CHN,mine,concentrate:RE0,output,,,1,,t_reo,2025,usgs_mcs2026_dat,,primary,\n\
                CHN,mine,concentrate:REO,share,,,101,,percent,2025,usgs_mcs2026_data,,primary,\n\
                CHN,mine,concentrate:REO,share,,,70,,percent,soon,,,primary,\n";
    let (_, _, _, problems) = load(&with("data/atlas/stages.csv", &format!("{head}{rows}")));
    let told: Vec<_> = problems.iter().map(|it| (it.line, it.column, it.remedy.as_str())).collect();
    let has = |line, column, remedy: &str| {
        told.iter().any(|it| it.0 == line && it.1 == column && it.2.contains(remedy))
    };
    assert!(has(2, 1, "`CHN`"), "{told:?}");
    assert!(has(3, 35, "correct the number"), "{told:?}");
    assert!(has(4, 0, "`usgs_mcs2026_data`"), "{told:?}");
    assert!(has(4, 10, "`concentrate:REO`"), "{told:?}");
    assert!(has(5, 34, "correct the number or the unit"), "{told:?}");
    assert!(has(6, 46, "time the number speaks of"), "{told:?}");
    assert!(has(6, 51, "fill the cell in"), "{told:?}");
}

#[test]
fn a_facility_is_dated_and_lies_on_the_globe() {
    let shipped = embedded();
    let text = shipped.text("data/atlas/facilities.csv").unwrap();
    let wrong = text.replacen("CHN,41.8,109.97,site", "CHN,141.8,109.97,site", 1).replacen(
        ",2012,sbwire",
        ",then,sbwire",
        1,
    );
    let (_, _, _, problems) = load(&with("data/atlas/facilities.csv", &wrong));
    let told: Vec<_> = problems.iter().map(|it| (it.line, it.found.as_str())).collect();
    assert!(told.contains(&(2, "`141.8` in `latitude`")), "{told:?}");
    assert!(told.contains(&(16, "`then` in `as_of`")), "{told:?}");
}

#[test]
fn a_source_key_stands_once_across_files() {
    let twice = "key,publisher,title,year,address,licence\niea_cmde,IEA,again,2025,,\n";
    let (_, _, _, problems) = load(&with("data/sources/zz.csv", twice));
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].file.as_str(), problems[0].line), ("data/sources/zz.csv", 2));
    assert!(problems[0].remedy.contains("data/sources/atlas.csv"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_makes_the_readers_panic(text in "(\\PC|\n|,|\"){0,200}", which in 0usize..9) {
        let paths = ["data/atlas/stages.csv", "data/atlas/facilities.csv", "data/vocabulary/stages.csv",
            "data/vocabulary/countries.csv", "data/sources/atlas.csv", "data/atlas/claims.csv",
            "data/atlas/baskets.csv", "data/vocabulary/elements.csv", "data/vocabulary/holds.csv"];
        let path = paths[which];
        let mut problems = Vec::new();
        let bundle = Bundle::new([(path.to_owned(), text)]);
        let _ = SourceRecords::read(&bundle, &mut problems);
        let vocabulary = VocabularyRecords::read(&bundle, &mut problems);
        let _ = Vocabulary::link(&vocabulary, &Sources::default(), &mut problems);
        let _ = AtlasRecords::read(&bundle, &mut problems);
        prop_assert!(!problems.is_empty(), "missing tables at least");
    }
    #[test]
    fn no_cell_makes_the_readers_panic(cells in proptest::collection::vec("[^,\"\n]{0,12}", 14)) {
        let head = "place,stage,good,statistic,edition,low,best,high,unit,as_of,source,at,confidence,note\n";
        let text = format!("{head}{}\n", cells.join(","));
        let mut problems = Vec::new();
        let bundle = Bundle::new([("data/atlas/stages.csv".to_owned(), text)]);
        let records = AtlasRecords::read(&bundle, &mut problems);
        let _ = Atlas::link(&records, &Vocabulary::default(), &Sources::default(), &mut problems);
    }
}

#[test]
fn a_place_is_meant_by_its_name_in_several_languages() {
    let (vocabulary, ..) = load(&embedded());
    let meant = |word: &str| vocabulary.place_meant(word).map(|it| it.id.to_string());
    for word in ["DEU", "de", "Germany", "Deutschland", "ALLEMAGNE", "德国", "ドイツ"] {
        assert_eq!(meant(word).as_deref(), Some("DEU"), "{word}");
    }
    for (word, id) in
        [("VIET NAM", "VNM"), ("KOREA, REPUBLIC OF", "KOR"), ("Österreich", "AUT"), ("österreich", "AUT")]
    {
        assert_eq!(meant(word).as_deref(), Some(id), "{word}");
    }
    for word in ["", "Atlantis", "Deutsch"] {
        assert_eq!(meant(word), None, "{word}");
    }
}
