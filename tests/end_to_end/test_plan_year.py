"""The year's plan in the window, on real widgets and a real file: from the copy of last year's to plan against fact.

Last year and the people of the stream are arranged by commands; everything of this year is done at the keyboard, and
then taken back by Ctrl+Z, state by state.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTreeView, QWidget

from desktop.paths import Paths
from models.commands.plans import add_plan, advance_plan
from models.commands.team import add_member, describe_site
from models.database import Database, open_database
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.queries.directory import ids_by_code
from models.queries.plan_card import plan_card, plan_entries_of_site
from models.rows.codes import PlanKind, PlanStatus
from models.rows.plans import PlanApproval, PlanDraft
from models.rows.site import MemberDraft, SiteDraft
from tests.end_to_end.person import WAIT_MS, Person, column, save_paper, stroke
from tests.models.commands import arrange
from tests.models.make import HEAD, Content, content
from tests.models.photos import DEVICE, photo, tells_nothing
from tests.views.dropping import drop
from views.plan.page import PlanPage

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]

CTRL = Qt.KeyboardModifier.ControlModifier
LETTERS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"
"""The first letters of thirty surnames: «Алова», «Блова»…"""
SEMINAR = "Семинар «Играем словами»"
LAST_YEAR = (
    ("Совет площадки о плане", date(2025, 1, 16)),
    ("Круглый стол о речевой среде", date(2025, 2, 20)),
    (SEMINAR, date(2025, 3, 13)),
    ("Мастер-класс по театру теней", date(2025, 3, 25)),
)
PLANNED_ON = date(2026, 3, 12)
"""The seminar's day after the copy: the second Thursday of March, as last year."""
ABSENT, HALL = 2, "библиотека"


def arrange_last_year(folder: Path) -> None:
    """The passport, the head, last year's plan with its four items, and thirty people in this year's stream."""
    paths = Paths.under(folder)
    paths.root.mkdir()
    clock = FixedClock(datetime(2025, 1, 9, 9, tzinfo=VLADIVOSTOK))
    db = open_database(paths.database, clock=clock, uids=seeded_uids(8))
    passport = SiteDraft(
        full_name="Детский сад № 7 «Маяк»",
        short_name="Детский сад № 7",
        municipality_id=arrange.unit(db, arrange.ARTYOM),
        theme="Игра и речь",
    )
    describe_site(db, passport, actor=HEAD)
    head = add_member(
        db,
        MemberDraft(
            last_name="Заречная",
            first_name="Нина",
            patronymic="Львовна",
            position_id=1,
            role_id=ids_by_code(db, "role")["head"],
            starts_on=date(2024, 9, 2),
        ),
        actor=HEAD,
    )
    plan_id = add_plan(
        db,
        PlanDraft(
            title="План работ на I квартал 2025 года",
            kind=PlanKind.QUARTER,
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 3, 31),
        ),
        actor=HEAD,
    )
    for title, day in LAST_YEAR:
        arrange.plan_item(db, plan_id, head, title=title, due_from=day, due_to=day, planned_count=20)
    for status in (PlanStatus.DISCUSSED, PlanStatus.AGREED, PlanStatus.APPROVED):
        step = PlanApproval(status=status, on=date(2025, 1, 9), protocol_no="1", by="заведующий")
        advance_plan(db, plan_id, step, actor=HEAD)
    garden = arrange.organization(db, "Детский сад № 3")
    people = [arrange.person(db, f"{letter}лова", at=garden) for letter in LETTERS]
    arrange.stream(db, head, *people)
    db.close()


def this_year(db: Database) -> int:
    return next(plan.id for plan in plan_entries_of_site(db) if plan.starts_on == date(2026, 1, 1))


def titles(tree: QTreeView) -> list[str]:
    """The items of the plan as the table shows them."""
    model, at = tree.model(), column(tree, "Мероприятие")
    groups = [model.index(row, 0) for row in range(model.rowCount(QModelIndex()))]
    return [str(model.index(row, at, group).data()) for group in groups for row in range(model.rowCount(group))]


