//! Who asks whom: blocs, the supplier and the buyers of a scenario.

use coercivity_data::{Placed, Problem, ScenarioRecord};

use crate::id::Place;
use crate::scenario::buyer::Buyer;
use crate::scenario::context::ScenarioContext;
use crate::scenario::regions::Regions;

/// The words of the world with the blocs of the file.
pub(super) fn with_blocs<'a>(
    record: &ScenarioRecord,
    context: &ScenarioContext<'a>,
    problems: &mut Vec<Problem>,
) -> Regions<'a> {
    let mut regions = Regions { vocabulary: context.vocabulary, words: context.words.clone() };
    for bloc in &record.blocs {
        let mut members = Vec::new();
        for word in &bloc.places {
            match regions.places(&word.value) {
                Some(places) => members.extend(places),
                None => problems.push(regions.unknown(word)),
            }
        }
        regions.words = regions.words.with_places(&format!("bloc:{}", bloc.name.value), members);
    }
    regions
}

/// The one region that supplies.
pub(super) fn link_supplier(
    said: &Placed<String>,
    regions: &Regions<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Place> {
    let found = regions.of(std::slice::from_ref(said), problems, &mut Vec::new());
    if let [supplier] = found[..] {
        return Some(supplier);
    }
    if found.len() > 1 {
        let expected = "one region of the model";
        problems.push(said.problem(format!("supplier `{}`", said.value), expected, "name a single one"));
    }
    None
}

/// The buyers, each once; a buyer that holds the supplier is a problem.
pub(super) fn link_buyers(
    record: &ScenarioRecord,
    regions: &Regions<'_>,
    supplier: Option<Place>,
    problems: &mut Vec<Problem>,
    warnings: &mut Vec<String>,
) -> Vec<Buyer> {
    let mut buyers: Vec<Buyer> = Vec::new();
    for word in record.buyers.iter().flatten() {
        let found = regions.of(std::slice::from_ref(word), problems, warnings);
        let Some(first) = found.first() else { continue };
        let (id, label) = match word.value.strip_prefix("bloc:") {
            Some(name) => (name.to_owned(), bloc_label(record, name)),
            None if found.len() == 1 => {
                let name = regions.vocabulary.place(first.as_str()).map(|it| it.name.clone());
                (first.to_string(), name.unwrap_or_else(|| first.to_string()))
            }
            None => (word.value.clone(), word.value.clone()),
        };
        if supplier.is_some_and(|it| found.contains(&it)) {
            let remedy = "leave the supplier out of the buyers";
            problems.push(word.problem(
                format!("buyer `{}`, which holds the supplier", word.value),
                "buyers that are not the supplier",
                remedy,
            ));
        }
        if buyers.iter().any(|it| it.id == id) {
            problems.push(word.problem(format!("buyer `{id}` again"), "each buyer once", "remove one"));
            continue;
        }
        buyers.push(Buyer { id, label, regions: found });
    }
    buyers
}

fn bloc_label(record: &ScenarioRecord, name: &str) -> String {
    let bloc = record.blocs.iter().find(|it| it.name.value == name);
    bloc.and_then(|it| it.label.clone()).unwrap_or_else(|| name.replace('-', " "))
}
