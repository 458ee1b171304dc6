"""The side panel that edits one record, with drafts that are kept; and the page split that makes it a drawer."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from views.drafts import Keeping, kept_drafts
from views.jobs import Job
from views.theme import ChipLook, Theme
from views.widgets.buttons import Button, icon_button
from views.widgets.chip import Chip
from views.widgets.form import Form
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.sheet import INSET, hline
from views.widgets.text import Elided, label

DRAWER_BELOW = 1280
"""Width of the window in logical pixels below which the panel covers the list (design.md §2)."""


class SidePanel(QFrame):
    """Edits one record: title and chip above, fields in the middle, Сохранить and Отмена below.

    `edit(key, title, values)` shows a record in the form given by `hold(form)`. Esc and the cross close the panel and
    keep what was typed as the draft of that record; Отмена drops it. `saving` asks the page to store `form.values()`;
    the page answers with `storing(job)` and, when it is stored, `saved(key)`, or with `form.show_problems(...)`.
    """

    saving = Signal(object)
    """Сохранить or Ctrl+S, with the record's key."""
    closed = Signal()
    dropped = Signal(object, object)
    """Отмена with unsaved edits: key and what was typed, so that the page can offer «Вернуть»."""
    drafts_changed = Signal()

    def __init__(self, theme: Theme, title: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._form: Form | None = None
        self._key: object = None
        self._drafts: dict[object, dict[str, object]] = {}
        self._storing: dict[object, dict[str, object]] = {}
        """What stood in the fields of the records that are being stored."""
        self._locked: set[object] = set()
        """Of these the ones whose fields wait for the end of it."""
        self._typing_in: QWidget | None = None
        """The field that gets the keyboard back from a lock."""
        self.setProperty("sheet", "true")
        named(self, "side-panel", title)
        self._title = Elided(title)
        self._title.setProperty("look", "section")
        self.chip = Chip(theme)
        self.chip.hide()
        self.close_button = icon_button(theme, "dismiss", name="panel-close", title="Закрыть", key="Esc")
        self.close_button.clicked.connect(self.close_panel)
        self._notice = QWidget()
        self.content = QVBoxLayout()
        """Where the form goes, and whatever stands under it."""
        self.area = QScrollArea()
        self.save_button = named(Button(theme, "Сохранить", role="primary"), "panel-save", "Сохранить")
        self.save_button.setToolTip("Сохранить (Ctrl+S)")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = named(Button(theme, "Отмена"), "panel-cancel", "Отмена")
        self.cancel_button.setToolTip("Закрыть без правок")
        self.cancel_button.clicked.connect(self.drop)
        self.foot = QVBoxLayout()
        """What is done with the record as a whole, above the buttons of the form; always in sight."""
        self.footer = QHBoxLayout()
        """Further buttons of the record may be added."""
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._notice)
        column.addWidget(self.area, 1)
        column.addWidget(hline())
        column.addLayout(self.foot)
        column.addLayout(self.footer)
        self._fill()
        store = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        store.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        store.activated.connect(self.save)
        self._on_theme()
        theme.changed.connect(self._on_theme)
        self.hide()

    # --- what pages use

    @property
    def form(self) -> Form | None:
        """The form held."""
        return self._form

    @property
    def key(self) -> object:
        """Key of the record shown, None while the panel is closed."""
        return self._key

    @property
    def is_open(self) -> bool:
        """Whether a record is shown."""
        return not self.isHidden()

    @property
    def drafts(self) -> frozenset[object]:
        """Keys of the records that have unsaved edits."""
        own = {self._key} if self._key is not None and self.is_changed() else set[object]()
        return frozenset(self._drafts) | frozenset(own)

    def hold(self, form: Form) -> Form:
        """Put the form in; the panel keeps drafts of it."""
        self._form = form
        self.content.addWidget(form)
        self.content.addStretch()
        form.changed.connect(self._on_changed)
        return form

    def only_show(self) -> None:
        """Nothing is stored by this panel: it has no «Сохранить» and no «Отмена»."""
        for part in (self.save_button, self.cancel_button, self._save_key):
            part.hide()

    def is_changed(self) -> bool:
        """Whether the record shown has unsaved edits: arrows in the table follow only when it has none."""
        return self.is_open and self._form is not None and self._form.is_changed()

    def edit(
        self,
        key: object,
        title: str,
        values: Mapping[str, object],
        *,
        chip: tuple[ChipLook, str] | None = None,
        focus: bool = True,
    ) -> None:
        """Show a record; what was typed in it before and not saved stands in the fields again."""
        self._keep()
        self._key = key
        self.show_title(title, chip)
        if self._form is not None:
            self._form.set_values(values)
            if (typed := self._drafts.pop(key, None)) is not None:
                self._form.set_typed(typed)
        self._tell()
        self._tell_storing()
        self.area.verticalScrollBar().setValue(0)
        self.show()
        if focus:
            self.focus_first()

    def show_title(self, title: str, chip: tuple[ChipLook, str] | None = None) -> None:
        """Say which record it is, with its state."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.show_look(*chip)

    def follow(
        self, key: object, title: str, values: Mapping[str, object], *, chip: tuple[ChipLook, str] | None = None
    ) -> bool:
        """Show another record as the arrows go, if nothing is unsaved; the focus stays in the table."""
        if not self.is_open or self.is_changed() or key == self._key:
            return False
        self.edit(key, title, values, chip=chip, focus=False)
        return True

    def focus_first(self) -> None:
        """Put the focus into the first field that can be edited."""
        if self._form is None:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for key in self._form.keys():  # noqa: SIM118 - a form is no mapping
            editor = self._form.editor(key)
            if editor.isEnabled() and editor.isVisibleTo(self):
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def save(self) -> None:
        """Ask the page to store the record, if the form itself finds nothing wrong and nothing of it is on its way."""
        if self._key in self._storing:
            return
        if self._form is not None and not self._form.verify():
            return
        self.saving.emit(self._key)

    def storing(self, job: Job[Any], *, locks: bool = False) -> None:
        """The record shown is being stored by this job, which is not started yet: Ctrl+S waits for its end.

        With `locks` the fields wait too: where words typed meanwhile would be stored once more beside the first.
        """
        key = self._key
        self._storing[key] = self._form.typed() if self._form is not None else {}
        if locks:
            self._locked.add(key)
        self._tell_storing()
        job.finished.connect(partial(self._on_storing_ended, key))

    def saved(self, key: object, *, became: object = None, close: bool = False) -> None:
        """The record was stored; what was typed in it since stays unsaved, and so does what another one has.

        `became` is the key of a record that was new.
        """
        is_shown, stored = key == self._key, self._storing.get(key)
        left = self._drafts.pop(key, {})
        if stored is not None and is_shown and self._form is not None:
            left = self._form.typed_since(stored)
        elif stored is not None:
            left = {name: value for name, value in left.items() if value != stored.get(name)}
        goes_on = is_shown and bool(left) and became is None
        if left and not goes_on:
            self._drafts[key if became is None else became] = left
        if is_shown and self._form is not None:
            self._form.mark_saved(stored if goes_on else None)
        self._tell()
        if is_shown and close and not goes_on:
            self.close_panel()

    def forget(self, keys: Collection[object]) -> None:
        """These records are gone: what was typed over them goes too."""
        for key in keys:
            self._drafts.pop(key, None)
        if self._key in keys:
            self.drop()
        self._tell()

    def close_panel(self) -> None:
        """Close; unsaved edits stay as the draft of the record."""
        if self.isHidden():
            return
        self._keep()
        self._key = None
        self.hide()
        self._tell()
        self.closed.emit()

    def drop(self) -> None:
        """Отмена: close and forget the edits; `dropped` says what they were."""
        key, typed = self._key, self._typed_now() if self.is_changed() else None
        if self._form is not None:
            self._form.mark_saved()
        self._drafts.pop(key, None)
        self.close_panel()
        if typed is not None:
            self.dropped.emit(key, typed)

    def keep_drafts(self, folder: Path, name: str) -> Keeping:
        """Take up the drafts that were left under this name, and keep them from now on."""
        self._drafts = {**kept_drafts(folder, name), **self._drafts}
        keeping = Keeping(self, folder, name, self._all_drafts)
        keeping.removed.connect(self.forget)
        self.drafts_changed.connect(keeping.later)
        if self._form is not None:
            self._form.changed.connect(keeping.later)
        return keeping

    # --- within

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 8, 8, 4)
        head.setSpacing(self._theme.space("s"))
        head.addWidget(self._title)
        head.addWidget(self.chip)
        head.addStretch()
        head.addWidget(self.close_button)
        return head

    def _fill(self) -> None:
        """Put together what stands under the head."""
        back = Button(self._theme, "Как было", role="link", small=True)
        named(back, "panel-revert", "Вернуть как было").clicked.connect(self._on_back)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(INSET, 0, 8, 0)
        notice.addWidget(label("Есть несохранённые правки", "hint", wrapped=True), 1)
        notice.addWidget(back)
        self._notice.hide()
        self.content.setContentsMargins(INSET, 2, INSET, INSET)
        self.content.setSpacing(self._theme.space("m"))
        inside = QWidget()
        inside.setLayout(self.content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.footer.setContentsMargins(INSET, 8, INSET, 12)
        self.footer.setSpacing(self._theme.space("s"))
        self.footer.addWidget(self.save_button)
        self.footer.addWidget(self.cancel_button)
        self.footer.addStretch()
        self._save_key = KeyCap(self._theme, "Ctrl+S")
        self.footer.addWidget(self._save_key)
        self.footer.addWidget(KeyCap(self._theme, "Esc"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def _all_drafts(self) -> dict[object, dict[str, object]]:
        if self._form is None or self._key is None or not self.is_changed():
            return self._drafts
        return {**self._drafts, self._key: self._typed_now()}

    def _keep(self) -> None:
        if self._form is not None and self._key is not None and self._form.is_changed():
            self._drafts[self._key] = self._typed_now()

    def _typed_now(self) -> dict[str, object]:
        """The draft of the record shown: of a stored one only what was typed, as the rest may change meanwhile."""
        if self._form is None:
            return {}
        return self._form.unsaved() if isinstance(self._key, int) else self._form.typed()

    def _on_storing_ended(self, key: object) -> None:
        if isValid(self):  # the place it stands in may have been left meanwhile
            self._storing.pop(key, None)
            self._locked.discard(key)
            self._tell_storing()

    def _tell_storing(self) -> None:
        if self._key in self._storing:
            self.save_button.block("Сохраняем")
        else:
            self.save_button.unblock()
        self._lock(is_locked=self._key in self._locked)

    def _lock(self, *, is_locked: bool) -> None:
        if self._form is None or is_locked == (self._typing_in is not None):
            return
        if is_locked:
            focused = QApplication.focusWidget()
            self._typing_in = focused if focused is not None and self._form.isAncestorOf(focused) else self._form
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._form.setEnabled(False)
            return
        back, self._typing_in = self._typing_in, None
        self._form.setEnabled(True)
        if self.save_button.hasFocus() and back is not None and back is not self._form:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self._notice.setVisible(self._form is not None and self._form.is_changed())
        self.drafts_changed.emit()

    def _on_changed(self) -> None:
        if self._notice.isVisibleTo(self) != (self._form is not None and self._form.is_changed()):
            self._tell()

    def _on_back(self) -> None:
        if self._form is not None:
            self._form.restore()
        self._drafts.pop(self._key, None)
        self._tell()
        self.focus_first()

    def _on_theme(self) -> None:
        self.setFixedWidth(round(self._theme.size("sidePanel") * self._theme.scale))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)


class _Shade(QWidget):
    """What dims the list while the drawer is over it; a click closes the drawer."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hide()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._theme.colour("canvas")
        colour.setAlpha(150)
        painter.fillRect(self.rect(), colour)


