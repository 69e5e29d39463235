//! The roll-up of intervals over eight levels, by number of edges: from memory, and in blocks as from a disk.
//!
//! `COERCIVITY_EDGES=100000000 cargo bench -p coercivity-screen` measures another size; edges are generated.

#![allow(missing_docs, clippy::disallowed_methods)]

use coercivity_screen::{Edges, Range, Streamed, roll_up};

fn main() {
    divan::main();
}

/// Levels of the generated graphs.
const LEVELS: usize = 8;
/// Edges of each holder.
const FANOUT: usize = 8;
/// Edges of a streamed block.
const BLOCK: usize = 1 << 20;

/// A small generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

fn sizes() -> Vec<usize> {
    match std::env::var("COERCIVITY_EDGES").ok().and_then(|it| it.parse().ok()) {
        Some(edges) => vec![edges],
        None => vec![100_000, 1_000_000, 10_000_000],
    }
}

/// Nodes of a graph with so many edges: the lowest level has none.
fn nodes(edges: usize) -> usize {
    (edges / FANOUT) * LEVELS / (LEVELS - 1)
}

/// The part of an edge: somewhere in the level below its holder.
fn part(numbers: &mut Numbers, node: usize, level: usize) -> u32 {
    let below = node / level - 1;
    (below * level + numbers.next() as usize % level) as u32
}

fn graph(edges: usize) -> (Edges, Vec<Range>) {
    let (count, mut numbers) = (nodes(edges), Numbers(0x9e37_79b9_7f4a_7c15));
    let level = count.div_ceil(LEVELS);
    let mut made = Edges { first: Vec::with_capacity(count + 1), part: Vec::new(), share: Vec::new() };
    made.part.reserve_exact(edges);
    made.share.reserve_exact(edges);
    let mut own = Vec::with_capacity(count);
    made.first.push(0);
    for node in 0..count {
        let high = (numbers.next() % 1000) as f64 / 1000.0;
        own.push(Range { low: high / 2.0, high });
        if node >= level {
            for _ in 0..FANOUT {
                made.part.push(part(&mut numbers, node, level));
                made.share.push(1.0 / (FANOUT + 1) as f64);
            }
        }
        made.first.push(made.part.len() as u64);
    }
    (made, own)
}

#[divan::bench(args = sizes(), sample_count = 5)]
fn from_memory(bencher: divan::Bencher<'_, '_>, edges: usize) {
    let (made, own) = graph(edges);
    bencher
        .counter(divan::counter::ItemsCount::new(made.part.len()))
        .with_inputs(|| own.clone())
        .bench_local_refs(|ranges| roll_up(&made, ranges));
}

#[divan::bench(args = sizes(), sample_count = 3)]
fn in_blocks(bencher: divan::Bencher<'_, '_>, edges: usize) {
    let count = nodes(edges);
    let level = count.div_ceil(LEVELS);
    let made = (count - level) * FANOUT;
    bencher.counter(divan::counter::ItemsCount::new(made)).bench_local(|| {
        // Edges are generated block by block and never held together: memory goes by nodes.
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        let own = vec![Range { low: 0.0, high: 1.0 }; count];
        let mut streamed = Streamed::new(own);
        let (mut counts, mut parts) = (Vec::new(), Vec::with_capacity(BLOCK));
        let shares = vec![1.0 / (FANOUT + 1) as f64; BLOCK + FANOUT];
        for node in 0..count {
            let held = if node >= level { FANOUT } else { 0 };
            counts.push(held as u32);
            parts.extend((0..held).map(|_| part(&mut numbers, node, level)));
            if parts.len() >= BLOCK {
                streamed.take(&counts, &parts, &shares[..parts.len()]);
                counts.clear();
                parts.clear();
            }
        }
        streamed.take(&counts, &parts, &shares[..parts.len()]);
        streamed.done()
    });
}
