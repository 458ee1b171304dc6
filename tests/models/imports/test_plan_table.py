"""A plan from a spreadsheet or the clipboard, as kindergartens write it. The plan runs over I quarter of 2026."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from models.commands.plan_import import accept_plan_rows
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.imports.plan_rows import decide_rows
from models.imports.plan_table import read_plan_file, read_plan_text
from models.queries.plan_board import plan_item_card
from models.queries.plan_import import plan_import_preview
from models.queries.plans import plan_items
from models.rows.choice import Choice
from models.rows.codes import Mode
from models.rows.plan_import import PlanDirectory, PlanImportPreview, PlanRowDecision
from models.rows.table_import import ImportStatus, PersonListed
from models.rules.plan_periods import Span
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

HEADINGS = [
    "№ п/п", "Мероприятие (тема)", "Формат", "Срок (дата)", "Место / форма проведения",
    "Категория и число участников", "Ответственный", "Ожидаемый результат (продукт)", "Отметка о выполнении",
]  # fmt: skip
SECTION = ["1. Организационно-управленческая деятельность", *[""] * 8]
FIRST = [
    "1", "Заседание совета", "совещание", "12.02.2026", "Кабинет методиста", "совет, 7 чел.", "Тьюторова М.П.",
    "Протокол", "",
]  # fmt: skip
SECOND = [
    "2", "Речевые игры", "Вебинар", "1–15 марта", "дистанционно", "воспитатели, 25 человек",
    "Тьюторова Мария Петровна", "Запись", "",
]  # fmt: skip
TABLE = [
    ["План работы"],
    HEADINGS,
    [str(number) for number in range(1, 10)],
    SECTION,
    FIRST,
    ["IV.", "Реализация программ стажировки"],
    SECOND,
    ["", "Составил ________ М. П. Тьюторова"],
]


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова", first_name="Мария", patronymic="Петровна")


@pytest.fixture
def plan(db: Database, tutor: int) -> int:
    assert tutor
    return arrange.plan(db)


def text_of(rows: list[list[str]]) -> str:
    return "\r\n".join("\t".join(row) for row in rows)


def one(db: Database, plan: int, row: list[str]) -> PlanRowDecision:
    """What becomes of one row under the usual headings."""
    preview = plan_import_preview(db, plan, read_plan_text(text_of([HEADINGS, SECTION, row])))
    [decision] = preview.decisions
    return decision


def changed(**said: str) -> list[str]:
    places = {"title": 1, "format": 2, "due": 3, "place": 4, "people": 5, "responsible": 6}
    row = list(FIRST)
    for name, text in said.items():
        row[places[name]] = text
    return row


def check_whole(db: Database, preview: PlanImportPreview, tutor: int) -> None:
    assert preview.counts == {"new": 2, "duplicate": 0, "problem": 0}
    first, second = preview.drafts
    assert (first.title, first.section_id, first.format_id, first.due_from) == (
        "Заседание совета", 1, 6, date(2026, 2, 12),
    )  # fmt: skip
    assert (first.place, first.mode, first.audience, first.planned_count) == (
        "Кабинет методиста", Mode.IN_PERSON, "совет", 7,
    )  # fmt: skip
    assert (second.section_id, second.due_from, second.due_to) == (4, date(2026, 3, 1), date(2026, 3, 15))
    assert (second.mode, second.planned_count, second.responsible_id) == (Mode.REMOTE, 25, tutor)
    assert (second.expected_result, second.task_no) == ("Запись", None)


def test_a_workbook_is_read_with_its_sections(db: Database, plan: int, tutor: int, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in TABLE:
        sheet.append(row)
    sheet.merge_cells("A4:I4")
    book.save(tmp_path / "plan.xlsx")
    found = read_plan_file(tmp_path / "plan.xlsx")
    assert (found.header_row, [row.row for row in found.rows]) == (2, [5, 7])
    assert found.columns["due"] == "Срок (дата)"
    assert [line.reason for line in found.skipped] == [
        "номера столбцов", "заголовок раздела", "заголовок раздела", "подпись или итоги",
    ]  # fmt: skip
    check_whole(db, plan_import_preview(db, plan, found), tutor)


def test_a_csv_is_read_too(db: Database, plan: int, tutor: int, tmp_path: Path) -> None:
    path = tmp_path / "план.csv"
    path.write_text("\n".join(";".join(row) for row in TABLE), encoding="cp1251")
    check_whole(db, plan_import_preview(db, plan, read_plan_file(path)), tutor)


def test_text_with_tabs_is_pasted(db: Database, plan: int, tutor: int) -> None:
    check_whole(db, plan_import_preview(db, plan, read_plan_text(text_of(TABLE))), tutor)


def test_a_table_of_word_is_pasted(db: Database, plan: int, tutor: int) -> None:
    def cells(row: list[str]) -> str:
        if row is SECTION:
            return f"<td colspan=9><p class=MsoNormal><b>{row[0]}</b></p></td>"
        return "".join(f"<td><p>{cell.replace(' ', '<span> </span>', 1)}</p></td>" for cell in row)

    rows = "".join(f"<tr>{cells(row)}</tr>" for row in TABLE)
    html = f"<html><head><style>td {{color: red}}</style></head><body><table>{rows}</table></body></html>"
    check_whole(db, plan_import_preview(db, plan, read_plan_text("без таблицы", html)), tutor)


def test_a_cell_merged_over_rows_holds_its_column(db: Database, plan: int, tutor: int) -> None:
    html = (
        "<table><tr><th>Мероприятие<th>Формат<th>Срок<th>Ответственный<th>Раздел</tr>"
        "<tr><td>Семинар 1</td><td>семинар<td>3.02<td rowspan=2>Тьюторова<td rowspan=2>Мониторинг и аналитика</tr>"
        "<tr><td>Семинар 2<td>семинар<td>4.02</tr></table>"
    )
    drafts = plan_import_preview(db, plan, read_plan_text("", html)).drafts
    assert [(draft.title, draft.responsible_id, draft.section_id) for draft in drafts] == [
        ("Семинар 1", tutor, 6),
        ("Семинар 2", tutor, 6),
    ]


@pytest.mark.parametrize("text", ["", "просто слова", "ФИО\tДолжность\nИванова\tвоспитатель"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"[Тт]аблиц"):
        read_plan_text(text)


@pytest.mark.parametrize(
    ("said", "field", "word"),
    [
        ({"title": ""}, "title", "нет названия"),
        ({"due": "когда-нибудь"}, "due", "срок не читается"),
        ({"due": "май"}, "due", "не попадает в срок плана"),
        ({"due": ""}, "due", "нет срока"),
        ({"responsible": "Неизвестная А.А."}, "responsible", "нет в команде"),
        ({"responsible": ""}, "responsible", "нет ответственного"),
        ({"format": "хоровод"}, "format", "такого формата нет"),
        ({"format": ""}, "format", "нет формата"),
    ],
    ids=str,
)
def test_a_cell_that_does_not_hold_is_a_problem_of_its_field(
    db: Database, plan: int, said: dict[str, str], field: str, word: str
) -> None:
    decision = one(db, plan, changed(**said))
    assert (decision.status, decision.draft) == (ImportStatus.PROBLEM, None)
    [problem] = decision.problems
    assert problem.field == field
    assert problem.message.startswith("В строке 3 ")
    assert word in problem.message


def test_an_unknown_format_offers_the_closest(db: Database, plan: int) -> None:
    [problem] = one(db, plan, changed(format="мастер класы")).problems
    assert problem.proposals[0].title == "мастер-класс"


def test_a_format_may_stand_in_the_title(db: Database, plan: int) -> None:
    decision = one(db, plan, changed(format="", title="Круглый стол «Речь»"))
    assert decision.draft is not None
    assert decision.draft.format_id == 8
    assert [notice.field for notice in decision.notices] == ["format"]


@pytest.mark.parametrize(
    "said", ["Тьюторова", "М. П. Тьюторова", "ТЬЮТОРОВА М.П.", "Мария Петровна Тьюторова", "Иные лица, Тьюторова М."]
)
def test_a_responsible_is_known_however_written(db: Database, plan: int, tutor: int, said: str) -> None:
    decision = one(db, plan, changed(responsible=said))
    assert decision.draft is not None
    assert decision.draft.responsible_id == tutor


def test_namesakes_are_asked_about(db: Database, plan: int, tutor: int) -> None:
    other = arrange.person(db, "Тьюторова", first_name="Мария", patronymic="Павловна")
    [problem] = one(db, plan, changed(responsible="Тьюторова М.П.")).problems
    assert {each.id for each in problem.proposals} == {tutor, other}
    decision = one(db, plan, changed(responsible="Тьюторова Мария Павловна"))
    assert decision.draft is not None
    assert decision.draft.responsible_id == other


def test_a_corrected_cell_is_read_by_the_same_rules(db: Database, plan: int) -> None:
    found = read_plan_text(text_of([HEADINGS, SECTION, changed(due="скоро", format="хоровод")]))
    preview = plan_import_preview(db, plan, found, {3: {"due": "5 марта", "format": "семинар"}})
    assert preview.drafts[0].due_from == date(2026, 3, 5)
    preview = plan_import_preview(db, plan, found, {3: {"due": "никогда", "format": "семинар"}})
    assert [problem.field for problem in preview.decisions[0].problems] == ["due"]


def test_a_column_is_chosen_by_hand(db: Database, plan: int) -> None:
    rows = [["Мероприятие", "Формат", "Когда-то", "Кто", "Срок"], ["Семинар", "семинар", "5 марта", "Тьюторова", "—"]]
    found = read_plan_text(text_of(rows), columns={"due": "C", "responsible": "Кто", "section": ""})
    preview = plan_import_preview(db, plan, found, {2: {"section": "Мониторинг и аналитика"}})
    assert preview.drafts[0].due_from == date(2026, 3, 5)
    with pytest.raises(UserError, match="Столбца"):
        read_plan_text(text_of(rows), columns={"due": "ZZ"})


def test_a_row_that_is_there_already_is_a_duplicate(db: Database, plan: int) -> None:
    found = read_plan_text(text_of([*TABLE, FIRST]))
    preview = plan_import_preview(db, plan, found)
    assert preview.counts == {"new": 2, "duplicate": 1, "problem": 0}
    accept_plan_rows(db, plan, preview.drafts, actor=HEAD)
    assert plan_import_preview(db, plan, found).counts == {"new": 0, "duplicate": 3, "problem": 0}


def test_accepted_rows_stand_in_the_plan_and_go_at_one_undo(db: Database, plan: int) -> None:
    preview = plan_import_preview(db, plan, read_plan_text(text_of(TABLE)))
    before = content(db)
    ids = accept_plan_rows(db, plan, preview.drafts, actor=HEAD)
    assert {line.id for line in plan_items(db, plan)} == set(ids)
    assert [plan_item_card(db, id_).draft for id_ in ids] == list(preview.drafts)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_approved_plan_asks_why_rows_are_added(db: Database, plan: int) -> None:
    preview = plan_import_preview(db, plan, read_plan_text(text_of(TABLE)))
    arrange.approve(db, plan)
    with pytest.raises(UserError, match="утверждён"):
        accept_plan_rows(db, plan, preview.drafts, actor=HEAD)
    accept_plan_rows(db, plan, preview.drafts, actor=HEAD, amendment="Решение совета")
    assert count(db, "plan_amendment") == 1


def test_nothing_is_written_when_a_line_does_not_hold(db: Database, plan: int, tutor: int) -> None:
    before = content(db)
    good, bad = arrange.item_draft(tutor), arrange.item_draft(tutor, due_to=date(2026, 5, 1))
    for drafts in ([good, bad], []):
        with pytest.raises(UserError):
            accept_plan_rows(db, plan, drafts, actor=HEAD)
    assert content(db) == before


CELLS = st.text(max_size=30) | st.sampled_from(
    [*HEADINGS, *FIRST, *SECOND, SECTION[0], "Итого", "1", "", "<table>", "<![endif]", "<!["]
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=8))
def test_whatever_is_pasted_is_read_or_refused_in_words(rows: list[list[str]]) -> None:
    directory = PlanDirectory(
        sections=(Choice(1, "Нормативное обеспечение"),),
        formats=(Choice(2, "совещание (рабочая встреча)"), Choice(3, "вебинар")),
        people=(PersonListed(5, "Тьюторова", "Мария", "Петровна", ("тьютор",)),),
    )
    plan = Span(date(2026, 1, 1), date(2026, 3, 31))
    html = "<table>" + "".join(f"<tr>{''.join(f'<td rowspan=2>{cell}' for cell in row)}" for row in rows)
    for said in ((text_of([HEADINGS, *rows]), ""), ("", html)):
        try:
            found = read_plan_text(*said)
        except UserError:
            continue
        for decision in decide_rows(found, directory, plan):
            assert (decision.draft is None) == bool(decision.problems)
            assert all(problem.message.startswith(f"В строке {decision.row.row}") for problem in decision.problems)
