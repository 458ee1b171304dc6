"""«Сертификат участника стажировочной площадки»: the one paper that is drawn to be framed.

Its words and their order are a layout like that of any form (resources/forms/certificate.json): what stands above the
title, below it, and at the foot are its three sections. How it looks is decided here. What does not fit is set in
smaller type, never cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from exports.documents.certificate_plate import ACCENT, EMBLEM_HEIGHT, HEAD, draw_plate
from exports.documents.forms import PrintedForm
from exports.layout import EachPart, FormLayout, Section, SignatureLine, Vocabulary, filled
from exports.pdf.fonts import BOLD, ITALIC, REGULAR, printable, register_fonts, text_width
from exports.pdf.lines import wrapped
from exports.pdf.squares import draw_square, square_of
from models.progress import Progress
from models.rows.certificates_print import CertificatePage, CertificatePaper

Colour = tuple[float, float, float]

_INK: Colour = (0.11, 0.13, 0.15)
_QUIET: Colour = (0.34, 0.37, 0.40)
_PLATE = "plate"
"""What is the same on every page, drawn into the file once."""
_CODE = 36 * mm
_FOOT = 19 * mm
"""Where the foot begins, from the edge of the paper."""
_CODE_WORDS = ("Подлинность проверяется", "по этому коду")
_SIGN_ROW = 13 * mm
_LEAST = 0.6
"""The smallest share of its size that type is set in."""


class _Look(NamedTuple):
    font: str
    size: float
    above: float
    """Points between this line and the one before."""
    colour: Colour = _INK
    leading: float = 1.22


_LOOKS = {
    "small": _Look(REGULAR, 11.5, 4, _QUIET),
    "label": _Look(BOLD, 13, 4),
    "paragraph": _Look(REGULAR, 12.5, 6),
    "topic": _Look(BOLD, 15.5, 6),
    "name": _Look(BOLD, 27, 2, ACCENT),
}
_TITLE = _Look(BOLD, 40, 9, ACCENT, leading=1.1)
_SUBTITLE = _Look(ITALIC, 17, 2, _INK)
_MOST_AIR = 2.2
"""How many times its usual measure the space between lines may grow where the page has room."""
_SPACED = 5.0
"""Between the letters of the title, points."""


class _Line(NamedTuple):
    text: str
    look: _Look
    size: float
    above: float
    spaced: float = 0.0


class CertificateForm(PrintedForm[CertificatePaper]):
    """Certificates: a page each, with a frame, the emblem, two signatures and the code."""

    @cached_property
    @override
    def vocabulary(self) -> Vocabulary:
        # Every page is filled from its own row, so what a row holds may stand anywhere.
        known = super().vocabulary
        return replace(known, fields=known.fields | frozenset(CertificatePage._fields))

    @override
    def pdf(self, data: CertificatePaper, *, layout: FormLayout | None = None) -> bytes:
        return self.drawn(data, progress=lambda _done, _total: None, layout=layout)

    def drawn(self, data: CertificatePaper, *, progress: Progress, layout: FormLayout | None = None) -> bytes:
        """The pages of all certificates in one PDF; `progress` counts them and may stop the work."""
        form = layout or self.layout()
        register_fonts()
        rl_config.useA85 = 0
        target = BytesIO()
        paper = landscape(A4) if form.page.orientation == "landscape" else A4
        make: Any = Canvas  # its stub takes the font for a number
        canvas = make(target, pagesize=paper, invariant=1, pageCompression=1, initialFontName=REGULAR, lang="ru-RU")
        canvas.setTitle(_title(form, data.pages))
        canvas.setAuthor(printable(data.passport.short_name))
        canvas.setCreator("Маршрут")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        draw_plate(canvas, _PLATE, paper, emblem=data.emblem)
        for done, page in enumerate(data.pages):
            progress(done, len(data.pages))
            _draw_page(canvas, paper, form, page, has_emblem=data.emblem is not None)
            canvas.showPage()
        canvas.save()
        return target.getvalue()


def _title(form: FormLayout, pages: Sequence[CertificatePage]) -> str:
    """For the properties of the file: by number, never by person."""
    numbers = [pages[0].number, *([pages[-1].number] if len(pages) > 1 else [])]
    return printable(f"{' '.join(form.title).capitalize()} № {'–'.join(numbers)}")


def _draw_page(
    canvas: Any, paper: tuple[float, float], form: FormLayout, page: CertificatePage, *, has_emblem: bool
) -> None:
    wide, high = paper
    canvas.doForm(_PLATE)
    above, below, foot = ([*_lines_of(section, page)] for section in form.sections)
    top = high - HEAD - (EMBLEM_HEIGHT + 3 * mm if has_emblem else 5 * mm)
    bottom = _FOOT + max(_CODE if page.code else 0, len(_signatures(form, page)) * _SIGN_ROW + 6 * mm) + 4 * mm
    room = wide - (form.page.left + form.page.right) * mm
    lines = _fitted(form, page, above, below, room=room, height=top - bottom)
    gaps = sum(line.above for line in lines[1:])
    left = top - bottom - _height(lines)
    air = min(_MOST_AIR, 1 + max(0.0, left) / gaps) if gaps else 1.0
    y = top - max(0.0, left - (air - 1) * gaps) / 2
    for line in lines:
        y -= line.above * air + line.size * line.look.leading
        _write(canvas, line, wide / 2, y)
    _draw_foot(canvas, paper, form, page, [text for text, _look in foot])


def _lines_of(section: Section, page: CertificatePage) -> Iterator[tuple[str, str]]:
    """The words of a section and the look of each."""
    fields = page._asdict()
    for part in section.parts:
        for line in part.lines if isinstance(part, EachPart) else ():
            words = filled(line.template, fields).strip(" ,")
            if words and not (line.needs and not fields[line.needs]):
                yield words, line.look


def _fitted(
    form: FormLayout,
    page: CertificatePage,
    above: Sequence[tuple[str, str]],
    below: Sequence[tuple[str, str]],
    *,
    room: float,
    height: float,
) -> list[_Line]:
    """The broken lines, in the largest type in which all of them have room."""
    titles = form.titles(page._asdict())
    share = 1.0
    while True:
        lines = [*_broken(above, room, share)]
        for number, title in enumerate(titles):
            look, spaced = (_TITLE, _SPACED) if number == 0 else (_SUBTITLE, 0.0)
            lines.append(_Line(printable(title), look, look.size * share, look.above * share, spaced * share))
        lines += _broken(below, room, share)
        if _height(lines) <= height or share <= _LEAST:
            return lines
        share -= 0.04


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.above + line.size * line.look.leading for line in lines)


def _broken(said: Sequence[tuple[str, str]], room: float, share: float) -> Iterator[_Line]:
    for words, name in said:
        look = _LOOKS[name]
        size = look.size * share
        if name == "name":
            # A name stays on one line as long as that can be read.
            size *= max(_LEAST, min(1.0, room / text_width(printable(words), look.font, size)))
        for number, line in enumerate(_balanced(words, look.font, size, room)):
            yield _Line(line, look, size, 0 if number else look.above * share)


@lru_cache(maxsize=256)
def _balanced(words: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The fewest lines, about as long as each other; most are the same on every certificate of a stream."""
    lines = tuple(wrapped(words, font=font, size=size, width=room))
    if len(lines) == 1:
        return lines
    for step in range(1, 20):
        closer = tuple(wrapped(words, font=font, size=size, width=room * (1 - step * 0.03)))
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _write(canvas: Any, line: _Line, middle: float, y: float) -> None:
    canvas.setFillColorRGB(*line.look.colour)
    canvas.setFont(line.look.font, line.size)
    canvas.drawCentredString(middle + line.spaced / 2, y, line.text, charSpace=line.spaced)


