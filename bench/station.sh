#!/usr/bin/env bash
# Runs the agent on the simulated reference station in real time and prints what it used next to the budgets of the design.
#   bench/station.sh [MINUTES]      30 by default; the first five minutes count as warm-up for memory
# The simulator's own processor time is measured inside the agent (thread time within simulated bus transfers) and printed apart.
# Exit status: 1 when a sample is unaccounted for or memory is not flat; the shares of processor and memory are printed, not judged,
# since machines differ.
set -euo pipefail
minutes=${1:-30}
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/scripts/setup.sh"
cd "$root"
setup_tools
need_debian curl curl
choose_packages
mkdir -p artifacts/bench
publish_agent artifacts/run

state=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
broker_port=$((20000 + RANDOM % 20000))
printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$broker_port" >"$state/mosquitto.conf"
"$(command -v mosquitto || echo /usr/sbin/mosquitto)" -c "$state/mosquitto.conf" >"$state/mosquitto.log" 2>&1 &
broker=$!
# The reference station, with the broker of this run.
sed "s/\"port\": *1883/\"port\": $broker_port/" config/reference-station.json >"$state/station.json"

started=$(date +%s.%N)
artifacts/run/edgetwin run --config "$state/station.json" --state "$state" --page "127.0.0.1:$port" >artifacts/bench/station.log 2>&1 &
agent=$!
cleanup() { kill "$agent" "$broker" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$state"; }
trap cleanup EXIT

page_at=
for _ in $(seq 600); do
  if curl -fs "http://127.0.0.1:$port/api/snapshot" >/dev/null 2>&1; then page_at=$(date +%s.%N); break; fi
  kill -0 "$agent" 2>/dev/null || { tail artifacts/bench/station.log; fail "the agent ended."; }
  sleep 0.02
done
[ -n "$page_at" ] || fail "the page did not answer within 12 s."

ticks=$(getconf CLK_TCK)
cpu_ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null || echo 0; }
status() { curl -fs --unix-socket "$state/control.sock" http://edgetwin/control/status; }
number() { status | grep -oE "\"$1\":[-0-9.eE+]+" | head -n 1 | cut -d: -f2; }
host_pid() { pgrep -P "$agent" | head -n 1 || true; }

sleep 30
cpu0=$(cpu_ticks "$agent"); sim0=$(number simulatorCpuSeconds); at0=$(date +%s.%N)
early=0 late=0 peak=0
end=$(($(date +%s) + minutes * 60 - 30))
warm=$(($(date +%s) + 270))
[ "$minutes" -gt 5 ] || warm=$(($(date +%s) + minutes * 20))
while [ "$(date +%s)" -lt "$end" ]; do
  now=$(date +%s); rss=$(rss_kb "$agent")
  [ "$rss" -gt "$peak" ] && peak=$rss
  if [ "$now" -lt "$warm" ]; then early=$rss; else [ "$rss" -gt "$late" ] && late=$rss; fi
  sleep 5
done
cpu1=$(cpu_ticks "$agent"); sim1=$(number simulatorCpuSeconds); at1=$(date +%s.%N)
answer=$(status)
unaccounted=$(grep -oE '"unaccounted":-?[0-9]+' <<<"$answer" | cut -d: -f2 | awk '{ s += $1 < 0 ? -$1 : $1 } END { print s + 0 }')
missing=$(grep -oE '"missing":[0-9]+' <<<"$answer" | cut -d: -f2 | awk '{ s += $1 } END { print s + 0 }')
dropped=$(grep -oE '"dropped":[0-9]+' <<<"$answer" | cut -d: -f2 | awk '{ s += $1 } END { print s + 0 }')
delivered=$(grep -oE '"delivered":[0-9]+' <<<"$answer" | cut -d: -f2 | awk '{ s += $1 } END { print s + 0 }')
host=$(host_pid)

awk -v minutes="$minutes" -v c0="$cpu0" -v c1="$cpu1" -v tick="$ticks" -v s0="$sim0" -v s1="$sim1" -v t0="$at0" -v t1="$at1" \
  -v early="$early" -v late="$late" -v peak="$peak" -v host="$([ -n "$host" ] && rss_kb "$host" || echo 0)" -v start="$(echo "$page_at $started" | awk '{ print $1 - $2 }')" \
  -v unaccounted="$unaccounted" -v missing="$missing" -v dropped="$dropped" -v delivered="$delivered" '
  function row(what, budget, seen) { printf "%-46s %-14s %s\n", what, budget, seen }
  BEGIN {
    wall = t1 - t0; all = (c1 - c0) / tick / wall * 100; sim = (s1 - s0) / wall * 100
    printf "Reference station, real time, %s minutes\n\n", minutes
    row("", "budget", "seen")
    row("CPU of the agent without the simulator", "< 3 % of a core", sprintf("%.2f %%", all - sim))
    row("CPU of the simulator", "", sprintf("%.2f %%", sim))
    row("Resident memory of the agent, peak", "< 120 MB", sprintf("%.1f MB", peak / 1024))
    row("Resident memory of the model host", "< 80 MB", host > 0 ? sprintf("%.1f MB", host / 1024) : "not running (baseline is being learnt)")
    row("Memory after warm-up against before", "< +5 %", early > 0 ? sprintf("%+.2f %%", (late - early) / early * 100) : "-")
    row("Process start to page", "< 2 s", sprintf("%.2f s", start))
    row("Sample sets delivered", "", delivered)
    row("Sample sets missing / dropped", "0 / 0", missing " / " dropped)
    row("Sample sets unaccounted for", "0", unaccounted)
    exit (unaccounted != 0 || (early > 0 && late > early * 1.05)) ? 1 : 0
  }'
