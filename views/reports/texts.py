"""The prose of a report: one section at a time, kept as it is typed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from models.rows.report import TEXT_CODES
from views.theme import Theme
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import caption, label

_PAUSE_MS = 1500
"""After so long without a key the text is stored: an interruption loses nothing."""

_GLANCE_MS = 300
"""After so long without a key the page shows what is typed, stored or not."""

_LINES = 5
_NO_LIMIT = 16_777_215
_KEPT = "Сохраняется само. В отчёт попадёт слово в слово"
_APPROVED = "Отчёт утверждён: его тексты больше не меняются"


class _TallText(MultilineField):
    """A text that takes all the height there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, lines=_LINES, placeholder="Напишите от себя: цифры программа посчитает сама")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _fit(self) -> None:
        self.setMinimumHeight(min(self._height(), 150))
        self.setMaximumHeight(_NO_LIMIT)


class TextsPanel(Sheet):
    """Choose a section, write its text; `written` (section, text) asks for it to be stored."""

    written = Signal(str, str)
    turned = Signal(str)
    """Another section is shown."""
    paused = Signal()
    """The person stopped typing for a moment: the page may show what stands here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Тексты отчёта")
        self._texts: dict[str, str] = {}
        self._section = next(iter(TEXT_CODES))
        self._sections = named(ChoiceField(theme, self._items()), "report-section", "Раздел отчёта")
        self._sections.set_value(self._section)
        self._text = named(_TallText(theme), "report-text", "Текст раздела")
        self._note = label(_KEPT, "hint", wrapped=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.store)
        self._glance = QTimer(self)
        self._glance.setSingleShot(True)
        self._glance.setInterval(_GLANCE_MS)
        self._glance.timeout.connect(self.paused)
        self._sections.edited.connect(self._on_section)
        self._text.edited.connect(self._pause.start)
        self._text.edited.connect(self._glance.start)
        self._text.left.connect(self.store)
        keep = QShortcut(QKeySequence.StandardKey.Save, self)
        keep.activated.connect(self.store)
        self.help = QVBoxLayout()
        """What helps with the text of the section stands here."""
        self.body.addWidget(caption("Раздел"))
        self.body.addWidget(self._sections)
        self.body.addLayout(self.help)
        self.body.addWidget(caption("Текст"))
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._note)
        self._tell()

    @property
    def section(self) -> str:
        """Code of the section whose text is shown."""
        return self._section

    def typed(self) -> dict[str, str]:
        """The section whose text differs from what was given or asked to be stored, with that text; else nothing."""
        text = str(self._text.value())
        return {self._section: text} if text != self._texts.get(self._section, "").strip() else {}

    def show_texts(self, texts: Mapping[str, str], *, can_write: bool) -> None:
        """Show the texts of a report; what is being typed now stays."""
        is_typing = self._pause.isActive()
        typed = str(self._text.value())
        self._texts = dict(texts)
        if not is_typing and typed != self._texts.get(self._section, "").strip():
            self._text.set_value(self._texts.get(self._section, ""))
        self._text.setReadOnly(not can_write)
        self._note.setText(_KEPT if can_write else _APPROVED)
        self._tell()

    def store(self) -> None:
        """Ask for the text to be stored if it has changed."""
        self._pause.stop()
        self._glance.stop()
        for section, text in self.typed().items():
            self._texts[section] = text
            self._tell()
            self.written.emit(section, text)

    def open_section(self, section: str) -> None:
        """Go to a section's text."""
        self.store()
        self._section = section
        self._text.set_value(self._texts.get(section, ""))
        self._tell()
        self.turned.emit(section)

    def insert(self, words: str) -> None:
        """Add words as paragraphs of their own, after the one the person is in; Ctrl+Z in the text takes them away."""
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = "\n" if cursor.block().text().strip() else ""
        after = "\n" if cursor.block().next().isValid() and cursor.block().next().text().strip() else ""
        cursor.insertText(f"{before}{words}{after}")
        self._text.setTextCursor(cursor)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def marked_text(self) -> str:
        """What is selected in the text, else all of it."""
        marked = self._text.textCursor().selectedText().replace("\u2029", "\n").strip()
        return marked or str(self._text.value())

    def first(self) -> QWidget:
        """What the keyboard comes to first."""
        return self._sections

    def _tell(self) -> None:
        filled = sum(bool(self._texts.get(code, "").strip()) for code in TEXT_CODES)
        self.show_count(f"{filled} из {len(TEXT_CODES)}")
        self._sections.set_items(self._items())
        self._sections.set_value(self._section)

    def _items(self) -> list[tuple[object, str]]:
        """The sections; in the list, those that have a text say so."""
        return [
            (code, f"{title} — есть текст" if self._texts.get(code) and code != self._section else title)
            for code, title in TEXT_CODES.items()
        ]

    def _on_section(self) -> None:
        chosen = self._sections.value()
        if chosen is not None and chosen != self._section:
            self.open_section(str(chosen))
