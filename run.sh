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
  publish_agent artifacts/run
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

# What a newcomer can do now, once the page answers.
tell_when_up() {
  local page=127.0.0.1:8480 previous=
  for word in "$@"; do [ "$previous" = --page ] && page=$word; previous=$word; done
  for _ in $(seq 300); do
    kill -0 "$agent" 2>/dev/null || return 0
    (exec 3<>"/dev/tcp/${page%:*}/${page##*:}") 2>/dev/null && break
    sleep 0.1
  done
  sleep 1
  say ""
  say "The bridge is being measured, judged, stored and synced."
  say "  Page                     http://$page"
  say "  What the cloud receives  mosquitto_sub -t 'edgetwin/#' -v"
  say "  Weaken the bridge        artifacts/run/edgetwin simulate damage --state artifacts/state --member midspan --severity 0.3"
  say "  Repair it                artifacts/run/edgetwin simulate damage --state artifacts/state --clear"
  say "  Stop                     Ctrl-C"
  case " $* " in *" --demo "*) say "The demonstration learns what is normal for about three minutes first; the page shows how far it is." ;; esac
}

stop_broker() { [ -z "${broker:-}" ] || kill "$broker" 2>/dev/null || true; }

mkdir -p artifacts
setup_tools
choose_packages
build
case " $* " in *" --help "*|*" -h "*|*" -? "*) exec "$program" run --help ;; esac
start_broker
trap stop_broker EXIT

# The agent gets a process group of its own, so that Ctrl-C reaches it once, through this script, and the broker outlives its last words.
set -m
"$program" run --state artifacts/state "$@" &
agent=$!
set +m
trap 'kill -INT "$agent" 2>/dev/null || true' INT TERM
tell_when_up "$@" &
status=0
while wait "$agent" && status=0 || status=$?; [ "$status" -gt 128 ] && kill -0 "$agent" 2>/dev/null; do :; done
exit "$status"
