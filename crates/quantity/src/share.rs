//! Shares of mass and shares of value: the same number means different things, so it has two types.

/// Makes a share that lies in `0..=1` in memory and says percent when people read it.
macro_rules! share {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// None of it.
            pub const NONE: Self = Self(0.0);
            /// All of it.
            pub const ALL: Self = Self(1.0);

            /// A share from a ratio; `None` unless it lies in `0..=1`.
            pub fn of_ratio(ratio: f64) -> Option<Self> {
                (0.0..=1.0).contains(&ratio).then_some(Self(ratio))
            }
            /// A share from percent; `None` unless it lies in `0..=100`.
            pub fn of_percent(percent: f64) -> Option<Self> {
                Self::of_ratio(percent / 100.0)
            }
            /// The ratio, `0..=1`.
            pub fn ratio(self) -> f64 {
                self.0
            }
            /// The percentage, `0..=100`.
            pub fn percent(self) -> f64 {
                self.0 * 100.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match f.precision() {
                    Some(digits) => write!(f, "{:.*} %", digits, self.percent()),
                    None => write!(f, "{} %", self.percent()),
                }
            }
        }
    };
}

share!(
    /// Part of an article's mass.
    MassShare
);
share!(
    /// Part of an article's value: what the 0.1 % rule of MOFCOM 61/2025 counts.
    ValueShare
);
