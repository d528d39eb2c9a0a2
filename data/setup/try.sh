#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sh data/setup/try.sh [--check] [--fresh] [--no-console] [--calls=N] [--days=N] [--live=RATE]
# Installs what is missing, builds, starts the collector on a demo company, and opens the console
# signed in as its administrator. Without a display it prints address, account and some calls, and
# goes on serving. Ctrl+C, or closing the console, stops everything.
#
#   --check       stop after the calls are printed (no console)
#   --fresh       forget the demo's data of the last time
#   --no-console  as if there were no display
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../.." && pwd -P)
build=$root/build
data=$root/.try
check=no fresh=no console=yes calls=20000 days=30 live=20

say () { printf '%s\n' "$*"; }
fail () { printf '%s\n' "$*" >&2; exit 1; }

for argument in "$@"; do
  case $argument in
    --check) check=yes ;;
    --fresh) fresh=yes ;;
    --no-console) console=no ;;
    --calls=*) calls=${argument#*=} ;;
    --days=*) days=${argument#*=} ;;
    --live=*) live=${argument#*=} ;;
    -h | --help) sed -n '4,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail "Unknown option: $argument (see --help)" ;;
  esac
done

[ -w "$root" ] || fail "$root cannot be written to: copy the sources to a folder of your own."
for folder in "$build" "$data"; do
  [ ! -e "$folder" ] || [ -w "$folder" ] \
    || fail "$folder belongs to somebody else: remove it, or run this as $(stat -c %U "$folder")."
done

# ---- stopping: whatever ends this script ends what it started ----
collector_pid='' caller_pid='' console_pid=''
stop () {
  trap - EXIT INT TERM HUP
  for pid in $console_pid $caller_pid $collector_pid; do
    kill "$pid" 2>/dev/null || true
  done
  waited=0
  for pid in $console_pid $caller_pid $collector_pid; do
    # Ten seconds to finish what is being stored; nothing is lost by the hard way either.
    while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 100 ]; do
      waited=$((waited + 1))
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
trap 'stop' EXIT
trap 'say ""; say "Stopping."; stop; exit 130' INT
trap 'stop; exit 143' TERM HUP

# ---- build ----
sh "$here/install.sh" build run
if [ ! -f "$build/build.ninja" ] || [ "$(cat "$build/.sources" 2>/dev/null)" != "$root" ]; then
  wipe=
  [ ! -d "$build/meson-private" ] || wipe=--wipe
  # A folder moved since its last build cannot be wiped by meson: it knows another place.
  [ ! -f "$build/.sources" ] || { rm -rf "$build"; wipe=; }
  meson setup ${wipe:+"$wipe"} "$build" "$root" >"$root/.try-build.log" 2>&1 \
    || { cat "$root/.try-build.log" >&2; fail "The build could not be prepared."; }
  rm -f "$root/.try-build.log"
  printf '%s\n' "$root" >"$build/.sources"
fi
say "Building (the first time takes a minute or two)..."
ninja -C "$build" >"$build/try.log" 2>&1 || { tail -n 60 "$build/try.log" >&2; fail "The build failed."; }

collector=$build/collector/tollkeeper-collector
export TOLL_DATADIR="$root/data"

# ---- the demo's company ----
[ "$fresh" = no ] || rm -rf "$data"
umask 077
mkdir -p "$data"
password_file=$data/password
if [ ! -f "$data/ready" ]; then
  say "Making the demo company and its calls..."
  "$collector" demo --data-dir="$data" --calls="$calls" --days="$days" --seed=1
  od -An -N12 -tx1 /dev/urandom | tr -d ' \n' >"$password_file"
  "$collector" user add admin --data-dir="$data" --role=administrator \
    --password-file="$password_file"
  : >"$data/ready"
fi

# ---- serve ----
port=$(/usr/bin/python3 "$here/free-port.py" 8380)
address=http://127.0.0.1:$port
"$collector" serve --data-dir="$data" --listen="127.0.0.1:$port" >"$data/collector.log" 2>&1 &
collector_pid=$!
waited=0
until grep -q '^listening on ' "$data/collector.log"; do
  kill -0 "$collector_pid" 2>/dev/null \
    || { tail -n 20 "$data/collector.log" >&2; fail "The collector did not start."; }
  waited=$((waited + 1))
  [ "$waited" -le 300 ] || fail "The collector does not answer; see $data/collector.log"
  sleep 0.1
done
"$collector" demo --data-dir="$data" --calls=0 --seed=1 --live="$live" >"$data/caller.log" 2>&1 &
caller_pid=$!

has_display=no
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  has_display=yes
fi
if [ "$check" = no ] && [ "$console" = yes ] && [ "$has_display" = yes ] \
   && [ -x "$build/console/tollkeeper-console" ]; then
  say "Opening the console at $address as admin. Close it, or press Ctrl+C here, to stop."
  "$build/console/tollkeeper-console" --server="$address" --user=admin \
    --password-file="$password_file" &
  console_pid=$!
  # Interrupted by a signal, wait returns at once and the trap runs.
  wait "$console_pid" || say "The console ended with an error."
  exit 0
fi

[ "$has_display" = yes ] || say "There is no display, so the console stays closed."
say "Address:  $address"
say "Account:  admin"
say "Password: $(cat "$password_file") (kept in $password_file)"
say ""
/usr/bin/python3 "$here/show-calls.py" "$address" admin "$password_file" "$data/drop"
if [ "$check" = yes ]; then
  exit 0
fi
say ""
say "Serving until Ctrl+C."
wait "$collector_pid" || fail "The collector ended; see $data/collector.log"
