//! What contracts of the base year leave free after a shock.

use coercivity_market::month::{Cleared, Month};
use coercivity_world::economy::Parameter;

use crate::sample::Values;
use crate::setting::Setting;
use crate::state::State;
use crate::terms::Terms;

/// Part of a good's price from which a quota's rent is more than rounding.
const FELT: f64 = 1e-6;

/// Sellers outside the supplier come to the open market some months after a shock, and with what their contracts
/// leave free.
pub(crate) fn open_sale(values: &Values, state: &State, usual: f64) -> f64 {
    match state.since_shock {
        // Who had nothing to sell has no contracts.
        _ if usual <= 0.0 => f64::INFINITY,
        Some(months) if months < values[Parameter::NewLaneLag] => 0.0,
        Some(months) if months < values[Parameter::ContractMonths] => {
            (1.0 - values[Parameter::ContractShare]) * usual
        }
        Some(_) => f64::INFINITY,
        None => 0.0,
    }
}

/// While contracts of the base year bind, a seller outside the supplier can shift between its customers only what
/// is not under contract.
pub(crate) fn contracted(setting: &Setting, state: &State, lane: usize) -> f64 {
    let it = &setting.chain.activities[lane];
    let outside = it.from != setting.assumed.supplier && it.from != it.to;
    match state.since_shock {
        Some(months) if outside && months < setting.values[Parameter::ContractMonths] => {
            state.mean[lane] * (2.0 - setting.values[Parameter::ContractShare])
        }
        _ => f64::INFINITY,
    }
}

/// Whether a duty, a minimum price or a quota made itself felt in a period: sellers and buyers look for others then, as
/// they do when something is held up.
pub(crate) fn upset(terms: &Terms, month: &Month<'_>, cleared: &Cleared) -> bool {
    let mut quotas = month.caps.iter().zip(&cleared.cap_rents);
    terms.charge(month, cleared) || quotas.any(|(cap, rent)| *rent > FELT * cap.price.max(FELT))
}
