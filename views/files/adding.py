"""What the person dropped, pasted or chose, made ready away from the window."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from models.progress import Progress
from views.pictures import PreparedFile, prepare_files
from views.spawned import KeptProcess

PASTED_NAME = "Вставленный рисунок.png"


def paths_in(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def image_in(data: QMimeData) -> QImage | None:
    """The picture that was copied, if it is one."""
    if not data.hasImage():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def make_ready(progress: Progress, what: Sequence[Path] | QImage, *, with_originals: bool) -> list[PreparedFile]:
    """Work files off one after another in a process of their own; a picture without a file is written to one first."""
    if not isinstance(what, QImage):
        return _each(progress, what, with_originals=with_originals)
    with TemporaryDirectory(prefix="marshrut-") as folder:
        path = Path(folder) / PASTED_NAME
        what.save(str(path), "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub wants bytes
        return _each(progress, [path], with_originals=with_originals)


def _each(progress: Progress, paths: Sequence[Path], *, with_originals: bool) -> list[PreparedFile]:
    process = KeptProcess()
    prepared: list[PreparedFile] = []

    def still(_done: int, _total: int) -> None:
        progress(len(prepared), len(paths))

    try:
        for path in paths:
            prepared += process.run(still, prepare_files, [path], with_originals=with_originals)
    finally:
        process.close()
    return prepared
