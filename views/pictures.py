"""Photos and files made ready to be kept: told by content, pictures reduced, nothing left of place and device.

Every function here takes and gives what can be pickled and needs no QGuiApplication: a drop of thirty photos is
worked off in a spawned process (`views/spawned.py`).
"""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from exports.layout import MOST_EMBLEM
from models.errors import UserError
from models.rows.attachments import NewFile
from models.rows.codes import FilePurpose
from models.rules.file_kinds import HEIC, MAX_FILE_BYTES, heic_refused, kind_of, too_large
from models.rules.picture_metadata import CLEANED_KINDS, without_metadata

LONG_SIDE = 1600
"""Pixels of the long side of a kept photo: A4 at 137 dpi."""
THUMBNAIL_SIDE = 256
EMBLEM_SIDE = 480
"""Pixels of the long side of an emblem in a printed form: 20 mm at 600 dpi."""
_QUALITY = 75
_FORMATS = {
    "image/jpeg": b"jpeg",
    "image/png": b"png",
    "image/webp": b"webp",
    "image/gif": b"gif",
    "image/bmp": b"bmp",
    "image/tiff": b"tiff",
    HEIC: b"heic",
}


class ReducedPicture(NamedTuple):
    """A picture as WebP without any metadata, upright, and its small copy; width and height in pixels."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


class PreparedFile(NamedTuple):
    """One file of a drop: ready to be kept, or why it is not."""

    name: str
    file: NewFile | None
    problem: UserError | None


def reduce_picture(content: bytes) -> ReducedPicture:
    """Turn a picture upright and bring it to `LONG_SIDE`; a smaller one keeps its size.

    Raises UserError for a HEIC that Qt cannot read here, a damaged picture and one of too many pixels.
    """
    image = _read(content, kind_of(content))
    return ReducedPicture(_webp(image), _webp(_fitted(image, THUMBNAIL_SIDE)), image.width(), image.height())


def emblem_of(content: bytes) -> str:
    """A picture as a printed form carries it: PNG in base64, reduced until it has room there.

    Raises UserError as `reduce_picture` does.
    """
    image = _read(content, kind_of(content))
    side = min(EMBLEM_SIDE, max(image.width(), image.height()))
    while True:
        made = base64.b64encode(_written(_fitted(image, side), b"png")).decode()
        if len(made) <= MOST_EMBLEM:
            return made
        side = side * 4 // 5


def prepare_file(
    content: bytes, name: str | None, *, purpose: FilePurpose | None = None, with_original: bool = False
) -> NewFile:
    """A file ready for `attach_files`: a picture reduced, its original kept only on request, other files as they are.

    Without `purpose` it is told by the kind: a picture is a photo, slides are a presentation. Raises UserError for
    what is not kept.
    """
    kind = kind_of(content)
    if kind not in _FORMATS:
        return NewFile(content, name, purpose or _purpose_of(kind))
    reduced = reduce_picture(content)
    original = without_metadata(content, kind) if with_original and kind in CLEANED_KINDS else None
    return NewFile(reduced.content, name, purpose or FilePurpose.PHOTO, None, reduced.thumbnail, original)


def prepare_files(
    paths: Sequence[Path], *, purpose: FilePurpose | None = None, with_originals: bool = False
) -> list[PreparedFile]:
    """What `prepare_file` makes of each file of a drop, in its order; a refused one does not stop the others."""
    prepared: list[PreparedFile] = []
    for path in paths:
        try:
            ready = prepare_file(_content_of(path), path.name, purpose=purpose, with_original=with_originals)
        except UserError as problem:
            prepared.append(PreparedFile(path.name, None, problem))
        else:
            prepared.append(PreparedFile(path.name, ready, None))
    return prepared


def _content_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError("Это папка, а не файл.", "Приложите файлы из неё.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise too_large()
        return path.read_bytes()
    except OSError as problem:
        raise UserError(
            "Файл не открывается для чтения.", "Закройте его в других программах, проверьте доступ и повторите."
        ) from problem


def _purpose_of(kind: str) -> FilePurpose:
    return FilePurpose.PRESENTATION if "presentation" in kind or "powerpoint" in kind else FilePurpose.OTHER


def _read(content: bytes, kind: str) -> QImage:
    """The picture upright, at most `LONG_SIDE`, in sRGB, with nothing but its pixels."""
    if kind == HEIC and QByteArray(_FORMATS[HEIC]) not in QImageReader.supportedImageFormats():
        raise heic_refused()
    if kind not in _FORMATS:
        raise UserError("Это не рисунок.", "Выберите снимок JPEG или PNG.")
    held = QByteArray(content)
    source = QBuffer(held)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(_FORMATS[kind]))
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > LONG_SIDE:
        # JPEG is then decoded small at once: an eighth of the work.
        reader.setScaledSize(size.scaled(QSize(LONG_SIDE, LONG_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserError(
            "Рисунок не открывается: он повреждён или слишком велик.", "Сохраните его как JPEG и приложите снова."
        )
    return _bare(_fitted(image, LONG_SIDE))


def _fitted(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _bare(image: QImage) -> QImage:
    """The same pixels in sRGB without texts, profile and resolution of the file."""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    has_alpha = image.hasAlphaChannel()
    plain = image.convertToFormat(QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32)
    bits = bytes(plain.constBits())
    return QImage(bits, plain.width(), plain.height(), plain.bytesPerLine(), plain.format()).copy()


def _webp(image: QImage) -> bytes:
    return _written(image, b"webp", quality=_QUALITY)


def _written(image: QImage, kind: bytes, *, quality: int = -1) -> bytes:
    held = QByteArray()
    target = QBuffer(held)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, QByteArray(kind))
    writer.setQuality(quality)
    if not writer.write(image):
        raise RuntimeError(f"the picture was not written: {writer.errorString()}")
    return bytes(held.data())
