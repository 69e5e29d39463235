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
    let mut problems = Vec::new();
    let mut records = BaseRecords::read(&embedded(), &mut problems);
    records.data.retain(|it| !it.cited.note.starts_with("kept beside"));
    let inputs = BaseInputs::link(&records, &mut problems);
    let t = std::time::Instant::now();
    let year = reconcile(&inputs).unwrap();
    println!("took {:?}", t.elapsed());
    println!("chi2 {} dof {} imbalance {:e}", year.chi2, year.degrees_of_freedom, year.largest_imbalance_t);
    for it in &year.flows {
        println!(
            "FLOW,{},{},{},{},{},{},{},{},{:?},{}",
            it.step.word(),
            it.element.map_or("".to_owned(), |e| e.to_string()),
            it.deposit.map_or("".to_owned(), |e| e.to_string()),
            it.from,
            it.to,
            it.low,
            it.tonnes,
            it.high,
            it.flag,
            it.sources.join(";")
        );
    }
    for it in &year.demand {
        println!("DEMAND,{},{},{},{},{},{}", it.region, it.end_use, it.material, it.low, it.best, it.high);
    }
    let _ = Bundle::default();
    let _ = self::inputs();
}
