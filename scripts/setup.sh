# Sourced by run.sh and test.sh: installs what a fresh Debian or Ubuntu machine lacks and finds out which packages can be had.
# Nothing here needs preparing by hand; everything found present is left as it is.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*"; }
fail() { printf 'edgetwin: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

# need_debian PROGRAM_OR_FILE PACKAGE...: installs the packages unless the program (or file) is there.
need_debian() {
  local wanted=$1; shift
  case $wanted in
    /*) [ -e "$wanted" ] && return ;;
    *.so.*) ldconfig -p 2>/dev/null | grep -q "$wanted" && return; ls /usr/lib/*/"$wanted" >/dev/null 2>&1 && return ;;
    *) command -v "$wanted" >/dev/null && return; [ -x "/usr/sbin/$wanted" ] && return ;;
  esac
  command -v apt-get >/dev/null || fail "$wanted is missing; install it with this system's package manager (on Debian: $*)."
  say "Installing $* (Debian packages) ..."
  mkdir -p "$root/artifacts"
  if [ -z "${apt_updated:-}" ]; then
    as_root apt-get update -qq >"$root/artifacts/apt.log" 2>&1 || true
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$root/artifacts/apt.log" 2>&1 ||
    fail "could not install $*; the reason is at the end of artifacts/apt.log. Install them by hand and start again."
}

setup_tools() {
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing; install it (package dotnet-sdk-10.0 or the installer of its makers) and start again."
  dotnet --version 2>/dev/null | grep -q '^1[0-9]\.' || fail "the .NET SDK 10 is needed; found $(dotnet --version 2>/dev/null || echo none)."
  need_debian npm nodejs npm
  need_debian mosquitto mosquitto
  need_debian libmosquitto.so.1 libmosquitto1
}

# Asks the configured package source once whether it has all packages that the owner named, in the versions that are tested; see
# docs/decisions/0001-package-profiles.md.
choose_packages() {
  local answer="$root/EdgePackages.props" probe
  [ -f "$answer" ] && return
  probe=$(mktemp -d)
  cat >"$probe/probe.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Iot.Device.Bindings" Version="[4.2.0]" />
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" />
    <PackageReference Include="MQTTnet" Version="[5.2.0.1603]" />
    <PackageReference Include="System.Device.Gpio" Version="[4.2.0]" />
  </ItemGroup>
</Project>
XML
  local profile=system
  if (cd "$probe" && timeout 120 dotnet restore >/dev/null 2>&1); then profile=nuget; fi
  rm -rf "$probe"
  printf '<Project>\n  <PropertyGroup>\n    <EdgePackages>%s</EdgePackages>\n  </PropertyGroup>\n</Project>\n' "$profile" >"$answer"
  say "Packages: profile '$profile' (kept in EdgePackages.props; delete that file to ask again)."
}

# As in deploy/systemd/edgetwin.service: one native heap for all threads. With a heap per thread, each keeps the most it ever held.
export MALLOC_ARENA_MAX=1

# publish_agent FOLDER: builds the program as it is installed: compiled ahead of time for this machine, so that it is up sooner and compiles less while
# it runs. Where the package source lacks the compiler, the program is the same, only slower to start.
publish_agent() {
  local publish=(dotnet publish src/EdgeAgent/EdgeAgent.csproj -c Release -o "$1" -v quiet --nologo)
  "${publish[@]}" --use-current-runtime --self-contained false -p:PublishReadyToRun=true >artifacts/build.log 2>&1 && return
  if grep -q 'NU110[0-9].*Crossgen' artifacts/build.log && "${publish[@]}" >artifacts/build.log 2>&1; then return; fi
  tail -n 30 artifacts/build.log >&2
  fail "the build failed; the whole output is in artifacts/build.log."
}

# Whether anything that goes into the program is newer than the stamp of the last build.
sources_changed() {
  local stamp=$1
  [ -f "$stamp" ] || return 0
  [ -n "$(find "$root/src" "$root/compat" "$root/config" "$root"/Directory.*.props "$root/EdgePackages.props" \
    \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -newer "$stamp" -print -quit 2>/dev/null)" ]
}
