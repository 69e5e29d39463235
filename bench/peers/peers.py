"""Solves exported months in other solvers, checks their answers against ours, and prints one table."""

import json
import logging
import platform
import statistics
import sys
import time
import warnings
from pathlib import Path

import clarabel
import highspy
import linopy
import numpy as np
import pandas as pd
import pypsa
import scipy.sparse as sp
import xarray

# Largest relative difference of objectives, and of prices where the answer pins them, that counts as agreement.
OBJECTIVE, PRICE = 1e-6, 1e-6
# A price is pinned when moving it by this much would move a column's best rate by more than its answer's last digits.
INSIDE = 1e-4
REPEATS = 5
# What stands for no bound where a network wants one, t a month: far above all that moves.
UNBOUNDED = 1e7


class Month:
    """A problem of `market export`: minimise c'x + x'Qx/2, Ax = b, 0 <= x <= u."""

    def __init__(self, stem):
        document = json.loads(Path(f"{stem}.json").read_text())
        self.mps, self.title = f"{stem}.mps", document["title"]
        self.timing = json.loads(Path(f"{stem}-time.json").read_text())
        self.row_names = [it["name"] for it in document["balances"]]
        row = {name: place for place, name in enumerate(self.row_names)}
        columns = document["columns"]
        self.b = np.array([it["right_t_per_month"] for it in document["balances"]])
        self.c = np.array([it["cost_usd_per_kg"] for it in columns])
        self.q = np.array([it["slope_usd_per_kg_per_t_per_month"] for it in columns])
        upper = [it["upper_t_per_month"] for it in columns]
        self.u = np.array([np.inf if it is None else it for it in upper])
        entries = [(row[name], place, value) for place, it in enumerate(columns) for name, value in it["entries"].items()]
        rows, places, values = zip(*entries)
        self.a = sp.csc_matrix((values, (rows, places)), shape=(len(row), len(columns)))
        self.x = np.array([it["rate_t_per_month"] for it in columns])
        self.prices = np.array([it["price_usd_per_kg"] for it in document["balances"]])
        self.objective = document["objective_thousand_usd_per_month"]

    def value(self, x):
        return float(self.c @ x + 0.5 * self.q @ (x * x))

    def pinned(self):
        """Balances whose price the answer decides: reached from a column inside its bounds through others like it."""
        known = np.zeros(len(self.b), bool)
        size = np.maximum(np.abs(self.x), 1.0)
        inside = np.flatnonzero((self.x > INSIDE * size) & (self.x < self.u - INSIDE * size))
        pattern = [self.a.indices[self.a.indptr[it] : self.a.indptr[it + 1]] for it in inside]
        grew = True
        while grew:
            grew = False
            for rows in pattern:
                loose = [it for it in rows if not known[it]]
                if len(loose) == 1:
                    known[loose[0]] = grew = True
        return known


