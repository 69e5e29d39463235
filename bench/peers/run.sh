#!/usr/bin/env bash
# Solves the same months with HiGHS, Clarabel, linopy and PyPSA (on HiGHS) in Python and with ours, checks that objectives and
# prices agree, and prints what each took in this one run. Needs Python 3.10 or later and a package index for its first
# run; nothing of the project's build or tests depends on it.
#   bench/peers/run.sh [SCENARIO MONTH]
set -euo pipefail
cd "$(dirname "$0")"
scenario=${1:-cutoff} month=${2:-2027-11}

source ./environment.sh
cargo build --release --quiet --locked -p coercivity
coercivity=${CARGO_TARGET_DIR:-../../target}/release/coercivity

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
problem() { # name, then what names the problem
  local name=$1
  shift
  "$coercivity" market export "$@" --format json -o "$out/$name.json"
  "$coercivity" market export "$@" --format mps -o "$out/$name.mps"
  "$coercivity" market time "$@" --format json -o "$out/$name-time.json"
}
problem "$scenario-$month" "$scenario" --month "$month"
problem reference reference
venv/bin/python peers.py "$out/$scenario-$month" "$out/reference"
