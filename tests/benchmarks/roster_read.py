"""Reading a list of ten thousand people and fifteen columns, beside openpyxl and the bare reader under ours."""

from collections.abc import Iterator

import openpyxl
import python_calamine

from models.bulk import insert_many
from models.imports.roster import read_roster
from models.imports.spreadsheet import read_workbook
from models.queries.roster import compare_roster
from models.schema.people import Organization, Person
from tests.benchmarks import invented, people
from tests.benchmarks.harness import Bench, Figure, race, timed

TODAY = invented.NOW.date()


def measure(bench: Bench) -> Iterator[Figure]:
    """Cells of the file, people of the file, and the preview beside a database that has as many people."""
    count = bench.size(10_000, quick=300)
    path = bench.folder / "list.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Список")
    for line in (people.HEADINGS, *people.trainees(count)):
        sheet.append(line)
    book.save(path)

    db = invented.reopened(invented.new_site(bench.folder))
    with db.writing(action="Подготовка", actor=invented.ACTOR) as session:
        gardens = insert_many(session, Organization, invented.garden_rows(db))
        insert_many(session, Person, invented.people_rows(db, count, gardens))

    def by_openpyxl() -> None:
        opened = openpyxl.load_workbook(path, read_only=True)
        for _ in opened.worksheets[0].iter_rows(values_only=True):
            pass
        opened.close()

    def by_calamine() -> None:
        with python_calamine.CalamineWorkbook.from_path(path) as opened:
            opened.get_sheet_by_index(0).to_python()

    taken = read_roster(path, today=TODAY)
    assert taken.counts["new"] == count, taken.counts
    run = race(
        cells=lambda: timed(lambda: read_workbook(path)),
        people=lambda: timed(lambda: read_roster(path, today=TODAY)),
        preview=lambda: timed(lambda: compare_roster(db, read_roster(path, today=TODAY))),
        openpyxl=lambda: timed(by_openpyxl),
        calamine=lambda: timed(by_calamine),
    )
    db.close()
    slow, bare = run["openpyxl"].seconds, run["calamine"].seconds
    size = f"{count:,} × {len(people.HEADINGS)}"
    yield Figure(f"bare calamine, {size}", bare, "openpyxl read_only", slow)
    yield Figure(f"read_workbook, {size}", run["cells"].seconds, "openpyxl read_only", slow, 0.3)
    yield Figure("read_roster: people of the file", run["people"].seconds, "openpyxl read_only", slow, 0.3)
    yield Figure("preview: read and compared", run["preview"].seconds, "bare calamine", bare, 6)
