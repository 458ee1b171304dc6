"""`marshrut --self-test`: does this copy of the program, frozen or not, have everything it needs to work?

Everything happens in a temporary folder; the site's own data is not touched.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.crashes import guarded

if TYPE_CHECKING:
    from models.rows.report import ReportData


class NotWorking(Exception):  # noqa: N818 - an outcome of a check, with its own sentence
    """A check found something that does not work; `str()` says what, in Russian."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended: what it looked at, what it found, and whether that is as it should be."""

    title: str
    found: str
    works: bool


def check_everything() -> list[Outcome]:
    """Run all the checks; a check that fails does not stop the others."""
    with TemporaryDirectory(prefix="marshrut-", ignore_cleanup_errors=True) as folder:
        return [_outcome(title, act, Path(folder)) for title, act in CHECKS]


def _outcome(title: str, act: Callable[[Path], str], folder: Path) -> Outcome:
    def attempt() -> Outcome:
        try:
            return Outcome(title, act(folder), works=True)
        except NotWorking as reason:
            return Outcome(title, str(reason), works=False)

    return guarded(attempt, stumbled=lambda details: Outcome(title, details, works=False))


def _database(folder: Path) -> str:
    from models.database import open_database
    from models.queries.integrity import check_database

    db = open_database(folder / "database.db")
    try:
        faults = check_database(db)
    finally:
        db.close()
    if faults:
        raise NotWorking("; ".join(faults))
    return "создаётся, обновляется до нынешней схемы и цел"


def _pdf(folder: Path) -> str:
    from exports.documents.report import write_report_pdf

    target = folder / "report.pdf"
    write_report_pdf(_report(folder / "pdf.db"), target)
    return _written(target, b"%PDF-")


def _xlsx(folder: Path) -> str:
    from exports.documents.report import write_report_xlsx

    target = folder / "report.xlsx"
    write_report_xlsx(_report(folder / "xlsx.db"), target)
    return _written(target, b"PK")


def _report(database: Path) -> "ReportData":
    """The report of a site that has a passport and nothing else."""
    from models.commands.site import save_site
    from models.database import Actor, open_database
    from models.queries.report import report_data
    from models.rows.site import SiteDraft
    from models.rules.periods import parse_period

    draft = SiteDraft(full_name="Детский сад", short_name="Детский сад", municipality_id=1, theme="Проверка программы")
    db = open_database(database)
    try:
        save_site(db, draft, actor=Actor())
        return report_data(db, parse_period("2026-Q1"))
    finally:
        db.close()


def _written(target: Path, beginning: bytes) -> str:
    content = target.read_bytes()
    if not content.startswith(beginning):
        raise NotWorking("записывается не то, что нужно")
    return f"записывается, {len(content)} байт"


def _fonts(_folder: Path) -> str:
    from PySide6.QtGui import QFontDatabase

    from resources.loader import names, read_bytes

    _gui()
    files = [name for name in names("fonts") if name.endswith(".ttf")]
    # By bytes, not by path: Qt does not open a font in a folder with a Cyrillic name everywhere.
    broken = [name for name in files if QFontDatabase.addApplicationFontFromData(read_bytes(name)) < 0]
    return _all_loaded(files, broken)


def _icons(_folder: Path) -> str:
    from PySide6.QtSvg import QSvgRenderer

    from resources.loader import names, read_bytes

    _gui()
    files = [name for name in names("icons") if name.endswith(".svg")]
    broken = [name for name in files if not QSvgRenderer(read_bytes(name)).isValid()]
    return _all_loaded(files, broken)


def _all_loaded(files: list[str], broken: list[str]) -> str:
    if broken or not files:
        raise NotWorking(f"не открываются: {', '.join(broken) or 'их нет в программе'}")
    return f"открываются все {len(files)}"


def _gui() -> None:
    """Have a Qt application, without a screen where there is none."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # Qt complains about a bare environment's "C" locale in English.
        os.environ.setdefault("LC_ALL", "C.UTF-8")
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        _keep.append(QGuiApplication([]))


_keep: list[object] = []

CHECKS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("файл данных", _database),
    ("отчёт PDF", _pdf),
    ("отчёт XLSX", _xlsx),
    ("шрифты", _fonts),
    ("значки", _icons),
)