class SplitPage(QWidget):
    """A list with a side panel: side by side in a wide window, the panel a drawer over the list in a narrow one.

    A panel that is made when it is first asked for is given by `hold`.
    """

    def __init__(self, theme: Theme, main: QWidget, panel: SidePanel | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._main = main
        self._panel: SidePanel | None = None
        self._is_drawer = False
        self._came_from: QWidget | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space("gutter"))
        self._row.addWidget(main, 1)
        self._shade = _Shade(theme, self)
        self._slide = QPropertyAnimation(self)
        self._slide.setPropertyName(b"pos")
        self._slide.setDuration(theme.motion_ms("panelMs"))
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        theme.changed.connect(self._arrange)
        if panel is not None:
            self.hold(panel)

    def hold(self, panel: SidePanel) -> None:
        """Put the panel in."""
        self._panel = panel
        self._slide.setTargetObject(panel)
        self._shade.pressed.connect(panel.close_panel)
        panel.installEventFilter(self)
        panel.closed.connect(self._on_closed)
        if self._is_drawer:
            panel.setParent(self)
            self._place(panel, slide=False)
        else:
            self._row.addWidget(panel)

    @property
    def is_drawer(self) -> bool:
        """Whether the panel covers the list."""
        return self._is_drawer

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._panel is not None and watched is self._panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._shade.setVisible(self._is_drawer and event.type() is QEvent.Type.Show)
            if event.type() is QEvent.Type.Show:
                self._remember_focus()
                if self._is_drawer:
                    self._place(self._panel, slide=True)
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        wants_drawer, panel = self.window().width() < DRAWER_BELOW, self._panel
        changes, self._is_drawer = wants_drawer != self._is_drawer, wants_drawer
        if panel is None:
            return
        if changes:
            was_open = panel.is_open
            if wants_drawer:
                self._row.removeWidget(panel)
                self._shade.raise_()
                panel.raise_()
            else:
                self._slide.stop()
                self._row.addWidget(panel)
            panel.setVisible(was_open)
            self._shade.setVisible(wants_drawer and was_open)
        if wants_drawer:
            self._place(panel, slide=False)

    def _place(self, panel: SidePanel, *, slide: bool) -> None:
        self._shade.setGeometry(self.rect())
        width = min(panel.minimumWidth(), self.width())
        end = QRect(self.width() - width, 0, width, self.height())
        self._slide.stop()
        self._shade.raise_()
        panel.raise_()
        panel.setGeometry(end)
        if slide and self.isVisible() and QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu):
            self._slide.setStartValue(QPoint(self.width(), 0))
            self._slide.setEndValue(end.topLeft())
            self._slide.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._panel is not None and self._panel.is_open:
            self._panel.close_panel()
            return
        super().keyPressEvent(event)

    def _remember_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._main.isAncestorOf(focused):
            self._came_from = focused

    def _on_closed(self) -> None:
        """Go back to where the panel was opened from, to the list, or to the button of an empty one."""
        places = (self._came_from, self._main.findChild(QAbstractItemView), *self._main.findChildren(QAbstractButton))
        back = next((each for each in places if each is not None and each.isVisibleTo(self)), None)
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
