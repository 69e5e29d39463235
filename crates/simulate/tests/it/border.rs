//! What is paid at the supplier's border and what passes it, in a chain small enough to reckon by hand.

use super::replays::{series, told, written};
use coercivity_simulate::Told;

/// One good at USD 10 of which one place makes 1000 t a month and ships 300 t to one place and 200 t to another; nothing
/// else moves.
const TINY: &str = r#"
format = "coercivity.episode/1"
id = "tiny"
title = "one good, one maker, two buyers"
known_on = 2025-01-01
supplier = "CHN"
from = "2024-01"
months = 24
freight_usd_per_kg = 0
[assume]
demand_deviation = 0
news_deviation = 0
quote_deviation = 0
trade_deviation = 0
discrepancy_deviation = 0
demand_growth_per_year = 0
customs_grace_days = 0
front_loading = 1
announcement_rise = 0
leakage_share = 0
transit_share = 0
thrift_most = 0
quote_months = 0
contract_price_months = 0
[[good]]
id = "widget"
law = "widget:plain"
domestic_usd_per_kg = 10
border_over_domestic = 1
source = "assumed_market"
[[maker]]
id = "maker"
place = "CHN"
makes = [{ good = "widget", t_per_month = 1000 }]
source = "assumed_market"
[[lane]]
good = "widget"
from = "CHN"
to = "JPN"
t_per_month = 300
source = "assumed_market"
[[lane]]
good = "widget"
from = "CHN"
to = "USA"
t_per_month = 200
source = "assumed_market"
[[user]]
goods = ["widget"]
places = ["CHN", "JPN", "USA"]
class = "any-user"
cover_weeks = 4
stop_factor = 5
source = "assumed_market"
"#;

/// The chain under one clause of an issuer that takes effect on a day.
fn under(issuer: &str, (day, effect, scope): (&str, &str, &str)) -> Vec<Told> {
    let text = format!(
        r#"{TINY}
[[measure]]
id = "act"
issuer = "{issuer}"
title = "An act"
standing = "invented"
announced = {day}
[[measure.clause]]
id = "1"
title = "An act"
text = "An act."
takes_effect = {day}
effect = {effect}
[measure.clause.scope]
goods = ["widget:plain"]
{scope}
"#
    );
    told(&written(&text), 0)
}

fn of(told: &[Told], key: &str, month: &str) -> f64 {
    series(told, key)[month]
}

#[test]
fn the_rent_of_a_quota_is_paid_where_the_quota_counts() {
    let quota = r#"{ kind = "quota", tonnes_per_year = 1200, unit = "t_gross" }"#;
    let scope = "from = [\"CN\"]\nto = [\"JP\"]";
    let told = under("CN", ("2025-03-01", quota, scope));
    let june = "2025-06";
    assert!((of(&told, "exports:widget:CHN:-:JPN", june) - 100.0).abs() < 0.1);
    let inside = of(&told, "price:widget:CHN:domestic:-", june);
    let (counted, free) = (
        of(&told, "price:widget:JPN:unit-value:CHN", june),
        of(&told, "price:widget:USA:unit-value:CHN", june),
    );
    assert!((free / inside - 1.0).abs() < 1e-6, "{free} where no quota counts, {inside} inside");
    assert!(counted > 1.5 * free, "{counted} under the quota, {free} beside it");
    // At the border all that leaves is paid its own price.
    let shipped = |to: &str| of(&told, &format!("exports:widget:CHN:-:{to}"), june);
    let mean = (counted * shipped("JPN") + free * shipped("USA")) / (shipped("JPN") + shipped("USA"));
    let fob = of(&told, "price:widget:CHN:fob:-", june);
    assert!((fob / mean - 1.0).abs() < 0.02, "{fob} against {mean}");
}

#[test]
fn a_duty_of_the_supplier_is_part_of_the_price_at_its_border_and_a_buyers_is_not() {
    let duty = r#"{ kind = "duty", ad_valorem_percent = 20 }"#;
    let june = "2025-06";
    let exported = under("CN", ("2025-03-01", duty, "from = [\"CN\"]\nto_outside = [\"CN\"]"));
    let inside = of(&exported, "price:widget:CHN:domestic:-", june);
    for key in ["price:widget:CHN:fob:-", "price:widget:JPN:unit-value:CHN"] {
        let paid = of(&exported, key, june);
        assert!((paid / inside - 1.2).abs() < 1e-6, "{key}: {paid} against {inside}");
    }
    let imported = under("JP", ("2025-03-01", duty, "to = [\"JP\"]\nfrom_outside = [\"JP\"]"));
    let inside = of(&imported, "price:widget:CHN:domestic:-", june);
    for key in ["price:widget:CHN:fob:-", "price:widget:JPN:unit-value:CHN"] {
        let paid = of(&imported, key, june);
        assert!((paid / inside - 1.0).abs() < 1e-6, "{key}: {paid} against {inside}");
    }
}

#[test]
fn a_month_in_which_a_lane_closes_has_what_passed_before_the_day() {
    let scope = "from = [\"CN\"]\nto = [\"JP\"]";
    for (day, passed) in
        [("2025-03-03", 2.0), ("2025-03-05", 4.0), ("2025-03-16", 15.0), ("2025-03-25", 24.0)]
    {
        let told = under("CN", (day, r#"{ kind = "deny" }"#, scope));
        let shipped = of(&told, "exports:widget:CHN:-:JPN", "2025-03");
        let by_hand = 300.0 * passed / 31.0;
        assert!((shipped - by_hand).abs() < 0.5, "closed on {day}: {shipped} t, by hand {by_hand} t");
        assert!((of(&told, "exports:widget:CHN:-:JPN", "2025-02") - 300.0).abs() < 0.5);
        assert!(of(&told, "exports:widget:CHN:-:JPN", "2025-04").abs() < 1e-6);
    }
}
