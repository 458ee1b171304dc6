"""Where a file goes: the system's own dialog, with a sensible beginning."""

import contextlib
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_KINDS = {"pdf": "Документ PDF (*.pdf)", "xlsx": "Таблица Excel (*.xlsx)"}


def ask_where(parent: QWidget, suggestion: Path, kind: str) -> Path | None:
    """Ask where to write a file of a kind (pdf, xlsx); None when the person changed her mind."""
    _prepare(suggestion.parent)
    chosen, _ = QFileDialog.getSaveFileName(parent, "Куда записать", str(suggestion), _KINDS[kind])
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")


def ask_folder(parent: QWidget, beginning: Path) -> Path | None:
    """Ask for a folder; None when the person changed her mind."""
    _prepare(beginning)
    chosen = QFileDialog.getExistingDirectory(parent, "Выберите папку или флешку", str(beginning))
    return Path(chosen) if chosen else None


def _prepare(folder: Path) -> None:
    """Make the folder the dialog begins in; where that cannot be, the dialog begins elsewhere and nobody is hurt."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