def _draw_foot(
    canvas: Any, paper: tuple[float, float], form: FormLayout, page: CertificatePage, words: Sequence[str]
) -> None:
    wide, _high = paper
    left, right = form.page.left * mm, wide - form.page.right * mm
    if page.code:
        right -= _CODE + 14 * mm
    signed = _signatures(form, page)
    y = _FOOT + 6 * mm + (len(signed) - 1) * _SIGN_ROW + 3 * mm
    for line in signed:
        _draw_signature(canvas, line, page, left=left, right=right, y=y)
        y -= _SIGN_ROW
    canvas.setFillColorRGB(*_QUIET)
    canvas.setFont(REGULAR, 10.5)
    for number, said in enumerate(words):
        canvas.drawString(left, _FOOT - number * 13, printable(said))
    if page.code:
        # Last, as it is read.
        middle = wide - form.page.right * mm - _CODE / 2
        draw_square(canvas, square_of(page.code), left=middle - _CODE / 2, bottom=_FOOT, side=_CODE)
        canvas.setFont(REGULAR, 6.5)
        for number, line in enumerate(_CODE_WORDS):
            canvas.drawCentredString(middle, _FOOT - 8 - number * 7.5, line)


def _signatures(form: FormLayout, page: CertificatePage) -> list[SignatureLine]:
    """The lines to sign on: the first, and every other one that somebody signs."""
    fields = page._asdict()
    return [
        line for number, line in enumerate(form.closing) if number == 0 or fields[line.position] or fields[line.name]
    ]


def _draw_signature(
    canvas: Any, line: SignatureLine, page: CertificatePage, *, left: float, right: float, y: float
) -> None:
    fields = page._asdict()
    sign, name_room = 46 * mm, 52 * mm
    position_room = right - left - sign - name_room - 8 * mm
    canvas.setFillColorRGB(*_INK)
    canvas.setFont(REGULAR, 11)
    said = _balanced(str(fields[line.position]), REGULAR, 11, position_room)
    for number, words in enumerate(reversed(said)):
        canvas.drawString(left, y + number * 12.5, words)
    begin = left + position_room + 4 * mm
    canvas.setStrokeColorRGB(*_QUIET)
    canvas.setLineWidth(0.5)
    canvas.line(begin, y - 1.5, begin + sign, y - 1.5)
    name = printable(str(fields[line.name]))
    if name:
        # The initials go over a surname that leaves them no room; what is longer still is set in smaller type.
        parts = [name] if text_width(name, REGULAR, 11) <= name_room else name.split(" ", 1)
        widest = max(text_width(words, REGULAR, 11) for words in parts)
        canvas.setFont(REGULAR, 11 * min(1.0, name_room / widest))
        for number, words in enumerate(reversed(parts)):
            canvas.drawString(begin + sign + 4 * mm, y + number * 12.5, words)
    else:
        canvas.line(begin + sign + 4 * mm, y - 1.5, right, y - 1.5)


CERTIFICATE = CertificateForm("certificate.json", CertificatePaper)
