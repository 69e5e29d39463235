//! `cases/score/four-digits.csv`: numbers as their 64 bits, and how C prints them with `%.4g`.

use coercivity_score::{four_digits, shown};
use proptest::prelude::*;

#[test]
fn numbers_print_as_c_prints_them() {
    let text =
        std::fs::read_to_string(format!("{}/../../cases/score/four-digits.csv", env!("CARGO_MANIFEST_DIR")));
    let text = text.unwrap();
    let mut count = 0;
    for line in text.lines().skip(1) {
        let (bits, printed) = line.split_once(',').unwrap();
        let number = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
        assert_eq!(four_digits(number), printed, "{number:e}");
        count += 1;
    }
    assert!(count > 300, "only {count} numbers were found");
}

#[test]
fn no_number_is_blank_and_infinity_is_never() {
    let shown_all = [None, Some(f64::NAN), Some(f64::INFINITY), Some(-0.0)].map(shown);
    assert_eq!(shown_all, ["", "", "never", "-0"]);
    assert_eq!(four_digits(f64::NEG_INFINITY), "-inf");
}

proptest! {
    #[test]
    fn four_digits_are_within_half_a_unit_of_the_fourth(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_normal());
        let printed = four_digits(number);
        let read: f64 = printed.parse().unwrap();
        // The largest numbers may round to more than any number.
        prop_assume!(read.is_finite());
        prop_assert!((read - number).abs() <= 0.000_500_1 * number.abs(), "{number:e} {printed}");
        let digits = printed.split('e').next().unwrap().bytes().filter(u8::is_ascii_digit);
        prop_assert!(digits.skip_while(|it| *it == b'0').count() <= 4, "{printed}");
    }
}
