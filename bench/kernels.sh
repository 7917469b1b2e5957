#!/usr/bin/env bash
# Times every numerical kernel against SciPy on the same numbers, in turn, and prints one table; then what an hour of the reference station costs.
#   bench/kernels.sh
# Exit status: 1 when a result differs from SciPy's, a target ratio is missed, or a kernel of the signal path allocates memory once warm.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/scripts/setup.sh"
cd "$root"
need_debian /usr/lib/python3/dist-packages/scipy python3-scipy
choose_packages
mkdir -p artifacts
dotnet build bench/StructuralHealth.Bench -c Release -v quiet --nologo >artifacts/build.log 2>&1 || { tail -n 30 artifacts/build.log; fail "the build failed."; }
program=(dotnet exec bench/StructuralHealth.Bench/bin/Release/net10.0/EdgeTwin.StructuralHealth.Bench.dll)
status=0
"${program[@]}" kernels || status=$?
"${program[@]}" station
exit "$status"
