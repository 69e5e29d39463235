//! The chain of a good is told by tables and plants of its own elements.

use coercivity_data::{Bundle, embedded};
use coercivity_world::indicators::{
    ChainLink, Plants, chain, largest_total, reliance_for, reliance_of, weakest_link,
};
use coercivity_world::{Good, Place};

use super::atlas_data::load;

fn links(good: &str) -> Vec<ChainLink> {
    let (vocabulary, _, atlas, _) = load(&embedded());
    chain(&atlas, &vocabulary, Good::new(good).expect("an id of goods.csv"))
}

/// The goods whose tables are shown, with a mark behind totals of more elements.
fn shown(good: &str) -> Vec<String> {
    let mark = |it: &ChainLink| if it.is_total { "+" } else { "" };
    links(good).iter().filter_map(|it| Some(format!("{}{}", it.of?.0, mark(it)))).collect()
}

fn plants(good: &str, stage: &str) -> (usize, usize) {
    let links = links(good);
    let link = links.iter().find(|it| it.stage.as_str() == stage).expect("a stage of the chain");
    let Plants { named, unsaid } = link.plants;
    (named, unsaid)
}

#[test]
fn a_good_is_judged_by_tables_of_its_own_elements() {
    let links = links("magnet:SmCo");
    assert_eq!(shown("magnet:SmCo"), ["concentrate:REO+"], "no table of Nd, Pr, Dy and Tb");
    assert_eq!(weakest_link(&links), None, "a total does not tell who makes samarium");
    assert_eq!(largest_total(&links).unwrap().of.unwrap().0.as_str(), "concentrate:REO");
    for light in ["oxide:La", "oxide:Sm", "oxide:Y", "metal:Y"] {
        assert_eq!(shown(light), ["concentrate:REO+"], "{light}");
    }
    assert_eq!(shown("oxide:Sc"), [""; 0], "scandium is in no table by country");
    assert_eq!(shown("oxide:REO"), ["concentrate:REO"], "a part does not tell of the whole");
}

#[test]
fn a_total_of_more_elements_is_shown_and_marked() {
    let of_magnets = ["concentrate:DyTb", "concentrate:MagREE", "concentrate:REO+", "oxide:MagREE"];
    assert_eq!(shown("alloy:NdFeB"), of_magnets);
    let of_one = ["concentrate:DyTb+", "concentrate:MagREE+", "concentrate:REO+", "oxide:MagREE+"];
    assert_eq!(shown("oxide:Dy"), of_one);
    assert_eq!(shown("magnet:any"), [""; 0], "of a kind not told nothing is known");
}

#[test]
fn plants_are_those_whose_product_names_the_good() {
    assert_eq!(plants("magnet:SmCo", "magnet"), (2, 0));
    assert_eq!(plants("magnet:NdFeB", "magnet"), (30, 0), "one of 31 makes samarium-cobalt alone");
    assert_eq!(plants("magnet:NdFeB-bonded", "magnet"), (0, 2), "two do not say which kind");
    assert_eq!(plants("magnet:SmCo", "mine"), (42, 0), "an ore holds all rare earths");
    assert_eq!(plants("magnet:SmCo", "alloy"), (0, 0));
    assert_eq!(plants("oxide:Y", "separation"), (1, 13));
    assert_eq!(
        plants("magnet:NdFeB", "separation"),
        (14, 11),
        "`separated oxides incl. SEG` leaves the rest open"
    );
}

#[test]
fn the_most_specific_reliance_comes_first() {
    let (vocabulary, _, atlas, _) = load(&embedded());
    let buyer = Place::new("USA").unwrap();
    let told = |good: &str| {
        let found = reliance_for(&atlas, &vocabulary, buyer, Good::new(good).unwrap());
        found.iter().map(|it| format!("{} {}", it.commodity, it.finding.value)).collect::<Vec<_>>()
    };
    assert_eq!(told("oxide:Y"), ["YTTRIUM 100"]);
    assert_eq!(told("oxide:Sc"), ["SCANDIUM 100"]);
    assert_eq!(told("oxide:Dy"), ["RARE EARTHS (Heavy) 100", "RARE EARTHS 67"]);
    assert_eq!(told("magnet:NdFeB"), ["RARE EARTHS 67", "RARE EARTHS (Heavy) 100"]);
    assert_eq!(told("magnet:SmCo"), ["RARE EARTHS 67"]);
    assert_eq!(told("magnet:any"), [""; 0]);
}

#[test]
fn a_commodity_without_a_chapter_stands_as_the_figure_has_it() {
    let (_, _, atlas, _) = load(&embedded());
    let found = reliance_of(&atlas, Place::new("USA").unwrap(), "rubidium");
    assert_eq!(found.first().map(|it| it.value), Some(100.0));
    assert_eq!(found[0].definition, "RUBIDIUM, net import reliance, MCS 2026");
}

#[test]
fn what_a_group_holds_is_checked() {
    let shipped = embedded();
    let path = "data/vocabulary/holds.csv";
    let text = "name,elements,note\nMagREE,Nd;NdPr;Xx,\nMagREE,Dy,\n";
    let files = shipped.files().map(|it| (it.0.to_owned(), it.1.to_owned()));
    let (_, _, _, problems) = load(&Bundle::new(files.chain([(path.to_owned(), text.to_owned())])));
    let told: Vec<String> = problems.iter().map(ToString::to_string).filter(|it| it.contains(path)).collect();
    assert_eq!(told.len(), 3, "{told:?}");
}
