//! What an episode file may say and cannot mean: each is told with its place, all at once.
#![allow(clippy::unwrap_used)]

use coercivity_data::Problem;
use coercivity_world::episode::{read_episode, tell_repeated_episodes};

use crate::scenario_cases::{WORLD, shown};

/// The guide's own example.
fn example() -> String {
    let guide = include_str!("../../../../docs/guides/write-an-episode.md");
    guide.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

fn problems(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let episode = read_episode("my.toml", text, &WORLD.1, &mut problems);
    assert_eq!(episode.is_some(), problems.is_empty(), "{}", shown(&problems));
    problems
}

/// An instrument of the example's own with one clause.
fn measure(id: &str, effect: &str, goods: &str) -> String {
    format!(
        "[[measure]]\nid = \"{id}\"\nstanding = \"invented\"\nannounced = 2025-02-10\n[[measure.clause]]\nid = \"1\"\n\
         title = \"t\"\ntext = \"t\"\ntext_kind = \"summary\"\ntakes_effect = 2025-02-10\neffect = {effect}\n\
         [measure.clause.scope]\ngoods = [\"{goods}\"]\nfrom = [\"CN\"]\nto = [\"JP\"]\n"
    )
}

#[test]
fn the_example_has_no_problem_and_may_have_measures_of_its_own() {
    assert_eq!(problems(&example()), []);
    let with = example() + &measure("stop", "{ kind = \"deny\" }", "oxide:W");
    assert_eq!(problems(&with), []);
}

#[test]
fn names_that_the_episodes_law_does_not_know_are_told_together() {
    let text = example().replace("meets = [\"ann-10-thresholds\"]", "meets = [\"ann-10-treshold\"]").replace(
        "clauses = [\"cn-mofcom-2025-010:*\"]",
        "clauses = [\"cn-mofcom-2025-099:*\", \"cn-mofcom-2025-010:9\"]",
    ) + &measure("stop", "{ kind = \"deny\" }", "oxide:Wolfram")
        + &measure("other", "{ kind = \"deny\" }", "oxide:Dy")
        + &measure("money", "{ kind = \"fund\", form = \"grant\" }", "oxide:W");
    let told = problems(&text);
    let line = |words: &str| text.lines().position(|it| it.contains(words)).unwrap() + 1;
    for (at, found, remedy) in [
        (line("treshold"), "condition `ann-10-treshold`", "did you mean `ann-10-thresholds`?"),
        (line("2025-099"), "instrument `cn-mofcom-2025-099`", "did you mean `cn-mofcom-2025-010`?"),
        (line("2025-099"), "clause `9`", "did you mean `1`?"),
        (0, "thing `oxide:Wolfram`", "write the symbols of its elements"),
        (0, "clause `1`, which speaks of no good of this file", "it would change nothing"),
        (0, "money builds projects", "it would change nothing"),
    ] {
        let fits = |it: &&Problem| it.found.contains(found) && it.remedy.contains(remedy);
        let it = told.iter().find(fits).unwrap_or_else(|| panic!("{found} is not told in\n{}", shown(&told)));
        assert!(it.line == at || at == 0 && it.line > 70, "{it}");
    }
    assert_eq!(told.len(), 6, "{}", shown(&told));
}

#[test]
fn a_condition_of_another_good_and_law_of_other_goods_are_told() {
    let told = problems(&example().replace("law = \"oxide:W\"", "law = \"oxide:Mo\""));
    let found: Vec<&str> = told.iter().map(|it| it.found.as_str()).collect();
    assert!(found[0].contains("instruments whose clauses speak of no good of this file"), "{found:?}");
    assert!(found[1].contains("which no clause asks of `oxide:Mo`"), "{found:?}");
}

#[test]
fn a_substance_that_nothing_is_called_is_told_with_what_is_near() {
    let lawless = example()
        .replace("law = [\"cn-mofcom-2025-010\"]", "")
        .replace("meets = [\"ann-10-thresholds\"]", "");
    let lawless = lawless.split("[[practice]]").next().unwrap().to_owned();
    let named = |law: &str| problems(&lawless.replace("law = \"oxide:W\"", &format!("law = \"{law}\"")));
    for (law, remedy) in [
        ("oxide:Sbb", "did you mean `oxide:Sb`?"),
        ("metal:Galium", "did you mean `metal:Ga`?"),
        ("magnet:NdFeB+Dyy", "did you mean `+Dy`?"),
        ("powder:SmCoo", "did you mean `powder:SmCo`?"),
        ("metal:ferrovanadium", "such as `material:ferrovanadium`"),
    ] {
        let told = named(law);
        assert_eq!(told.len(), 1, "{law}: {}", shown(&told));
        assert_eq!(told[0].found, format!("good `{law}`"));
        let line = lawless.lines().position(|it| it.contains("law = \"oxide:W\"")).unwrap() + 1;
        assert!(told[0].remedy.contains(remedy) && told[0].line == line, "{}", told[0]);
    }
    // Commodities that no vocabulary has stand at stages of their own, or as what their elements are.
    for law in [
        "graphite:natural",
        "fluorspar:acid-grade",
        "material:ferrovanadium",
        "metal:Ga",
        "oxide:WO3",
        "oxide:NdPr",
    ] {
        assert_eq!(named(law), [], "{law}");
    }
    let list = lawless + &measure("stop", "{ kind = \"deny\" }", "list:annex");
    assert!(problems(&list).iter().any(|it| it.found == "thing `list:annex`"));
}

#[test]
fn a_good_that_a_quota_cannot_count_is_refused_until_it_says_how() {
    let quota = |unit: &str| {
        measure(
            "cap",
            &format!("{{ kind = \"quota\", tonnes_per_year = 900, unit = \"{unit}\" }}"),
            "oxide:W",
        )
    };
    let text = example() + &quota("t_element");
    let told = problems(&text);
    assert_eq!(told.len(), 1, "{}", shown(&told));
    assert!(
        told[0].found.contains("`oxide:W`, which clause `1`")
            && told[0].found.ends_with("counts in t_element")
    );
    assert!(told[0].remedy.contains("per_tonne = { t_element"), "{}", told[0]);
    let said = text.replace("law = \"oxide:W\"", "law = \"oxide:W\"\nper_tonne = { t_element = 0.793 }");
    assert_eq!(problems(&said), []);
    for unit in ["t_gross", "t_oxide"] {
        assert_eq!(problems(&(example() + &quota(unit))), [], "{unit}");
    }
    for unit in ["t_reo", "t_magnet"] {
        assert_eq!(problems(&(example() + &quota(unit))).len(), 1, "{unit}");
    }
    let odd = text.replace("law = \"oxide:W\"", "law = \"oxide:W\"\nper_tonne = { t_elements = 0.793 }");
    assert!(problems(&odd).iter().any(|it| it.found.contains("t_elements")));
}

#[test]
fn what_is_in_a_tonne_follows_from_the_name_where_it_can() {
    let counts = |law: &str| {
        let text = example().replace("law = \"oxide:W\"", &format!("law = \"{law}\""));
        let text =
            text.replace("law = [\"cn-mofcom-2025-010\"]", "").replace("meets = [\"ann-10-thresholds\"]", "");
        let mut problems = Vec::new();
        let episode =
            read_episode("my.toml", text.split("[[practice]]").next().unwrap(), &WORLD.1, &mut problems);
        assert_eq!(problems, []);
        let good = episode.unwrap().goods.remove(0);
        good.counts
            .into_iter()
            .map(|it| format!("{} {:.4}", it.0.ending(), it.1))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(counts("oxide:Dy"), "t_element 0.8713, t_reo 1.0000, t_oxide 1.0000, t_gross 1.0000");
    assert_eq!(counts("metal:Dy"), "t_element 1.0000, t_reo 1.1477, t_oxide 1.1477, t_gross 1.0000");
    assert_eq!(counts("oxide:LaCe"), "t_reo 1.0000, t_oxide 1.0000, t_gross 1.0000");
    assert_eq!(counts("magnet:NdFeB+Dy"), "t_gross 1.0000, t_magnet 1.0000");
    assert_eq!(counts("metal:Ga"), "t_element 1.0000, t_gross 1.0000");
}

#[test]
fn what_stands_twice_or_backwards_or_out_of_range_is_told_together() {
    let history = "[[history]]\nquantity = \"exports\"\ngood = \"tungsten-oxide\"\nplace = \"CHN\"\n\
                   counterpart = \"WORLD\"\nvalues = { \"2024-12\" = -10 }\nsource = \"assumed_market\"\n";
    let shock = "[[shock]]\nid = \"flood\"\nmoves = \"supply\"\nshare = 1.5\nfrom = 2025-03-01\nto = 2025-04-01\n\
                 source = \"assumed_market\"\n";
    let sum = "[[aggregate]]\nid = \"tungsten-oxide\"\nkind = \"sum\"\ngoods = [\"tungsten-oxide\"]\n";
    let assume = "[assume]\napproval_hazard_per_month = 7\ncover_weeks_users = -3\n\
                  leakage_share = { low = 0.9, best = 0.1, high = 2 }\nleakage_premium_share = 1.5\n";
    let text = example()
        .replace("id = \"new-mine\"", "id = \"CHN-mines\"")
        .replace("from = 2025-02-04\n", "from = 2025-02-04\nuntil = 2024-01-01\n")
        .replace("to = \"XCN\"", "to = \"JPN\"")
        + history
        + shock
        + sum
        + &measure("stop", "{ kind = \"deny\" }", "oxide:W")
        + &measure("stop", "{ kind = \"deny\" }", "oxide:W")
        + assume;
    let told = problems(&text);
    for found in [
        "maker `CHN-mines`, which stands in line",
        "from 2025-02-04 until 2024-01-01",
        "lane `tungsten-oxide from CHN to JPN`, which stands in line",
        "2024-12 of exports:tungsten-oxide:CHN:-:WORLD, which stands in line",
        "-10 in 2024-12",
        "1.5 for `share`",
        "aggregate `tungsten-oxide`, which is a [[good]] too",
        "instrument `stop`, which my.toml:",
        "7 to 7 for `approval_hazard_per_month`",
        "-3 to -3 for `cover_weeks_users`",
        "low 0.9, best 0.1, high 2",
    ] {
        let it = told.iter().find(|it| it.found.contains(found));
        assert!(it.is_some_and(|it| it.line > 0), "{found} is not told in\n{}", shown(&told));
    }
    assert_eq!(told.len(), 11, "{}", shown(&told));
}

#[test]
fn tables_that_contradict_one_another_name_the_good_and_its_tonnes() {
    let few = example().replace("low = 4000, best = 5000, high = 6500", "low = 40, best = 50, high = 65");
    let told = problems(&few);
    assert_eq!(told.len(), 1, "{}", shown(&told));
    let found = "CHN sends on 400 to 1150 t of `tungsten-oxide` a month, makes 40 to 65 and takes in 0";
    assert_eq!(told[0].found, found);
    let line = few.lines().position(|it| it.contains("low = 300, best = 500")).unwrap() + 1;
    assert_eq!((told[0].line, told[0].column > 1), (line, true));
    let nobody = example().replacen("place = \"CHN\"\nmakes", "place = \"USA\"\nmakes", 1);
    assert!(problems(&nobody)[0].found.contains("makes 0 and takes in 0"));
    // What could not be read is no contradiction; a lane that ends where it begins is none at all.
    let unread = example().replace("low = 4000, best = 5000", "low = -4000, best = 5000");
    let own = unread.replace("to = \"JPN\"", "to = \"CHN\"");
    let told: Vec<String> = problems(&own).into_iter().map(|it| it.found).collect();
    assert_eq!(told, ["-4000 for `low`", "a lane from `CHN` to itself"]);
    // Within reach of the ranges nothing is wrong: a draw that contradicts itself is told by the replay.
    let near = example().replace("low = 4000, best = 5000, high = 6500", "low = 40, best = 50, high = 6500");
    assert_eq!(problems(&near), []);
}

#[test]
fn an_id_of_two_files_is_told() {
    let (a, b) = (example(), example());
    let mut told = Vec::new();
    tell_repeated_episodes([("a.toml", a.as_str()), ("b.toml", b.as_str())].into_iter(), &mut told);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].file.as_str(), told[0].line), ("b.toml", 2));
    assert!(told[0].found.contains("episode `tungsten-2025`, which a.toml is already"));
}

