"""`python -m tests.benchmarks [--only TOPIC]… [--quick] [--json FILE]`: a table, and the same figures in bench.json.

Nothing fails because it is slow: the exit code is 1 only when something broke.
"""

import argparse
import os
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # the words of other programs, and their decimal points, in one form

from tests.benchmarks import (
    aggregates,
    attendance,
    bulk_import,
    certificates,
    exchange,
    outbox,
    package,
    pdf,
    plan_and_log,
    report_pdf,
    roster_read,
    sealed,
    search,
    spreadsheets,
    start,
    window,
)
from tests.benchmarks.harness import Bench, Figure, LeftOutError, table, write_json

TOPICS = {
    "bulk_import": bulk_import.measure,
    "roster_read": roster_read.measure,
    "attendance": attendance.measure,
    "aggregates": aggregates.measure,
    "spreadsheets": spreadsheets.measure,
    "pdf": pdf.measure,
    "report_pdf": report_pdf.measure,
    "certificates": certificates.measure,
    "start": start.measure,
    "window": window.measure,
    "search": search.measure,
    "plan_and_log": plan_and_log.measure,
    "package": package.measure,
    "sealed": sealed.measure,
    "outbox": outbox.measure,
    "exchange": exchange.measure,
}
"""Topic → what measures it. A later issue adds a module and a line here."""


def main() -> int:
    """Measure the topics asked for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--only", action="append", choices=TOPICS, help="one topic; may be given again")
    parser.add_argument("--quick", action="store_true", help="small sizes: does the bench work at all")
    parser.add_argument("--json", type=Path, default=Path("bench.json"), metavar="FILE")
    asked = parser.parse_args()
    measured: dict[str, list[Figure]] = {}
    is_broken = False
    with TemporaryDirectory(prefix="bench-") as folder:
        whole = Bench(Path(folder), asked.quick)
        for topic in asked.only or TOPICS:
            measured[topic] = []
            print(f"\n{topic}", flush=True)
            try:
                for figure in TOPICS[topic](whole.named(topic)):
                    measured[topic].append(figure)
            except LeftOutError as reason:
                print(f"left out: {reason}")
            except Exception:  # noqa: BLE001 - one broken topic does not take the others along
                is_broken = True
                traceback.print_exc()
            if measured[topic]:
                print(table(measured[topic]), flush=True)
                notes = dict.fromkeys(figure.note for figure in measured[topic] if figure.note)
                print("".join(f"  {note}\n" for note in notes), end="", flush=True)
    write_json(asked.json, measured, is_quick=asked.quick)
    figures = [figure for figures in measured.values() for figure in figures if figure.goal is not None]
    missed = [figure.what for figure in figures if not figure.is_met]
    print(f"\n{len(figures) - len(missed)} of {len(figures)} goals met; figures in {asked.json.name}")
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(main())
