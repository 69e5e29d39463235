//! Random numbers taken one after the other: the small chain, the shocks and the ups and downs of a replay.
//!
//! A replay is one walk whose numbers nobody sets beside another's, and its ups and downs have no names: each purpose
//! has a stream of its own, addressed by seed, draw and purpose.

use coercivity_world::economy::Range3;
use coercivity_world::scenario::Ranged;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::sample::{Draw, within};

/// What a stream is for. Streams are numbered for ever: new ones go to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamPurpose {
    /// The small chain of an episode.
    Episode = 6,
    /// Shocks from outside.
    Shocks = 7,
    /// Ordinary ups and downs.
    Noise = 8,
    /// Fates of an episode's classes of projects.
    ProjectRecord = 9,
    /// News in what holders expect.
    News = 10,
    /// How records differ from what was.
    Records = 11,
    /// How the model's structure differs from the world's.
    Discrepancy = 12,
}

/// What one good or event has of its own around a number that the model knows for all: half or twice.
pub(crate) const OWN: Range3 = Range3 { low: 0.45, best: 1.0, high: 2.2 };

/// Numbers of one purpose, in 0..1; best guesses have none.
pub struct Stream(Option<ChaCha8Rng>);

impl Draw {
    /// The stream of a purpose.
    pub fn stream(self, purpose: StreamPurpose) -> Stream {
        match self {
            Self::Central => Stream(None),
            Self::Random { seed, number } => {
                let mut generator = ChaCha8Rng::seed_from_u64(seed);
                generator.set_stream((u64::from(number) << 8) | purpose as u64);
                Stream(Some(generator))
            }
        }
    }
}

impl Stream {
    /// A value between low and high with its mode at best; the best guess for the central draw.
    pub fn between(&mut self, range: Range3) -> f64 {
        self.0.as_mut().map_or(range.best, |it| within(range, it.random()))
    }
    /// A value of a number that a file gives with its range.
    pub fn ranged(&mut self, it: Ranged) -> f64 {
        self.between(Range3 { low: it.low, best: it.best, high: it.high })
    }
    /// A number above 0 and below 1; none for the central draw.
    pub fn chance(&mut self) -> Option<f64> {
        self.0.as_mut().map(|it| it.random::<f64>())
    }
    /// A standard normal number (Box and Muller); zero for the central draw.
    pub fn normal(&mut self) -> f64 {
        self.0.as_mut().map_or(0.0, |it| {
            let (radius, angle): (f64, f64) = (it.random(), it.random());
            (-2.0 * (1.0 - radius).ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
        })
    }
    /// Whether something of this chance happens; for the central draw, whether it is likelier than not.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.0.as_mut().map_or(chance >= 0.5, |it| it.random::<f64>() < chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_draw_and_purpose_alone() {
        let range = Range3 { low: 1.0, best: 2.0, high: 3.0 };
        let number = |seed, number, purpose| Draw::Random { seed, number }.stream(purpose).between(range);
        assert_eq!(number(1, 7, StreamPurpose::Noise), number(1, 7, StreamPurpose::Noise));
        assert_ne!(number(1, 7, StreamPurpose::Noise), number(1, 8, StreamPurpose::Noise));
        assert_ne!(number(1, 7, StreamPurpose::Noise), number(1, 7, StreamPurpose::Shocks));
        assert_ne!(number(1, 7, StreamPurpose::Noise), number(2, 7, StreamPurpose::Noise));
    }
}
