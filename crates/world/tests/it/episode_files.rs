//! The episodes that ship, and what holds for every text.
#![allow(clippy::unwrap_used)]

use coercivity_data::Problem;
use coercivity_world::episode::{EPISODES, Episode, load_episodes, read_episode};
use proptest::prelude::*;

use crate::scenario_cases::{WORLD, shown};

fn read(text: &str) -> (Option<Episode>, Vec<Problem>) {
    let mut problems = Vec::new();
    let episode = read_episode("my.toml", text, &WORLD.1, &mut problems);
    (episode, problems)
}

fn shipped() -> Vec<(&'static str, &'static str)> {
    WORLD.0.under(EPISODES).collect()
}

#[test]
fn every_shipped_episode_reads_and_is_called_like_its_file() {
    let mut problems = Vec::new();
    let episodes = load_episodes(&WORLD.0, &WORLD.1, &mut problems);
    assert_eq!(problems, []);
    assert_eq!(episodes.len(), 10);
    for ((path, _), episode) in shipped().into_iter().zip(&episodes) {
        assert_eq!(path, format!("{EPISODES}{}.toml", episode.id.to_lowercase()));
    }
}

#[test]
fn every_slip_of_an_episode_is_told_at_once_with_its_place() {
    let text = WORLD.0.text("data/history/episodes/e3-graphite.toml").unwrap();
    let slips = [
        (
            "law = [\"cn-mofcom-2023-039\"]",
            "law = [\"cn-mofcom-2023-093\"]",
            "instrument `cn-mofcom-2023-093`",
        ),
        ("best = 60000", "best = 99999", "low 30000, best 99999, high 90000"),
        ("to = \"USA\"", "to = \"USB\"", "place `USB`"),
        ("as_of = \"2023-09\"", "as_of = \"2023-10\"", "2023-10, which had not ended on 2023-10-20"),
        ("goods = [\"flake-graphite\"]", "goods = [\"flake\"]", "good `flake`"),
        ("class = \"any-user\"", "class = \"Any User\"", "class `Any User`"),
        ("\"2023-02\" = 7241.5", "\"2023-11\" = 7241.5", "2023-11, which had not ended on 2023-10-20"),
        ("source = \"usitc_dataweb\"", "source = \"usitc\"", "usitc"),
        ("quantity = \"exports\"", "quantity = \"export\"", "quantity `export`"),
        ("months = 25", "months = 2500", "2500 months"),
        ("law = \"graphite:natural\"", "law = \"graphite\"", "`graphite`"),
    ];
    let mut all = text.to_owned();
    for (right, wrong, _) in slips {
        assert!(all.contains(right), "{right}");
        all = all.replacen(right, wrong, 1);
    }
    all.push_str("[assume]\nthrift_shrt = 1\n");
    let (episode, problems) = read(&all);
    assert!(episode.is_none());
    for (_, wrong, found) in slips.into_iter().chain([("", "thrift_shrt = 1", "parameter `thrift_shrt`")]) {
        let line = all.lines().position(|it| it.contains(wrong)).unwrap() + 1;
        // A source is told at its table, all else at its value.
        let near = if found == "usitc" { 6 } else { 0 };
        let at = |it: &Problem| (line - near..=line).contains(&it.line);
        let told = problems.iter().any(|it| at(it) && it.found.contains(found));
        assert!(told, "line {line}: {found} is not told in\n{}", shown(&problems));
    }
    let near = problems.iter().find(|it| it.found.contains("thrift_shrt")).unwrap();
    assert_eq!(near.remedy, "did you mean `thrift_short`?");
}

#[test]
fn a_table_without_its_keys_tells_each_of_them() {
    let tables =
        "[[good]]\n[[maker]]\n[[lane]]\n[[user]]\n[[shock]]\n[[history]]\n[[project_class]]\n[[practice]]\n";
    let (episode, problems) = read(tables);
    assert!(episode.is_none());
    let missing = ["format", "known_on", "supplier", "from", "months", "law", "domestic_usd_per_kg", "makes"];
    let deeper = ["t_per_month", "goods", "places", "moves", "values", "count", "granted_share"];
    for key in missing.into_iter().chain(deeper) {
        let told = problems.iter().any(|it| it.to_string().contains(&format!("`{key}`")));
        assert!(told, "{key} is not told in\n{}", shown(&problems));
    }
}

