"""A printed document on the screen: page by page, zoom, search in its text, keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout
from typing_extensions import override

from views.jobs import Job, Jobs, Lane
from views.papers.marks import PageMark
from views.papers.page_view import MARGIN, PageView
from views.papers.pages import POINTS_PER_INCH, Drawn, page_image
from views.papers.preview_bar import ZOOMS, Fit, PreviewBar
from views.papers.search_strip import SearchStrip
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet

_LEAST, _MOST = 25, 200
"""Bounds of the zoom that fits a page to the window, per cent."""

_SETTLE_MS = 150
"""After so long at one size the page is pictured anew to fit."""

_SCREEN_DPI = 96
_A4 = (595.3, 841.9)
"""Points: what is fitted while there is no document."""


class PagePreview(Sheet):
    """Pages of a document with their toolbar; the pictures are made, and words are found, on the documents lane."""

    pictured = Signal()
    """The page one stands on is on the screen."""

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__(theme, inset=1)
        self.setAccessibleName("Просмотр отчёта")
        self._jobs = jobs
        self._drawn: Drawn | None = None
        self._page = 0
        self._zoom: Fit | int = Fit.WIDTH
        """What the person chose: a zoom that follows the window, or per cent."""
        self._asked: tuple[int, int] = (-1, 0)
        self._picturing: Job[QImage] | None = None
        self._kept_place = False
        self.marks: tuple[PageMark, ...] = ()
        """Places marked on the pages: see `show_marks`."""
        self._wanted: PageMark | None = None
        """A mark that is to be brought into sight once its page is pictured."""
        self._bar = PreviewBar(theme)
        self._bar.stepped.connect(self.turn)
        self._bar.page_typed.connect(self._on_page_typed)
        self._bar.page_left.connect(self._take_focus)
        self._bar.zoomed.connect(self._step_zoom)
        self._bar.zoom_chosen.connect(self.fit)
        self._bar.search_asked.connect(self.begin_search)
        self._paper = PageView(theme)
        self._area = named(QScrollArea(), "report-page", "Страница отчёта")
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._paper)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.viewport().installEventFilter(self)
        self._area.installEventFilter(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self.search = SearchStrip(theme, jobs)
        self.search.moved.connect(self._on_moved)
        self.search.closed.connect(self._take_focus)
        self._lay_out()
        page_key(self, "F3", lambda: self._go_on(1))
        page_key(self, "Shift+F3", lambda: self._go_on(-1))
        self._say()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return self._drawn.pages if self._drawn is not None else 0

    @property
    def tools(self) -> QHBoxLayout:
        """Buttons of who shows this preview: at the right of the toolbar."""
        return self._bar.tools

    @property
    def zoom(self) -> int:
        """The zoom in use, per cent."""
        return self._fitting(self._zoom) if isinstance(self._zoom, Fit) else self._zoom

    def show_document(self, drawn: Drawn) -> None:
        """Show a document, staying on the page, and at its place, where it still exists."""
        page = min(self._page, max(drawn.pages - 1, 0))
        self._kept_place = page == self._page and self._paper.words == ""
        self._drawn, self._page = drawn, page
        self._ask()
        self.search.show_document(drawn.pdf)

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Mark places of the document shown, on whatever page they are."""
        self.marks = tuple(marks)
        self._paper.show_marks([mark for mark in self.marks if mark.page == self._page])

    def go_to_mark(self, mark: PageMark) -> None:
        """Bring a mark into sight, turning to its page."""
        self._wanted = mark
        if mark.page != self._page:
            self.turn(mark.page - self._page)
        else:
            self._show_wanted()

    def say(self, words: str) -> None:
        """Show no document but a sentence: that it is being drawn, or why there is none."""
        self._drawn = None
        self._page = 0
        self.show_marks(())
        self._paper.say(words)
        self.search.show_document(None)
        self._say()

    def begin_search(self) -> None:
        """Ctrl+F: search in the text."""
        self.search.begin(self._page)

    def turn(self, pages: int) -> None:
        """Go so many pages on; stays inside the document."""
        target = min(max(self._page + pages, 0), max(self.pages - 1, 0))
        if target != self._page:
            self._page = target
            self._kept_place = False
            self._ask()

    def fit(self, zoom: Fit | int) -> None:
        """Choose the zoom."""
        self._zoom = zoom
        self._ask()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.turn(1)
            case Qt.Key.Key_PageUp:
                self.turn(-1)
            case Qt.Key.Key_Home:
                self.turn(-self.pages)
            case Qt.Key.Key_End:
                self.turn(self.pages)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step_zoom(1)
            case Qt.Key.Key_Minus if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step_zoom(-1)
            case Qt.Key.Key_0 if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.fit(Fit.WIDTH)
            case Qt.Key.Key_9 if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.fit(Fit.PAGE)
            case _:
                super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area.viewport() and event.type() is QEvent.Type.Resize:
            self._settle.start()
        elif watched is self._area and isinstance(event, QKeyEvent) and _turns(event):
            # The area would scroll with the keys that turn pages.
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    # --- within

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(8, 8, 8, 8)
        above.addWidget(self._bar)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.search)
        column.addWidget(self._area, 1)
        self.body.addLayout(column)

    def _take_focus(self) -> None:
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fitting(self, fit: Fit) -> int:
        """At this zoom the width of a page, or the whole of it, is seen."""
        wide, high = (side / POINTS_PER_INCH * _SCREEN_DPI for side in self._size)
        bar = self._area.verticalScrollBar().sizeHint().width()
        share = (self._area.width() - bar - 2 * MARGIN - 4) / wide
        if fit is Fit.PAGE:
            share = min(share, (self._area.height() - 2 * MARGIN - 4) / high)
        return min(max(int(100 * share), _LEAST), _MOST)

    @property
    def _size(self) -> tuple[float, float]:
        return self._drawn.sizes[self._page] if self._drawn is not None else _A4

    def _step_zoom(self, steps: int) -> None:
        now = self.zoom
        further = [zoom for zoom in ZOOMS if (zoom > now if steps > 0 else zoom < now)]
        if further:
            self.fit(min(further) if steps > 0 else max(further))

    def _on_page_typed(self, page: int) -> None:
        self.turn(page - 1 - self._page)

    def _on_settled(self) -> None:
        if self._drawn is not None and (self._page, self.zoom) != self._asked:
            self._kept_place = True
            self._ask()

    def _ask(self) -> None:
        """Have the page pictured."""
        self._say()
        drawn, page, zoom = self._drawn, self._page, self.zoom
        if drawn is None:
            return
        self._asked = (page, zoom)
        if self._picturing is not None:
            self._picturing.stop()
        dots_per_inch = _SCREEN_DPI * zoom / 100 * self.devicePixelRatioF()
        job = Job(lambda _progress: page_image(drawn.pdf, page, dots_per_inch=dots_per_inch))
        job.done.connect(self._on_pictured)
        self._picturing = self._jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_pictured(self, image: QImage) -> None:
        if self._drawn is None or self.sender() is not self._picturing:
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._paper.show_image(image)
        if not self._kept_place:
            self._area.verticalScrollBar().setValue(0)
        self._kept_place = True
        self._mark()
        self._paper.show_marks([mark for mark in self.marks if mark.page == self._page])
        self._show_wanted()
        self.pictured.emit()

    def _show_wanted(self) -> None:
        if self._wanted is not None and self._wanted.page == self._page:
            self._bring(self._paper.place_of(self._wanted))
            self._wanted = None

    def _bring(self, place: QRect) -> None:
        """Scroll until a place of the page is in sight, with something above and below it."""
        middle, half = place.center(), self._area.viewport().rect().center()
        self._area.ensureVisible(middle.x(), middle.y(), min(half.x(), place.width()), half.y() // 2)

    # --- search

    def _go_on(self, places: int) -> None:
        """F3: the next place; where nothing is searched yet, ask what for."""
        if self.search.isVisible():
            self.search.step(places)
        else:
            self.begin_search()

    def _on_moved(self) -> None:
        """Show the place that one stands on: its page first, where that is another."""
        current = self.search.current
        if current is not None and current.page != self._page:
            self.turn(current.page - self._page)
        else:
            self._mark()

    def _mark(self) -> None:
        """Mark what was found on the page that is pictured, and bring the place one stands on into sight."""
        current = self.search.current
        boxes = [box for each in self.search.found if each.page == self._page for box in each.boxes]
        here: tuple[QRectF, ...] = current.boxes if current is not None and current.page == self._page else ()
        self._paper.mark(boxes, here)
        place = self._paper.current_place()
        if not place.isEmpty():
            self._bring(place)

    def _say(self) -> None:
        self._bar.show_state(self._page, self.pages, zoom=self.zoom, chosen=self._zoom)


def _turns(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() in _TURNING


_TURNING = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End})
