"""The scan or photo of a signed sheet: the codes printed on it."""

import io
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Protocol, cast

from models.errors import UserError
from models.rules.file_kinds import HEIC, heic_refused, kind_of
from models.rules.sheet_code import event_of_qr

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 20
"""Pages of a PDF that are looked through."""

_DOTS_PER_INCH = (150, 300)
"""A page is drawn coarsely first: that is enough nearly always."""
_POINTS_PER_INCH = 72
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff", "image/bmp"})
_MAX_PIXELS = 120_000_000


class _Barcode(Protocol):
    text: str


class _Reader(Protocol):
    """The part of zxing-cpp used here: its stub asks for numpy, which the program does without."""

    def read_barcodes(self, image: object, *, formats: object) -> Collection[_Barcode]: ...


class _Drawing(Protocol):
    def to_pil(self) -> "Image": ...


class _Page(Protocol):
    """The part of a page of pypdfium2 used here: its own types leave much unknown."""

    def get_size(self) -> tuple[float, float]: ...
    def render(self, *, scale: float, grayscale: bool) -> _Drawing: ...
    def close(self) -> None: ...


def codes_on(content: bytes) -> list[str]:
    """The texts of the QR codes on a scan (PDF, JPEG, PNG, WebP, TIFF, BMP), in the order of its pages.

    It may take seconds: call it in a spawned process. Raises UserError for another kind of file, a damaged or
    locked one.
    """
    kind = _kind(content)
    if kind == HEIC:
        raise heic_refused()
    if kind == "application/pdf":
        return _on_pages(content)
    if kind in _PICTURES:
        return _on_picture(content)
    raise UserError("Это не скан и не снимок.", "Выберите скан PDF или снимок JPEG.")


def event_of_scan(content: bytes, *, own: Collection[str]) -> int:
    """The event whose signed sheet is on a scan; `own` are the codes of this site (`queries.sheets.site_codes`).

    Raises UserError as `codes_on` and `event_of_qr` do.
    """
    return event_of_qr(codes_on(content), own=own)


def _kind(content: bytes) -> str:
    """What the file is; "" for one that could not even be kept: nobody asked to keep it."""
    try:
        return kind_of(content)
    except UserError:
        if not content:
            raise
        return ""


def _on_picture(content: bytes) -> list[str]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise UserError("Снимок слишком велик.", "Отсканируйте лист с разрешением 300 точек на дюйм.")
            return _read(picture.convert("L"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise UserError("Снимок повреждён или скачан не полностью.", "Сделайте его ещё раз.") from problem


def _on_pages(content: bytes) -> list[str]:
    for dots in _DOTS_PER_INCH:
        found = [text for page in _pages(content, dots) for text in _read(page)]
        if found:
            return found
    return []


def _pages(content: bytes, dots: int) -> Iterator["Image"]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as problem:
        raise UserError(
            "Этот PDF не открывается: он закрыт паролем или повреждён.", "Отсканируйте лист ещё раз без пароля."
        ) from problem
    try:
        for place in range(min(len(document), MAX_PAGES)):
            page = cast("_Page", document[place])
            width, height = page.get_size()
            # A page that calls itself enormous is drawn no larger than a picture may be.
            scale = min(dots / _POINTS_PER_INCH, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
            yield page.render(scale=scale, grayscale=True).to_pil()
            page.close()
    finally:
        document.close()


def _read(picture: "Image") -> list[str]:
    """Codes of one page; a noisy one is smoothed and read again."""
    import zxingcpp
    from PIL import ImageFilter

    reader = cast("_Reader", zxingcpp)
    for image in (picture, picture.filter(ImageFilter.MedianFilter(3))):
        found = [each.text for each in reader.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]
        if found:
            return found
    return []
