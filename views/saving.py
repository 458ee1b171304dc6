"""Where files go and come from: the system's own dialogs, beginning in the folder used last for such files."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCompleter, QFileDialog, QWidget

from views.remembered import Remembered

_KINDS = {
    "pdf": "Документ PDF",
    "xlsx": "Таблица Excel",
    "docx": "Документ Word",
    "ics": "Даты для календаря",
    "json": "Печатные формы",
}


def beginning_for(remembered: Remembered, kind: str) -> Path:
    """The folder used last for files of a kind while it is there, «Документы» otherwise."""
    kept = remembered.folder(kind)
    if kept is not None and kept.is_dir():
        return kept
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def ask_where(parent: QWidget, suggestion: Path, kind: str) -> Path | None:
    """Ask where to write a file of a kind (pdf, xlsx, webp…); None when the person changed her mind."""
    _prepare(suggestion.parent)
    words = f"{_KINDS.get(kind, f'Файл {kind.upper()}')} (*.{kind})"
    dialog = _dialog(parent, "Куда записать", suggestion.parent, words)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(suggestion.name)
    chosen = _chosen(dialog)
    if not chosen:
        return None
    path = chosen[0]
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")


def ask_folder(parent: QWidget, beginning: Path) -> Path | None:
    """Ask for a folder; None when the person changed her mind."""
    _prepare(beginning)
    dialog = _dialog(parent, "Выберите папку или флешку", beginning, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def ask_files(parent: QWidget, title: str, beginning: Path, *, words: str, many: bool = False) -> list[Path]:
    """Ask for a file to read, or for several; none when the person changed her mind. `words` are Qt's name filters."""
    dialog = _dialog(parent, title, beginning, words)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def open_file(path: Path) -> None:
    """Show a file in the system's program for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _dialog(parent: QWidget, title: str, beginning: Path, words: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(beginning), words)
    # Where the dialog is Qt's own, its list of completions belongs to no window and takes no colours from one.
    for completer in dialog.findChildren(QCompleter):
        completer.popup().setProperty("popup", "true")
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    chosen: Sequence[str] = dialog.selectedFiles() if dialog.exec() else ()
    dialog.deleteLater()
    return [Path(each) for each in chosen]


def _prepare(folder: Path) -> None:
    """Make the folder the dialog begins in; where that cannot be, the dialog begins elsewhere and nobody is hurt."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
