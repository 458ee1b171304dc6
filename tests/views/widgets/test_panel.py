import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.rows.draft import FieldProblem
from tests.views.widgets.keys import show, type_text
from views.jobs import Job
from views.theme import Theme
from views.widgets.fields import Form, TextField
from views.widgets.panel import SidePanel, SplitPage

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


class Screen:
    """A list with its panel in a window."""

    def __init__(self, qtbot: QtBot, theme: Theme, width: int = 1366) -> None:
        self.theme = theme
        self.main = QWidget()
        self.list = QLineEdit()
        QVBoxLayout(self.main).addWidget(self.list)
        self.panel = SidePanel(theme)
        self.form = Form(theme)
        self.title = self.form.add("title", "Тема", TextField(theme), required=True)
        self.panel.hold(self.form)
        self.split = SplitPage(theme, self.main, self.panel)
        show(qtbot, self.split, width, 600)
        self.list.setFocus()

    def edit(self, key: int, title: str = "Семинар") -> None:
        self.panel.edit(key, f"Пункт {key}", {"title": title})


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme) -> Screen:
    return Screen(qtbot, theme)


def test_opening_a_record_goes_to_its_first_field(screen: Screen) -> None:
    screen.edit(1)
    assert screen.panel.is_open
    assert screen.title.hasFocus()


