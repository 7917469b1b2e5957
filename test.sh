#!/usr/bin/env bash
# Sets up this machine, builds everything and passes all tests: .NET, the page's units, the page in a real browser.
# Prints one line per run; artifacts/test-counts.txt holds "passed failed skipped name" of each.
set -uo pipefail
. "$(dirname "$0")/scripts/setup.sh"
cd "$root"
mkdir -p artifacts
counts=artifacts/test-counts.txt
: >"$counts"
rm -rf artifacts/test-results
failed=0

setup_tools
need_debian mosquitto_sub mosquitto-clients
need_debian chromium chromium
need_debian protoc protobuf-compiler
need_debian mseed2sac mseed2sac
need_debian systemd-analyze systemd
need_debian /usr/lib/python3/dist-packages/numpy python3-numpy
choose_packages

say "Building ..."
if ! dotnet build EdgeTwin.sln -c Release --nologo -v quiet >artifacts/build.log 2>&1; then
  tail -n 40 artifacts/build.log
  echo "0 1 0 build" >>"$counts"
  fail "the build failed; the whole output is in artifacts/build.log."
fi
grep -E 'warning [A-Z]+[0-9]+' artifacts/build.log | sort -u && { echo "0 1 0 build-warnings" >>"$counts"; failed=1; }

dotnet_tests() { # PROJECT
  local name results="artifacts/test-results/$(basename "$1").trx"
  name=$(basename "$1")
  dotnet test "$1" -c Release --no-build --nologo --logger "trx;LogFileName=$root/$results" -v quiet 2>&1 | grep -vE '^\s*$' || true
  if [ -f "$results" ]; then
    sed -n 's/.*<Counters total="\([0-9]*\)" executed="\([0-9]*\)" passed="\([0-9]*\)" failed="\([0-9]*\)".*/\1 \2 \3 \4/p' "$results" |
      { read -r total executed passed bad; echo "$passed $((executed - passed)) $((total - executed)) $name"; } >>"$counts"
  else
    echo "0 1 0 $name" >>"$counts"
  fi
}

for project in tests/*.Tests; do
  [ -f "$project/$(basename "$project").csproj" ] && dotnet_tests "$project"
done
dotnet_tests tests/EndToEnd
scripts/device-files.sh "$counts" || failed=1

web=src/EdgeAgent/Web
npm_tests() { # SCRIPT NAME: the script closes with "N passed, N failed" or with vitest's own count
  local log="artifacts/$2.log" code bad good
  (cd "$web" && npm run --silent "$1") 2>&1 | sed 's/\x1b\[[0-9;]*m//g' >"$log"
  code=${PIPESTATUS[0]}
  tail -n 15 "$log"
  good=$(grep -oE '[0-9]+ passed' "$log" | tail -n 1 | cut -d' ' -f1)
  bad=$(grep -E 'Tests |, [0-9]+ failed' "$log" | grep -oE '[0-9]+ failed' | tail -n 1 | cut -d' ' -f1)
  # The browser run prints "ok" or "FAIL" and a name on a line each.
  [ -n "$good" ] || { good=$(grep -c '^ok ' "$log"); bad=$(grep -c '^FAIL ' "$log"); }
  [ "$code" = 0 ] || [ "${bad:-0}" != 0 ] || bad=1
  echo "${good:-0} ${bad:-0} 0 $2" >>"$counts"
}
npm_tests test web-units
npm_tests test:browser web-browser

awk '{ p += $1; f += $2; s += $3 } { printf "%-28s %5d passed %3d failed %3d skipped\n", $4, $1, $2, $3 }' "$counts"
awk '{ f += $2 } END { exit f > 0 }' "$counts" && [ "$failed" = 0 ]
