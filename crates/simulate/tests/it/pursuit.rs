//! What would have to be true, pursued by narrowing inputs.

use coercivity_simulate::{DRIVER_DRAWS, GoOn};
use coercivity_simulate::{Interrupted, Nearness, Pursuit};
use coercivity_world::scenario::AskedFigure;

use crate::{shipped, world};

#[test]
fn inputs_are_narrowed_until_it_holds_in_half_of_the_draws_and_no_further() {
    let (_, world, base) = world();
    let mut scenario = shipped("baseline");
    scenario.months = 1;
    scenario.buyers.truncate(1);
    scenario.ask.end_uses.retain(|it| it.as_str() == "wind_turbine");
    let pursuit = |mark: f64| {
        Pursuit {
            world,
            base,
            scenario: &scenario,
            figures: &[AskedFigure::Remanence],
            draws: DRIVER_DRAWS as u32,
            seed: 5,
            progress: &|| GoOn::Yes,
        }
        .toward(&|_, it| {
            let kept = it.figures[0].remanence?;
            Some(Nearness { holds: kept >= mark, near: kept })
        })
        .unwrap()
    };
    let easy = pursuit(0.0);
    assert_eq!((easy.shares.as_slice(), easy.kept.len()), (&[1.0][..], 0), "what holds needs nothing");
    let rare = pursuit(0.75);
    let (first, last) = (rare.shares[0], rare.shares[rare.shares.len() - 1]);
    assert!(first < 0.5 && last > first, "{:?}", rare.shares);
    assert!(!rare.kept.is_empty() && rare.interrupted == Interrupted::No);
    assert!(rare.kept.iter().all(|it| it.chance <= 0.5 && it.low <= it.high), "{:?}", rare.kept);
}
