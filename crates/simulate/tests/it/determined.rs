//! The same question gives the same answer, on any number of threads, and never sees what was announced later.

use coercivity_simulate::{GoOn, InMemory, Question, Shelf, ensemble};
use coercivity_world::World;
use coercivity_world::measures::Measure;

use crate::{question, shipped, world};

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let mut scenario = shipped("cutoff");
    scenario.months = 3;
    let question = question(&scenario);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let shelf = InMemory::default();
        let outcome = pool.install(|| ensemble(&question, 2, 7, &|| GoOn::Yes, &shelf)).unwrap();
        assert_eq!(shelf.draw(1).len(), outcome.lines.width());
        format!("{:?}{:?}{shelf:?}", outcome.central, outcome.draws)
    };
    let alone = run(1);
    assert!(alone.len() > 10_000);
    assert!(alone == run(2), "threads change the answer");
}

#[test]
fn what_was_announced_later_changes_nothing() {
    let (_, world, base) = world();
    let scenario = shipped("april-2025");
    let known: Vec<Measure> =
        world.measures.iter().filter(|it| it.announced <= scenario.known_on).cloned().collect();
    assert!(known.len() < world.measures.len());
    let earlier = World { measures: known, ..world.clone() };
    let with = Question::new(world, base, &scenario).unwrap();
    let without = Question::new(&earlier, base, &scenario).unwrap();
    assert_eq!(with.book, without.book);
}
