#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sh tests/run.sh [MESON TEST OPTIONS]
# Installs what is missing, builds everything with warnings as errors, runs every test but the
# benchmarks, and ends with the line "N passed, N failed, N skipped". TOLL_BUILD names another
# build folder, TOLL_SETUP further options of meson setup.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
build=${TOLL_BUILD:-$root/build-test}

fail () { printf '%s\n' "$*" >&2; exit 1; }

[ -w "$root" ] || fail "$root cannot be written to: copy the sources to a folder of your own."
groups="build run test"
# OpenSSH's server is only brought where no systemd would start it.
[ -d /run/systemd/system ] || groups="$groups doors"
# shellcheck disable=SC2086 # a list of words
sh "$root/data/setup/install.sh" $groups

if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/.sources" 2>/dev/null)" != "$root" ]; then
  rm -rf "$build"
  # Some 180 programs are linked: gold, of the same package as ld, takes a fraction of its time.
  if [ -z "${CC_LD:-}" ] && command -v ld.gold >/dev/null 2>&1; then
    export CC_LD=gold
  fi
  # shellcheck disable=SC2086 # a list of options
  meson setup "$build" "$root" -Dwerror=true ${TOLL_SETUP:-} || fail "meson setup failed"
  printf '%s\n' "$root" >"$build/.sources"
fi
ninja -C "$build" || fail "The build failed."

# What tests leave when they fail or are interrupted goes with this folder.
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/tollkeeper-tests-XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Each test runs alone with what it needs: its own message bus, display and home are made by the
# tests' own harness; a bus around everything keeps a stray one of the desktop out of it.
set +e
rm -f "$build/meson-logs/testlog.json"
export LC_ALL=C.UTF-8 G_SLICE=always-malloc GSETTINGS_BACKEND=memory
dbus-run-session -- meson test -C "$build" --no-rebuild --print-errorlogs \
  --num-processes "$(nproc)" "$@"
status=$?
set -e
/usr/bin/python3 "$root/tests/count.py" "$build/meson-logs/testlog.json" || status=1
exit "$status"
