//! The pull that keeps each price from running away where the dual is nearly flat (Levenberg, Marquardt).

/// Relative pull to begin with.
const FIRST: f64 = 1e-9;
/// The lightest.
const LIGHTEST: f64 = 1e-10;
/// The firmest pull on prices that nothing else holds, over the usual response of their balances.
const FIRMEST: f64 = 1e-1;

/// The relative pull on each price.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pulls(Vec<f64>);

impl Pulls {
    /// Begins anew for so many balances.
    pub(crate) fn begin(&mut self, balances: usize) {
        self.0.clear();
        self.0.resize(balances, FIRST);
    }

    /// Each balance's.
    pub(crate) fn each(&self) -> &[f64] {
        &self.0
    }

    /// Learns how far each price went of its step. Short steps say that flat directions lead; long ones, that the pull is
    /// not needed; and none, that the system is nearly singular: a firmer pull gives a direction that still ascends. Gives
    /// whether any price that stood still is held more firmly now.
    pub(crate) fn learn(&mut self, gone: impl Iterator<Item = f64>) -> bool {
        let mut firmer = false;
        for (pull, gone) in self.0.iter_mut().zip(gone) {
            if gone == 0.0 {
                firmer |= *pull < FIRMEST;
                *pull = (1e3 * *pull).min(FIRMEST);
            } else if gone < 0.01 {
                *pull = (30.0 * *pull).min(FIRMEST);
            } else if gone > 0.3 {
                *pull = (0.01 * *pull).max(LIGHTEST);
            }
        }
        firmer
    }
}
