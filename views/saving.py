"""Where a file goes: the system's own dialog, with a sensible beginning."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_KINDS = {"pdf": "Документ PDF (*.pdf)", "xlsx": "Таблица Excel (*.xlsx)"}


def ask_where(parent: QWidget, suggestion: Path, kind: str) -> Path | None:
    """Ask where to write a file of a kind (pdf, xlsx); None when the person changed her mind."""
    suggestion.parent.mkdir(parents=True, exist_ok=True)
    chosen, _ = QFileDialog.getSaveFileName(parent, "Куда записать", str(suggestion), _KINDS[kind])
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")


def ask_folder(parent: QWidget, beginning: Path) -> Path | None:
    """Ask for a folder; None when the person changed her mind."""
    beginning.mkdir(parents=True, exist_ok=True)
    chosen = QFileDialog.getExistingDirectory(parent, "Выберите папку или флешку", str(beginning))
    return Path(chosen) if chosen else None
