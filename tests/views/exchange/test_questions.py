"""Questions of ИРО open the very record they ask about, and their words stand at the field."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from models.database import Database
from models.rows.codes import ReceiptVerdict
from models.rules.receipt import Question
from tests.views.exchange.arrange import answered, invited, sealed, sent, uid_of
from tests.views.exchange.looking import child
from tests.views.stage import Stage
from views.exchange.page import ExchangePage
from views.reports.page import ReportsPage
from views.widgets.form import Form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(180),
]

ASKED = (
    ("event", "held_on BETWEEN '2025-10-01' AND '2025-12-31'", "total_external", "events"),
    ("plan_item", "due_to BETWEEN '2025-10-01' AND '2025-12-31'", "title", "plan"),
    ("stream", "1", "ends_on", "trainees"),
    ("program", "1", "goal", "programs"),
    ("product", "1", "title", "products"),
)
"""Table, which record, the field of its form, the section it is opened in."""


def ask(stage: Stage, questions: tuple[Question, ...]) -> ExchangePage:
    """A package sent back with these questions."""
    at, sending = stage.session.workplace, stage.session.sending
    assert at is not None
    if sending is not None:
        sending.deleteLater()
        stage.session.sending = None
    iro = invited(at.db, at.data_folder)
    line = sealed(at.db, at.outbox, period="2025-Q4")
    sent(at.db, line)
    answered(
        at.db,
        iro,
        line,
        verdict=ReceiptVerdict.REJECTED,
        questions=questions,
        signed_at=datetime(2026, 3, 13, 3, tzinfo=UTC),
    )
    page = stage.page("exchange")
    assert isinstance(page, ExchangePage)
    return page


def press_question(stage: Stage, page: ExchangePage, text: str) -> None:
    """«Открыть запись» below a question."""
    stage.page("exchange")
    (button,) = [
        each
        for each in page.findChildren(type(page._build), "open-question")
        if each.isVisible() and each.accessibleName() == f"Открыть запись: {text}"
    ]
    button.click()
    stage.settle()


def db_of(stage: Stage) -> Database:
    at = stage.session.workplace
    assert at is not None
    return at.db


def test_every_kind_of_record_is_opened_with_the_question_at_its_field(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    db = db_of(stage)
    questions = tuple(
        Question("unclear", f"Проверьте: {table}, {field}?", table, uid_of(db, table, where), field)
        for table, where, field, _section in ASKED
    )
    page = ask(stage, questions)
    for (table, _where, field, section), question in zip(ASKED, questions, strict=True):
        press_question(stage, page, question.text)
        assert stage.session.window.current == section, table
        shown = stage.session.window.page(section)
        assert shown is not None
        (form,) = [form for form in shown.findChildren(Form) if form.isVisible() and field in form.keys()]  # noqa: SIM118 - not a dict
        assert form.problem_of(field) == question.text, table
        editor = form.editor(field)
        assert editor.hasFocus() or not editor.isEnabled(), table
        assert not editor.visibleRegion().isEmpty(), table


def test_a_question_about_a_text_opens_its_section_and_is_told(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    question = Question("unclear", "О каких рисках речь?", "report_text", "appendices", "")
    page = ask(stage, (question,))
    press_question(stage, page, question.text)
    reports = stage.session.window.page("reports")
    assert isinstance(reports, ReportsPage)
    assert reports._texts.section == "appendices"
    assert any(label.text() == question.text for label in stage.window.findChildren(QLabel) if label.isVisible())


def test_a_question_about_a_record_that_is_gone_says_so(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    gone = "0190a000-0000-7000-8000-000000000001"
    page = ask(stage, (Question("unclear", "Что это было?", "event", gone, "title"),))
    assert child(page, "open-question").property("blocked") == "true"
