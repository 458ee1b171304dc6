"""Cards that may be of one person, or organisations under two spellings: looked at, merged, told apart, split."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.rows.merge import MergedCard, MergedCards, Pair, Sides, SplitCards
from views.asking import Asking
from views.jobs import Job
from views.trainees.merge_matters import Matter
from views.trainees.sides_sheet import SidesSheet
from views.widgets.buttons import Button, Segments
from views.widgets.empty import EmptyState
from views.widgets.kbd import KeyCap
from views.widgets.naming import FOOT, named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_PAIRS, _MERGED = "pairs", "merged"
_LIST_SHARE, _SIDES_SHARE = 2, 3

_PAIR_COLUMNS: tuple[Column[Pair], ...] = (
    Column(
        "pair",
        "Пары",
        lambda pair: pair.title,
        second=lambda pair: pair.reason,
        tooltip=lambda pair: f"{pair.title}\n{pair.reason}",
    ),
)
_MERGED_COLUMNS: tuple[Column[MergedCard], ...] = (
    Column("title", "Что объединено", lambda card: card.title),
    Column("into", "С чем", lambda card: card.into),
    Column("at", "Когда", lambda card: f"{card.at:%d.%m.%Y %H:%M}", width=138, rank=1, order=lambda card: card.at),
    Column("actor", "Кто", lambda card: card.actor, width=170, rank=2),
)


class DuplicatesView(QWidget):
    """The pairs with the two cards side by side; under «Объединённые» what was merged, to be split again."""

    def __init__(self, workplace: Workplace, matter: Matter) -> None:
        super().__init__()
        self._workplace = workplace
        self._matter = matter
        self._sides: Sides | None = None
        self._looking: Asking[list[Pair]] = Asking(workplace.jobs, self._on_pairs, self)
        theme = workplace.theme
        self.kinds = Segments(theme, ((_PAIRS, matter.heading), (_MERGED, "Объединённые")))
        self.kinds.chosen.connect(self._on_kind)
        self.pairs = PagedTable(_PAIR_COLUMNS, rows=())
        self.table = TableView(theme, self.pairs, f"{matter.name}-pairs", matter.heading, workplace.remembered)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)
        self.sheet = SidesSheet(theme)
        self.merge_button = named(Button(theme, matter.together, role="primary"), "merge", matter.together)
        self.merge_button.setToolTip(f"{matter.together} (Ctrl+Enter)")
        self.merge_button.clicked.connect(self.merge)
        self.apart_button = named(Button(theme, matter.different), "set-apart", matter.different)
        self.apart_button.setToolTip("Больше не показывать эту пару")
        self.apart_button.clicked.connect(self.set_apart)
        self.next_button = named(Button(theme, "Следующая пара", role="quiet"), "next-pair", "Следующая пара")
        self.next_button.setToolTip("К следующей паре — F8, к предыдущей — Shift+F8")
        self.next_button.clicked.connect(self.go_on)
        self.merged = PagedTable(_MERGED_COLUMNS, rows=())
        self.merged_table = TableView(theme, self.merged, f"{matter.name}-merged", "Объединённые", workplace.remembered)
        self.merged_table.say_empty(matter.never)
        self.split_button = named(Button(theme, "Разделить", icon="arrow_undo"), "split", "Разделить")
        self.split_button.setToolTip("Вернуть две карточки; исправленное с тех пор останется")
        self.split_button.clicked.connect(self.split)
        self._empty = EmptyState(theme, matter.none, "Проверить снова", icon="search")
        self._empty.pressed.connect(self.reload)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._stack, 1)
        for page in (self._pair_page(), self._empty, self._merged_page()):
            self._stack.addWidget(page)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        if self.kinds.current == _MERGED:
            return [self.kinds.focus_stop, self.merged_table]
        if not self.pairs.rowCount():
            return [self.kinds.focus_stop, self._empty.button]
        return [self.kinds.focus_stop, self.table, self.sheet.first, self.merge_button]

    def reload(self) -> None:
        """Look for pairs again, away from the window's thread, and read what was merged."""
        db, matter = self._workplace.db, self._matter
        self._looking.ask(lambda: matter.pairs(db))
        self.merged.set_rows(matter.history(db))
        self.split_button.setVisible(bool(self.merged.rowCount()))

    def begin(self) -> None:
        """The page is shown: the keyboard stands in the list of pairs."""
        self.kinds.choose(_PAIRS)
        self._on_kind(_PAIRS)
        self.reload()
        self.areas()[min(1, len(self.areas()) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """The next pair; after the last the first."""
        self._go(1)

    def merge(self) -> None:
        """Make the two cards one, with the values that are chosen."""
        if (sides := self._sides) is None:
            return
        db, actor, matter, chosen = self._workplace.db, self._workplace.actor(), self._matter, self.sheet.from_gone
        job = Job(lambda _progress: matter.merge(db, sides, chosen, actor))
        job.done.connect(self._on_merged)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    def set_apart(self) -> None:
        """Say that the two are two."""
        if (pair := self.table.current_row()) is None:
            return
        db, actor, matter = self._workplace.db, self._workplace.actor(), self._matter
        job = Job(lambda _progress: matter.apart(db, pair, actor))
        job.done.connect(self._on_apart)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    def split(self) -> None:
        """Make two of the merged card that is chosen."""
        if (card := self.merged_table.current_row()) is None:
            return
        db, actor, matter = self._workplace.db, self._workplace.actor(), self._matter
        job = Job(lambda _progress: matter.part(db, card.uid, actor))
        job.done.connect(self._on_split)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        on_pairs = self.kinds.current == _PAIRS and self.pairs.rowCount()
        if on_pairs and event.key() == Qt.Key.Key_F8:
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif (
            on_pairs
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.merge()
        else:
            super().keyPressEvent(event)

    def _pair_page(self) -> QWidget:
        theme = self._workplace.theme
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.table)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self.merge_button)
        buttons.addWidget(self.apart_button)
        buttons.addStretch()
        buttons.addWidget(self.next_button)
        buttons.addWidget(KeyCap(theme, "F8"))
        foot = Sheet(theme)
        foot.setObjectName(FOOT)
        foot.body.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(theme.space("gutter"))
        right.addWidget(self.sheet, 1)
        right.addWidget(foot)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("gutter"))
        row.addWidget(listed, _LIST_SHARE)
        row.addLayout(right, _SIDES_SHARE)
        return page

    def _merged_page(self) -> QWidget:
        theme = self._workplace.theme
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.merged_table)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(listed, 1)
        column.addWidget(self.split_button, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _on_kind(self, kind: str) -> None:
        if kind == _MERGED:
            self._stack.setCurrentIndex(2)
            self.merged_table.select_first()
        else:
            self._stack.setCurrentIndex(0 if self.pairs.rowCount() or self._looking.is_waiting else 1)

    def _on_pairs(self, pairs: list[Pair]) -> None:
        at = self.table.currentIndex().row()
        self.pairs.set_rows(pairs)
        self._on_kind(self.kinds.current)
        if not pairs:
            self._sides = None
            return
        wanted = pairs[min(max(at, 0), len(pairs) - 1)]
        self.table.select(lambda pair: pair == wanted)
        self._on_current(wanted)

    def _on_current(self, pair: Pair | None) -> None:
        self._sides = None
        if pair is None:
            return
        try:
            self._sides = self._matter.sides(self._workplace.db, pair.first_id, pair.second_id)
        except UserError:
            return  # the list is being read anew
        self.sheet.show_sides(self._sides, pair.reason)

    def _on_opened(self, _pair: Pair) -> None:
        self.sheet.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, step: int) -> None:
        rows = self.pairs.rows()
        if rows:
            wanted = rows[(self.table.currentIndex().row() + step) % len(rows)]
            self.table.select(lambda pair: pair == wanted)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_merged(self, told: MergedCards) -> None:
        self._workplace.messages.did(". ".join((self._matter.merged, *told.lost)), undo=True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_apart(self, _none: object) -> None:
        self._workplace.messages.did(f"Отмечено: {self._matter.different.lower()}", undo=True)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_split(self, told: SplitCards) -> None:
        self._workplace.messages.did(". ".join((self._matter.split, *told.kept)), undo=True)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)
        self.reload()
