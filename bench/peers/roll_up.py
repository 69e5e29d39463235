"""Rolls one made-up graph of parts up in scipy and DuckDB, checks their ranges against ours, and prints one table."""

import json
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import scipy.sparse as sp

# Largest difference of a range from ours that counts as agreement: sums are taken in another order.
APART = 1e-12
LEVELS = 8


class Graph:
    """A graph as the bench wrote it: for each node its first edge, for each edge its part and share, own ranges, ours."""

    def __init__(self, folder):
        read = lambda name, kind: np.fromfile(Path(folder) / name, dtype=kind)
        self.first, self.part = read("first.u64", "<u8"), read("part.u32", "<u4")
        self.share = read("share.f64", "<f8")
        self.own, self.ours = read("own.f64", "<f8").reshape(-1, 2), read("rolled.f64", "<f8").reshape(-1, 2)
        self.level = -(-len(self.own) // LEVELS)

    def levels(self):
        """The nodes of each level above the lowest, lowest first."""
        for start in range(self.level, len(self.own), self.level):
            yield start, min(start + self.level, len(self.own))


def in_scipy(graph):
    """One sparse matrix a level, made beforehand; timed are the products with low and high ends."""
    made = []
    first = graph.first.astype(np.int64)
    for start, end in graph.levels():
        edges = slice(first[start], first[end])
        below = start - graph.level
        matrix = sp.csr_matrix(
            (graph.share[edges], graph.part[edges].astype(np.int64) - below, first[start : end + 1] - first[start]),
            shape=(end - start, graph.level),
        )
        rest = np.maximum(1.0 - np.asarray(matrix.sum(axis=1)).ravel(), 0.0)
        made.append((start, end, matrix, rest))
    clock = time.perf_counter()
    ranges = graph.own.copy()
    for start, end, matrix, rest in made:
        below = ranges[start - graph.level : start]
        ranges[start:end] = matrix @ below + rest[:, None] * ranges[start:end]
    return time.perf_counter() - clock, ranges


def in_duckdb(graph):
    """Tables made beforehand, on one thread; timed is one join and grouping a level."""
    base = duckdb.connect()
    base.execute("SET threads = 1")
    holder = np.repeat(np.arange(len(graph.own), dtype=np.int64), np.diff(graph.first).astype(np.int64))
    edges = {"holder": holder, "part": graph.part.astype(np.int64), "share": graph.share}
    own = {"node": np.arange(len(graph.own), dtype=np.int64), "low": graph.own[:, 0], "high": graph.own[:, 1]}
    base.execute("CREATE TABLE edges AS SELECT * FROM edges ORDER BY holder")
    base.execute("CREATE TABLE own AS SELECT * FROM own ORDER BY node")
    base.execute("CREATE TABLE ranges AS SELECT * FROM own WHERE node < ?", [graph.level])
    clock = time.perf_counter()
    for start, end in graph.levels():
        base.execute(
            """
            INSERT INTO ranges
            SELECT own.node, parts.low + parts.rest * own.low, parts.high + parts.rest * own.high
            FROM own JOIN (
                SELECT holder, sum(share * low) AS low, sum(share * high) AS high, greatest(1 - sum(share), 0) AS rest
                FROM edges JOIN ranges ON edges.part = ranges.node
                WHERE holder >= ? AND holder < ? AND ranges.node >= ? AND ranges.node < ?
                GROUP BY holder
            ) parts ON own.node = parts.holder
            """,
            [start, end, start - graph.level, start],
        )
    took = time.perf_counter() - clock
    rows = base.execute("SELECT low, high FROM ranges ORDER BY node").fetchnumpy()
    return took, np.column_stack([rows["low"], rows["high"]])


def main(folder, said):
    graph, ours = Graph(folder), json.loads(Path(said).read_text())
    edges, seconds = len(graph.part), ours["seconds"]
    print(f"{edges} edges with ranges over {LEVELS} levels, {len(graph.own)} nodes, one thread, one run\n")
    print("| roll-up | s | edges/s | ours = 1 | range differs by at most |")
    print("|---|---:|---:|---:|---:|")
    print(f"| ours, from memory | {seconds:.3f} | {edges / seconds:.2e} | 1 | |")
    wrong = []
    for name, roll_up in (("scipy.sparse, a matrix a level", in_scipy), ("DuckDB, a join a level", in_duckdb)):
        took, ranges = roll_up(graph)
        apart = float(np.abs(ranges - graph.ours).max())
        print(f"| {name} | {took:.3f} | {edges / took:.2e} | {took / seconds:.1f} | {apart:.0e} |", flush=True)
        if not apart <= APART:
            wrong.append(f"{name}: a range differs by {apart:.1e}")
    for it in wrong:
        print(f"DISAGREE {it}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