def test_esc_closes_keeps_the_draft_and_goes_back_to_the_list(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    type_text(screen.title, " в марте")
    qtbot.keyClick(screen.title, Qt.Key.Key_Escape)
    assert not screen.panel.is_open
    assert screen.panel.drafts == {1}
    assert screen.list.hasFocus()


def test_a_draft_stands_in_the_fields_again_and_says_so(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    typed = screen.title.text()
    type_text(screen.title, "!")
    changed = screen.title.text()
    screen.panel.close_panel()
    screen.edit(2)
    assert screen.title.text() == typed
    screen.edit(1)
    assert screen.title.text() == changed
    back = screen.panel.findChild(QPushButton, "panel-revert")
    assert back is not None
    assert back.isVisible()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert (screen.title.text(), screen.panel.drafts) == (typed, frozenset())


def test_cancelling_drops_the_edits_and_says_which(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1, "Семинар")
    screen.title.selectAll()
    type_text(screen.title, "Вебинар")
    with qtbot.waitSignal(screen.panel.dropped) as dropped:
        qtbot.mouseClick(screen.panel.cancel_button, Qt.MouseButton.LeftButton)
    assert screen.panel.drafts == frozenset()
    assert dropped.args == [1, {"title": "Вебинар"}]


def test_ctrl_s_asks_to_save(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(7)
    with qtbot.waitSignal(screen.panel.saving) as saving:
        qtbot.keyClick(screen.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saving.args == [7]


def test_nothing_is_saved_while_a_field_is_wrong(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(7, "")
    with qtbot.assertNotEmitted(screen.panel.saving):
        qtbot.mouseClick(screen.panel.save_button, Qt.MouseButton.LeftButton)
    assert screen.form.problem_of("title") == "Заполните это поле"


def test_a_refusal_stands_beside_the_field(screen: Screen) -> None:
    screen.edit(7)
    screen.form.show_problems([FieldProblem("title", "Такой пункт уже есть")])
    assert screen.form.problem_of("title") == "Такой пункт уже есть"


def test_what_was_saved_is_no_draft(screen: Screen) -> None:
    screen.edit(7)
    type_text(screen.title, "!")
    screen.panel.saved(7, close=True)
    assert screen.panel.drafts == frozenset()
    assert not screen.panel.is_open


def store(screen: Screen, qtbot: QtBot, *, locks: bool = False) -> Job[None]:
    """Ctrl+S; the job that stores has not begun yet."""
    job: Job[None] = Job(lambda _progress: None)
    screen.panel.saving.connect(lambda _key: screen.panel.storing(job, locks=locks))
    qtbot.keyClick(screen.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return job


def test_storing_one_record_leaves_alone_what_is_typed_in_another(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    type_text(screen.title, "!")
    store(screen, qtbot)
    screen.edit(2)
    type_text(screen.title, " и вебинар")
    typed = screen.title.text()
    screen.panel.saved(1, close=True)
    assert (screen.panel.is_open, screen.title.text()) == (True, typed)
    assert screen.panel.drafts == {2}


def test_a_second_ctrl_s_while_storing_asks_for_nothing(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    job = store(screen, qtbot)
    assert screen.panel.save_button.blocked
    with qtbot.assertNotEmitted(screen.panel.saving):
        qtbot.keyClick(screen.title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    job.run()
    assert not screen.panel.save_button.blocked


def test_a_field_that_is_locked_while_storing_takes_no_words_and_gets_the_keyboard_back(
    qtbot: QtBot, screen: Screen
) -> None:
    screen.panel.edit("new", "Новый пункт", {"title": "Семинар"})
    job = store(screen, qtbot, locks=True)
    assert (screen.title.isEnabled(), screen.panel.save_button.hasFocus()) == (False, True)
    type_text(screen.panel.save_button, "!")
    job.run()
    assert (screen.title.isEnabled(), screen.title.hasFocus(), screen.title.text()) == (True, True, "Семинар")


def test_another_record_can_be_typed_in_while_a_locked_one_is_stored(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    job = store(screen, qtbot, locks=True)
    screen.edit(2)
    assert (screen.title.isEnabled(), screen.title.hasFocus()) == (True, True)
    screen.edit(1)
    assert not screen.title.isEnabled()
    job.run()
    assert screen.title.isEnabled()


def test_another_record_may_be_stored_meanwhile(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    store(screen, qtbot)
    screen.edit(2)
    assert not screen.panel.save_button.blocked
    screen.edit(1)
    assert screen.panel.save_button.blocked


def test_what_is_typed_while_storing_stays_unsaved(qtbot: QtBot, screen: Screen) -> None:
    screen.edit(1)
    store(screen, qtbot)
    type_text(screen.title, "!")
    screen.panel.saved(1, close=True)
    assert (screen.panel.is_open, screen.panel.drafts) == (True, {1})


def test_what_is_typed_while_a_new_record_is_stored_is_the_draft_of_that_record(qtbot: QtBot, screen: Screen) -> None:
    screen.panel.edit("new", "Новый пункт", {"title": "Семинар"})
    store(screen, qtbot)
    type_text(screen.title, "!")
    typed = screen.title.text()
    screen.panel.saved("new", became=8, close=True)
    assert (screen.panel.is_open, screen.panel.drafts) == (False, {8})
    screen.edit(8)
    assert screen.title.text() == typed


def test_a_draft_over_a_changed_record_changes_only_what_was_typed(screen: Screen) -> None:
    place = screen.form.add("place", "Место", TextField(screen.theme))
    screen.panel.edit(1, "Пункт 1", {"title": "Семинар", "place": "Зал"})
    type_text(screen.title, "!")
    typed = screen.title.text()
    screen.panel.close_panel()
    screen.panel.edit(1, "Пункт 1", {"title": "Семинар", "place": "Библиотека"})
    assert (screen.title.text(), place.text()) == (typed, "Библиотека")


def test_the_draft_of_a_record_that_is_gone_goes_too(screen: Screen) -> None:
    for key in (1, 2, 3):
        screen.edit(key)
        type_text(screen.title, "!")
    screen.panel.forget({1, 3})
    assert (screen.panel.is_open, screen.panel.drafts) == (False, {2})


def test_the_panel_follows_the_arrows_only_while_nothing_is_unsaved(screen: Screen) -> None:
    screen.edit(1)
    assert screen.panel.follow(2, "Пункт 2", {"title": "Вебинар"})
    type_text(screen.title, "!")
    assert not screen.panel.follow(3, "Пункт 3", {"title": "Совет"})
    assert screen.panel.key == 2


def test_in_a_wide_window_the_panel_stands_beside_the_list(screen: Screen) -> None:
    screen.edit(1)
    QApplication.processEvents()
    assert not screen.split.is_drawer
    assert screen.main.geometry().right() < screen.panel.geometry().left()


def test_below_1280_the_panel_is_a_drawer_over_the_list(qtbot: QtBot, theme: Theme) -> None:
    screen = Screen(qtbot, theme, width=1093)
    screen.edit(1)
    QApplication.processEvents()
    assert screen.split.is_drawer
    assert screen.main.geometry().right() == screen.split.rect().right()
    qtbot.waitUntil(lambda: screen.panel.geometry().right() == screen.split.rect().right())


def test_growing_the_window_puts_the_open_drawer_beside_the_list(qtbot: QtBot, theme: Theme) -> None:
    screen = Screen(qtbot, theme, width=1093)
    screen.edit(1)
    screen.split.resize(1366, 600)
    QApplication.processEvents()
    assert not screen.split.is_drawer
    assert screen.panel.is_open


def test_a_click_beside_the_drawer_closes_it(qtbot: QtBot, theme: Theme) -> None:
    from PySide6.QtCore import QPoint

    screen = Screen(qtbot, theme, width=1093)
    screen.edit(1)
    QApplication.processEvents()
    beside = screen.split.childAt(QPoint(40, 300))
    assert beside is not None
    qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert not screen.panel.is_open