def cell(tree: QTreeView, heading: str) -> str:
    """A cell of the line one is on."""
    return str(tree.currentIndex().siblingAtColumn(column(tree, heading)).data())


def go_to_item(person: Person, title: str) -> QTreeView:
    """The section, and in its table the line of this title, by the arrows."""
    tree = person.see(QTreeView, "plan-lines", person.go("plan"))
    person.keys(tree, Qt.Key.Key_Home)
    for _ in range(2 * len(titles(tree))):
        if cell(tree, "Мероприятие") == title:
            return tree
        person.keys(tree, Qt.Key.Key_Down)
    raise AssertionError(title)


def open_item(person: Person, title: str) -> QWidget:
    """The panel of an item."""
    person.keys(go_to_item(person, title), Qt.Key.Key_Return)
    return person.see(QWidget, "side-panel", person.page("plan"))


def copy_last_year(person: Person) -> None:
    page = person.go("plan")
    person.press("empty-link", page)
    person.press("new-plan-go", page)
    assert person.told == "План скопирован: 4\u00a0пункта"
    tree = person.see(QTreeView, "plan-lines", page)
    assert titles(tree) == [title for title, _ in LAST_YEAR]
    go_to_item(person, SEMINAR)
    assert cell(tree, "Срок") == f"{PLANNED_ON:%d.%m}"


def edit_draft(person: Person) -> None:
    panel = open_item(person, SEMINAR)
    person.write("planned_count", "30", panel)
    person.press("panel-save", panel)
    person.press("panel-close", panel)


def hold_council(person: Person) -> None:
    """The протокол of the council that discussed the plan; its number is proposed."""
    page = person.go("events")
    person.press("segment-minutes", page)
    person.press("journal-primary", page)
    person.choose("chair_id", "Заречная Н. Л.", page)
    person.choose("plan_id", "План работ на I квартал 2026 года", page)
    person.write("question", "О плане работ на I квартал", page)
    person.press("journal-primary", page)
    assert person.told == "Протокол № 1 записан."


def take_to_approval(person: Person) -> None:
    page = person.go("plan")
    person.press("plan-next-step", page)
    person.choose("meeting_id", "№ 1 от 13.03.2026", page)
    person.press("plan-step-go", page)
    person.press("plan-next-step", page)
    person.press("plan-step-go", page)
    person.press("plan-next-step", page)
    person.agree("Утвердить")
    person.press("plan-step-go", page)
    card = plan_card(person.db, this_year(person.db))
    assert (card.status, card.council_protocol_no, card.council_on) == (PlanStatus.APPROVED, "1", person.db.today())


def amend(person: Person) -> None:
    """An approved plan opens for a reason only."""
    page = person.go("plan")
    person.press("plan-primary", page)
    strip = person.see(QWidget, "amendment", page)
    person.write("reason", "Музыкальный зал на ремонте", strip)
    stroke(person.see(QWidget, "reason", strip), Qt.Key.Key_Return)
    panel = open_item(person, SEMINAR)
    person.write("place", HALL, panel)
    person.press("panel-save", panel)
    person.press("panel-close", panel)
    person.press("amendment-end", strip)


def hold_event(person: Person) -> None:
    person.press("item-fact", open_item(person, SEMINAR))
    events = person.page("events")
    panel = person.see(QWidget, "event-panel", events)
    person.write("held_on", f"{PLANNED_ON:%d.%m.%Y}", panel)
    assert "Поток" in person.see(QAbstractButton, "stream_ids", panel).accessibleDescription()
    person.press("panel-save", panel)


def open_sheet(person: Person) -> QAbstractItemView:
    events = person.page("events")
    person.keys(person.see(QAbstractItemView, "events-table", events), Qt.Key.Key_Return)
    sheet = person.see(QAbstractItemView, "attendance-sheet", events)
    assert sheet.model().rowCount() == len(LETTERS)
    return sheet


def mark(person: Person, sheet: QAbstractItemView, letter: str) -> None:
    stroke(sheet, Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown, letter)
    person.settle()


