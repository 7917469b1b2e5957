#!/bin/sh
# Fetches what the build profile "system" compiles from npm: `fetch-packages.sh x64` or `fetch-packages.sh arm64`.
# Several builds may call it at once: one fetches, the others wait and find the stamp.
set -eu
architecture="$1"
cd "$(dirname "$0")"

for program in npm flock; do
  command -v "$program" >/dev/null 2>&1 && continue
  echo "error EDGE001: the build profile 'system' needs $program to fetch ONNX Runtime. Install Node.js 18 or later (apt-get install nodejs npm util-linux), or build with -p:EdgePackages=nuget where nuget.org is reachable." >&2
  exit 1
done

exec 9>.fetch.lock
flock 9

wanted="$(cat package.json package-lock.json .npmrc | sha256sum | cut -d' ' -f1)"
stamp="node_modules/.fetched-$architecture"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && { touch "$stamp"; exit 0; }

# The arm64 library comes in an optional package of 200 MB; only those who cross-build pay for it.
if [ "$architecture" = arm64 ] || [ -f node_modules/.fetched-arm64 ]; then
  npm ci --loglevel=error
else
  npm ci --loglevel=error --omit=optional
fi

# What other systems need is most of the package's 385 MB.
plugins=node_modules/com.github.asus4.onnxruntime/Plugins
rm -rf "$plugins/Android" "$plugins/Windows" "$plugins/macOS" "$plugins/iOS~"
rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 node_modules/onnxruntime-node/bin/napi-v*/linux/x64

printf '%s\n' "$wanted" > node_modules/.fetched-x64
if [ -d node_modules/onnxruntime-node ]; then
  printf '%s\n' "$wanted" > node_modules/.fetched-arm64
elif [ "$architecture" = arm64 ]; then
  echo "error EDGE002: npm did not install the optional package onnxruntime-node, which holds the arm64 library of ONNX Runtime. Run 'npm ci' in compat/ and read its message." >&2
  exit 1
fi
