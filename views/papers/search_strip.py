"""Search in the text of a paper: what is looked for, how many places there are, and the way from one to the next."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.progress import Progress
from views.jobs import Job, Jobs, Lane
from views.papers.finding import Found, find_words
from views.theme import Theme
from views.widgets.buttons import icon_button
from views.widgets.filters import SearchField
from views.widgets.naming import named
from views.widgets.text import label

_TYPING_MS = 180
"""How long to wait for the next letter before the pages are searched."""


class SearchStrip(QWidget):
    """A field with the count of places; Enter and F3 go on, with Shift back, Esc closes.

    `moved` tells that other places are found, or that one stands on another of them: see `found` and `current`.
    """

    moved = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        named(self, "preview-search", "Поиск в тексте")
        self._jobs = jobs
        self._pdf: bytes | None = None
        self._page = 0
        self._job: Job[list[Found]] | None = None
        self.found: list[Found] = []
        self.at = 0
        """The place among them where one stands."""
        self.field = named(SearchField(theme, "Найти в тексте", key=""), "preview-words", "Найти в тексте")
        self.count = label("", "secondary")
        self._back = icon_button(theme, "chevron_left", name="found-back", title="Прошлое место", key="Shift+F3")
        self._next = icon_button(theme, "chevron_right", name="found-next", title="Следующее место", key="F3")
        close = icon_button(theme, "dismiss", name="found-close", title="Закрыть поиск", key="Esc")
        self._back.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.close_search)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 8)
        row.setSpacing(theme.space("s"))
        row.addWidget(self.field)
        for each in (self._back, self._next, self.count):
            row.addWidget(each)
        row.addStretch()
        row.addWidget(close)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING_MS)
        self._wait.timeout.connect(self._search)
        self.field.textChanged.connect(self._wait.start)
        self._say()
        self.hide()

    @property
    def current(self) -> Found | None:
        """The place where one stands."""
        return self.found[self.at] if self.found else None

    def show_document(self, pdf: bytes | None) -> None:
        """Search these pages from now on; None where there are none."""
        self._pdf = pdf
        if self.isVisible():
            self._search()

    def begin(self, page: int) -> None:
        """Show the strip and take the keyboard; what is found is gone through from `page` (from 0) on."""
        self._page = page
        was_hidden = self.isHidden()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if was_hidden:
            self._search()

    def close_search(self) -> None:
        """Hide the strip and forget what was found."""
        self.hide()
        self._overtake()
        self._show([])
        self.closed.emit()

    def step(self, places: int) -> None:
        """Go so many places on, round the document; words still being typed are searched at once."""
        if self._wait.isActive():
            self._search()
        elif self.found:
            self.at = (self.at + places) % len(self.found)
            self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_search()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case _:
                super().keyPressEvent(event)

    def _overtake(self) -> None:
        """What is being searched, or about to be, is of no use any more."""
        self._wait.stop()
        if self._job is not None:
            self._job.stop()
        self._job = None

    def _search(self) -> None:
        self._overtake()
        pdf, words = self._pdf, self.field.text()
        if pdf is None or not words.strip():
            self._show([])
            return

        def work(progress: Progress) -> list[Found]:
            return find_words(pdf, words, progress)

        job = Job(work)
        job.done.connect(self._on_found)
        job.refused.connect(self._on_refused)
        self._job = self._jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_found(self, found: list[Found]) -> None:
        if self.sender() is self._job:
            self._show(found)

    def _on_refused(self, sentence: UserError) -> None:
        if self.sender() is self._job:
            self.count.setText(sentence.message)

    def _show(self, found: list[Found]) -> None:
        self.found = found
        self.at = next((at for at, each in enumerate(found) if each.page >= self._page), 0)
        self._tell()

    def _tell(self) -> None:
        if self.current is not None:
            self._page = self.current.page
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        words = self.field.text().strip()
        if self.found:
            self.count.setText(f"{self.at + 1} из {len(self.found)}")
        else:
            self.count.setText("Не нашлось" if words and self._pdf is not None else "")
        for button in (self._back, self._next):
            button.setEnabled(len(self.found) > 1)
