//! The same question gives the same answer, on any number of threads, and never sees what was announced later.

use std::sync::atomic::{AtomicU32, Ordering};

use coercivity_simulate::{GoOn, InMemory, Interrupted, Question, Shelf, ensemble};
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
fn a_stopped_run_keeps_what_is_done_and_begins_no_other_draw() {
    let mut scenario = shipped("baseline");
    scenario.months = 2;
    scenario.ask.figures.clear();
    let question = question(&scenario);
    let run = |stop_after: u32| {
        let told = AtomicU32::new(0);
        let go_on = || if told.fetch_add(1, Ordering::SeqCst) >= stop_after { GoOn::Stop } else { GoOn::Yes };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let shelf = InMemory::default();
        let outcome = pool.install(|| ensemble(&question, 6, 7, &go_on, &shelf)).unwrap();
        assert_eq!(outcome.draws.len(), outcome.numbers.len());
        (outcome, shelf)
    };
    let ((all, whole), (some, part)) = (run(u32::MAX), run(3));
    assert_eq!((all.numbers.len() as u32 + all.refused, all.interrupted), (6, Interrupted::No));
    // The central draw is told first; the third random one stops the run.
    assert_eq!((some.numbers.len() as u32 + some.refused, some.interrupted), (3, Interrupted::Yes));
    for (place, number) in some.numbers.iter().enumerate() {
        let same = all.numbers.iter().position(|it| it == number).unwrap();
        let bits = |draw: Vec<f64>| draw.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert!(bits(part.draw(place)) == bits(whole.draw(same)), "draw {number} is another");
    }
    assert_eq!(run(0).0.numbers, Vec::<u32>::new(), "stopped after the central draw");
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
