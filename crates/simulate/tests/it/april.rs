//! April 2025: the heavy elements leave the supplier's price, the light ones do not.

use coercivity_simulate::{
    CutPlan, Draw, DrawnEconomy, PriceKey, State, Tier, price_keys, shock_offset, walk,
};

use crate::{question, shipped};

#[test]
fn dysprosium_leaves_the_chinese_price_and_didymium_does_not() {
    let mut scenario = shipped("april-2025");
    scenario.months = 12;
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = by_hand.context(&question);
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let span = (scenario.from, scenario.months, Some(shock_offset(&scenario)));
    let path = walk(&context, &CutPlan::Written(&scenario.cuts), &mut state, span).unwrap();
    let keys = price_keys(&by_hand.setting, &scenario);
    let europe = |it: &&PriceKey| it.place.as_str() == "EUR" && it.tier == Tier::Free;
    // The largest gap between Europe's free price and the supplier's border, as a ratio, before and after.
    let gap = |good: &str, after: f64| {
        let free = keys.iter().filter(|it| it.good == good).find(europe).unwrap();
        let border = keys.iter().find(|it| it.good == good && it.tier == Tier::Fob).unwrap();
        let ratios =
            path.periods.iter().filter(|it| (it.period.start >= after) == (after > 0.0)).filter_map(|it| {
                Some(free.price(&by_hand.setting, it)? / border.price(&by_hand.setting, it)?)
            });
        ratios.fold(0.0, f64::max)
    };
    let since = f64::from(shock_offset(&scenario));
    assert!(gap("dysprosium-oxide", since) > 1.5, "dysprosium {}", gap("dysprosium-oxide", since));
    assert!(gap("ndpr-oxide", since) < 1.15, "didymium {}", gap("ndpr-oxide", since));
}
