//! What papers contradict, of one another or of the bill: told for whatever moves, so that nobody has to ask for it.
//! What cells of the bill contradict of one another is remarked on where the bill is linked.

use std::collections::HashSet;

use coercivity_data::Problem;
use coercivity_quantity::Day;

use crate::facts::{Facts, conflicts};
use crate::tree::Tree;

/// What papers contradict on one day: the items, each with what is said of it.
pub(crate) type Contradictions = Vec<(usize, String)>;

/// What papers contradict, of what is known on a day: what the bill alone contradicts is left out.
pub(crate) fn contradictions(tree: &Tree, known: &[Facts]) -> Contradictions {
    let of_bill: HashSet<&(usize, String)> = tree.contradicted.iter().collect();
    conflicts(known).filter(|it| !of_bill.contains(it)).collect()
}

/// Those of what moves on each day and of whatever lies inside it.
pub(crate) fn among<'a>(
    tree: &Tree,
    told: impl Fn(Day) -> &'a [(usize, String)],
    moved: &HashSet<(Day, usize)>,
) -> Vec<Problem> {
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    let days: HashSet<Day> = moved.iter().map(|it| it.0).filter(|it| !told(*it).is_empty()).collect();
    for day in days {
        let mut left: Vec<usize> = moved.iter().filter(|it| it.0 == day).map(|it| it.1).collect();
        while let Some(item) = left.pop() {
            if seen.insert((day, item)) {
                left.extend(tree.parts[item].iter().map(|it| it.part));
            }
        }
        for (item, said) in told(day).iter().filter(|it| seen.contains(&(day, it.0))) {
            let node = &tree.nodes[*item];
            let expected = "statements that agree";
            let remedy = "ask who is right: until one of them is left out it stays open";
            let problem = Problem::in_file(&tree.path, format!("{}: {said}", node.id), expected, remedy);
            found.push(problem.at(node.line, 0));
        }
    }
    found
}
