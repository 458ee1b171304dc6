"""Colours, sizes, fonts and icons in one place: `resources/theme/tokens.json` made into a live theme (design.md §7)."""

from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from resources.loader import names, read_bytes, read_json, read_text
from views.states import Mode, State
from views.style import style_sheet

SCREEN_FAMILY = "Golos Text"


class StateLook(NamedTuple):
    """Colours of a state: text on its soft background, and a fill for bars and nodes."""

    text: QColor
    soft: QColor
    fill: QColor


class ChipLook(NamedTuple):
    """What a chip shows for a value: its state and its icon (or a letter)."""

    state: State
    icon: str


class Theme(QObject):
    """The look of today: light or dark, at the chosen text size; `changed` tells painted widgets to look again."""

    changed = Signal()

    def __init__(self, app: QApplication, *, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        super().__init__()
        self._app = app
        self._mode = mode
        self._scale = scale
        self._tokens: dict[str, Any] = read_json("theme/tokens.json")
        self._colours: dict[str, Any] = {}
        # Every painted cell asks for these: made once for a look, forgotten with it.
        self._made_colours: dict[str, QColor] = {}
        self._made_states: dict[State, StateLook] = {}
        self._made_sizes: dict[str, int] = {}
        self._made_fonts: dict[tuple[str, int | None, bool], QFont] = {}
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is on now."""
        if self._mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def scale(self) -> float:
        """Text size: 1.0, 1.1 or 1.25."""
        return self._scale

    def choose(self, *, mode: Mode | None = None, scale: float | None = None) -> None:
        """Switch live to another theme or text size."""
        self._mode = mode or self._mode
        self._scale = scale or self._scale
        self._apply()
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """A colour by its token: `text`, `line`, `accent`, …"""
        found = self._made_colours.get(name)
        if found is None:
            found = self._made_colours[name] = QColor(self._colours["color"][name])
        return QColor(found)

    def undo_bar(self, name: str) -> QColor:
        """A colour of the undo bar: background, text or action."""
        return QColor(self._colours["undoBar"][name])

    def state(self, state: State) -> StateLook:
        """Colours of a state; states without a fill of their own use their text."""
        made = self._made_states.get(state)
        if made is None:
            found = self._colours["state"][state.value]
            made = StateLook(QColor(found["text"]), QColor(found["soft"]), QColor(found.get("fill", found["text"])))
            self._made_states[state] = made
        return StateLook(*map(QColor, made))

    def chip(self, kind: str, label: str) -> ChipLook:
        """How a value is shown: `chip("planItem", "выполнено")`; kinds are those of tokens.json `stateOf`."""
        state, icon = self._tokens["stateOf"][kind][label]
        return ChipLook(State(state), icon)

    def size(self, name: str) -> int:
        """A size by its token in pixels, not smaller than its text needs (design.md §2)."""
        size = self._made_sizes.get(name)
        if size is None:
            size = int(self._tokens["size"][name])
            if name in _TEXT_HIGH:
                size = max(size, QFontMetrics(self.font("body")).height() + _TEXT_HIGH[name])
            self._made_sizes[name] = size
        return size

    def space(self, name: str) -> int:
        """A gap by its token: xxs, xs, s, m, l, xl, page, gutter."""
        return int(self._tokens["space"][name])

    def radius(self, name: str) -> int:
        """A corner by its token: chip, control, input, sheet, mark, checkbox."""
        return int(self._tokens["radius"][name])

    def route(self) -> dict[str, Any]:
        """Measures of the route line."""
        return dict(self._tokens["route"])

    def motion_ms(self, name: str) -> int:
        """Duration of a movement by its token, milliseconds."""
        return int(self._tokens["motion"][name])

    def font(self, name: str, *, weight: int | None = None, tabular: bool = False) -> QFont:
        """A font by its token: pageTitle, recordTitle, figure, section, body, bodyStrong, table, secondary, caption."""
        key = (name, weight, tabular)
        if (made := self._made_fonts.get(key)) is not None:
            return QFont(made)
        token = self._tokens["type"]["scale"][name]
        font = QFont(SCREEN_FAMILY)
        font.setFamilies([SCREEN_FAMILY, *self._tokens["type"]["fallback"]])
        font.setPointSizeF(token["pt"] * self._scale)
        font.setWeight(QFont.Weight(weight or token["weight"]))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        self._made_fonts[key] = QFont(font)
        return font

    def icon(self, name: str, *, colour: str = "text", filled: bool = False, size: int = 20) -> QIcon:
        """A Fluent icon in a colour of the palette; `size` 20 or 16 chooses the drawing."""
        return QIcon(self.pixmap(name, self.colour(colour), filled=filled, size=size))

    def pixmap(self, name: str, colour: QColor, *, filled: bool = False, size: int = 20) -> QPixmap:
        """The same as a pixmap in any colour, sharp on this screen."""
        ratio = self._app.devicePixelRatio()
        return _drawn(name, colour.name(), filled, size, ratio)

    def _on_system_scheme(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()
            self.changed.emit()

    def _forget_made(self) -> None:
        self._made_colours.clear()
        self._made_states.clear()
        self._made_sizes.clear()
        self._made_fonts.clear()

    def _apply(self) -> None:
        self._forget_made()
        self._colours = self._tokens["themes"]["dark" if self.is_dark else "light"]
        # In place of another sheet Qt polishes a widget once for each styled one around it; without one before, once.
        self._app.setStyleSheet("")
        self._app.setFont(self.font("body"))
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(style_sheet(self))

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "canvas",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "surfaceSunken",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.PlaceholderText: "textHint",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "text",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Link: "accentText",
            QPalette.ColorRole.Accent: "accent",
        }
        for role, name in roles.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("textHint"))
        return palette


_TEXT_HIGH = {
    "button": 14,
    "buttonSmall": 12,
    "input": 14,
    "navItem": 12,
    "tableRow": 16,
    "tableHeader": 12,
    "chip": 4,
    "attendanceRow": 14,
    "twoLineRow": 0,
    "sectionRow": 12,
    "undoBar": 22,
}
"""Tokens that hold a line of text, and the air around it."""


@cache
def load_fonts() -> None:
    """Load the screen's fonts once, by bytes: by path it fails in a folder with a Cyrillic name."""
    for name in names("fonts"):
        if name.startswith("fonts/Golos") and name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(read_bytes(name))


@cache
def _drawn(name: str, colour: str, filled: bool, size: int, ratio: float) -> QPixmap:  # noqa: FBT001 - a cache key
    drawing = f"icons/{name}_{size}_{'filled' if filled else 'regular'}.svg"
    svg = read_text(drawing).replace("<path ", f'<path fill="{colour}" ')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
