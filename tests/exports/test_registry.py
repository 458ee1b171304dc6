"""What leaves the program stands in one tuple, and asking for the tuple loads nothing heavy."""

import subprocess
import sys

import pytest

from exports.registry import EXPORTERS, report_bytes
from tests.exports.documents.sample_report import believable_report

HEAVY = ("reportlab", "openpyxl", "PIL", "lxml", "alembic", "cryptography")


def test_looking_at_the_exporters_loads_no_heavy_library() -> None:
    asked = f"import sys, exports.registry; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.key)
def test_every_exporter_gives_a_file_of_its_kind(exporter) -> None:
    begins = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04"}
    assert report_bytes(exporter.key, believable_report()).startswith(begins[exporter.key])


def test_every_exporter_has_its_own_key_and_ending() -> None:
    assert len({each.key for each in EXPORTERS}) == len({each.suffix for each in EXPORTERS}) == len(EXPORTERS)
