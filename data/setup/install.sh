#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sh data/setup/install.sh GROUP...
# Installs the packages of the groups in packages.txt that are missing; asks apt for nothing when
# nothing is. As root, or through sudo.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

fail () {
  echo "$*" >&2
  exit 1
}

command -v dpkg-query >/dev/null 2>&1 \
  || fail "This is not Debian: install what data/setup/packages.txt lists by hand."

missing=
for group in "$@"; do
  for package in $(sed -n "s/^$group \\([a-z0-9.+-]*\\)\$/\\1/p" "$here/packages.txt"); do
    state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    case $state in
      ii*) ;;
      *) missing="$missing $package" ;;
    esac
  done
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 \
    || fail "These packages are missing; ask somebody who is root to install them:$missing"
  as_root=sudo
fi

echo "Installing:$missing"
apt_get () {
  # Interactive questions would hang a script; another apt may hold the lock for a while.
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"
}
tries=0
until apt_get update; do
  tries=$((tries + 1))
  # Old lists may still do; what cannot be had is said by the next command.
  [ "$tries" -lt 5 ] || break
  sleep 5
done
# shellcheck disable=SC2086 # a list of words
apt_get install -y --no-install-recommends $missing \
  || fail "The packages could not be installed:$missing"
