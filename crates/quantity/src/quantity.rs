//! The rule that makes a newtype a quantity: one dimension and one basis, built by naming the unit.

/// Makes a newtype over `f64` that adds to itself, scales by a ratio and never meets another dimension.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $canonical:literal, { $($(#[$unit_doc:meta])* $make:ident / $read:ident = $factor:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(pub(crate) f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);
            $(
                $(#[$unit_doc])*
                pub fn $make(value: f64) -> Self {
                    assert!(value.is_finite(), concat!(stringify!($name), " must be finite, got {}"), value);
                    Self(value * $factor)
                }
                /// Reads the same unit back.
                pub fn $read(self) -> f64 {
                    self.0 / $factor
                }
            )+
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl std::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl std::ops::Mul<f64> for $name {
            type Output = Self;
            fn mul(self, ratio: f64) -> Self {
                Self(self.0 * ratio)
            }
        }
        impl std::ops::Div for $name {
            type Output = f64;
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }
        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                Self(items.map(|it| it.0).sum())
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match f.precision() {
                    Some(digits) => write!(f, "{:.*} {}", digits, self.0, $canonical),
                    None => write!(f, "{} {}", self.0, $canonical),
                }
            }
        }
    };
}

pub(crate) use quantity;
