"""«Дневники» of a stream."""

import pytest
from pytestqt.qtbot import QtBot

from models.commands.diary import add_diary_entry
from models.database import Database
from models.queries.diary import diary_of, stream_diarists
from models.rows.works import DiaryDraft
from tests.models.commands.arrange_works import DAY
from tests.models.make import HEAD
from tests.views.works.conftest import Group
from views.workplace import Workplace
from views.works.diaries_tab import DiariesTab


@pytest.fixture
def tab(workplace: Workplace, group: Group, qtbot: QtBot) -> DiariesTab:
    made = DiariesTab(workplace)
    qtbot.addWidget(made)
    made.resize(1158, 620)
    made.show()
    made.show_stream(group.stream_id)
    return made


def test_a_page_is_written_into_the_diary_that_is_shown(
    tab: DiariesTab, db: Database, group: Group, qtbot: QtBot
) -> None:
    second = stream_diarists(db, group.stream_id)[1]
    tab.show_person(second.person_id)
    tab.primary_new()
    tab.panel.fields.set_typed({"done": "Провела игру"})
    tab.panel.save()
    qtbot.waitUntil(lambda: bool(diary_of(db, second.enrollment_id)))
    (page,) = diary_of(db, second.enrollment_id)
    assert (page.done, page.written_on) == ("Провела игру", db.today())
    assert diary_of(db, group.places[0]) == []


def test_a_note_of_the_tutor_answers_a_page(tab: DiariesTab, db: Database, group: Group, qtbot: QtBot) -> None:
    entry = add_diary_entry(db, group.places[0], DiaryDraft(written_on=DAY, done="Провела игру"), actor=HEAD)
    tab.reload()
    assert stream_diarists(db, group.stream_id)[0].unanswered == 1
    tab.panel.change(entry)
    tab.panel.fields.set_typed({"tutor_note": "Обсудили"})
    tab.panel.save()
    qtbot.waitUntil(lambda: stream_diarists(db, group.stream_id)[0].unanswered == 0)


def test_what_is_typed_for_one_trainee_waits_while_the_diary_of_another_is_shown(
    tab: DiariesTab, db: Database, group: Group
) -> None:
    first, second = stream_diarists(db, group.stream_id)[:2]
    tab.show_person(first.person_id)
    tab.primary_new()
    tab.panel.fields.set_typed({"done": "Провела игру"})
    tab.show_person(second.person_id)
    assert not tab.panel.is_open
    tab.show_person(first.person_id)
    tab.primary_new()
    assert tab.panel.fields.typed()["done"] == "Провела игру"
