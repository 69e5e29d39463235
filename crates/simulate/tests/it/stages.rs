//! Independence by stage: cuts that begin further down the chain.

use coercivity_market::chain::Kind;
use coercivity_simulate::{CutPlan, Draw, Drawn, DrawnEconomy, Thorough, drawn};
use coercivity_world::scenario::{AskedFigure, Scenario};

use crate::{question, shipped};

/// One year of one buyer whose coatings need oxide, and whose motors need magnets.
fn asked(figure: AskedFigure) -> Scenario {
    let mut scenario = shipped("baseline");
    scenario.months = 12;
    scenario.buyers.truncate(1);
    scenario.ask.end_uses.retain(|it| ["yttrium_coating", "wind_turbine"].contains(&it.as_str()));
    scenario.ask.figures.clear();
    scenario.ask.want(figure);
    scenario
}

fn answer(scenario: &Scenario) -> Drawn {
    drawn(&question(scenario), Draw::Central, Thorough::No).unwrap().0
}

#[test]
fn a_cut_from_a_stage_on_leaves_what_comes_before_it() {
    let scenario = asked(AskedFigure::Independence);
    let question = question(&scenario);
    let economy = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let supplier = economy.setting.assumed.supplier;
    let lanes = economy.setting.chain.activities.iter();
    let sold = lanes.filter(|it| it.from == supplier && it.to != supplier);
    let mut cut = vec![("metal", 0, 0), ("magnet", 0, 0), ("concentrate", 0, 0)];
    for lane in sold {
        let Kind::Lane(stuff) = lane.kind else { continue };
        for (stage, all, magnets) in &mut cut {
            let severity = CutPlan::From { stage }.severity(scenario.from, 0.5, stuff, lane.to);
            *all += usize::from(severity > 0.0);
            *magnets += usize::from(severity > 0.0 && stuff.to_string().contains("magnet"));
            assert!(severity == 0.0 || !stuff.to_string().contains("oxide"), "{stage}: {stuff}");
        }
    }
    let [(_, metal, of_metal), (_, magnet, of_magnet), nothing] = cut[..] else { panic!("three stages") };
    assert!(metal > magnet && magnet > 0, "a cut from metal on holds more than one of magnets");
    assert_eq!(
        (of_metal, of_magnet),
        (magnet, magnet),
        "both hold every magnet, and the second nothing else"
    );
    assert_eq!(nothing, ("concentrate", 0, 0), "concentrate is no stage from which a total cut begins");
}

#[test]
fn a_use_waits_for_the_stage_that_it_buys() {
    let scenario = asked(AskedFigure::Stages);
    let (question, drawn) = (question(&scenario), answer(&scenario));
    assert_eq!(question.stages, ["metal", "magnet"], "what the supplier sells after the oxide");
    let place = |end_use: &str| {
        question.groups.iter().position(|it| it.end_use.as_str() == end_use).expect("a use asked")
    };
    let (coating, wind) = (place("yttrium_coating"), place("wind_turbine"));
    assert_eq!(drawn.independence.groups[coating], None, "without oxide");
    let [metal, magnet] = &drawn.stage_independence[..] else { panic!("two stages") };
    for stage in [metal, magnet] {
        assert_eq!(stage.groups[coating], Some(scenario.from), "coatings buy oxide, which is still sold");
        assert_eq!(stage.groups[wind], None, "wind buys magnets");
        assert_eq!(stage.buyers[0], None, "every use asked");
    }
}

#[test]
fn stages_are_told_beside_independence_and_only_where_asked() {
    let stages = asked(AskedFigure::Stages);
    assert!(stages.ask.wants(AskedFigure::Independence));
    let (with, without) = (answer(&stages), answer(&asked(AskedFigure::Independence)));
    assert_eq!(with.independence, without.independence, "the total cut is the same");
    assert!(without.stage_independence.is_empty());
}
