//! The shipped base year against what it must be.

use coercivity_data::{BaseRecords, Bundle, embedded};

use super::*;

fn inputs() -> BaseInputs {
    let mut problems = Vec::new();
    let records = BaseRecords::read(&embedded(), &mut problems);
    let inputs = BaseInputs::link(&records, &mut problems);
    assert_eq!(problems, []);
    inputs
}

#[test]
fn look() {
    let inputs = inputs();
    println!("{} balances {} flows", inputs.balance_count(), inputs.flow_ids().len());
    let year = reconcile(&inputs).unwrap();
    println!("chi2 {} dof {} imbalance {:e}", year.chi2, year.degrees_of_freedom, year.largest_imbalance_t);
    for it in &year.moves[..40] {
        println!("{:+.3} {} -> {:.1} ({}) {}", it.move_in_sigmas, it.value, it.fitted, it.sigma, it.label);
    }
    for it in year.of(Step::MagnetBought, None).chain(year.of(Step::BlankMass, None)) {
        println!("{:?} {} {:.0} {:.0} {:.0}", it.step, it.from, it.low, it.tonnes, it.high);
    }
    for it in &year.remainders {
        println!("{:?} {} {:?} {:?} {:?}", it.kind, it.name, it.low, it.tonnes, it.high);
    }
    let _ = Bundle::default();
}
