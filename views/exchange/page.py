"""«Обмен с ИРО»: three roads, the outbox on its four stops, what is inside, and what came from the institute."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from models.queries.institute import institute_line, question_lines, receipt_lines
from models.queries.outbox import measured_speed, outbox_lines
from models.queries.reports import package_list, package_parts
from models.rows.codes import Road
from models.rows.exchange import InstituteLine, OutboxLine, QuestionLine, ReceiptLine
from views.exchange.acts import Act
from views.exchange.build_dialog import BuildDialog
from views.exchange.building import Building
from views.exchange.doing import Doing
from views.exchange.findings import FindingsSheet
from views.exchange.from_institute import Answer, FromInstitute
from views.exchange.inside import InsideSheet
from views.exchange.journal import offer_journal
from views.exchange.keys_dialog import KeysDialog
from views.exchange.loads import card_words
from views.exchange.outbox_list import OutboxList
from views.exchange.question_places import place_of_question
from views.exchange.receipt_dialog import ReceiptDialog
from views.exchange.road_cards import RoadCards
from views.exchange.strip import Strip, strip_words
from views.exchange.take_file import TakeDialog, Taking
from views.exchange.words import open_line, subtitle, summary
from views.outgoing import Passing
from views.places import Place
from views.saving import ask_folder
from views.widgets.buttons import Button
from views.widgets.empty import EmptyState
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.panel import DRAWER_BELOW
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.workplace import Workplace

_READS = frozenset({"package", "package_content", "delivery", "transfer", "receipt", "institute", "signing_key"})
_TOLD = frozenset({"event", "report", "report_text", "site"})
_SIDE_WIDTH = 290
_KEYS = "Ключи и адреса"
_MOST_ANSWERS = 12
_ROAD = "exchange-road"
_FIRST = "Сначала уходят цифры, потом фото"
_NO_PACKAGES = "Пакетов пока нет. Соберите отчёт, список или новости: они лягут сюда и пойдут выбранной дорогой."


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ExchangePage(workplace)


class ExchangePage(Page):
    """Packages of the site; `choose_folder(parent, beginning)` asks for a folder wherever one is needed."""

    def __init__(
        self, workplace: Workplace, *, choose_folder: Callable[[QWidget, Path], Path | None] = ask_folder
    ) -> None:
        super().__init__(workplace.theme, "Обмен с ИРО", "")
        self._at = workplace
        theme = workplace.theme
        self._keys_button = named(Button(theme, _KEYS, icon="key", role="quiet"), "exchange-keys", _KEYS)
        self._keys_button.clicked.connect(self.show_keys)
        self.tools.addWidget(self._keys_button)
        self._take = self.add_button(
            named(Button(theme, "Принять файл", icon="mail_inbox"), "take", "Принять файл от института")
        )
        self._build = self.add_button(
            named(Button(theme, "Собрать пакет", icon="box", role="primary"), "build-package", "Собрать пакет")
        )
        self.cards = RoadCards(theme, _road(workplace.remembered.view(_ROAD)))
        self.cards.chosen.connect(self._on_road)
        self._strip = Strip(theme)
        self._strip.pressed.connect(self._on_strip)
        self._progress = ProgressSheet(theme)
        self._findings = FindingsSheet(theme)
        self.list = OutboxList(theme, workplace.db.clock)
        self.list.outbox.choose_road(self.cards.road)
        self.list.chosen.connect(self._on_chosen)
        self.list.asked.connect(self._on_asked)
        self._inside = InsideSheet(theme)
        self._inside.asked.connect(self._on_inside_asked)
        self._inside.menu_asked.connect(self._on_menu)
        self._answers = FromInstitute(theme)
        self._answers.opened.connect(self._on_question)
        self._answers.shown.connect(self.show_receipt)
        self.building = Building(workplace, self, self._build, self._progress, self._findings)
        self.building.built.connect(self._on_built)
        self.taking = Taking(workplace, self, self._progress)
        self.taking.invited.connect(self._on_invited)
        self.doing = Doing(workplace, self, self._progress)
        self.choose_folder = choose_folder
        self.building.choose_folder = self.doing.choose_folder = self.taking.choose_folder = self._folder
        self._build.clicked.connect(self.build)
        self._take.clicked.connect(self.take)
        self._institute: InstituteLine | None = None
        self._wanted: str | None = None
        self._is_side_shown = False
        self._lay_out()
        workplace.changes.reload_on(_READS, self.reload)
        workplace.changes.tables_changed.connect(self._on_tables)
        workplace.outgoing.passed.connect(self._on_passed)
        self.reload()
        # The list is to be seen first: what stands beside it comes with the next turn of the loop.
        QTimer.singleShot(0, self, self._show_side)

    def reload(self) -> None:
        """Read the outbox and the answers again; a package built just now is gone to."""
        db = self._at.db
        self._institute = institute_line(db)
        sealed = outbox_lines(db)
        known = {line.id for line in sealed}
        lines = [*sealed, *(open_line(each) for each in package_list(db) if each.id not in known)]
        wanted, self._wanted = self._wanted, None
        self.list.show_lines(lines, name=wanted)
        words = card_words(lines, speed=measured_speed(db), institute=self._institute)
        self.cards.show_words(words)
        self.cards.setVisible(self._institute is not None)
        self._strip.show_words(strip_words(self._institute, db.today()))
        self.show_subtitle(subtitle(self._institute))
        self._packages.show_count(summary(lines))
        self._leaves.setVisible(bool(lines))
        self._empty_sheet.setVisible(not lines)
        if self._is_side_shown:
            self._answers.show_answers(self._read_answers())

    def build(self) -> BuildDialog | None:
        """Ask what is to be built."""
        return self.building.offer()

    def take(self) -> TakeDialog:
        """Ask what came from the institute."""
        return self.taking.offer()

    def show_keys(self) -> KeysDialog:
        """ИРО's keys and addresses, and the site's own key."""
        dialog = KeysDialog(self._at, self.window(), self.taking)
        dialog.open()
        return dialog

    def show_receipt(self, receipt: ReceiptLine) -> ReceiptDialog:
        """What ИРО signed about a package."""
        line = next((each for each in self.list.lines if each.id == receipt.package_id), None)
        dialog = ReceiptDialog(self._at, self.window(), receipt, line)
        dialog.open()
        return dialog

    @override
    def show_place(self, place: object) -> None:
        """Stand on a package by its id, or begin what is asked for."""
        match place:
            case int():
                self.list.select(next((line.name for line in self.list.lines if line.id == place), ""))
            case Place.NEW:
                self.build()
            case Place.TAKE:
                self.take()
            case Place.KEYS:
                self.show_keys()
            case Place.JOURNAL:
                offer_journal(self._at, self)
            case _:
                pass

    @override
    def take_files(self, paths: Sequence[Path]) -> bool:
        self.taking.take_files(paths)
        return True

    @override
    def areas(self) -> list[QWidget]:
        return [self._strip, self.cards, self._findings, self.list, self._empty.button, self._inside, self._answers]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window what stood one under the other stands side by side behind a tab."""
        is_narrow = self.window().width() < DRAWER_BELOW
        way = QBoxLayout.Direction.LeftToRight if is_narrow else QBoxLayout.Direction.TopToBottom
        self._side_row.setDirection(way)
        self._keys_button.setText("" if is_narrow else _KEYS)
        self._keys_button.setToolTip(_KEYS if is_narrow else "")
        self.cards.fit(self.window().height())

    def _lay_out(self) -> None:
        theme = self._at.theme
        self._packages = Sheet(theme, "Исходящие", link="Журнал обмена", inset=1)
        self._packages.linked.connect(lambda: offer_journal(self._at, self))
        self._packages.setToolTip(_FIRST)
        self._packages.body.addWidget(self.list)
        self._empty = EmptyState(theme, _NO_PACKAGES, "Собрать пакет", icon="box")
        self._empty.pressed.connect(self.build)
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self._empty)
        self._side = QWidget()
        self._side_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._side_row.setContentsMargins(0, 0, 0, 0)
        self._side_row.setSpacing(theme.space("gutter"))
        self._side_row.addWidget(self._inside, 1)
        self._side_row.addWidget(self._answers, 1)
        self._leaves = Leaves(
            theme,
            [
                Leaf("list", "Исходящие", self._packages),
                Leaf("inside", "Что в пакете и ответы", self._side, _SIDE_WIDTH),
            ],
            name="exchange-side",
            title="Исходящие или что внутри",
        )
        for widget in (self._strip, self.cards, self._progress, self._findings):
            self.body.addWidget(widget)
        self.body.addWidget(self._leaves, 1)
        self.body.addWidget(self._empty_sheet, 1)

    def _folder(self, parent: QWidget, beginning: Path) -> Path | None:
        return self.choose_folder(parent, beginning)

    def _read_answers(self) -> list[Answer]:
        db = self._at.db
        told: set[int] = set()
        answers: list[Answer] = []
        for receipt in receipt_lines(db)[:_MOST_ANSWERS]:
            is_last = receipt.package_id not in told
            told.add(receipt.package_id)
            asked = tuple(question_lines(db, receipt.id)) if is_last and receipt.questions else ()
            answers.append(Answer(receipt, asked))
        return answers

    def _on_road(self, road: Road) -> None:
        self._at.remembered.remember_view(_ROAD, road.value)
        self.list.outbox.choose_road(road)
        self._on_chosen(self.list.current_line())

    def _show_side(self) -> None:
        self._is_side_shown = True
        self._answers.show_answers(self._read_answers())
        self._on_chosen(self.list.current_line())

    def _on_chosen(self, line: OutboxLine | None) -> None:
        if not self._is_side_shown:
            return
        counts = {part.part: part.items for part in package_parts(self._at.db, line.id)} if line is not None else {}
        self._inside.show_package(line, counts, self.list.outbox.main_act(line) if line is not None else None)

    def _on_inside_asked(self, act: Act) -> None:
        line = self.list.current_line()
        if line is not None:
            self._on_asked(line, act)

    def _on_menu(self, button: QWidget) -> None:
        menu = self.list.menu()
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_asked(self, line: OutboxLine, act: Act) -> None:
        if self.doing.act(line, act):
            return
        if act is Act.TAKE_RECEIPT:
            self.take()
        elif act is Act.REASONS:
            self._leaves.show_leaf("inside")
            self._answers.show_package(line.id)
        elif act is Act.SHOW_RECEIPT:
            receipt = next((each for each in receipt_lines(self._at.db) if each.package_id == line.id), None)
            if receipt is not None:
                self.show_receipt(receipt)

    def _on_question(self, question: QuestionLine) -> None:
        receipt = next((each for each in receipt_lines(self._at.db) if each.id == question.receipt_id), None)
        spot = place_of_question(question, receipt.period if receipt is not None else "")
        if spot is not None:
            self._at.go(*spot)

    def _on_strip(self) -> None:
        if self._institute is None:
            self.taking.choose()
        else:
            self.show_keys()

    def _on_invited(self, institute: InstituteLine) -> None:
        said = f"Приглашение открыто: {institute.name}. Сверьте отпечаток по телефону."
        self._at.messages.tell(said, ("Сверить", self.show_keys))

    def _on_built(self, name: str) -> None:
        self._wanted = name
        self._leaves.show_leaf("list")
        self.reload()

    def _on_passed(self, passing: Passing | None) -> None:
        self.list.outbox.show_passing(passing)

    def _on_tables(self, touched: frozenset[str]) -> None:
        if touched & _TOLD:
            self.building.forget_doubts()


def _road(said: str) -> Road:
    return Road(said) if said in [road.value for road in Road] else Road.NETWORK
