#!/usr/bin/env bash
# Rolls one made-up graph of parts up by ours, by scipy.sparse and by DuckDB, checks that all ranges agree, and prints
# what each took in this one run on one thread. Needs Python 3.10 or later and a package index for its first run;
# nothing of the project's build or tests depends on it. The graph takes 16 bytes an edge of disk until the end.
#   bench/peers/roll_up.sh [EDGES]
set -euo pipefail
cd "$(dirname "$0")"
source ./environment.sh
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
COERCIVITY_EDGES=${1:-10000000} COERCIVITY_GRAPH="$out" cargo bench --quiet --locked -p coercivity-screen --bench peers >"$out/ours.json"
venv/bin/python roll_up.py "$out" "$out/ours.json"
