"""What a file is, told by its content: a name says nothing of what is inside."""

import io
import re
import zipfile

from models.errors import UserError

MAX_FILE_BYTES = 100_000_000
"""The largest file that is kept beside the records: what a back-up on a memory stick can bear."""

HEIC = "image/heic"
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    HEIC: ".heic",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow": ".ppsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "text/plain": ".txt",
}
"""Media types that are known, and how a copy of such a file is called when another program opens it."""

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"ID3", "audio/mpeg"),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""Beginnings of programs of Windows, Linux and macOS, of scripts and of shortcuts of Windows."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OFFICE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\."
    r"(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.(?:presentation|slideshow))(?=\.main\+xml)"
)
_TYPES = "[Content_Types].xml"
_MAX_TYPES_BYTES = 10_000_000
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_TEXT_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_PROGRAM = (
    "Это программа, а не документ: такие файлы не хранятся.",
    "Приложите документ, презентацию, рисунок или видео.",
)
_WITH_MACROS = (
    "В документе есть макросы: такие файлы не хранятся.",
    "Откройте его, сохраните как обычный документ (DOCX, XLSX или PPTX) и приложите снова.",
)
_ARCHIVE = ("Архивы не хранятся: не видно, что внутри.", "Распакуйте архив и приложите файлы из него.")
_UNKNOWN = ("Файлы такого вида не хранятся.", "Сохраните его как PDF, документ, рисунок (JPEG, PNG) или видео MP4.")


def kind_of(content: bytes) -> str:
    """The media type of a file, one of `SUFFIXES`.

    Raises UserError for an empty or too large file, a program, a document with macros, an archive and whatever
    nobody could open later.
    """
    if not content:
        raise UserError("Файл пуст.", "Проверьте, тот ли файл выбран.")
    if len(content) > MAX_FILE_BYTES:
        raise too_large()
    if content.startswith(_PROGRAMS):
        raise UserError(*_PROGRAM)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _of_brand(content[8:12])
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    if content.startswith(_OLE):
        return _of_ole(content)
    return _of_text(content)


def too_large() -> UserError:
    """The refusal of a file over the limit."""
    return UserError(
        f"Файл больше {MAX_FILE_BYTES // 1_000_000} МБ.",
        "Положите его на облачный диск и впишите ссылку или сократите видео.",
    )


def heic_refused() -> UserError:
    """The refusal of a picture that this computer cannot show."""
    return UserError(
        "Снимок в виде HEIC этот компьютер не открывает, он не приложен.",
        "На айфоне: Настройки → Камера → Форматы → «Наиболее совместимые»; на Android: в настройках камеры выключите "
        "HEIF. Уже снятое отправьте себе по почте: дойдёт JPEG.",
    )


def _of_brand(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        return HEIC
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand in {b"M4A ", b"M4B "} else "video/mp4"


def _of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                raise UserError(*_WITH_MACROS)
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                kind = archive.read("mimetype").decode("ascii", "ignore").strip()
                return _known(kind)
            if _TYPES in names and archive.getinfo(_TYPES).file_size < _MAX_TYPES_BYTES:
                found = _OFFICE.search(archive.read(_TYPES).decode("utf-8", "ignore"))
                if found is not None:
                    return _known(found[0])
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as problem:
        raise UserError("Файл повреждён или скачан не полностью.", "Возьмите его у автора ещё раз.") from problem
    raise UserError(*_ARCHIVE)


def _known(kind: str) -> str:
    if kind not in SUFFIXES:
        raise UserError(*_ARCHIVE)
    return kind


def _of_ole(content: bytes) -> str:
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UserError(*_WITH_MACROS)
    for stream, kind in _OLD_OFFICE:
        if stream.encode("utf-16-le") in content:
            return kind
    raise UserError(*_UNKNOWN)


def _of_text(content: bytes) -> str:
    if content[:2] == b"\xff\xfb" or content[:2] == b"\xff\xf3":
        return "audio/mpeg"
    if _TEXT_BYTES.search(content[:4096]) is None:
        return "text/plain"
    raise UserError(*_UNKNOWN)
