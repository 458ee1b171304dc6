import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from views.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
LATE = ("sqlalchemy", "sqlcipher3", "sqlmodel")
FOR_WRITING = ("models.commands", "models.schema", "pydantic", "sqlalchemy.orm", "sqlmodel")
SELDOM = (
    "alembic",
    "cryptography",
    "lxml",
    "openpyxl",
    "PIL",
    "phonenumbers",
    "python_calamine",
    "rapidfuzz",
    "reportlab",
)

# The real way in; the program tells what it has imported at the first paint, and at each stage after it.
STARTED = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import first_paint
from desktop.paths import Paths

class Start(first_paint.Start):
    def __init__(self, paths):
        super().__init__(paths)
        self.frame.painted.connect(self.tell)

    def _on_ready(self):
        super()._on_ready()
        self.session.window.painted.connect(self.tell)
        self.session.opened.connect(self.tell)
        self.session.opened.connect(lambda: QTimer.singleShot(0, self.leave))

    def tell(self):
        print(json.dumps(sorted(sys.modules)), flush=True)

    def leave(self):
        if self.session.jobs.busy or sys.argv[2] not in sys.modules:
            QTimer.singleShot(10, self.leave)
        else:
            self.tell()
            os._exit(0)

first_paint.Start = Start
first_paint.open_window(Paths.under(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The modules at the first paint of the frame, at that of the window in it, with the first figures, at rest."""
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(tmp_path_factory.mktemp("site")), SECTIONS[-1].module],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("package", [*LATE, *SELDOM])
def test_the_first_paint_waits_for_no_heavy_package(package: str, imported: list[list[str]]):
    assert _parts_of(package, imported[0]) == []


@pytest.mark.parametrize("package", FOR_WRITING)
def test_the_first_figures_wait_for_nothing_that_only_writing_needs(package: str, imported: list[list[str]]):
    assert [name for name in imported[2] if f"{name}.".startswith(f"{package}.")] == []


def test_the_first_figures_wait_for_no_page_but_their_own(imported: list[list[str]]):
    pages = {section.module for section in SECTIONS}
    assert pages & set(imported[2]) == {"views.overview.page"}


@pytest.mark.parametrize("package", SELDOM)
def test_an_open_site_has_loaded_nothing_that_only_a_paper_or_a_list_needs(package: str, imported: list[list[str]]):
    assert _parts_of(package, imported[3]) == []


def test_the_frame_is_painted_before_the_window_is_imported(imported: list[list[str]]):
    assert _parts_of("views", imported[0]) == ["views", "views.remembered", "views.states"]


def test_the_window_is_painted_before_its_pages_are_imported(imported: list[list[str]]):
    assert "views.main_window" in imported[1]
    assert [name for name in imported[1] if name.endswith(".page") and not name.startswith("views.widgets")] == []


def test_an_open_site_has_all_its_pages_at_hand(imported: list[list[str]]):
    assert {section.module for section in SECTIONS} <= set(imported[3])


def _parts_of(package: str, modules: list[str]) -> list[str]:
    return [name for name in modules if name.split(".")[0] == package]