/// An episode with one line replaced by another text: close to what people write.
fn nearly_right() -> impl Strategy<Value = String> {
    let texts: Vec<String> = shipped().into_iter().map(|it| it.1.to_owned()).collect();
    let piece =
        "\\PC{0,20}|[\\[\\]={}\",.a-c0-9:-]{0,12}|[a-z_]{1,10} = (-?[0-9]{1,20}(\\.[0-9])?|\"[a-z:-]{0,8}\")";
    (prop::sample::select(texts), any::<prop::sample::Index>(), piece).prop_map(|(text, at, piece)| {
        let mut lines: Vec<&str> = text.lines().collect();
        let at = at.index(lines.len());
        lines[at] = &piece;
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_is_too_odd_for_the_reader_of_episodes(text in "\\PC*|[\\[\\]={}\",.a-c0-9\n:-]*") {
        let (episode, problems) = read(&text);
        prop_assert!(episode.is_some() || !problems.is_empty());
    }

    #[test]
    fn no_slip_is_too_odd_for_the_reader_of_episodes(text in nearly_right()) {
        let (episode, problems) = read(&text);
        prop_assert!(episode.is_some() == problems.is_empty());
        let lines = text.lines().count() + 1;
        for problem in &problems {
            prop_assert!(problem.line <= lines, "{problem} lies beyond the file");
        }
    }
}

#[test]
fn classes_of_users_are_any_names_and_practices_name_those_of_the_file() {
    let text = WORLD.0.text("data/history/episodes/e3-graphite.toml").unwrap();
    let own = text.replacen("class = \"any-user\"", "class = \"defence-cells\"", 1);
    let practice = |who: &str| {
        format!(
            "{own}\n[[practice]]\nid = \"own\"\nclauses = [\"cn-mofcom-2023-039:*\"]\nfrom = 2023-12-01\n\
             granted_share = 0.5\nvalid_months = 6\nsource = \"assumed_market\"\n{who}\n"
        )
    };
    let (episode, problems) = read(&practice("goods = [\"flake-graphite\"]\nusers = [\"defence-cells\"]"));
    assert_eq!(problems, []);
    let found = episode.unwrap().practices.pop().unwrap();
    assert_eq!((found.goods.len(), found.uses[0].as_str()), (1, "defence-cells"));
    assert_eq!(found.valid_months.map(|it| it.best), Some(6.0));
    let (_, problems) = read(&practice("except_users = [\"cells\"]"));
    let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
    assert_eq!(found, ["class `cells`"]);
}

#[test]
fn what_could_change_nothing_is_told_with_its_table() {
    let text = WORLD.0.text("data/history/episodes/e3-graphite.toml").unwrap();
    let shock = |id: &str, moves: &str, place: &str, from: &str| {
        format!(
            "[[shock]]\nid = \"{id}\"\nmoves = \"{moves}\"\nplace = \"{place}\"\nshare = 0.5\nfrom = {from}\nto = {from}\n\
             source = \"assumed_market\"\n"
        )
    };
    let practice = "[[practice]]\nid = \"german\"\nclauses = [\"cn-mofcom-2023-039:*\"]\ndestinations = [\"DEU\"]\n\
                    from = 2023-12-01\ngranted_share = 0.5\nsource = \"assumed_market\"\n";
    let more = [
        shock("late", "supply", "CHN", "2035-01-01"),
        shock("empty", "supply", "DEU", "2024-01-01"),
        shock("unused", "demand", "BRA", "2024-01-01"),
        practice.to_owned(),
        "[[lane]]\ngood = \"flake-graphite\"\nfrom = \"CHN\"\nto = \"BRA\"\nt_per_month = 1\nsource = \"assumed_market\"\n".to_owned(),
        "[[user]]\ngoods = [\"flake-graphite\"]\nplaces = [\"USA\"]\nclass = \"cells\"\nshare = 0.6\n\
         source = \"assumed_market\"\n".to_owned(),
    ]
    .concat();
    let (_, problems) = read(&format!("{text}\n{more}"));
    let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
    assert_eq!(
        found,
        [
            "shock `late` from 2035-01-01 to 2035-01-01",
            "shock `empty` where nobody makes the goods",
            "shock `unused` where nobody uses the goods",
            "practice `german` for DEU, to which none of the goods is shipped",
            "a lane to BRA, where nobody uses what comes",
            "shares of `flake-graphite` in USA that add up to 1.6",
        ]
    );
    assert!(problems.iter().all(|it| it.line > text.lines().count()), "{problems:?}");
}
