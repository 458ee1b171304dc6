"""The folder of attachments: every content once, under its hash; written before the row that speaks of it."""

import contextlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from models.errors import UserError
from models.files import write_whole

_NO_FOLDER = "Папка с файлами программы недоступна: файл не сохранён."
_THUMBNAILS = "thumbnails"
_HASH_LENGTH = 64
_PART_LASTS_SECONDS = 24 * 3600
"""An older `.part` is what a power cut left: no file takes that long to be written."""


def content_path(folder: Path, digest: str) -> Path:
    """Where the content with this SHA-256 is kept."""
    return folder / digest[:2] / digest


def thumbnail_path(folder: Path, digest: str) -> Path:
    """Where the small WebP of the content with this SHA-256 is kept, if it has one."""
    return folder / _THUMBNAILS / digest[:2] / f"{digest}.webp"


def keep_content(folder: Path, content: bytes) -> str:
    """Write a content, unless it is there whole, and give its SHA-256; raises UserError where the disk refuses."""
    digest = sha256(content).hexdigest()
    place = content_path(folder, digest)
    if not place.exists() or sha256(place.read_bytes()).hexdigest() != digest:
        _write(place, content)
    return digest


def keep_thumbnail(folder: Path, digest: str, thumbnail: bytes) -> None:
    """Write the small picture of a content."""
    _write(thumbnail_path(folder, digest), thumbnail)


def kept_contents(folder: Path) -> Iterator[tuple[str, Path]]:
    """Hash and path of every kept content."""
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        if len(path.name) == _HASH_LENGTH and path.is_file():
            yield path.name, path


def drop_content(folder: Path, digest: str) -> int:
    """Delete a content and its small picture; gives its bytes, 0 where another program holds it and it stays."""
    place = content_path(folder, digest)
    with contextlib.suppress(OSError):
        size = place.stat().st_size
        # The picture first: whatever stops between the two, the content is found again and its picture is not.
        thumbnail_path(folder, digest).unlink(missing_ok=True)
        place.unlink()
        return size
    return 0


def drop_torn(folder: Path, *, now: float) -> None:
    """Delete what a power cut left half-written; `now` in seconds since 1970."""
    for part in folder.glob("**/*.part"):
        with contextlib.suppress(OSError):
            if now - part.stat().st_mtime > _PART_LASTS_SECONDS:
                part.unlink()


def _write(place: Path, content: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(_NO_FOLDER, "Проверьте, на месте ли диск и можно ли на него писать, и повторите.") from problem
    try:
        write_whole(place, content)
    except UserError as known:
        # The name of a kept file is its hash, which says nothing to a person.
        raise UserError(known.message.replace(f"«{place.name}»", "файл"), known.advice) from known
