//! The roll-up over a graph of parts: plain numbers in, plain numbers out, and one pass.
//!
//! Nodes stand in an order in which what is held comes before what holds it. Each edge says which share of its
//! holder a part is. What the edges of a holder leave over is its own.

/// Edges by holder: four bytes of part and eight of share for each edge, eight bytes for each node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edges {
    /// For each node the place of its first edge; one more at the end.
    pub first: Vec<u64>,
    /// The part of each edge.
    pub part: Vec<u32>,
    /// The share of the holder that the part is, 0..=1.
    pub share: Vec<f64>,
}

/// A range of a share, 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// Its low end.
    pub low: f64,
    /// Its high end.
    pub high: f64,
}

/// Fills in the range of every node from those of its parts. `ranges` comes with each node's own content: what the
/// node adds beside its parts, which counts for the share that the edges leave over.
///
/// # Panics
/// When a part does not stand before its holder, or the lengths differ.
pub fn roll_up(edges: &Edges, ranges: &mut [Range]) {
    assert_eq!(edges.first.len(), ranges.len() + 1, "one place of a first edge for each node, and one more");
    for node in 0..ranges.len() {
        let (first, end) = (edges.first[node] as usize, edges.first[node + 1] as usize);
        if first == end {
            continue;
        }
        let (before, after) = ranges.split_at_mut(node);
        ranges_of(&edges.part[first..end], &edges.share[first..end], before, &mut after[0]);
    }
}

#[inline]
fn ranges_of(parts: &[u32], shares: &[f64], before: &[Range], own: &mut Range) {
    let (mut low, mut high, mut spent) = (0.0, 0.0, 0.0);
    for (&part, &share) in parts.iter().zip(shares) {
        let content = before[part as usize];
        low += share * content.low;
        high += share * content.high;
        spent += share;
    }
    let rest = (1.0 - spent).max(0.0);
    *own = Range { low: low + rest * own.low, high: high + rest * own.high };
}

/// The same roll-up of edges that arrive in blocks, such as from a disk: only nodes are held.
#[derive(Debug)]
pub struct Streamed {
    ranges: Vec<Range>,
    next: usize,
}

impl Streamed {
    /// Begins with each node's own content.
    pub fn new(own: Vec<Range>) -> Self {
        Self { ranges: own, next: 0 }
    }
    /// Takes a block: how many edges each of the next nodes has, and those edges in their order.
    ///
    /// # Panics
    /// When the counts do not add to the edges of the block.
    pub fn take(&mut self, counts: &[u32], parts: &[u32], shares: &[f64]) {
        let mut at = 0;
        for &count in counts {
            let end = at + count as usize;
            if count > 0 {
                let (before, after) = self.ranges.split_at_mut(self.next);
                ranges_of(&parts[at..end], &shares[at..end], before, &mut after[0]);
            }
            at = end;
            self.next += 1;
        }
        assert_eq!(at, parts.len(), "the counts of a block add to its edges");
    }
    /// The range of every node.
    pub fn done(self) -> Vec<Range> {
        self.ranges
    }
}
