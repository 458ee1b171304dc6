"""The section «Сертификаты»: the list, and the way into its rooms."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from views.certificates.check_room import CheckRoom
from views.certificates.form_room import FormRoom
from views.certificates.frdo import FrdoRoom
from views.certificates.issue_room import IssueRoom
from views.certificates.panel import CertificatePanel
from views.certificates.printing import CertificatePrinting
from views.certificates.register import CertificateRegister
from views.certificates.requirements_room import RequirementsRoom
from views.certificates.row_tasks import RowTasks
from views.certificates.section_rooms import CHECK, FORM, FRDO, HOME, ISSUE, REQUIREMENTS, rooms_of
from views.places import FrdoOf, InStream, IssueTo, OneCard, Place
from views.rooms import Rooms
from views.widgets.buttons import Button, icon_button
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import SplitPage
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return CertificatesPage(workplace)


class CertificatesPage(Page):
    """The list with its panel; the rooms are pages of their own below it, with a way back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, HOME)
        theme = workplace.theme
        self._workplace = workplace
        self._is_stale = False
        """Whether what the room shows has changed while the section was out of sight."""
        self.register = CertificateRegister(workplace)
        self._split = SplitPage(theme, self.register)
        self._progress = ProgressSheet(theme)
        self.printing = CertificatePrinting(workplace, self, self._progress)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self._progress)
        column.addWidget(self._split, 1)
        self._rooms = Rooms(listed, rooms_of(self))
        self.body.addWidget(self._rooms, 1)
        self._more = icon_button(theme, "more_horizontal", name="certificates-more", title="Ещё")
        self._more.clicked.connect(self._on_more)
        self.tools.addWidget(self._more)
        self._new = named(Button(theme, "Выдать", icon="certificate", role="primary"), "certificates-issue", "Выдать")
        self._new.setToolTip("Выдать сертификаты потоку (Ctrl+N)")
        self._new.clicked.connect(self.primary_new)
        self.add_button(self._new)
        self.tasks = RowTasks(workplace, self.register, self.printing, lambda: self.panel)
        self.register.opened.connect(self.tasks.open_current)
        self.register.begin_wanted.connect(self.primary_new)
        self.register.book_wanted.connect(self.write_paper)
        workplace.changes.tables_changed.connect(self._on_changed)
        self.register.reload()

    # ----------------------------------------------------------------------------------- parts made when first wanted

    @cached_property
    def panel(self) -> CertificatePanel:
        """The fields of what is done with one certificate."""
        made = CertificatePanel(self._workplace)
        made.stored.connect(self._on_stored)
        made.closed.connect(self.register.take_focus)
        self._split.hold(made)
        return made

    @cached_property
    def issuing(self) -> IssueRoom:
        """The issue to a stream."""
        made = IssueRoom(self._workplace)
        made.issued.connect(self._on_issued)
        made.person_wanted.connect(self._on_person)
        made.matrix_wanted.connect(self.show_requirements)
        return made

    @cached_property
    def requirements(self) -> RequirementsRoom:
        """The matrix of a stream."""
        made = RequirementsRoom(self._workplace)
        made.issue_wanted.connect(self.show_issue)
        return made

    @cached_property
    def form(self) -> FormRoom:
        """Signers, emblem and key."""
        return FormRoom(self._workplace)

    @cached_property
    def check(self) -> CheckRoom:
        """The check of a certificate."""
        return CheckRoom(self._workplace)

    @cached_property
    def frdo(self) -> FrdoRoom:
        """The file for ФИС ФРДО."""
        return FrdoRoom(self._workplace)

    # ------------------------------------------------------------------------------------------------- going about

    @override
    def show_place(self, place: object) -> None:
        match place:
            case int():
                self.show_list()
                self.register.select(place)
            case IssueTo():
                self.show_issue(place.stream_id)
            case Place.NEW:
                self.show_issue()
            case Place.FRDO:
                self.show_frdo()
            case FrdoOf():
                self.show_frdo_of(place.stream_id)
            case _:
                pass

    def show_list(self) -> None:
        """The list of certificates."""
        self._rooms.show_list()
        self._tell_room()
        self.register.refresh()
        self.register.take_focus()

    def show_issue(self, stream_id: int | None = None) -> None:
        """The issue, to a stream where one is given."""
        self._enter(ISSUE)
        self.issuing.show_stream(stream_id)
        self.issuing.take_focus()

    def show_form(self) -> None:
        """Signers, emblem and key."""
        self._enter(FORM)
        self.form.reload()
        self.form.take_focus()

    def show_check(self) -> None:
        """The check of a certificate."""
        self._enter(CHECK)
        self.check.reload()
        self.check.take_focus()

    def show_requirements(self, stream_id: int | None = None) -> None:
        """The matrix, of a stream where one is given."""
        self._enter(REQUIREMENTS)
        self.requirements.show_stream(stream_id)
        self.requirements.take_focus()

    def show_frdo(self) -> None:
        """The file for ФИС ФРДО."""
        self._show_frdo(HOME, self.show_list)

    def show_frdo_of(self, stream_id: int) -> None:
        """The same of one stream; the way back leads into its room."""
        title = self.frdo.show_stream(stream_id)
        self._show_frdo(title, partial(self._workplace.go, "programs", InStream(stream_id)))

    def write_paper(self) -> None:
        """Begin a line of the paper book."""
        self.show_list()
        self.panel.write_paper()

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        return self._rooms.is_in(CHECK) and self.check.take_files(paths)

    @override
    def primary_new(self) -> None:
        self.show_issue()

    @override
    def areas(self) -> list[QWidget]:
        if (page := self._rooms.page) is not None:
            return page.areas()
        found = [self.register.bar.search, self.register.first()]
        if "panel" in self.__dict__ and self.panel.is_open:
            found.append(self.panel)
        return [widget for widget in found if widget.isVisible()]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (room := self._rooms.current) is not None:
            room.above[1]()
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.register.refresh()
        if self._is_stale and (page := self._rooms.page) is not None:
            page.reload()
        self._is_stale = False

    def _show_frdo(self, above: str, way_back: Callable[[], object]) -> None:
        self._rooms.lead_back(FRDO, above, way_back)
        self._enter(FRDO)
        self.frdo.take_focus()

    def _enter(self, room: str) -> None:
        self._rooms.show_room(room)
        self._tell_room()

    def _tell_room(self) -> None:
        room = self._rooms.current
        self._new.setVisible(room is None)
        self._more.setVisible(room is None)
        if room is None:
            self.hide_crumb()
            self.show_title(HOME)
        else:
            self.show_crumb(room.above[0], room.crumb, room.above[1])
            self.show_title(room.title())

    def _on_changed(self, touched: frozenset[str]) -> None:
        room, page = self._rooms.current, self._rooms.page
        if room is None or page is None or not touched & room.tables:
            return
        if self.isVisible():
            page.reload()
        else:
            self._is_stale = True

    # ------------------------------------------------------------------------------------------------------- within

    def _on_more(self) -> None:
        menu = named(QMenu(self), "certificates-menu", "Ещё")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.register.current() is not None:
            menu.addActions(self.tasks.actions)
            menu.addSeparator()
        menu.addAction("Внести из бумажной книги", self.write_paper)
        menu.addAction(f"Книга регистрации {self.register.year} года…", self._on_book)
        menu.addSeparator()
        menu.addAction("Требования потока", self.show_requirements)
        menu.addAction("Сведения для ФИС ФРДО", self.show_frdo)
        menu.addAction("Подписи, эмблема, ключ", self.show_form)
        menu.addAction("Проверить сертификат", self.show_check)
        menu.addAction("Памятка о проверке…", self.printing.show_instruction)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_book(self) -> None:
        self.printing.show_book(self.register.year)

    def _on_person(self, person_id: int) -> None:
        self._workplace.go("trainees", OneCard(person_id))

    def _on_issued(self, ids: tuple[int, ...]) -> None:
        self.show_list()
        self.register.reload()
        self.register.select(ids[-1])

    def _on_stored(self, result: object) -> None:
        self.register.reload()
        if isinstance(result, int):
            self.register.select(result)
