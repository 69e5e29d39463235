//! Random numbers of a replay: the small chain, the shocks, the ups and downs, the records.
//!
//! What an episode leaves uncertain has a name (a good, a lane, a series), and each name has a stream of its own, addressed
//! by seed, draw and purpose as the inputs of a run are (decision 0008). Neither the order of an episode's tables nor what
//! else it holds moves a number.

use coercivity_world::economy::Range3;
use coercivity_world::scenario::Ranged;

use crate::sample::{Draw, within};
use crate::uniform::Key;

/// What a stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamPurpose {
    /// The small chain of an episode.
    Episode,
    /// Shocks from outside.
    Shocks,
    /// Ordinary ups and downs.
    Noise,
    /// Fates of an episode's classes of projects.
    ProjectRecord,
    /// News in what holders expect.
    News,
    /// How records differ from what was.
    Records,
    /// How the model's structure differs from the world's.
    Discrepancy,
}

impl StreamPurpose {
    /// Its word. The words are part of every number's address: another one changes the draws.
    fn word(self) -> &'static str {
        match self {
            Self::Episode => "episode",
            Self::Shocks => "shock",
            Self::Noise => "noise",
            Self::ProjectRecord => "record_of_projects",
            Self::News => "news",
            Self::Records => "on_record",
            Self::Discrepancy => "discrepancy",
        }
    }
}

/// What one good or event has of its own around a number that the model knows for all: half or twice.
pub(crate) const OWN: Range3 = Range3 { low: 0.45, best: 1.0, high: 2.2 };

/// What belongs to no good, lane or series alone.
pub(crate) const ALL: &str = "all";

/// Numbers of one purpose about one thing, one after the other; best guesses have none.
pub struct Stream {
    key: Key,
    /// Number of the draw; none for best guesses.
    draw: Option<u32>,
    taken: u64,
}

impl Draw {
    /// The stream of a purpose about what `about` names.
    pub fn stream(self, purpose: StreamPurpose, about: &str) -> Stream {
        let (seed, draw) = match self {
            Self::Central => (0, None),
            Self::Random { seed, number } => (seed, Some(number)),
        };
        Stream { key: Key::of(seed, &format!("{}.{about}", purpose.word())), draw, taken: 0 }
    }
    /// The one value of a number that a file gives with its range.
    pub(crate) fn ranged(self, purpose: StreamPurpose, about: &str, it: Ranged) -> f64 {
        self.stream(purpose, about).between(Range3 { low: it.low, best: it.best, high: it.high })
    }
    /// What `about` has of its own around a number that the model knows for all.
    pub(crate) fn own(self, purpose: StreamPurpose, about: &str) -> f64 {
        self.stream(purpose, about).between(OWN)
    }
}

impl Stream {
    /// A number above 0 and below 1; none for the central draw.
    pub fn chance(&mut self) -> Option<f64> {
        let draw = self.draw?;
        self.taken += 1;
        Some(self.key.later(self.taken).uniform(draw))
    }
    /// A value between low and high with its mode at best; the best guess for the central draw.
    pub fn between(&mut self, range: Range3) -> f64 {
        self.chance().map_or(range.best, |it| within(range, it))
    }
    /// A standard normal number; zero for the central draw.
    pub fn normal(&mut self) -> f64 {
        self.chance().map_or(0.0, normal_quantile)
    }
    /// Whether something of this chance happens; for the central draw, whether it is likelier than not.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.chance().map_or(chance >= 0.5, |it| it < chance)
    }
}

/// Quantile of the standard normal distribution, to 4.5e-4 (Hastings 1955, as in Abramowitz and Stegun 26.2.23).
pub(crate) fn normal_quantile(chance: f64) -> f64 {
    let tail = chance.min(1.0 - chance).max(1e-12);
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let size = t - above / below;
    if chance < 0.5 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_draw_purpose_and_name_alone() {
        let range = Range3 { low: 1.0, best: 2.0, high: 3.0 };
        let number = |seed, number, purpose, about| {
            Draw::Random { seed, number }.stream(purpose, about).between(range)
        };
        let one = number(1, 7, StreamPurpose::Noise, "a");
        assert_eq!(one, number(1, 7, StreamPurpose::Noise, "a"));
        assert_ne!(one, number(1, 8, StreamPurpose::Noise, "a"));
        assert_ne!(one, number(1, 7, StreamPurpose::Shocks, "a"));
        assert_ne!(one, number(1, 7, StreamPurpose::Noise, "b"));
        assert_ne!(one, number(2, 7, StreamPurpose::Noise, "a"));
    }

    #[test]
    fn numbers_of_a_stream_are_standard_normal_over_draws_and_do_not_follow_one_another() {
        let draws: Vec<[f64; 3]> = (0..512)
            .map(|number| {
                let mut stream = Draw::Random { seed: 5, number }.stream(StreamPurpose::News, "a");
                [stream.normal(), stream.normal(), stream.normal()]
            })
            .collect();
        let mean = |of: &dyn Fn(&[f64; 3]) -> f64| draws.iter().map(of).sum::<f64>() / 512.0;
        for it in 0..3 {
            assert!(mean(&|draw| draw[it]).abs() < 0.01, "mean {}", mean(&|draw| draw[it]));
            assert!((mean(&|draw| draw[it].powi(2)) - 1.0).abs() < 0.02);
            let next = mean(&|draw| draw[it] * draw[(it + 1) % 3]);
            assert!(next.abs() < 0.15, "{next}");
        }
        assert!((normal_quantile(0.975) - 1.96).abs() < 1e-3);
        assert_eq!(Draw::Central.stream(StreamPurpose::News, "a").normal(), 0.0);
    }
}
