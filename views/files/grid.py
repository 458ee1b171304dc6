"""Files as tiles: a small picture or the kind of the document, what it is called, and what is unusual."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from models.kept_files import thumbnail_path
from models.rows.attachments import AttachedFile
from views.files.words import note_of, said, suffix_of, title_of
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.options import rect_of, state_of
from views.widgets.paint import paint_focus

Index = QModelIndex | QPersistentModelIndex

_WIDTH, _PICTURE, _PAD, _LINE_GAP = 128, 88, 6, 2
_BADGE = 22
_MOST_ROWS = 3
"""Rows in sight; the others are scrolled to."""


class Files(QAbstractListModel):
    """The files of one record."""

    def __init__(self) -> None:
        super().__init__()
        self._files: list[AttachedFile] = []

    def show(self, files: Sequence[AttachedFile]) -> None:
        """Show these files."""
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def files(self) -> list[AttachedFile]:
        """The files in their order."""
        return list(self._files)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._files)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._files):
            return None
        file = self._files[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return title_of(file)
            case Qt.ItemDataRole.AccessibleTextRole:
                return said(file)
            case Qt.ItemDataRole.UserRole:
                return file
            case _:
                return None


class FileGrid(QListView):
    """Arrows go from tile to tile; Enter opens the file, F2 goes to its caption, Del takes it away."""

    opened = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()
    current_changed = Signal()

    def __init__(self, theme: Theme, kept: Path) -> None:
        super().__init__()
        self._theme = theme
        self.model_of_files = Files()
        named(self, "files", "Файлы")
        self.setModel(self.model_of_files)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setDragEnabled(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Tile(theme, self, kept))
        self.doubleClicked.connect(self.opened)
        self._current: int | None = None
        theme.changed.connect(self._fit)

    def current_file(self) -> AttachedFile | None:
        """The file under the cursor."""
        return self.currentIndex().data(Qt.ItemDataRole.UserRole) if self.currentIndex().isValid() else None

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show these files; the cursor stays on its file, or near where that was."""
        row = self.currentIndex().row()
        self.model_of_files.show(files)
        self._fit()
        same = next((at for at, each in enumerate(files) if each.use_id == self._current), None)
        place = same if same is not None else max(0, min(row, len(files) - 1))
        if files:
            self.setCurrentIndex(self.model_of_files.index(place, 0))
        else:
            self._current = None
            self.current_changed.emit()

    def go_to(self, use_id: int) -> None:
        """Put the cursor on a file."""
        for row, each in enumerate(self.model_of_files.files()):
            if each.use_id == use_id:
                self.setCurrentIndex(self.model_of_files.index(row, 0))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        file = self.current_file()
        self._current = file.use_id if file is not None else None
        self.viewport().update()
        self.current_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.currentIndex().isValid():
                self.opened.emit()
            case Qt.Key.Key_F2 if self.currentIndex().isValid():
                self.rename_wanted.emit()
            case Qt.Key.Key_Delete if self.currentIndex().isValid():
                self.remove_wanted.emit()
            case Qt.Key.Key_Escape:
                event.ignore()  # the panel around closes
            case _:
                super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if not self.actions() or not self.currentIndex().isValid():
            return
        menu = named(QMenu(self), "file-menu", "Действия с файлом")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions())
        keyboard = arg__1.reason() is QContextMenuEvent.Reason.Keyboard
        corner = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(corner if keyboard else arg__1.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    def _fit(self) -> None:
        """Tiles share the width evenly; the grid is as high as its rows, up to so many."""
        room = max(1, self.width() - 12)
        columns = max(1, room // round(_WIDTH * self._theme.scale))
        size = QSize(room // columns, tile_height(self._theme))
        if size != self.gridSize():
            self.setGridSize(size)
        rows = -(-self.model_of_files.rowCount() // columns)
        height = max(1, min(rows, _MOST_ROWS)) * size.height() + 2
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


def tile_height(theme: Theme) -> int:
    """Height of a tile: the picture and two lines under it, pixels."""
    lines = QFontMetrics(theme.font("secondary")).height() + QFontMetrics(theme.font("caption")).height()
    return _PICTURE + lines + 2 * _PAD + 2 * _LINE_GAP + 4


class _Tile(QStyledItemDelegate):
    """Paints one file."""

    def __init__(self, theme: Theme, parent: FileGrid, kept: Path) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = parent
        self._kept = kept

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._grid.gridSize()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        file: AttachedFile = index.data(Qt.ItemDataRole.UserRole)
        theme, rect = self._theme, rect_of(option).adjusted(1, 1, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        radius = theme.radius("input")
        chosen = bool(state_of(option) & QStyle.StateFlag.State_Selected)
        if chosen or state_of(option) & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect, radius, radius)
        frame = QRect(rect.left() + _PAD, rect.top() + _PAD, rect.width() - 2 * _PAD, _PICTURE)
        self._paint_picture(painter, frame, file)
        self._paint_words(painter, rect, frame.bottom() + _LINE_GAP + 2, file)
        if chosen and self._grid.hasFocus():
            paint_focus(painter, rect, theme, radius=radius)
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRect, file: AttachedFile) -> None:
        theme = self._theme
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 4, 4)
        painter.fillPath(path, theme.colour("surfaceSunken"))
        picture = _thumbnail(self._kept, file)
        if picture is not None:
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(QPoint(0, 0), size)
            at.moveCenter(frame.center())
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(at, picture)
            painter.restore()
        else:
            icon = theme.pixmap(_icon_of(file), theme.colour("textSecondary"))
            painter.drawPixmap(frame.center().x() - 9, frame.center().y() - 18, icon)
            painter.setFont(theme.font("caption", weight=600))
            painter.setPen(theme.colour("textSecondary"))
            room = frame.adjusted(0, _PICTURE // 2 + 4, 0, 0)
            kind = suffix_of(file).removeprefix(".").upper()
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, kind)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if (note := note_of(file)) is not None:
            look = theme.state(note.look.state)
            badge = QRect(frame.right() - _BADGE - 2, frame.top() + 3, _BADGE, _BADGE)
            painter.setPen(QPen(look.text, 1))
            painter.setBrush(look.soft)
            painter.drawEllipse(badge)
            sign = theme.pixmap(note.look.icon, look.text, size=16)
            painter.drawPixmap(badge.left() + (_BADGE - 16) // 2 + 1, badge.top() + (_BADGE - 16) // 2 + 1, sign)

    def _paint_words(self, painter: QPainter, rect: QRect, top: int, file: AttachedFile) -> None:
        theme, note = self._theme, note_of(file)
        second = note.word if note is not None else file.purpose.label
        tone = theme.state(note.look.state).text if note is not None else theme.colour("textSecondary")
        for font, colour, words in (
            (theme.font("secondary"), theme.colour("text"), title_of(file)),
            (theme.font("caption"), tone, second),
        ):
            metrics = QFontMetrics(font)
            room = QRect(rect.left() + _PAD, top, rect.width() - 2 * _PAD, metrics.height())
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(
                room,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width()),
            )
            top += metrics.height() + _LINE_GAP


def _thumbnail(kept: Path, file: AttachedFile) -> QPixmap | None:
    if not file.is_picture:
        return None
    key = f"thumbnail {file.sha256}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = QPixmap(str(thumbnail_path(kept, file.sha256)))
        QPixmapCache.insert(key, found)
    return None if found.isNull() else found


def _icon_of(file: AttachedFile) -> str:
    if file.is_picture:
        return "image"
    return "document_pdf" if file.kind == "application/pdf" else "document_text"
