//! Why a base year cannot be made.

/// Why a base year cannot be made from these inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseFault {
    /// The interior point found no solution: balances or bounds contradict each other.
    NotSolved {
        /// What the solver says.
        status: String,
    },
    /// The exchange of flows at zero did not come to rest.
    NotSettled {
        /// After how many rounds.
        rounds: usize,
    },
    /// The balances could not be closed.
    NotClosed,
    /// Nothing determines a flow.
    Undetermined {
        /// Its number.
        flow: usize,
    },
    /// End uses add up to more than all magnets that are bought.
    DemandAbovePurchases {
        /// Sum of the end uses, tonnes.
        end_uses_t: i64,
        /// All purchases, tonnes.
        purchases_t: i64,
    },
}

impl std::fmt::Display for BaseFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotSolved { status } => write!(f, "the base year has no solution ({status})"),
            Self::NotSettled { rounds } => {
                write!(f, "the base year did not come to rest after {rounds} exchanges of flows at zero")
            }
            Self::NotClosed => write!(f, "the balances of the base year do not close"),
            Self::Undetermined { flow } => {
                write!(f, "nothing determines flow number {flow} of the base year")
            }
            Self::DemandAbovePurchases { end_uses_t, purchases_t } => {
                write!(f, "end uses add up to {end_uses_t} t of magnets, but only {purchases_t} t are bought")
            }
        }
    }
}

impl std::error::Error for BaseFault {}
