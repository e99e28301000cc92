"""`main.py doctor`: runs every check and says what to do about each fault. Main thread; imports no Qt."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from console.doctor.clock_check import check_clock
from console.doctor.finding import Finding, State
from console.doctor.hub_check import check_hub
from console.doctor.install_checks import check_map_library, check_packages, check_translations
from console.doctor.machine_checks import (
    check_data_folder,
    check_decoders,
    check_logs,
    check_ports,
    check_power,
    check_python,
)
from console.doctor.screen_checks import check_screen
from console.settings.store import data_home

ROOT = Path(__file__).resolve().parent.parent.parent
_MARKS = {State.OK: "ok     ", State.WARNING: "warning", State.FAULT: "FAULT  "}


def main(argv: Sequence[str]) -> int:
    """Print the report; 0 without faults, 1 with one."""
    parser = argparse.ArgumentParser(prog="main.py doctor", description="Check this machine for Muster.")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--hub", default="", metavar="HOST:PORT", help="see whether this hub can be reached")
    parser.add_argument("--seat-file", type=Path, metavar="FILE", help="or the hub that this seat file names")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a hub's data directory here: is its clock right"
    )
    arguments = parser.parse_args(argv)
    findings = examine(ROOT, check_hub(data_home(), address=arguments.hub, seat_file=arguments.seat_file))
    if arguments.data is not None:
        findings.append(check_clock(arguments.data))
    faults = sum(finding.state is State.FAULT for finding in findings)
    if arguments.json:
        report = {"faults": faults, "findings": [asdict(finding) for finding in findings]}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(as_text(findings))
    return 1 if faults else 0


def examine(root: Path, hub: Finding) -> list[Finding]:
    """All checks, in the order in which one would mend what they find; `hub` is the last."""
    return [
        check_python(),
        check_power(),
        check_packages(root),
        check_map_library(root),
        check_translations(root),
        *check_screen(root),
        check_decoders(),
        check_ports(),
        check_data_folder(),
        check_logs(),
        hub,
    ]


def as_text(findings: Sequence[Finding]) -> str:
    """The report for a terminal: one line a check, remedies below their lines, a count at the end."""
    width = max((len(finding.check) for finding in findings), default=0)
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{_MARKS[finding.state]}  {finding.check:<{width}}  {finding.says}")
        if finding.remedy:
            lines.append(f"{'':<{width + 11}}→ {finding.remedy}")
    faults = sum(finding.state is State.FAULT for finding in findings)
    warnings = sum(finding.state is State.WARNING for finding in findings)
    lines.append(f"{faults} fault(s), {warnings} warning(s), {len(findings)} checks")
    return "\n".join(lines) + "\n"
