//! Our side of `bench/peers/roll_up.sh`: writes a graph and its ranges to a folder, and prints how long they took.

#![allow(missing_docs, dead_code, clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout)]
#![allow(clippy::unwrap_used)]

mod graph;

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use coercivity_screen::roll_up;

/// Times that the roll-up is done; the median is told.
const TIMES: usize = 5;

fn main() {
    // Without a folder there is nothing to write.
    let Ok(folder) = std::env::var("COERCIVITY_GRAPH") else { return };
    let edges = graph::sizes("COERCIVITY_EDGES", &[1_000_000])[0];
    let (made, own) = graph::graph(edges);
    let mut seconds = Vec::new();
    let mut rolled = own.clone();
    for _ in 0..TIMES {
        rolled.clone_from(&own);
        let clock = Instant::now();
        roll_up(&made, &mut rolled);
        seconds.push(clock.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let write = |name: &str, bytes: &mut dyn Iterator<Item = [u8; 8]>, keep: usize| {
        let file = std::fs::File::create(Path::new(&folder).join(name)).unwrap();
        let mut out = std::io::BufWriter::with_capacity(1 << 20, file);
        bytes.for_each(|it| out.write_all(&it[..keep]).unwrap());
        out.flush().unwrap();
    };
    write("first.u64", &mut made.first.iter().map(|it| it.to_le_bytes()), 8);
    write("part.u32", &mut made.part.iter().map(|it| u64::from(*it).to_le_bytes()), 4);
    write("share.f64", &mut made.share.iter().map(|it| it.to_le_bytes()), 8);
    for (name, ranges) in [("own.f64", &own), ("rolled.f64", &rolled)] {
        let ends = ranges.iter().flat_map(|it| [it.low.to_le_bytes(), it.high.to_le_bytes()]);
        write(name, &mut { ends }, 8);
    }
    println!("{{\"edges\": {}, \"seconds\": {}}}", made.part.len(), seconds[TIMES / 2]);
}
