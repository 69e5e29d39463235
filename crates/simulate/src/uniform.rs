//! Numbers in 0..1, each addressed by seed, name and number of the draw, that fill the unit interval evenly.
//!
//! The draws of one name are van der Corput's sequence in base eight, shuffled and scrambled by nested random
//! permutations of its digits (Owen 1995) that the seed and the name decide: any 8^k draws that begin at a multiple of
//! 8^k have one value in each of 8^k equal parts. No name knows of another, so that adding one never moves the rest.
//! Decision 0008 says what this beat.

/// Digits of a number in base eight; all numbers of draws have no more.
const DIGITS: u32 = 11;
const BITS: u32 = 3;
const BASE: u64 = 1 << BITS;

/// What the permutations of a name are decided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The key of a name under a seed.
    pub fn of(seed: u64, name: &str) -> Self {
        let fold = |key: u64, byte: u8| mixed(key ^ u64::from(byte));
        // The length keeps a name apart from one that goes on with zero bytes.
        Self(name.bytes().fold(mixed(mixed(seed) ^ name.len() as u64), fold))
    }
    /// The key of the number that stands at a place in a stream of them.
    pub fn later(self, place: u64) -> Self {
        Self(mixed(self.0 ^ mixed(place)))
    }
    /// The number of a draw, above 0 and below 1.
    pub fn uniform(self, draw: u32) -> f64 {
        let place = scrambled(u64::from(draw), mixed(self.0 ^ 1));
        let value = scrambled(reversed(place), mixed(self.0 ^ 2));
        (value as f64 + 0.5) / BASE.pow(DIGITS) as f64
    }
}

/// The digits in reverse: the numbers 0, 1, 2 and so on, read as fractions, are van der Corput's sequence.
fn reversed(number: u64) -> u64 {
    (0..DIGITS).fold(0, |done, digit| (done << BITS) | ((number >> (digit * BITS)) % BASE))
}

/// Permutes each digit as a hash of the key and of the digits above it decides: numbers that share their first digits
/// still share as many.
fn scrambled(number: u64, key: u64) -> u64 {
    (0..DIGITS).rev().fold(0, |done, digit| {
        // The leading one tells prefixes of different lengths apart.
        let prefix = (number | BASE.pow(DIGITS)) >> ((digit + 1) * BITS);
        let own = (number >> (digit * BITS)) % BASE;
        (done << BITS) | permuted(own, mixed(key ^ mixed(prefix)))
    })
}

/// The place of a digit in the permutation that a hash decides.
fn permuted(digit: u64, hash: u64) -> u64 {
    let mut places: [u64; BASE as usize] = std::array::from_fn(|it| it as u64);
    let mut left = hash;
    for last in (1..places.len()).rev() {
        let count = last as u64 + 1;
        places.swap(last, (left % count) as usize);
        left /= count;
    }
    places[digit as usize]
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the answer hangs on every bit asked.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws of `names` inputs: `names[k][draw]`.
    fn draws(seed: u64, names: usize, count: u32) -> Vec<Vec<f64>> {
        let of =
            |name: usize| (0..count).map(|it| Key::of(seed, &format!("input.{name}")).uniform(it)).collect();
        (0..names).map(of).collect()
    }

    #[test]
    fn any_power_of_eight_draws_have_one_value_in_each_equal_part() {
        for (first, count) in [(0, 8), (24, 8), (0, 64), (64, 64), (512, 512)] {
            for name in ["leakage", "project.a.built", ""] {
                let key = Key::of(7, name);
                let mut parts: Vec<u32> =
                    (first..first + count).map(|it| (key.uniform(it) * f64::from(count)) as u32).collect();
                parts.sort_unstable();
                assert!(parts.into_iter().eq(0..count), "{name}: {count} draws from {first}");
            }
        }
    }

    #[test]
    fn means_of_a_smooth_function_are_nearer_than_plain_random_ones() {
        // A sum with mild products, whose mean is known; 20 inputs, 200 draws, 40 seeds.
        let smooth =
            |inputs: &mut dyn Iterator<Item = f64>| inputs.map(|it| 1.0 + 0.2 * (it - 0.5)).product::<f64>();
        let (names, count) = (20, 200);
        let mean = |point: &dyn Fn(usize, usize) -> f64| {
            let of = |draw: usize| smooth(&mut (0..names).map(|name| point(name, draw)));
            (0..count).map(of).sum::<f64>() / count as f64
        };
        let (mut even, mut plain) = (0.0, 0.0);
        for seed in 0..40 {
            let points = draws(seed, names, count as u32);
            even += (mean(&|name, draw| points[name][draw]) - 1.0).powi(2);
            let random =
                |name: usize, draw: usize| (mixed(mixed(seed) ^ (name * count + draw) as u64) >> 11) as f64;
            plain += (mean(&|name, draw| random(name, draw) / (1_u64 << 53) as f64) - 1.0).powi(2);
        }
        let (even, plain) = ((even / 40.0).sqrt(), (plain / 40.0).sqrt());
        // 200 plain draws miss by 0.26 / sqrt(200) on average; these by a fifth of it.
        assert!((0.012..0.026).contains(&plain), "plain random misses by {plain}");
        assert!(even < plain / 3.0, "{even} against {plain}");
    }

    #[test]
    fn inputs_do_not_follow_one_another() {
        let points = draws(3, 30, 256);
        let centred = |it: &f64| it - 0.5;
        let (mut together_squared, mut pairs) = (0.0, 0.0);
        for one in 0..points.len() {
            for other in 0..one {
                let together: f64 = points[one]
                    .iter()
                    .map(centred)
                    .zip(points[other].iter().map(centred))
                    .map(|it| it.0 * it.1)
                    .sum();
                let correlation = together / 256.0 * 12.0;
                together_squared += correlation * correlation;
                pairs += 1.0;
            }
        }
        // Pairs of plain random numbers have one; what is spread evenly has at most a seventh more.
        let variance = together_squared / pairs * 256.0;
        assert!((0.8..1.35).contains(&variance), "{variance}");
    }
}
