"""QR codes as they are drawn: a row of dark modules is one rectangle, all of them one path."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol, cast

import zxingcpp

QUIET = 4
"""Empty modules that a reader needs around a code (ISO/IEC 18004)."""

Square = Sequence[Sequence[object]]
"""The rows of a code from the top; what is true is dark."""


class _Barcode(Protocol):
    def to_image(self, scale: int = 1, *, add_quiet_zones: bool = True) -> "memoryview[int]": ...


class _Writer(Protocol):
    """The part of zxing-cpp used here: its stub asks for numpy, which the program does without."""

    def create_barcode(self, content: str, format: object, *, ec_level: str) -> _Barcode: ...  # noqa: A002 - its name


def square_of(text: str) -> Square:
    """The QR code of a long text; for such zxing-cpp is fifteen times as fast as segno."""
    writer = cast("_Writer", zxingcpp)
    code = writer.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    # In one dimension: a view of two knows no rows.
    modules = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    side = modules.shape[0] if modules.shape else 0
    dark = [not light for light in modules.tobytes()]
    return [dark[row * side : (row + 1) * side] for row in range(side)]


def draw_square(canvas: Any, square: Square, *, left: float, bottom: float, side: float) -> None:
    """Draw a code with its lower left corner there, `side` points wide without the empty edge."""
    module = side / len(square)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.translate(left, bottom)
    canvas.scale(module, module)
    rectangles = [
        f"{start} {len(square) - number} {end - start} -1 re"
        for number, row in enumerate(square)
        for start, end in _runs(row)
    ]
    canvas.addLiteral(" ".join([*rectangles, "f"]))
    canvas.restoreState()


def _runs(row: Collection[object]) -> Iterator[tuple[int, int]]:
    """Where the dark modules of a row begin and end: viewers draw hairlines between rectangles that touch."""
    start: int | None = None
    for place, is_dark in enumerate(row):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(row)
