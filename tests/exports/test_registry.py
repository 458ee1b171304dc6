"""What leaves the program stands in one tuple, and asking for the tuple loads nothing heavy."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import get_args

import pytest

from exports.documents.masters import MASTERS
from exports.documents.papers import PAPERS
from exports.registry import EXPORTERS, Exporter, Paper, paper_bytes
from models.rows.masters import TextPaperKind
from tests.exports.documents import figures_and_team, program_sample, sheets_of_people, works_papers
from tests.exports.documents import sample_papers as sample
from tests.exports.documents.sample_report import believable_report
from tests.exports.documents.text_papers import text_paper

DATA = {
    **sample.PAPERS,
    "report": believable_report,
    "deficit-map": lambda: sheets_of_people.deficit_maps(2),
    "practice-map": lambda: sheets_of_people.practice_maps(2),
    "route": lambda: sheets_of_people.route_sheets(2),
    "diagnostic-change": sheets_of_people.change,
    "assignment-sheet": works_papers.assignment_sheet,
    "peer-review": lambda: works_papers.review_sheets(2),
    "diary": lambda: works_papers.diaries(2),
    "portfolio": works_papers.portfolio,
    "indicators": figures_and_team.indicators,
    "analytics": figures_and_team.analytics,
    "speaker-certificate": figures_and_team.works,
    "team-works": figures_and_team.works,
    "week-sheet": figures_and_team.week,
    "program": program_sample.program,
    "roster": sample.people,
    "intake-form": sample.intake_form,
    **dict.fromkeys((paper.value for paper in TextPaperKind), text_paper),
}
HEAVY = ("reportlab", "docx", "jinja2", "openpyxl", "PIL", "lxml", "alembic", "cryptography")


def test_looking_at_the_exporters_loads_no_heavy_library() -> None:
    asked = f"import sys, exports.registry; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda each: each.key)
def test_every_exporter_gives_a_file_of_its_kind(exporter: Exporter) -> None:
    begins = {".pdf": b"%PDF-", ".xlsx": b"PK\x03\x04", ".docx": b"PK\x03\x04"}
    paper, kind = exporter.key.split(".")
    made = paper_bytes(paper, kind, DATA[paper]())  # pyright: ignore[reportArgumentType] - keys of the registry
    assert made.startswith(begins[exporter.suffix])


def test_every_exporter_has_its_own_key_and_words() -> None:
    assert len({each.key for each in EXPORTERS}) == len({each.label for each in EXPORTERS}) == len(EXPORTERS)


def test_every_paper_is_offered_in_the_registry() -> None:
    assert {each.key.split(".")[0] for each in EXPORTERS} == PAPERS.keys() | MASTERS.keys() == set(get_args(Paper))


def test_papers_are_drawn_in_a_spawned_process_as_they_are_here() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for paper, make in DATA.items():
            there = pool.submit(paper_bytes, paper, "pdf", make()).result()  # pyright: ignore[reportArgumentType] - keys of the registry
            assert there == paper_bytes(paper, "pdf", make())  # pyright: ignore[reportArgumentType] - keys of the registry
