#!/usr/bin/env bash
# Sets up this machine, builds EdgeTwin and runs the agent; without options on the simulated reference station.
#   ./run.sh            a bridge in real time
#   ./run.sh --demo     fast simulated time, short baseline: damage it after a few minutes and watch
# All options are those of "edgetwin run"; see "./run.sh --help".
set -euo pipefail
. "$(dirname "$0")/scripts/setup.sh"
cd "$root"

stamp=artifacts/run/built.stamp
program=artifacts/run/edgetwin
build() {
  sources_changed "$stamp" || return 0
  say "Building EdgeTwin (about two minutes the first time, only what changed later) ..."
  mkdir -p artifacts/run
  touch "$stamp.new"
  dotnet publish src/EdgeAgent/EdgeAgent.csproj -c Release -o artifacts/run -v quiet --nologo >artifacts/build.log 2>&1 ||
    { tail -n 30 artifacts/build.log >&2; fail "the build failed; the whole output is in artifacts/build.log."; }
  mv "$stamp.new" "$stamp"
}

broker_answers() { (exec 3<>/dev/tcp/127.0.0.1/1883) 2>/dev/null; }

start_broker() {
  broker_answers && { say "Using the MQTT broker that already listens on 127.0.0.1:1883."; return; }
  printf 'listener 1883 127.0.0.1\nallow_anonymous true\npersistence false\n' >artifacts/mosquitto.conf
  # Its own session: Ctrl-C must reach the agent first, so that it can send its death certificates.
  setsid "$(command -v mosquitto || echo /usr/sbin/mosquitto)" -c artifacts/mosquitto.conf >artifacts/mosquitto.log 2>&1 &
  broker=$!
  for _ in $(seq 50); do broker_answers && break; sleep 0.1; done
  broker_answers || fail "mosquitto did not start; see artifacts/mosquitto.log."
  say "Started an MQTT broker on 127.0.0.1:1883 (stopped again with the agent)."
}

stop_broker() { [ -z "${broker:-}" ] || kill "$broker" 2>/dev/null || true; }

mkdir -p artifacts
setup_tools
choose_packages
build
case " $* " in *" --help "*|*" -h "*|*" -? "*) exec "$program" run --help ;; esac
start_broker
trap stop_broker EXIT
# The agent handles these itself; the script waits for it.
trap 'kill -TERM "${agent:-}" 2>/dev/null || true' TERM
trap : INT
"$program" run --state artifacts/state "$@" &
agent=$!
status=0
while kill -0 "$agent" 2>/dev/null; do wait "$agent" && status=0 || status=$?; done
exit "$status"