def attach(person: Person, picture: Path) -> None:
    assert drop(person.session.window, [picture])
    person.qtbot.waitUntil(lambda: person.told == "Файл приложен.", timeout=WAIT_MS)
    person.settle()


def undo(person: Person) -> None:
    person.wake()
    person.qtbot.keyClick(person.session.window, Qt.Key.Key_Z, CTRL)
    person.settle()


def look_at_fact(person: Person) -> None:
    """Plan against fact in the table; calendar and timeline show the same items."""
    tree = go_to_item(person, SEMINAR)
    assert cell(tree, "Проведено") == f"{PLANNED_ON:%d.%m}"
    assert cell(tree, "Участников") == f"30 / {len(LETTERS) - ABSENT}"
    page = person.page("plan")
    assert isinstance(page, PlanPage)
    in_table = {(line.id, line.held_on) for line in page.views.lines()}
    assert len(in_table) == len(LAST_YEAR)
    for view in ("calendar", "timeline"):
        person.press(f"segment-{view}", page)
        assert {(line.id, line.held_on) for line in page.views.lines()} == in_table
        current = page.views.current_line()
        assert current is not None
        assert current.title == SEMINAR
    person.press("segment-table", page)


def print_plan(person: Person, target: Path) -> str:
    """The plan as PDF from its preview; gives its text."""
    person.keys(go_to_item(person, SEMINAR), Qt.Key.Key_P, CTRL)
    return save_paper(person, target)


def save_dates(person: Person, target: Path) -> dict[str, tuple[date, date]]:
    """The dates of the plan for a phone; gives them as another library reads them, days included."""
    page = person.go("plan")
    assert isinstance(page, PlanPage)
    # The one place where the system's own dialog would stand.
    page.whole.choose_target = lambda _parent, _suggestion, _kind: target
    more = person.see(QAbstractButton, "plan-more", page)
    more.setFocus()
    person.qtbot.keyClick(more, Qt.Key.Key_Space)
    person.menu("Сохранить даты для телефона")
    entries = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    day = timedelta(days=1)
    return {str(entry["summary"]): (entry["dtstart"].dt, entry["dtend"].dt - day) for entry in entries}


def test_the_plan_goes_from_last_years_copy_to_the_fact_and_every_step_is_taken_back(
    open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    site = tmp_path / "площадка"
    arrange_last_year(site)
    person = open_session(site)
    copy_last_year(person)
    edit_draft(person)
    hold_council(person)
    take_to_approval(person)

    past: list[Content] = [content(person.db)]
    amend(person)
    past.append(content(person.db))
    hold_event(person)
    sheet = open_sheet(person)
    for letter in ("н", "у", *" " * (len(LETTERS) - ABSENT)):
        past.append(content(person.db))
        mark(person, sheet, letter)
    past.append(content(person.db))
    picture = tmp_path / "IMG_20260312_101500.jpg"
    picture.write_bytes(photo())
    assert DEVICE in picture.read_bytes()
    attach(person, picture)
    kept = [path for path in Paths.under(site).attachments.rglob("*") if path.is_file()]
    assert kept
    assert all(tells_nothing(path.read_bytes()) for path in kept)

    look_at_fact(person)
    words = print_plan(person, tmp_path / "план.pdf")
    for said in (
        "на I квартал 2026 года",
        "С изменениями от 13.03.2026",
        f"{SEMINAR} семинар {PLANNED_ON:%d.%m.%Y} очно, {HALL} 30 чел.",
        f"{PLANNED_ON:%d.%m.%Y}, {len(LETTERS) - ABSENT} чел.",
        "протокол № 1 от 13.03.2026",
    ):
        assert said in words
    dates = save_dates(person, tmp_path / "план.ics")
    assert set(dates) == {title for title, _ in LAST_YEAR}
    assert dates[SEMINAR] == (PLANNED_ON, PLANNED_ON)

    for before in reversed(past):
        undo(person)
        assert content(person.db) == before
    tree = go_to_item(person, SEMINAR)
    assert (cell(tree, "Проведено"), cell(tree, "Участников")) == ("—", "30 / —")
