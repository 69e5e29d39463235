//! Made-up graphs of parts over eight levels: the same numbers on every machine.

use coercivity_screen::{Edges, Range};

/// Levels of the generated graphs.
pub const LEVELS: usize = 8;
/// Edges of each holder.
pub const FANOUT: usize = 8;
/// What each part is of its holder.
pub const SHARE: f64 = 1.0 / (FANOUT + 1) as f64;

/// A small generator.
pub struct Numbers(u64);

impl Numbers {
    /// From the same seed each time.
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// The sizes that a variable of the environment names, else some.
pub fn sizes(variable: &str, otherwise: &[usize]) -> Vec<usize> {
    match std::env::var(variable).ok().and_then(|it| it.parse().ok()) {
        Some(edges) => vec![edges],
        None => otherwise.to_vec(),
    }
}

/// Nodes of a graph with about so many edges: the lowest level has none.
pub fn nodes(edges: usize) -> usize {
    (edges / FANOUT) * LEVELS / (LEVELS - 1)
}

/// Nodes of each level of so many.
pub fn level(nodes: usize) -> usize {
    nodes.div_ceil(LEVELS)
}

/// The part of an edge: somewhere in the level below its holder.
pub fn part(numbers: &mut Numbers, node: usize, level: usize) -> u32 {
    let below = node / level - 1;
    (below * level + numbers.next() as usize % level) as u32
}

/// The own content of a node.
pub fn own(numbers: &mut Numbers) -> Range {
    let high = (numbers.next() % 1000) as f64 / 1000.0;
    Range { low: high / 2.0, high }
}

/// A graph held in memory, and the own content of each node.
pub fn graph(edges: usize) -> (Edges, Vec<Range>) {
    let (count, mut numbers) = (nodes(edges), Numbers::new());
    let level = level(count);
    let mut made = Edges { first: Vec::with_capacity(count + 1), part: Vec::new(), share: Vec::new() };
    made.part.reserve_exact(edges);
    made.share.reserve_exact(edges);
    let mut owns = Vec::with_capacity(count);
    made.first.push(0);
    for node in 0..count {
        owns.push(own(&mut numbers));
        if node >= level {
            for _ in 0..FANOUT {
                made.part.push(part(&mut numbers, node, level));
                made.share.push(SHARE);
            }
        }
        made.first.push(made.part.len() as u64);
    }
    (made, owns)
}
