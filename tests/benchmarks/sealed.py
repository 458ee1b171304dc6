"""The sealed report of the reference quarter beside its columns as bare types under `xz -9e`, and beside an e-mail.

The e-mail: the report as PDF and XLSX, and the records as one more workbook. The correction changes a fifth of
everything: the registers of 12 events, all scores of 20 cards, 12 events, 8 plan items, 1,500
characters of the prose.
"""

import io
import lzma
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from statistics import median
from uuid import UUID

from openpyxl import Workbook

from exports.documents.report import report_pdf_bytes, report_xlsx_bytes
from exports.packages.age import new_key_pair
from exports.packages.contents import Content, correction_of
from exports.packages.opening import KnownSite, opened_package
from exports.packages.quarterly import quarterly_report
from exports.packages.seal import SealedPackage, Signer, seal
from exports.packages.tables import Field, Table, Value, cell_text
from exports.packages.wide import Laid
from models.key_store import KeyStore
from models.queries.report import report_data
from tests.benchmarks.harness import Bench, Figure, program, race, timed
from tests.benchmarks.invented_quarter import PERIOD, make_quarter

_FIFTH, _MISSED = 5, 0.1
_WHOLE, _CHANGED = 1.35, 0.25
_EMAILED = 0.15
_SEALED = 9
"""The age format lets a writer add some random bytes, and this one adds up to 160: medians are compared."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Sizes in bytes, and times inside this process."""
    db = make_quarter(bench.folder)
    keys = KeyStore.under(bench.folder)
    public = keys.make()
    institute = new_key_pair()
    signer = Signer(keys, public.name)

    def sealed(content: Content, serial: int = 1) -> SealedPackage:
        return seal(content, serial=serial, signer=signer, recipient=institute.recipient, program_version="0")

    content = quarterly_report(db, PERIOD)
    whole = sealed(content)
    corrected = correction_of(_a_fifth_changed(content), content.tables, former_id=whole.id)
    sizes = [median(len(sealed(each, 2).content) for _ in range(_SEALED)) for each in (content, corrected)]
    typed = b"".join(_typed(each.table) for each in content.tables)
    pressed = _xz(typed)
    report = report_data(db, PERIOD)
    emailed = len(report_pdf_bytes(report)) + len(report_xlsx_bytes(report)) + len(_workbook(content.tables))
    target = bench.folder / whole.file_name
    target.write_bytes(whole.content)

    def opening() -> None:
        with opened_package(
            target, [institute.identity], known=lambda _code: KnownSite(keys=(public,)), today=date(2026, 7, 1)
        ):
            pass

    run = race(
        build=lambda: timed(lambda: sealed(quarterly_report(db, PERIOD))),
        documents=lambda: timed(lambda: (report_pdf_bytes(report), report_xlsx_bytes(report))),
        open=lambda: timed(opening),
        xz=lambda: timed(lambda: lzma.compress(whole.bag, preset=9 | lzma.PRESET_EXTREME)),
    )
    db.close()
    yield Figure("sealed report", sizes[0], "typed columns, xz -9e", pressed, _WHOLE, "B")
    yield Figure("sealed report", sizes[0], "PDF + XLSX + records", emailed, _EMAILED, "B")
    yield Figure("correction of a fifth", sizes[1], "the full report", sizes[0], _CHANGED, "B")
    yield Figure("read, sign, press, encrypt", run["build"].seconds, "its PDF and XLSX", run["documents"].seconds)
    yield Figure("open and prove", run["open"].seconds, "pressing it once", run["xz"].seconds)


def _a_fifth_changed(content: Content) -> Content:
    dice = Random(1)
    return replace(content, tables=tuple(Laid(_changed(each.table, dice), each.layout) for each in content.tables))


def _changed(table: Table, dice: Random) -> Table:
    """A fifth of everything: their registers taken anew (online, not in the room; a tenth missed it), cards, texts."""
    rows = [list(row) for row in table.rows]
    match table.name:
        case "attendance":
            for row in _fifth_of(rows, 0, dice):
                came = "r" if row[2] == "p" else "p"
                row[2] = came if dice.random() > _MISSED else dice.choices("ae", [7, 3])[0]
        case "entry_scores":
            for row in _fifth_of(rows, 1, dice):
                own, seen = str(row[2])[:2]
                row[2] = f"{(int(own) + 1) % 4}{dice.choice('123')}" if own == seen else f"{seen}{seen}"
        case "events":
            for row in _fifth_of(rows, 0, dice):
                row[8] = int(str(row[8])) + dice.randrange(1, 9)
                row[9] = f"{row[9] or ''} уточнено по журналу".strip()
        case "plan_items":
            for row in _fifth_of(rows, 0, dice):
                row[9] = int(str(row[9])) + 5
                row[11] = "in_progress" if row[11] == "planned" else "done"
        case "facts":
            texts = [row for row in rows if row[0] == "text"]
            left = sum(len(str(row[3])) for row in texts) // _FIFTH
            for row in dice.sample(texts, len(texts)):
                left -= len(str(row[3]))
                if left < 0:
                    break
                row[3] = " ".join(sorted(str(row[3]).split(), key=lambda _word: dice.random()))
        case _:
            pass
    return replace(table, rows=rows)


def _fifth_of(rows: Sequence[list[Value]], place: int, dice: Random) -> list[list[Value]]:
    """The rows under a fifth of the keys that stand at `place`, not less."""
    keys = sorted({row[place] for row in rows}, key=str)
    chosen = set(dice.sample(keys, -(-len(keys) // _FIFTH)))
    return [row for row in rows if row[place] in chosen]


def _typed(table: Table) -> bytes:
    """The columns of a table one after another, each in the smallest type that holds it."""
    return b"".join(_column(field, [row[place] for row in table.rows]) for place, field in enumerate(table.fields))


def _column(field: Field, values: Sequence[Value]) -> bytes:
    if field.name == "uid":
        return b"".join(UUID(cell_text(value)).bytes for value in values)
    if field.enum:
        codes = ("", *field.enum)
        return bytes(codes.index(cell_text(value)) for value in values)
    if field.kind == "date":
        days = [value.toordinal() if isinstance(value, date) else 0 for value in values]
        first = min((day for day in days if day), default=1) - 1
        return _whole([day and day - first for day in days])
    if field.kind == "integer":
        return _whole([0 if value is None else int(cell_text(value)) + 1 for value in values])
    texts = [cell_text(value) for value in values]
    different = sorted(set(texts))
    if len(different) * 2 < len(texts):
        return "\0".join(different).encode() + _whole([different.index(text) for text in texts])
    return "\0".join(texts).encode()


def _whole(numbers: Sequence[int]) -> bytes:
    largest = max(numbers, default=0)
    return struct.pack(f"<{len(numbers)}{'B' if largest < 1 << 8 else 'H' if largest < 1 << 16 else 'I'}", *numbers)


def _xz(content: bytes) -> int:
    done = subprocess.run([program("xz"), "-9e", "-c"], input=content, capture_output=True, check=True)
    return len(done.stdout)


def _workbook(tables: Sequence[Laid]) -> bytes:
    book = Workbook(write_only=True)
    for each in tables:
        sheet = book.create_sheet(each.table.name)
        sheet.append([field.name for field in each.table.fields])
        for row in each.table.rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
