"""«Шапка и лист»: the corner blocks and the emblem of a printed form, its paper, margins and sizes of type."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from exports import layout_edits
from exports.layout import FormLayout
from models.errors import UserError
from models.kept_files import content_path
from models.queries.certificates import emblem_hash
from views.pictures import emblem_of
from views.saving import ask_files, beginning_for
from views.widgets.buttons import Button, row_of
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, NumberField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import caption
from views.workplace import Workplace

_PICTURES = "Картинки (*.png *.jpg *.jpeg *.webp)"
_KEYS = {layout_edits.ACCEPTED: "accepted", layout_edits.AGREED: "agreed", layout_edits.APPROVED: "approved"}
_HINT = "Пусто — подпись из данных площадки, свои слова — место для подписи от руки."
_ACCEPTED_HINT = "Например: на заседании педагогического совета, протокол № 3 от 12.03.2026."
_EMBLEM_HEIGHT = 64
_SIDES = (("left", "Слева"), ("right", "Справа"), ("top", "Сверху"), ("bottom", "Снизу"))
_SIZES = (("body_size", "Текст"), ("table_size", "Таблицы"))
_LEAST = {"left": 20, "right": 10, "top": 20, "bottom": 20, "body_size": 12, "table_size": 9}
_MOST = {"body_size": 14, "table_size": 14}


class FormPaper(QScrollArea):
    """What stands above the title, and the sheet of paper."""

    changed = Signal(object)
    """The new layout."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._layout: FormLayout | None = None
        self._fields: frozenset[str] = frozenset()
        self._has_head = True
        self.choose_files: Callable[..., list[Path]] = ask_files
        theme = workplace.theme
        self.form = Form(theme)
        for heading in layout_edits.HEADINGS:
            key = _KEYS[heading]
            self.form.add(f"has_{key}", "", CheckField(theme, f"Блок {heading}")).setObjectName(f"block-{key}")
            words = MultilineField(theme, lines=2)
            self.form.add(
                f"words_{key}",
                f"Под словом {heading}",
                words,
                hint=_ACCEPTED_HINT if heading == layout_edits.ACCEPTED else _HINT,
            ).setObjectName(f"block-words-{key}")
        ways = [("portrait", "прямо"), ("landscape", "на боку")]
        self.form.add("orientation", "Лист A4", ChoiceField(theme, ways)).setObjectName("form-orientation")
        for number, (key, title) in enumerate(_SIDES):
            field = NumberField(theme, minimum=_LEAST[key], maximum=60)
            beside = "" if number % 2 == 0 else _SIDES[number - 1][0]
            self.form.add(key, f"{title}, мм", field, beside=beside).setObjectName(f"form-{key}")
        for number, (key, title) in enumerate(_SIZES):
            field = NumberField(theme, minimum=_LEAST[key], maximum=_MOST[key], decimals=1)
            self.form.add(key, f"{title}, пт", field, beside=_SIZES[0][0] if number else "").setObjectName(
                f"form-{key}"
            )
        self.form.changed.connect(self._on_typed)
        self.emblem = QLabel()
        self.emblem.setAccessibleName("Эмблема формы")
        self.site_emblem = named(Button(theme, "Эмблема площадки", small=True), "form-emblem-site", "Эмблема площадки")
        self.file_emblem = named(
            Button(theme, "Из файла…", icon="image", small=True), "form-emblem-file", "Эмблема из файла"
        )
        self.no_emblem = named(Button(theme, "Убрать", role="link", small=True), "form-emblem-none", "Убрать эмблему")
        self.site_emblem.clicked.connect(self._on_site_emblem)
        self.file_emblem.clicked.connect(self._on_file_emblem)
        self.no_emblem.clicked.connect(lambda: self._put_emblem(""))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.space("s"), 0)
        column.setSpacing(theme.space("s"))
        self._emblem_part = QWidget()
        emblem = QVBoxLayout(self._emblem_part)
        emblem.setContentsMargins(0, 0, 0, 0)
        emblem.setSpacing(theme.space("s"))
        emblem.addWidget(caption("Эмблема над заглавием"))
        emblem.addWidget(self.emblem)
        emblem.addWidget(row_of(self.site_emblem, self.file_emblem, self.no_emblem), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._emblem_part)
        column.addWidget(self.form)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def begin(self, layout: FormLayout, fields: frozenset[str], *, has_head: bool) -> None:
        """Show another form; `fields` are what its document has to offer, `has_head` whether blocks stand above it."""
        self._fields = fields
        self._has_head = has_head
        self.show_layout(layout)

    def show_layout(self, layout: FormLayout) -> None:
        """Show what stands above the title and the sheet of another layout of the form."""
        self._layout = layout
        values: dict[str, object] = {
            key: getattr(layout.page, key) for key in ("orientation", *(key for key, _title in (*_SIDES, *_SIZES)))
        }
        for heading, key in _KEYS.items():
            block = layout_edits.block_of(layout, heading)
            values |= {f"has_{key}": block is not None, f"words_{key}": block.words if block else ""}
        self.form.set_values(values)
        self._show_blocks()
        self._show_emblem(layout.emblem)

    def _show_blocks(self) -> None:
        said = self.form.values()
        for key in _KEYS.values():
            self.form.show_field(f"has_{key}", shown=self._has_head)
            self.form.show_field(f"words_{key}", shown=self._has_head and bool(said[f"has_{key}"]))
        self._emblem_part.setVisible(self._has_head)

    def _show_emblem(self, emblem: str) -> None:
        self.no_emblem.setVisible(bool(emblem))
        self.emblem.setVisible(bool(emblem))
        self.site_emblem.setVisible(emblem_hash(self._at.db) is not None)
        picture = QPixmap()
        if emblem and picture.loadFromData(QByteArray(base64.b64decode(emblem))):
            height = round(_EMBLEM_HEIGHT * self._at.theme.scale)
            self.emblem.setPixmap(picture.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation))

    def _on_typed(self) -> None:
        if self._layout is None:
            return
        said, layout = self.form.values(), self._layout
        numbers: dict[str, Any] = {
            key: said[key] for key, _title in (*_SIDES, *_SIZES) if isinstance(said[key], int | float)
        }
        layout = replace(layout, page=replace(layout.page, orientation=said["orientation"], **numbers))
        for heading, key in _KEYS.items():
            block = layout_edits.block_of(layout, heading)
            words = str(said[f"words_{key}"] or "") if said[f"has_{key}"] else None
            if (None if block is None else block.words) != words:
                layout = layout_edits.with_block(layout, heading, words=words, fields=self._fields)
        self._show_blocks()
        self._take(layout)

    def _on_site_emblem(self) -> None:
        digest = emblem_hash(self._at.db)
        if digest is not None:
            self._read_emblem(content_path(self._at.attachments, digest))

    def _on_file_emblem(self) -> None:
        beginning = beginning_for(self._at.remembered, "emblem")
        for path in self.choose_files(self, "Эмблема формы", beginning, words=_PICTURES)[:1]:
            self._at.remembered.remember_folder("emblem", path.parent)
            self._read_emblem(path)

    def _read_emblem(self, path: Path) -> None:
        try:
            self._put_emblem(emblem_of(path.read_bytes()))
        except UserError as sentence:
            self._at.messages.refuse(sentence)
        except OSError:
            self._at.messages.refuse(UserError("Файл эмблемы не открывается.", "Проверьте, на месте ли он."))

    def _put_emblem(self, emblem: str) -> None:
        if self._layout is not None:
            self._show_emblem(emblem)
            self._take(replace(self._layout, emblem=emblem))

    def _take(self, layout: FormLayout) -> None:
        if layout != self._layout:
            self._layout = layout
            self.changed.emit(layout)