#[test]
fn a_sum_has_no_weights_and_no_good_twice_and_a_tonne_holds_no_more_than_itself() {
    let good = example()
        .split("[[good]]")
        .nth(1)
        .unwrap()
        .lines()
        .find(|it| it.starts_with("id"))
        .unwrap()
        .to_owned();
    let id = good.split('"').nth(1).unwrap().to_owned();
    let told = |more: &str, found: &str| {
        let told = problems(&(example() + more));
        assert!(told.iter().any(|it| it.found.contains(found)), "{found}: {}", shown(&told));
    };
    told(
        &format!("[[aggregate]]\nid = \"all\"\nkind = \"sum\"\nweights = {{ \"{id}\" = 2.0 }}\n"),
        "weights of a sum",
    );
    let twice = format!("[[aggregate]]\nid = \"all\"\nkind = \"sum\"\ngoods = [\"{id}\", \"{id}\"]\n");
    told(&twice, "twice in one aggregate");
    let counted =
        example().replacen(&good, &format!("{good}\nper_tonne = {{ t_element = 2.0, t_gross = 0.5 }}"), 1);
    let counted = problems(&counted);
    for found in ["`t_element = 2`", "`t_gross = 0.5`"] {
        assert!(counted.iter().any(|it| it.found.contains(found)), "{found}: {}", shown(&counted));
    }
}
