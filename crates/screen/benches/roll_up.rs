//! The roll-up of intervals over eight levels, by number of edges: from memory, in blocks that are made as they are
//! taken, and in blocks from a file.
//!
//! `COERCIVITY_EDGES=100000000 cargo bench -p coercivity-screen --bench roll_up -- from_memory` measures another size;
//! `COERCIVITY_FILE_EDGES=1000000000 .. -- from_file` one that no memory holds. The file takes 8 bytes an edge of the
//! folder for temporary files and is removed in the end: its shares are numbers that four bytes hold exactly.

#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

mod graph;

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

use coercivity_screen::{Range, Streamed, roll_up};
use graph::{FANOUT, Numbers, SHARE, level, nodes, part, sizes};

fn main() {
    divan::main();
}

/// Edges of a streamed block: whole holders.
const BLOCK: usize = 1 << 20;
/// Bytes of an edge in a file: its part, then its share.
const BYTES: usize = 8;
/// What each part of a file is of its holder.
const FILE_SHARE: f32 = 1.0 / (FANOUT + 1) as f32;

fn in_memory() -> Vec<usize> {
    sizes("COERCIVITY_EDGES", &[100_000, 1_000_000, 10_000_000])
}

fn in_files() -> Vec<usize> {
    sizes("COERCIVITY_FILE_EDGES", &[1_000_000])
}

#[divan::bench(args = in_memory(), sample_count = 5)]
fn from_memory(bencher: divan::Bencher<'_, '_>, edges: usize) {
    let (made, own) = graph::graph(edges);
    bencher
        .counter(divan::counter::ItemsCount::new(made.part.len()))
        .with_inputs(|| own.clone())
        .bench_local_refs(|ranges| roll_up(&made, ranges));
}

#[divan::bench(args = in_memory(), sample_count = 3)]
fn in_blocks(bencher: divan::Bencher<'_, '_>, edges: usize) {
    let count = nodes(edges);
    let level = level(count);
    let made = (count - level) * FANOUT;
    bencher.counter(divan::counter::ItemsCount::new(made)).bench_local(|| {
        // Edges are generated block by block and never held together: memory goes by nodes.
        let mut numbers = Numbers::new();
        let own = vec![Range { low: 0.0, high: 1.0 }; count];
        let mut streamed = Streamed::new(own);
        let (mut counts, mut parts) = (Vec::new(), Vec::with_capacity(BLOCK));
        let shares = vec![SHARE; BLOCK + FANOUT];
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

/// A file of edges that is removed when nobody needs it any more.
struct EdgeFile(PathBuf);

impl Drop for EdgeFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Blocks of parts and then shares, as one is taken after the other.
fn edge_file(count: usize) -> EdgeFile {
    let path = std::env::temp_dir().join(format!("coercivity-edges-{}", std::process::id()));
    let mut file = BufWriter::with_capacity(BLOCK, File::create(&path).unwrap());
    let (mut numbers, level) = (Numbers::new(), level(count));
    let shares: Vec<u8> = (0..BLOCK).flat_map(|_| FILE_SHARE.to_le_bytes()).collect();
    let mut holders = level..count;
    while !holders.is_empty() {
        let block: Vec<usize> = holders.by_ref().take(BLOCK / FANOUT).collect();
        for &node in &block {
            for _ in 0..FANOUT {
                file.write_all(&part(&mut numbers, node, level).to_le_bytes()).unwrap();
            }
        }
        file.write_all(&shares[..block.len() * FANOUT * 4]).unwrap();
    }
    file.flush().unwrap();
    EdgeFile(path)
}

#[divan::bench(args = in_files(), sample_count = 1, sample_size = 1)]
fn from_file(bencher: divan::Bencher<'_, '_>, edges: usize) {
    let count = nodes(edges);
    let level = level(count);
    let edges = (count - level) * FANOUT;
    let written = edge_file(count);
    bencher.counter(divan::counter::ItemsCount::new(edges)).bench_local(|| {
        let (full, blocks) = sync_channel::<Vec<u8>>(2);
        let (empty, used) = sync_channel::<Vec<u8>>(4);
        (0..3).for_each(|_| empty.send(Vec::new()).unwrap());
        let path = written.0.clone();
        // One thread reads while the other rolls up: three blocks are held, whatever the number of edges.
        let reader = std::thread::spawn(move || {
            let mut file = File::open(path).unwrap();
            let mut left = edges * BYTES;
            while left > 0 {
                let mut bytes = used.recv().unwrap();
                bytes.resize(left.min(BLOCK * BYTES), 0);
                file.read_exact(&mut bytes).unwrap();
                left -= bytes.len();
                full.send(bytes).unwrap();
            }
        });
        let mut streamed = Streamed::new(vec![Range { low: 0.0, high: 1.0 }; count]);
        streamed.take(&vec![0; level], &[], &[]);
        let (counts, mut parts, mut shares) = (vec![FANOUT as u32; BLOCK / FANOUT], Vec::new(), Vec::new());
        for bytes in blocks {
            let held = bytes.len() / BYTES;
            let (of_parts, of_shares) = bytes.split_at(held * 4);
            parts.clear();
            parts.extend(of_parts.as_chunks::<4>().0.iter().map(|it| u32::from_le_bytes(*it)));
            shares.clear();
            shares.extend(of_shares.as_chunks::<4>().0.iter().map(|it| f64::from(f32::from_le_bytes(*it))));
            streamed.take(&counts[..held / FANOUT], &parts, &shares);
            // The reader may have read all and be gone.
            let _ = empty.send(bytes);
        }
        reader.join().unwrap();
        streamed.done()
    });
}
