#!/usr/bin/env bash
# Sets Muster up for `run`, `test` or `bench`: the system's packages, .venv from the hashed lock, the map's
# libraries and the translations. Does nothing when that is done already; two at once wait for each other.
#
# PYTHON=...        the interpreter to make .venv with (3.11 or newer)
# MUSTER_NO_APT=1   leave the system's packages alone, only say what is missing
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:?usage: .ci/setup.sh run|test|bench}
case $purpose in
run) locks=(requirements.lock) sections=run ;;
test) locks=(requirements-dev.lock) sections='run test' ;;
bench) locks=(requirements-dev.lock requirements-bench.lock) sections='run test bench' ;;
*) echo "setup: run, test or bench, not $purpose" >&2 && exit 2 ;;
esac

say() { echo "muster: $*" >&2; }

die() {
    say "$*"
    exit 1
}

packages_done() { cmp -s .ci/system_packages.txt ".setup/system-$purpose"; }

venv_done() {
    [ "$(cat .venv/.made-at 2>/dev/null)" = "$PWD" ] || return 1
    local lock
    for lock in "${locks[@]}"; do
        # The developers' lock holds all that the lock for running holds, in the same versions.
        cmp -s "$lock" ".venv/.$lock" && continue
        [ "$lock" = requirements.lock ] && cmp -s "$lock" .venv/.requirements-dev.lock.run && continue
        return 1
    done
}

npm_done() { cmp -s package-lock.json node_modules/.muster-lock; }

translations_done() {
    local ts
    for ts in resources/i18n/*.ts; do
        [ ! -e "$ts" ] || [ "${ts%.ts}.qm" -nt "$ts" ] || return 1
    done
}

# Prints the packages of our sections that are not installed, by the name that this release has for them.
missing_packages() {
    local section names name installed
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | tr '\n' ' ')"
    while read -r section names _; do
        case " $sections " in *" $section "*) ;; *) continue ;; esac
        for name in ${names//|/ }; do
            case $installed in *" $name "*) continue 2 ;; esac
        done
        for name in ${names//|/ }; do
            if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then break; fi
        done
        echo "$name"
    done < <(grep -v '^#' .ci/system_packages.txt)
    [ -x .venv/bin/python ] || missing_venv_package
}

# Debian keeps the making of virtual environments in a package of its own: prints its name where it is missing.
missing_venv_package() {
    local python
    python=$(find_python 2>/dev/null) || return 0
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

# usage: apt_install PACKAGE...; fails when we may not install.
apt_install() {
    local as_root=()
    [ -z "${MUSTER_NO_APT:-}" ] || return 1
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    say "installing with apt-get: $*"
    "${apt[@]}" install -y --no-install-recommends "$@" >.setup/apt.log 2>&1 && return 0
    "${apt[@]}" update >.setup/apt.log 2>&1 || true
    "${apt[@]}" install -y --no-install-recommends "$@" >.setup/apt.log 2>&1 && return 0
    tail -n 5 .setup/apt.log >&2
    return 1
}

have_package_lists() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

set_up_packages() {
    if ! command -v apt-get dpkg-query >/dev/null; then
        say "this is no Debian or Ubuntu: see .ci/system_packages.txt for what your system should have"
        return 0
    fi
    local missing
    if ! have_package_lists && [ -z "${MUSTER_NO_APT:-}" ]; then # a fresh image: names cannot be resolved yet
        if [ "$(id -u)" = 0 ]; then
            apt-get -qq update || true
        elif sudo -n true 2>/dev/null; then
            sudo -n apt-get -qq update || true
        fi
    fi
    missing=$(missing_packages | tr '\n' ' ')
    missing=${missing% }
    # shellcheck disable=SC2086 # one word per package
    if [ -z "$missing" ] || apt_install $missing; then
        cp .ci/system_packages.txt ".setup/system-$purpose"
    else
        say "some things need packages of the system; run once: sudo apt-get install -y $missing"
    fi
}

is_good_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        if is_good_python "$candidate"; then
            echo "$candidate"
            return 0
        fi
        [ "$candidate" != "${PYTHON:-}" ] || die "PYTHON=$PYTHON is no Python 3.11 to 3.14"
    done
    die "needs Python 3.11 to 3.14: sudo apt-get install -y python3"
}

set_up_venv() {
    local python lock
    if [ -e .venv/.made-at ] && [ "$(cat .venv/.made-at)" != "$PWD" ]; then
        rm -rf .venv # moved or copied: its programs point to the old place
    fi
    if ! is_good_python .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python)
        [ -z "$(missing_venv_package)" ] || die "$python cannot make a virtual environment yet"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    for lock in "${locks[@]}"; do
        cmp -s "$lock" ".venv/.$lock" && continue
        say "installing the Python packages of $lock (some minutes, several hundred MB)"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" ||
            die "pip could not install $lock"
        cp "$lock" ".venv/.$lock"
        [ "$lock" != requirements-dev.lock ] || cp requirements.lock .venv/.requirements-dev.lock.run
    done
    echo "$PWD" >.venv/.made-at
}

set_up_npm() {
    say "installing the map's libraries"
    .venv/bin/python .ci/npm.py ci --loglevel=error >.setup/npm.log 2>&1 || {
        tail -n 20 .setup/npm.log >&2
        die "npm could not install package-lock.json"
    }
    cp package-lock.json node_modules/.muster-lock
}

set_up_translations() {
    local ts
    for ts in resources/i18n/*.ts; do
        [ ! -e "$ts" ] || .venv/bin/pyside6-lrelease -silent "$ts" -qm "${ts%.ts}.qm"
    done
}

all_done() { packages_done && venv_done && npm_done && translations_done; }

all_done && exit 0
mkdir -p .setup
if [ -z "${MUSTER_SETUP_LOCKED:-}" ] && command -v flock >/dev/null; then
    MUSTER_SETUP_LOCKED=1 exec flock -o .setup/lock bash .ci/setup.sh "$purpose"
fi
packages_done || set_up_packages
venv_done || set_up_venv
npm_done || set_up_npm
translations_done || set_up_translations
