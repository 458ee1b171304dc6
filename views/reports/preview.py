"""The printed page on the screen: page by page, zoom, keyboard."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from views.theme import Theme
from views.widgets.buttons import icon_button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label

ZOOMS = (50, 60, 70, 80, 90, 100, 125, 150, 200)
"""Steps of the zoom, per cent of the printed size."""

_LEAST, _MOST = 40, 110
"""Bounds of the zoom that fits the width of a page to the window, per cent."""

_SETTLE_MS = 150
"""After so long at one size the page is drawn anew to fit."""

_MARGIN = 16
_A4_WIDTH = 794
"""Pixels at 96 dots per inch."""


class PageView(QWidget):
    """One page as a sheet of paper."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._words = ""
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What is said where there is no page."""
        return "" if self._image is not None else self._words

    def say(self, words: str) -> None:
        """Say something in place of a page."""
        self._words = words
        self.show_image(None)

    def show_image(self, image: QImage | None) -> None:
        """Show a page, or nothing yet."""
        self._image = image
        self.setMinimumSize(self.sizeHint() if image is not None else QSize(0, 0))
        self.setAccessibleDescription(self.words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if self._image is None:
            return QSize(200, 280)
        size = self._image.deviceIndependentSize().toSize()
        return QSize(size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("sidebar"))
        if self._image is None:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.colour("textSecondary"))
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        size = self._image.deviceIndependentSize().toSize()
        left = max(_MARGIN, (self.width() - size.width()) // 2)
        painter.setPen(self._theme.colour("lineStrong"))
        painter.setBrush(QColor("white"))
        painter.drawRect(left - 1, _MARGIN - 1, size.width() + 1, size.height() + 1)
        painter.drawImage(left, _MARGIN, self._image)


class PagePreview(Sheet):
    """A page of a document with its toolbar; asks for pictures with `wanted` and is given them by `show_page`."""

    wanted = Signal(int, float)
    """Page from 0, dots per inch."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, inset=1)
        self.setAccessibleName("Просмотр отчёта")
        self._wide = _A4_WIDTH
        self._pages = 0
        self._page = 0
        self._zoom = 0
        """Per cent, chosen by the person; 0 while the width of the page follows the window."""
        self._asked: tuple[int, int] = (-1, 0)
        self._kept_place = False
        self._back = icon_button(theme, "chevron_left", name="preview-back", title="Предыдущая страница", key="PgUp")
        self._next = icon_button(theme, "chevron_right", name="preview-next", title="Следующая страница", key="PgDn")
        self._smaller = icon_button(theme, "zoom_out", name="preview-smaller", title="Мельче", key="Ctrl+−")
        self._larger = icon_button(theme, "zoom_in", name="preview-larger", title="Крупнее", key="Ctrl++")
        self._where = label("", "secondary")
        self._percent = label("", "secondary")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.space("s"))
        """Buttons of the page that use this preview stand at the right of the toolbar."""
        self._back.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._smaller.clicked.connect(lambda: self._step_zoom(-1))
        self._larger.clicked.connect(lambda: self._step_zoom(1))
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 8)
        bar.setSpacing(theme.space("s"))
        for each in (self._back, self._where, self._next):
            bar.addWidget(each)
        bar.addStretch()
        for each in (self._smaller, self._percent, self._larger):
            bar.addWidget(each)
        bar.addStretch()
        bar.addLayout(self.tools)
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
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._area, 1)
        self.body.addLayout(column)
        self._say()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return self._pages

    def show_document(self, pages: int, *, wide: int = _A4_WIDTH) -> None:
        """Begin to show a document of so many pages, staying on the page, and at its place, where it still exists.

        `wide` is the width of a page in pixels at 96 dots per inch: the zoom begins with the whole of it in view.
        """
        self._wide = wide
        page = min(self._page, max(pages - 1, 0))
        self._kept_place = page == self._page and self._paper.words == ""
        self._pages, self._page = pages, page
        self._ask()

    def show_page(self, image: QImage) -> None:
        """Show the picture that `wanted` asked for."""
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._paper.show_image(image)
        if not self._kept_place:
            self._area.verticalScrollBar().setValue(0)
        self._kept_place = True

    def say(self, words: str) -> None:
        """Show no document but a sentence: that it is being drawn, or why there is none."""
        self._pages = self._page = 0
        self._paper.say(words)
        self._say()

    def turn(self, pages: int) -> None:
        """Go so many pages on; stays inside the document."""
        target = min(max(self._page + pages, 0), max(self._pages - 1, 0))
        if target != self._page:
            self._page = target
            self._kept_place = False
            self._ask()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.turn(1)
            case Qt.Key.Key_PageUp:
                self.turn(-1)
            case Qt.Key.Key_Home:
                self.turn(-self._pages)
            case Qt.Key.Key_End:
                self.turn(self._pages)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step_zoom(1)
            case Qt.Key.Key_Minus if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._step_zoom(-1)
            case Qt.Key.Key_0 if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._zoom = 0
                self._ask()
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

    @property
    def zoom(self) -> int:
        """The zoom in use, per cent."""
        return self._zoom or self._fitting_zoom()

    def _fitting_zoom(self) -> int:
        """At this zoom the width of a page is seen whole."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        room = self._area.width() - bar - 2 * _MARGIN - 4
        return min(max(int(100 * room / self._wide), _LEAST), _MOST)

    def _step_zoom(self, steps: int) -> None:
        now = self.zoom
        further = [zoom for zoom in ZOOMS if (zoom > now if steps > 0 else zoom < now)]
        if further:
            self._zoom = min(further) if steps > 0 else max(further)
            self._ask()

    def _on_settled(self) -> None:
        if self._pages and (self._page, self.zoom) != self._asked:
            self._kept_place = True
            self._ask()

    def _ask(self) -> None:
        self._say()
        if self._pages:
            self._asked = (self._page, self.zoom)
            self.wanted.emit(self._page, 96 * self.zoom / 100 * self.devicePixelRatioF())

    def _say(self) -> None:
        self._where.setText(f"стр. {self._page + 1} из {self._pages}" if self._pages else "")
        self._percent.setText(f"{self.zoom}\u00a0%" if self._pages else "")
        for button, on in ((self._back, self._page > 0), (self._next, self._page + 1 < self._pages)):
            button.setEnabled(on)
        for button in (self._smaller, self._larger):
            button.setEnabled(bool(self._pages))


def _turns(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() in _TURNING


_TURNING = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End})