def highs_of(month):
    """A HiGHS model as its own reader makes it of the MPS file: checks that file too."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    if highs.readModel(month.mps) != highspy.HighsStatus.kOk:
        sys.exit(f"HiGHS cannot read {month.mps}")
    return highs


def in_highs(month):
    highs = highs_of(month)
    clock = time.perf_counter()
    highs.run()
    took = time.perf_counter() - clock
    status = highs.modelStatusToString(highs.getModelStatus())
    solution = highs.getSolution()
    names = {highs.getRowName(it)[1]: it for it in range(highs.getNumRow())}
    order = [names["_".join(name.split())] for name in month.row_names]
    return took, np.array(solution.col_value), np.array(solution.row_dual)[order], status


def in_clarabel(month):
    count = len(month.c)
    bounded = np.flatnonzero(np.isfinite(month.u))
    eye = sp.identity(count, format="csc")
    matrix = sp.vstack([month.a, -eye, eye[bounded]], format="csc")
    right = np.concatenate([month.b, np.zeros(count), month.u[bounded]])
    cones = [clarabel.ZeroConeT(len(month.b)), clarabel.NonnegativeConeT(count + len(bounded))]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-10
    clock = time.perf_counter()
    solver = clarabel.DefaultSolver(sp.diags(month.q, format="csc"), month.c, matrix, right, cones, settings)
    answer = solver.solve()
    took = time.perf_counter() - clock
    return took, np.array(answer.x), -np.array(answer.z[: len(month.b)]), str(answer.status)


def in_linopy(month):
    clock = time.perf_counter()
    model = linopy.Model()
    columns = pd.RangeIndex(len(month.c), name="column")
    x = model.add_variables(lower=0, upper=pd.Series(month.u, columns), coords=[columns], name="x")
    rows = month.a.tocsr()
    widest = int(np.diff(rows.indptr).max())
    # Rows as padded arrays: the layout that linopy itself works in.
    places = np.full((len(month.b), widest), -1)
    values = np.zeros((len(month.b), widest))
    for row in range(len(month.b)):
        span = slice(rows.indptr[row], rows.indptr[row + 1])
        places[row, : span.stop - span.start] = rows.indices[span]
        values[row, : span.stop - span.start] = rows.data[span]
    labels = np.where(places >= 0, np.asarray(x.labels)[places], -1)
    terms = xarray.Dataset(
        {"coeffs": (("row", "_term"), values), "vars": (("row", "_term"), labels)}, coords={"row": range(len(month.b))}
    )
    model.add_constraints(linopy.LinearExpression(terms, model) == xarray.DataArray(month.b, dims="row"), name="balance")
    model.add_objective((pd.Series(month.c, columns) * x + 0.5 * (pd.Series(month.q, columns) * x) * x).sum())
    built = time.perf_counter() - clock
    status = model.solve("highs", io_api="direct", output_flag=False)
    took = time.perf_counter() - clock
    said = f"{status[1]}, {1e3 * built:.0f} ms of it to build"
    if status[0] != "ok":
        return took, None, None, said
    return took, x.solution.values, model.constraints["balance"].dual.values, said


def in_pypsa(month):
    """A network in which balances are buses, columns of one balance generators, and all others links."""
    clock = time.perf_counter()
    network = pypsa.Network()
    buses = [f"{place} {name}" for place, name in enumerate(month.row_names)]
    network.add("Bus", buses)
    loaded = np.flatnonzero(month.b)
    network.add("Load", [f"load {it}" for it in loaded], bus=[buses[it] for it in loaded], p_set=month.b[loaded])
    makers, links, widest = [], [], 1
    for column in range(len(month.c)):
        span = slice(month.a.indptr[column], month.a.indptr[column + 1])
        entries = sorted(zip(month.a.data[span], month.a.indices[span]))
        # A link takes from its first bus; one that only gives runs backwards.
        size = abs(entries[0][0])
        upper = min(month.u[column], UNBOUNDED) * size
        cost, slope = month.c[column] / size, month.q[column] / (2 * size**2)
        if len(entries) == 1:
            makers.append((buses[entries[0][1]], np.sign(entries[0][0]), upper, cost, slope))
            continue
        widest = max(widest, len(entries))
        links.append((column, entries, size, upper, cost, slope))
    bus, sign, upper, cost, slope = zip(*makers)
    names = [f"maker {it}" for it in range(len(makers))]
    network.add("Generator", names, bus=bus, sign=sign, p_nom=upper, marginal_cost=cost, marginal_cost_quadratic=slope)
    ends = {"bus0": [], **{f"bus{end}": [] for end in range(1, widest)}}
    gains = {f"efficiency{end if end > 1 else ''}": [] for end in range(1, widest)}
    least, most, costs = [], [], []
    for _, entries, size, _, cost, _ in links:
        forward = 1.0 if entries[0][0] < 0 else -1.0
        least.append(min(forward, 0.0))
        most.append(max(forward, 0.0))
        costs.append(forward * cost)
        for end in range(widest):
            value, row = entries[end] if end < len(entries) else (0.0, None)
            ends[f"bus{end}"].append("" if row is None else buses[row])
            if end > 0:
                gains[f"efficiency{end if end > 1 else ''}"].append(forward * value / size)
    network.add(
        "Link", [f"link {it[0]}" for it in links], **ends, **gains, p_nom=[it[3] for it in links], p_min_pu=least,
        p_max_pu=most, marginal_cost=costs, marginal_cost_quadratic=[it[5] for it in links],
    )
    network.optimize.create_model()
    built = time.perf_counter() - clock
    status = network.optimize.solve_model(solver_name="highs", solver_options={"output_flag": False})
    took = time.perf_counter() - clock
    said = f"{status[1]}, {1e3 * built:.0f} ms of it to build"
    if status[0] != "ok":
        return took, None, None, said
    x = np.empty(len(month.c))
    one = np.diff(month.a.indptr) == 1
    x[one] = network.generators_t.p[names].values[0] / np.abs(month.a.data[month.a.indptr[:-1][one]])
    flows = network.links_t.p0[[f"link {it[0]}" for it in links]].values[0]
    for (column, _, size, _, _, _), flow in zip(links, flows):
        x[column] = abs(flow) / size
    return took, x, network.buses_t.marginal_price[buses].values[0], said


def main(stems):
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    print(f"{platform.machine()}, {processor()}, Python {platform.python_version()}, one run\n")
    wrong = []
    for month in map(Month, stems):
        pinned = month.pinned()
        ours = month.timing["median_us"] / 1e3
        print(f"{month.title}; {pinned.sum()} prices pinned")
        print("| solver | ms | ours = 1 | objective differs by | price differs by, most / median | said |")
        print("|---|---:|---:|---:|---:|---|")
        print(f"| ours, warm, in process | {ours:.2f} | 1 | | | median of {month.timing['solves']}, slowest {month.timing['slowest_us'] / 1e3:.1f} |")
        rust = month.timing["clarabel_median_us"] / 1e3
        print(f"| Clarabel, in the same process (Rust) | {rust:.1f} | {rust / ours:.0f} | {month.timing['worst_objective_difference']:.0e} | | |")
        for name, solve in (("Clarabel (Python)", in_clarabel), ("HiGHS QP (highspy)", in_highs), ("linopy and HiGHS", in_linopy), ("PyPSA and HiGHS", in_pypsa)):
            answers = [solve(month)]
            # Those that take long are not asked again.
            while len(answers) < REPEATS and sum(it[0] for it in answers) < 10:
                answers.append(solve(month))
            took = statistics.median(it[0] for it in answers)
            _, x, prices, said = answers[0]
            if x is None:
                print(f"| {name} | {1e3 * took:.0f} | {1e3 * took / ours:.0f} | no answer | | {said} |")
                continue
            gap = abs(month.value(x) - month.objective) / abs(month.objective)
            apart = np.abs(prices - month.prices)[pinned] / np.maximum(np.abs(month.prices[pinned]), 1.0)
            print(f"| {name} | {1e3 * took:.0f} | {1e3 * took / ours:.0f} | {gap:.0e} | {apart.max():.0e} / {np.median(apart):.0e} | {said} |")
            if gap > OBJECTIVE:
                wrong.append(f"{name} on {month.title}: objective differs by {gap:.1e}")
            if np.median(apart) > PRICE:
                wrong.append(f"{name} on {month.title}: half of the prices differ by more than {np.median(apart):.1e}")
        print()
    for it in wrong:
        print(f"DISAGREE {it}")
    return 1 if wrong else 0


def processor():
    names = [it.split(":", 1)[1].strip() for it in Path("/proc/cpuinfo").read_text().splitlines() if it.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
