"""The designer of a programme: what it is, whether it may be changed, and its tabs."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.commands.program_life import approve_program, archive_program, remove_program, take_from_archive
from models.commands.program_versions import add_version, copy_program
from models.queries.program_content import program_content
from models.queries.program_print import program_paper
from models.queries.programs import program_lines
from models.rows.codes import ProgramStatus
from models.rows.program_page import ProgramLine
from models.rules.program_check import program_faults
from models.rules.words import day_in_table
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.programs.approving import ApproveDialog
from views.programs.looks import program_look
from views.programs.program_tabs import PROGRAM_TABS, ProgramTab
from views.programs.room_tabs import TabbedRoom
from views.widgets.buttons import Button, icon_button, row_of
from views.widgets.chip import Chip
from views.widgets.name_dialog import NameDialog
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.text import label
from views.workplace import Workplace
from views.writing import write_and_say

_STUDIED = "По этой версии учится или учился поток, её не меняют. Правки — в новой версии."


class ProgramRoom(QWidget):
    """`show_program` says which; the section shows its title, its subtitle and `links` in the header."""

    titled = Signal(str, str)
    gone = Signal()
    """The programme was removed meanwhile."""
    program_wanted = Signal(int)
    """Another version or a copy was made: it is to be shown."""
    import_wanted = Signal(int)
    """Modules are to be taken from a table."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.line: ProgramLine | None = None
        """The programme shown."""
        theme = workplace.theme
        self.approve = named(Button(theme, "Утвердить", icon="checkmark"), "program-approve", "Утвердить программу")
        self.approve.clicked.connect(self.ask_approval)
        self.print = named(Button(theme, "Печать", icon="print", role="quiet"), "program-print", "Печать программы")
        self.print.setToolTip("Программа стажировки: печать, PDF и DOCX (Ctrl+P)")
        self.print.clicked.connect(self.offer_paper)
        self.more = icon_button(theme, "more_horizontal", name="program-more", title="Ещё")
        self.more.clicked.connect(self._on_more)
        self.links = row_of(self.more, self.print, self.approve)
        """Stand in the header of the section while the room is shown."""
        self._chip = Chip(theme)
        self._words = label("", "secondary", wrapped=True)
        self.version = named(Button(theme, "Новая версия", icon="copy", small=True), "program-version", "Новая версия")
        self.version.clicked.connect(self.begin_version)
        self._fixed = QWidget()
        note = QHBoxLayout(self._fixed)
        note.setContentsMargins(0, 0, 0, 0)
        note.setSpacing(theme.space("m"))
        note.addWidget(self._chip)
        note.addWidget(self._words, 1)
        note.addWidget(self.version)
        self.tabs = TabbedRoom[ProgramTab](
            workplace,
            PROGRAM_TABS,
            lambda tab, record_id: tab.show_program(record_id),
            name="program-tabs",
            title="Разделы программы",
        )
        self.tabs.import_wanted.connect(self._on_import)
        page_key(self, "Ctrl+P", self.offer_paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(self._fixed)
        column.addWidget(self.tabs, 1)

    @property
    def title(self) -> str:
        """The programme's."""
        return self.line.title if self.line is not None else ""

    def show_program(self, program_id: int, tab: str = "") -> None:
        """Come to the designer of a programme, at this tab of it."""
        if self._show_heading(program_id):
            self.tabs.show_record(program_id, tab)
            self.tabs.take_focus()

    def reload(self) -> None:
        """The programme has changed; the tabs look after themselves."""
        if self.tabs.record_id:
            self._show_heading(self.tabs.record_id)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return self.tabs.areas()

    def write_new(self) -> None:
        """Ctrl+N of the tab in sight."""
        if self.tabs.tab is not None:
            self.tabs.tab.primary_new()

    def ask_approval(self) -> None:
        """Show what is not right yet, and ask by whom and when the programme is approved."""
        self.tabs.store()
        content = program_content(self._workplace.db, self.tabs.record_id)
        if content is None:
            return
        dialog = ApproveDialog(self.window(), self._workplace, program_faults(content))
        dialog.approved.connect(partial(self._approve, content.id))
        dialog.open()

    def begin_version(self) -> None:
        """Begin the next version, and show it."""
        program_id = self.tabs.record_id
        write_and_say(
            self._workplace,
            lambda db, actor: add_version(db, program_id, actor=actor),
            "Новая версия начата: это черновик, в нём всё от прежней",
            then=self.program_wanted.emit,
        )

    def offer_paper(self) -> None:
        """The programme as it will be printed."""
        self.tabs.store()
        program_id = self.tabs.record_id
        wish = PaperWish(
            "program", "Программа стажировки", f"program-{program_id}", lambda db: program_paper(db, program_id)
        )
        offer(self._workplace, self, wish)

    def _approve(self, program_id: int, by: str, on: date) -> None:
        write_and_say(
            self._workplace,
            lambda db, actor: approve_program(db, program_id, by, on, actor=actor),
            "Программа утверждена",
        )

    def _on_more(self) -> None:
        line = self.line
        if line is None:
            return
        menu = named(QMenu(self), "program-menu", "Ещё")
        menu.addAction("Новая версия", self.begin_version)
        menu.addAction("Копия под другим названием…", self._on_copy)
        if line.status is ProgramStatus.ARCHIVED:
            menu.addAction("Вернуть из архива", partial(self._archive, take_from_archive, "Программа снова в работе"))
        else:
            menu.addAction("Убрать в архив", partial(self._archive, archive_program, "Программа убрана в архив"))
        menu.addSeparator()
        menu.addAction("Убрать программу", self._on_remove)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _on_copy(self) -> None:
        dialog = NameDialog(
            self.window(), self._workplace.theme, "Как назвать копию?", "Создать", name=f"{self.title} (копия)"
        )
        dialog.given.connect(partial(self._copy, self.tabs.record_id))
        dialog.open()

    def _copy(self, program_id: int, title: str) -> None:
        write_and_say(
            self._workplace,
            lambda db, actor: copy_program(db, program_id, title, actor=actor),
            "Копия программы создана",
            then=self.program_wanted.emit,
        )

    def _archive(self, command: Callable[..., None], said: str) -> None:
        program_id = self.tabs.record_id
        write_and_say(self._workplace, lambda db, actor: command(db, program_id, actor=actor), said)

    def _on_remove(self) -> None:
        program_id = self.tabs.record_id
        write_and_say(
            self._workplace,
            lambda db, actor: remove_program(db, program_id, actor=actor),
            "Программа убрана",
        )

    def _on_import(self) -> None:
        self.import_wanted.emit(self.tabs.record_id)

    def _show_heading(self, program_id: int) -> bool:
        content = program_content(self._workplace.db, program_id)
        line = next((each for each in program_lines(self._workplace.db) if each.id == program_id), None)
        if line is None or content is None:
            self.gone.emit()
            return False
        self.line = line
        self._fixed.setVisible(content.is_fixed)
        self._chip.show_look(program_look(line.status), line.status.label)
        self._words.setText(_STUDIED)
        if line.status is ProgramStatus.APPROVED and line.approved_on is not None:
            by = f" · {content.approved_by}" if content.approved_by else ""
            self._words.setText(
                f"{day_in_table(line.approved_on)}{by}. Чтобы изменить программу, начните новую версию."
            )
        elif line.status is ProgramStatus.ARCHIVED:
            self._words.setText("Новым потокам эту программу не предлагают.")
        self.approve.setVisible(line.status is ProgramStatus.DRAFT)
        self.titled.emit(line.title, f"{line.kind.label} · {line.hours} ч · версия {line.version}")
        return True
