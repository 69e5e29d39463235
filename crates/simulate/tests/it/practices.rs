//! How an authority uses its power: which of several practices counts, for which goods and whom, and for how long.

use coercivity_market::chain::{Grade, Stuff};
use coercivity_simulate::{Draw, DrawnEconomy, Handling};
use coercivity_world::scenario::{Ranged, Scenario};
use coercivity_world::{Element, EndUse, Place};

use crate::{question, shipped, written};

const HEAVY: Stuff = Stuff::Magnet(Grade::Heavy);

/// How applications of an end use for the supplier's goods are handled at central values, at the end of 2026.
fn handled(scenario: &Scenario, stuff: Stuff, to: &str, end_use: Option<&str>) -> Handling {
    let question = question(scenario);
    let economy = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let page = question.book.on("2026-12-31".parse().unwrap()).unwrap();
    let to = Place::new(to).unwrap();
    let lane = page.lanes().find(|it| {
        it.0.stuff == stuff && it.0.to == to && it.0.from.as_str() == "CHN" && !it.1.plain.licences.is_empty()
    });
    let licence = &lane.unwrap().1.plain.licences[0];
    economy.handlings.under(licence, to, end_use.and_then(EndUse::new))
}

/// The baseline with a practice of its own.
fn with(practice: &str) -> Scenario {
    written(&format!(
        "format = \"coercivity.scenario/1\"\nid = \"written\"\ntitle = \"Written\"\nextends = \"baseline\"\n\
         [[practice]]\nid = \"own\"\nclauses = [\"cn-mofcom-2025-018:*\"]\nfrom = 2026-12-01\ncited = \"assumed\"\n\
         granted_share = 0.1\n{practice}\n"
    ))
}

#[test]
fn of_two_practices_that_apply_the_last_one_decides() {
    let mut revived = shipped("revived-2026-11-11");
    let own = revived.practices.iter_mut().find(|it| it.id == "ann18-allies").unwrap();
    own.granted_share = Ranged::fixed(0.0);
    let granted = |to: &str| handled(&revived, HEAVY, to, Some("ev_motor")).granted_share;
    assert_eq!(granted("JPN"), 0.0);
    assert_eq!(granted("ASE"), 0.8, "the baseline's where the last one does not reach");
}

#[test]
fn a_practice_is_about_the_uses_it_names_and_about_no_other() {
    for said in ["uses = [\"wind_turbine\"]", "except_uses = [\"ev_motor\"]"] {
        let scenario = with(said);
        let granted = |end_use: &str| handled(&scenario, HEAVY, "JPN", Some(end_use)).granted_share;
        assert_eq!((granted("wind_turbine"), granted("ev_motor")), (0.1, 0.8), "{said}");
    }
    // Oxide is bought by no single use.
    let oxide = Stuff::Oxide(Element::new("Dy").unwrap());
    let bulk = |said: &str| handled(&with(said), oxide, "JPN", None).granted_share;
    assert_eq!(bulk("uses = [\"wind_turbine\"]"), 0.8);
    assert_eq!(bulk("except_uses = [\"ev_motor\"]"), 0.1);
}

#[test]
fn a_practice_is_about_the_goods_it_names_and_grants_last_as_long_as_it_says() {
    let scenario = with("goods = [\"oxide:Dy\"]\nvalid_months = 6");
    let [named, other] =
        ["Dy", "Tb"].map(|it| handled(&scenario, Stuff::Oxide(Element::new(it).unwrap()), "JPN", None));
    assert_eq!((named.granted_share, named.valid_months), (0.1, 6.0));
    assert_eq!((other.granted_share, other.valid_months), (0.8, f64::INFINITY));
}

#[test]
fn what_binds_military_users_alone_is_known_by_name() {
    let alone = |scenario: &str| {
        let scenario = shipped(scenario);
        let book = question(&scenario).book;
        book.on_military_alone().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(alone("revived-2026-11-11"), ["cn-mofcom-2025-061:2a"]);
    assert!(alone("cutoff").is_empty(), "whose suspension has run out does not bind");
}
