"""The open package of the demo's quarter beside what would be e-mailed instead, and building and checking it.

The e-mail: the report as PDF and XLSX, and the package's tables as one more workbook.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from desktop.demo.build import make_demo
from desktop.paths import Paths
from exports.documents.report import report_pdf_bytes, report_xlsx_bytes
from exports.packages.open_package import write_open_package
from exports.packages.verify import verify_package
from models.queries.report import report_data
from tests.benchmarks import invented
from tests.benchmarks.harness import Bench, Figure, race, timed

VERSION = "0"


def measure(bench: Bench) -> Iterator[Figure]:
    """Sizes in KB, and times inside this process."""
    paths = Paths.under(bench.folder / "site")
    made = make_demo(paths)
    db = invented.reopened(paths.database)
    period, path = made.period, made.package.path
    data = report_data(db, period)
    tables = _tables_as_workbook(path)
    emailed = len(report_pdf_bytes(data)) + len(report_xlsx_bytes(data)) + len(tables)

    def documents() -> None:
        fresh = report_data(db, period)
        report_pdf_bytes(fresh)
        report_xlsx_bytes(fresh)

    def build() -> None:
        write_open_package(db, period, bench.folder, actor=invented.ACTOR, program_version=VERSION)

    def check() -> None:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                hashlib.sha256(archive.read(name)).digest()

    run = race(
        build=lambda: timed(build),
        documents=lambda: timed(documents),
        verify=lambda: timed(lambda: verify_package(path)),
        check=lambda: timed(check),
    )
    db.close()
    yield Figure(
        "open package: size", path.stat().st_size / 1000, "XLSX + PDF e-mailed", emailed / 1000, unit="KB",
        note="the open package is stored, not pressed: a ZIP of it is smaller, the sealed one of a later issue will be",
    )  # fmt: skip
    yield Figure(
        "open package, deflated: size", _deflated(path) / 1000, "XLSX + PDF e-mailed", emailed / 1000, unit="KB"
    )
    yield Figure("open package: build", run["build"].seconds, "its PDF and XLSX alone", run["documents"].seconds)
    yield Figure("open package: verify", run["verify"].seconds, "bare SHA-256 of its files", run["check"].seconds)


def _tables_as_workbook(package: Path) -> bytes:
    book = Workbook(write_only=True)
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                sheet = book.create_sheet(Path(name).stem[:31])
                for line in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                    sheet.append(line)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _deflated(package: Path) -> int:
    target = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in source.namelist():
            new.writestr(name, source.read(name))
    return len(target.getvalue())
