"""The list of trainees as a file: its columns are those of the screen, read back by calamine."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from exports.registry import paper_bytes
from models.database import Database
from models.queries.people_print import people_paper
from models.rows.people import PeopleGrouping, PeopleSort
from models.rows.people_print import PeopleWish
from tests.exports.documents import sample_papers as sample
from tests.models.commands import arrange
from tests.models.conftest import db

__all__ = ["db"]


def lines(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name("Стажёры").to_python()]


def table(content: bytes) -> list[list[object]]:
    """From the headings on."""
    found = lines(content)
    begin = next(at for at, row in enumerate(found) if row[0] == "№")
    return found[begin:]


def test_the_columns_stand_as_on_the_screen() -> None:
    paper = sample.people(2, columns=("name", "phone", "position"))
    headings, first, *_ = table(paper_bytes("roster", "xlsx", paper))
    assert headings[:4] == ["№", "ФИО", "Телефон", "Должность"]
    assert first[:4] == [1.0, "Вымышленная1 Тамара Петровна", "+7 (914) 000-00-00", "воспитатель"]
    assert not any(headings[4:])


def test_a_grouped_list_has_a_heading_over_each_group() -> None:
    content = paper_bytes("roster", "xlsx", sample.people(6, columns=("name",), is_grouped=True))
    firsts = [str(row[0]) for row in table(content)]
    assert [word for word in firsts if word.startswith("Детский сад")] == [f"Детский сад № {no}" for no in range(3)]


def test_closed_fields_are_no_columns(db: Database) -> None:
    arrange.fill_passport(db)
    arrange.person(db, "Лебедева", experience_years=7)
    paper = people_paper(db, PeopleWish(columns=tuple(PeopleSort)))
    headings = [str(word) for word in table(paper_bytes("roster", "xlsx", paper))[0]]
    assert not {"СНИЛС", "Дата рождения", "Пол"} & set(headings)
    assert "Стаж, лет" in headings


def test_only_the_chosen_are_written_in_the_order_of_the_list(db: Database) -> None:
    arrange.fill_passport(db)
    ids = [arrange.person(db, name) for name in ("Яблокова", "Абрикосова", "Ким")]
    paper = people_paper(db, PeopleWish(person_ids=frozenset(ids[:2]), descending=True))
    assert [(line.number, line.name.split()[0]) for line in paper.lines] == [(1, "Яблокова"), (2, "Абрикосова")]


def test_who_has_no_municipality_stands_under_words(db: Database) -> None:
    arrange.fill_passport(db)
    arrange.person(db, "Ким", at=arrange.organization(db, oktmo=None))
    paper = people_paper(db, PeopleWish(grouping=PeopleGrouping.MUNICIPALITY))
    assert [line.group for line in paper.lines] == ["Муниципалитет не указан"]
