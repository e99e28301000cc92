#!/usr/bin/env bash
# Makes the lock files anew: every package with its hashes, for all platforms, and no index address in them.
# Versions already in a lock stay unless UPGRADE=1. Called by `make lock`.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
upgrade=()
[ -z "${UPGRADE:-}" ] || upgrade=(--upgrade)

# usage: compile FILE [option ...]
compile() {
    local file=$1
    shift
    "$uv" pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        "${upgrade[@]}" "$@" pyproject.toml -o "$file"
}

compile requirements.lock
compile requirements-dev.lock --extra dev -c requirements.lock
compile requirements-bench.lock --extra bench -c requirements-dev.lock
"$PWD/.venv/bin/python" .ci/npm.py install --package-lock-only
