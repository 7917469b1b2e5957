#!/usr/bin/env bash
# Proves the mathematics on recordings of real structures: prints target and result of every line, and exits with 1 when a target is missed.
#   bench/evaluate.sh [SET…]     all data sets by default; EDGETWIN_RECORDINGS names their folder (default: ../shared/data)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/scripts/setup.sh"
cd "$root"
recordings=${EDGETWIN_RECORDINGS:-$root/../shared/data}
[ -d "$recordings" ] || fail "the recordings are not at $recordings; name their folder in EDGETWIN_RECORDINGS."
mkdir -p artifacts
dotnet build bench/StructuralHealth.Evaluation -c Release -v quiet --nologo >artifacts/build.log 2>&1 ||
  { tail -n 30 artifacts/build.log >&2; fail "the build failed; the whole output is in artifacts/build.log."; }
exec dotnet bench/StructuralHealth.Evaluation/bin/Release/net10.0/EdgeTwin.StructuralHealth.Evaluation.dll "$recordings" "$@"
