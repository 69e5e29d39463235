#!/usr/bin/env bash
# Rebuilds the page bundle, compares it byte for byte with what is committed, and opens the page of the
# specimen in a real browser. Needs Node and cargo; installs Chromium by apt-get when it is missing.
# Usage: web/check.sh [FOLDER FOR SCREENSHOTS]
set -euo pipefail
cd "$(dirname "$0")"

say() { printf 'web: %s\n' "$*"; }
command -v npm >/dev/null || { say "Node and npm are needed to rebuild the page bundle (apt-get install nodejs npm)" >&2; exit 1; }
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
if [ ! -x "$CHROMIUM" ]; then
  say "installing chromium and fonts-liberation by apt-get"
  as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
fi

say "installing the packages of package-lock.json"
npm ci --no-audit --no-fund --loglevel=error
if grep -q '"resolved"' package-lock.json; then
  say "package-lock.json names a registry host; .npmrc should keep it out" >&2; exit 1
fi
say "building"
npm run --silent fixture
npm run --silent build
git diff --exit-code --stat -- dist fixture || { say "the committed bundle or specimen is not what the sources give: commit the rebuilt files" >&2; exit 1; }
[ -z "$(git ls-files --others --exclude-standard -- dist fixture)" ] || { say "the build wrote files that are not committed" >&2; exit 1; }

work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT
shots="${1:-$work}"; mkdir -p "$shots"
node test/variants.mjs "$work"
for run in "$work"/*.json; do
  cargo run --quiet --locked -p coercivity-report --example page <"$run" >"${run%.json}.html"
done
say "opening the page"
node test/browser.mjs "$work" "$shots"
