"""The one QSS template: what style sheets do well; everything richer is painted (design.md §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views.states import State

if TYPE_CHECKING:
    from views.theme import Theme


def style_sheet(theme: Theme) -> str:
    """The application's style sheet in the colours and sizes of the theme.

    Widgets are told apart by properties: `sheet`, `role` (primary, plain, link, quiet, segment, filter),
    `problem`, `blocked`, and labels by `look` (title, record, section, strong, secondary, hint, caption, problem).
    """
    colour = {name: theme.colour(name).name() for name in _COLOURS}
    overdue = theme.state(State.OVERDUE)
    points = {name: theme.font(name).pointSizeF() for name in _FONTS}
    control, field, sheet = theme.radius("control"), theme.radius("input"), theme.radius("sheet")
    button, low, entry = theme.size("button"), theme.size("buttonSmall"), theme.size("input")
    return f"""
* {{ outline: 0; }}
QMainWindow, QWidget[page="true"] {{ background: {colour["canvas"]}; }}
QWidget[sidebar="true"] {{ background: {colour["sidebar"]}; border: 0; border-right: 1px solid {colour["line"]}; }}
QFrame[sheet="true"] {{ background: {colour["surface"]}; border: 1px solid {colour["line"]}; border-radius: {sheet}px; }}
QFrame[line="true"] {{ background: {colour["line"]}; border: 0; max-height: 1px; min-height: 1px; }}
QLabel {{ background: transparent; border: 0; color: {colour["text"]}; }}
QLabel[look="title"] {{ font-size: {points["pageTitle"]}pt; font-weight: 600; }}
QLabel[look="record"] {{ font-size: {points["recordTitle"]}pt; font-weight: 600; }}
QLabel[look="figure"] {{ font-size: {points["figure"]}pt; font-weight: 600; }}
QLabel[look="section"] {{ font-size: {points["section"]}pt; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 500; }}
QLabel[look="secondary"] {{ font-size: {points["secondary"]}pt; color: {colour["textSecondary"]}; }}
QLabel[look="hint"] {{ font-size: {points["secondary"]}pt; color: {colour["textHint"]}; }}
QLabel[look="caption"] {{ font-size: {points["caption"]}pt; font-weight: 500; color: {colour["textSecondary"]}; }}
QLabel[look="foot"] {{ font-size: {points["caption"]}pt; color: {colour["textSecondary"]}; }}
QLabel[look="problem"] {{ font-size: {points["caption"]}pt; font-weight: 500; color: {overdue.text.name()}; }}
QLabel[look="reason"] {{
    background: {colour["surface"]}; color: {colour["text"]}; border: 1px solid {colour["lineStrong"]};
    border-radius: {control}px;
}}
QPushButton, QToolButton[role] {{
    background: {colour["surface"]}; color: {colour["text"]}; border: 1px solid {colour["lineStrong"]};
    border-radius: {control}px; padding: 0 14px; min-height: {button - 2}px; font-weight: 500;
}}
QPushButton:hover, QToolButton[role]:hover {{ background: {colour["hover"]}; }}
QPushButton:focus, QToolButton[role]:focus {{ border: 2px solid {colour["accent"]}; padding: 0 13px; min-height: {button - 4}px; }}
QPushButton[role="primary"] {{ background: {colour["accent"]}; color: {colour["onAccent"]}; border: 1px solid {colour["accent"]}; }}
QPushButton[role="primary"]:hover {{ background: {colour["accentHover"]}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {colour["text"]}; }}
QPushButton[small="true"] {{ min-height: {low - 2}px; padding: 0 10px; }}
QPushButton[small="true"]:focus {{ min-height: {low - 4}px; padding: 0 9px; }}
QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {colour["accentText"]}; padding: 0 6px; }}
QPushButton[role="link"]:hover {{ background: {colour["accentSoft"]}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {colour["accent"]}; padding: 0 5px; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 0 8px; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {colour["hover"]}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border: 2px solid {colour["accent"]}; padding: 0 7px; }}
QPushButton[blocked="true"] {{
    background: transparent; color: {colour["textHint"]}; border: 1px dashed {colour["controlBorder"]};
}}
QToolButton[role="segment"], QToolButton[role="filter"] {{ background: transparent; border: 1px solid transparent; padding: 0 12px; }}
QToolButton[role="segment"]:checked {{ background: {colour["accentSoft"]}; color: {colour["accentText"]}; }}
QToolButton[role="filter"] {{ color: {colour["accentText"]}; }}
QToolButton[role="filter"]:checked {{ background: {colour["accentSoft"]}; }}
QToolButton[role="segment"]:focus, QToolButton[role="filter"]:focus {{ border: 2px solid {colour["accent"]}; padding: 0 11px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {{
    background: {colour["surface"]}; color: {colour["text"]}; border: 1px solid {colour["controlBorder"]};
    border-radius: {field}px; padding: 0 9px; selection-background-color: {colour["accent"]};
    selection-color: {colour["onAccent"]};
    placeholder-text-color: {colour["textHint"]};
}}
QLineEdit, QSpinBox, QComboBox {{ min-height: {entry - 2}px; }}
QPlainTextEdit, QTextEdit {{ padding: 5px 8px; }}
QLineEdit:focus, QSpinBox:focus, QComboBox:focus {{ border: 2px solid {colour["accent"]}; padding: 0 8px; min-height: {entry - 4}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {colour["accent"]}; padding: 4px 7px; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {{ border-color: {overdue.fill.name()}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"] {{
    background: {colour["surfaceSunken"]}; color: {colour["textSecondary"]}; border-color: {colour["line"]};
}}
QComboBox:editable {{ padding: 0 2px 0 9px; }}
QComboBox:editable:focus {{ padding: 0 1px 0 8px; }}
QComboBox[filter="true"], QLineEdit[filter="true"] {{ border-color: {colour["lineStrong"]}; }}
QComboBox[filter="true"]:focus, QLineEdit[filter="true"]:focus {{ border-color: {colour["accent"]}; }}
QPushButton[crumb="true"], QPushButton[crumb="true"]:focus {{ min-height: 0; padding: 0 2px; }}
QComboBox::drop-down {{ border: 0; width: 28px; background: transparent; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ background: transparent; border: 0; padding: 0; min-height: 0; }}
QLabel[look="caption"][problem="true"] {{ color: {overdue.text.name()}; }}
QFrame[vline="true"] {{ background: {colour["lineStrong"]}; border: 0; max-width: 1px; min-width: 1px; }}
QTableView, QTreeView, QListView {{
    background: transparent; border: 0; color: {colour["text"]}; font-size: {points["table"]}pt;
    selection-background-color: {colour["selection"]}; selection-color: {colour["text"]};
}}
QComboBox QAbstractItemView, QListView[popup="true"] {{
    background: {colour["surface"]}; border: 1px solid {colour["lineStrong"]}; padding: 2px;
}}
QHeaderView {{ background: transparent; border: 0; }}
QTableCornerButton::section {{ background: {colour["surfaceSunken"]}; border: 0; }}
QHeaderView::section {{
    background: {colour["surfaceSunken"]}; color: {colour["textSecondary"]}; border: 0;
    border-bottom: 1px solid {colour["line"]}; padding: 0 10px; font-size: {points["secondary"]}pt; font-weight: 500;
}}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {colour["lineStrong"]}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {colour["surface"]}; border: 1px solid {colour["lineStrong"]}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {colour["selection"]}; color: {colour["text"]}; }}
QMenu::item:disabled {{ color: {colour["textHint"]}; }}
QMenu::separator {{ height: 1px; background: {colour["line"]}; margin: 4px 8px; }}
QToolTip {{ background: {colour["surface"]}; color: {colour["text"]}; border: 1px solid {colour["lineStrong"]}; padding: 4px 6px; }}
QSplitter::handle {{ background: transparent; width: {theme.space("gutter")}px; }}
"""


_COLOURS = (
    "canvas", "sidebar", "surface", "surfaceSunken", "hover", "selection", "line", "lineStrong", "controlBorder",
    "text", "textSecondary", "textHint", "accent", "accentHover", "accentSoft", "accentText", "onAccent",
)  # fmt: skip
_FONTS = ("pageTitle", "recordTitle", "figure", "section", "body", "table", "secondary", "caption")
