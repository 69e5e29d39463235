//! What contracts of the base year leave free after a shock.

use coercivity_world::economy::Parameter;

use crate::sample::Values;
use crate::setting::Setting;
use crate::state::State;

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
