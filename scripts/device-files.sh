#!/usr/bin/env bash
# Reads every simulated chip through the real /dev/i2c-N and /dev/spidevB.C: boots User-Mode Linux, where a CUSE server stands in for the
# bus controllers, and runs tests/DeviceFiles in it. Ends with "N passed, N failed", or says in one line why it was skipped.
#
#   scripts/device-files.sh          builds the tests and runs them
#   scripts/device-files.sh COUNTS   runs what is built, and adds "passed failed skipped device-files" to the file COUNTS
set -uo pipefail
. "$(dirname "$0")/setup.sh"
counts=${1:-/dev/null}
[ "$counts" = /dev/null ] || counts=$(realpath "$counts")
cd "$root"

limit_seconds=120
work=artifacts/device-files
server=$root/$work/bus-device-file
tests=$root/tests/DeviceFiles/bin/Release/net10.0/EdgeTwin.DeviceFiles.dll
mkdir -p "$work"

skip() {
  echo "0 0 1 device-files" >>"$counts"
  say "skipped: device files: $*"
  exit 0
}

lost() { # the tests cannot have run
  echo "0 1 0 device-files" >>"$counts"
  say "device files: $*"
  say "0 passed, 1 failed"
  exit 1
}

install_tools() {
  need_debian linux.uml user-mode-linux
  need_debian gcc gcc
  need_debian /usr/include/stdio.h libc6-dev
  need_debian /usr/include/linux/i2c-dev.h linux-libc-dev
  need_debian /usr/include/fuse3/cuse_lowlevel.h libfuse3-dev
  need_debian insmod kmod
  need_debian i2cdetect i2c-tools
}

[ "$(uname -sm)" = "Linux x86_64" ] || skip "User-Mode Linux is made for Linux on x86-64; this is $(uname -sm)."
command -v dotnet >/dev/null || lost "the .NET SDK is missing."
(install_tools) >"$work/tools.log" 2>&1 || skip "$(tail -n 1 "$work/tools.log")"
gcc -O2 -Wall -Wextra -Werror -D_FILE_OFFSET_BITS=64 -I/usr/include/fuse3 tests/DeviceFiles/cuse/*.c -o "$server" -lfuse3 ||
  lost "the CUSE server does not compile."
if [ "$counts" = /dev/null ]; then
  choose_packages
  dotnet build tests/DeviceFiles -c Release --nologo -v quiet >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log"; lost "the tests do not compile."; }
fi

# The kernel's command line takes no blanks, so everything that may have some goes through this folder.
out=$(mktemp -d /tmp/edgetwin-uml.XXXXXX) || skip "/tmp cannot be written."
trap 'rm -rf "$out"' EXIT
cp tests/DeviceFiles/uml-init.sh "$out/init"
printf '%s=%q\n' tests "$tests" server "$server" dotnet "$(readlink -f "$(command -v dotnet)")" >"$out/settings"
started=$SECONDS
TMPDIR=$([ -d /dev/shm ] && echo /dev/shm || echo /tmp) timeout -k 5 "$limit_seconds" \
  linux.uml mem=1024M root=/dev/root rootfstype=hostfs rootflags=/ ro quiet init="$out/init" out="$out" uml_dir="$out" \
  con0=null,fd:1 con=null ssl=null </dev/null >"$work/console.log" 2>&1
seconds=$((SECONDS - started))

for file in init.log results; do
  rm -f "$work/$file"
  [ -f "$out/$file" ] && cp "$out/$file" "$work/$file"
done
if [ ! -f "$work/init.log" ]; then
  refused=$(grep -iE 'ptrace|seccomp|not permitted|permission denied|no space' "$work/console.log" | head -n 1)
  [ -z "$refused" ] || skip "this machine does not let User-Mode Linux run: $refused"
  lost "User-Mode Linux did not start; see $work/console.log."
fi
count=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$work/results" 2>/dev/null)
[ -n "$count" ] || { cat "$work/init.log"; tail -n 5 "$work/results"; lost "the tests did not come to their end in $seconds s."; }

grep -E '^(FAIL|     )' "$work/results"
read -r passed _ failed _ skipped _ <<<"$count"
echo "$passed $failed $skipped device-files" >>"$counts"
say "Device files: every chip through User-Mode Linux in $seconds s."
say "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
