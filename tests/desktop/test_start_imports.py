import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("alembic", "cryptography", "lxml", "openpyxl", "PIL", "reportlab", "sqlalchemy", "sqlcipher3", "sqlmodel")

# The real way in; the program is left at the first paint, before the worker has been let go.
FIRST_PAINT = """
import json, os, sys
from pathlib import Path
from desktop import app
from desktop.paths import Paths

class Window(app.SiteWindow):
    def __init__(self, paths):
        super().__init__(paths)
        self.painted.connect(self.leave)

    def leave(self):
        print(json.dumps(sorted(sys.modules)), flush=True)
        os._exit(0)

app.SiteWindow = Window
app.open_window(Paths.under(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path_factory.mktemp("site"))],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("package", HEAVY)
def test_the_first_paint_waits_for_no_heavy_package(package: str, imported: list[str]):
    assert [name for name in imported if name.split(".")[0] == package] == []


def test_the_first_paint_does_show_the_window(imported: list[str]):
    assert "PySide6.QtWidgets" in imported
