"""Scenes of the tab «Анкета» and of the room «Сведения для ФИС ФРДО»."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.commands.feedback import accept_answers
from models.queries.feedback import survey_page
from models.queries.programs import stream_heading
from models.rows.feedback import AnswerDraft
from models.rows.questionnaire import QUESTIONS
from tests.models.commands.graduates import SNILS, agreed, dpp_program, dpp_stream, educated, graduate
from tests.models.make import HEAD
from tests.views.programs.program_scenes import programs_page
from tests.views.stage import Stage
from views.places import Place

if TYPE_CHECKING:
    from views.certificates.page import CertificatesPage
    from views.feedback.tab import FeedbackTab

_LIKED = ("Мастер-классы", "Разбор видео с детьми", None, "Готовые карточки занятий", None)
_CHANGE = (None, "Больше времени на вопросы", None, None, "Записи встреч для тех, кто в дороге")


def _tab(stage: Stage) -> "FeedbackTab":
    page = programs_page(stage)
    page.programs.streams.select(lambda _line: True)
    line = page.programs.streams.current_row()
    assert line is not None
    page.show_stream(line.id, "feedback")
    stage.settle()
    return cast("FeedbackTab", page.stream.tabs.tab)


def _answered(stage: Stage) -> "FeedbackTab":
    tab = _tab(stage)
    db, stream_id = stage.session.workplace.db, programs_page(stage).stream.stream_id
    heading = stream_heading(db, stream_id)
    assert heading is not None
    if not survey_page(db, stream_id).answers:
        drafts = [
            AnswerDraft.model_validate(
                {name: 5 - (at * step) % 7 % 4 for step, name in enumerate(QUESTIONS, start=1)}
                | {"nps": 10 - at % 5, "liked": _LIKED[at % 5], "suggestions": _CHANGE[at % 5]}
            )
            for at in range(14)
        ]
        accept_answers(db, stream_id, drafts, held_on=heading.starts_on, actor=HEAD)
        stage.settle()
    return tab


def _typing(stage: Stage) -> None:
    tab = _answered(stage)
    tab.grid.begin_sheet()
    row = tab.model.sheets()
    for column, score in enumerate((5, 4, 5)):
        tab.model.put(row, column, score)


def _results(stage: Stage) -> None:
    tab = _answered(stage)
    tab.switch.choose("results")
    tab.switch.chosen.emit("results")


def _import(stage: Stage) -> None:
    _tab(stage).begin_import()


def _certificates(stage: Stage) -> "CertificatesPage":
    page = cast("CertificatesPage", stage.page("certificates"))
    page.show_place(Place.FRDO)
    stage.settle()
    return page


def _frdo(stage: Stage) -> None:
    db = stage.session.workplace.db
    ready, waiting, third = graduate(db, "Готовкина", SNILS[0]), educated(db, "Ожиданцева"), educated(db, "Третьякова")
    agreed(db, waiting)
    dpp_stream(db, dpp_program(db, title="Конструирование: сцена"), ready, waiting, third)
    room = _certificates(stage).frdo
    room.table.select(lambda row: row.person_id == waiting)


FEEDBACK: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("feedback", "demo", _typing),
    ("feedback-empty", "demo", _tab),
    ("feedback-results", "demo", _results),
    ("feedback-import", "demo", _import),
    ("frdo", "demo", _frdo),
    ("frdo-nobody", "new", _certificates),
)
