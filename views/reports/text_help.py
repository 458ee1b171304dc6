"""Help with the text of a section: a draft made from the data, kept phrases, how much of its table is printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.commands.report_life import choose_detail
from models.commands.report_snippets import remove_snippet, save_snippet
from models.database import Database
from models.queries.report_snippets import report_snippets
from models.queries.report_versions import report_drafts, report_to_show
from models.rows.reports import ReportLine, SnippetDraft, SnippetLine, TableDetail
from models.rules.periods import parse_period
from views.asking import Asking
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.name_dialog import NameDialog
from views.widgets.naming import named
from views.widgets.text import caption
from views.workplace import Workplace
from views.writing import write, write_and_say

TABLES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "plan": ("plan_items", "plan_months"),
        "events": ("events", "unplanned_events", "formats", "event_months"),
        "programmes": ("programmes",),
        "geography": ("geography",),
        "diagnostics": ("diagnostics",),
        "products": ("products",),
        "dissemination": ("dissemination",),
        "satisfaction": ("satisfaction",),
        "indicators": ("indicators",),
    }
)
"""Text section → the tables that stand in it."""

_NO_DRAFT = "В данных за этот период для черновика ничего нет"
_NO_TEXT = "Сначала напишите текст: запомнить можно его или выделенную часть"
_APPROVED = "Отчёт утверждён: его тексты больше не меняются"
_MENU_LONGEST = 48


@dataclass(frozen=True, slots=True)
class _Help:
    report_id: int
    drafts: Mapping[str, str] = field(default_factory=dict[str, str])
    detail: Mapping[str, str] = field(default_factory=dict[str, str])
    phrases: Sequence[SnippetLine] = ()


class TextHelp(QWidget):
    """`offered` carries words for the text; `phrase` gives back what of the text is to be kept."""

    offered = Signal(str)
    phrase_wanted = Signal()
    """«Запомнить фразу»: answer with `keep_phrase`."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._section = ""
        self._report: ReportLine | None = None
        self._can_write = True
        self._help = _Help(0)
        self._asking: Asking[_Help] = Asking(workplace.jobs, self._on_help, self)
        self.draft = named(Button(theme, "Взять черновик", icon="document_text", small=True), "take-draft", "")
        self.draft.setAccessibleName("Взять черновик текста раздела")
        self.draft.setToolTip("Добавить к тексту предложения, составленные по данным")
        self.phrases = named(Button(theme, "Фразы", icon="chevron_down", small=True), "phrases", "Сохранённые фразы")
        self.phrases.setToolTip("Вставить сохранённую фразу или запомнить новую")
        choices: list[tuple[object, str]] = [(detail, detail.label) for detail in TableDetail]
        self.detail = named(ChoiceField(theme, choices), "table-detail", "Подробность таблиц раздела")
        self._detail_caption = caption("Таблицы раздела")
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(self.draft)
        row.addWidget(self.phrases)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addLayout(row)
        column.addWidget(self._detail_caption)
        column.addWidget(self.detail)
        self.draft.clicked.connect(self._on_draft)
        self.phrases.clicked.connect(self._on_phrases)
        self.detail.edited.connect(self._on_detail)

    def show_report(self, report: ReportLine, *, can_write: bool) -> None:
        """Read what helps with the texts of a report."""
        self._report, self._can_write = report, can_write
        if self._help.report_id != report.id:
            self._help = _Help(report.id)
        self._tell()
        db = self._at.db
        self._asking.ask(lambda: _read(db, report, can_write=can_write))

    def show_section(self, section: str) -> None:
        """Help with this section."""
        self._section = section
        self._tell()

    def keep_phrase(self, words: str) -> None:
        """Ask what the phrase is called, and keep it for this section."""
        if not words:
            self.phrases.setFocus(Qt.FocusReason.OtherFocusReason)
            self._at.messages.tell(f"{_NO_TEXT}.")
            return
        first = words.splitlines()[0][:_MENU_LONGEST]
        dialog = NameDialog(self, self._at.theme, "Как назвать фразу?", "Запомнить", name=first)
        section = self._section

        def keep(title: str) -> None:
            draft = SnippetDraft(section=section, title=title, text=words)
            words_done = "Фраза запомнена: она есть в списке «Фразы»."
            write_and_say(self._at, lambda db, actor: save_snippet(db, draft, actor=actor), words_done)

        dialog.given.connect(keep)
        dialog.open()

    def _tell(self) -> None:
        tables = TABLES_OF.get(self._section, ())
        self._detail_caption.setVisible(bool(tables))
        self.detail.setVisible(bool(tables))
        self.detail.setEnabled(self._can_write)
        kept = self._help.detail.get(tables[0], TableDetail.FULL.value) if tables else TableDetail.FULL.value
        self.detail.set_value(TableDetail(kept))
        if not self._can_write:
            self.draft.block(_APPROVED)
        elif not self._help.drafts.get(self._section):
            self.draft.block(_NO_DRAFT)
        else:
            self.draft.unblock()
        if self._can_write:
            self.phrases.unblock()
        else:
            self.phrases.block(_APPROVED)

    def _on_help(self, found: _Help) -> None:
        if self._report is not None and found.report_id == self._report.id:
            self._help = found
            self._tell()

    def _on_draft(self) -> None:
        self.offered.emit(self._help.drafts[self._section])

    def _on_phrases(self) -> None:
        menu = named(QMenu(self), "phrase-menu", "Фразы")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        phrases = [each for each in self._help.phrases if each.section in (None, self._section)]
        for phrase in phrases:
            action = menu.addAction(phrase.title.replace("&", "&&"))
            action.setToolTip(phrase.text)
            action.triggered.connect(lambda _on=False, words=phrase.text: self.offered.emit(words))
        if phrases:
            menu.addSeparator()
        menu.addAction("Запомнить фразу…", self.phrase_wanted.emit)
        if phrases:
            away = menu.addMenu("Убрать фразу")
            for phrase in phrases:
                action = away.addAction(phrase.title.replace("&", "&&"))
                action.triggered.connect(lambda _on=False, id_=phrase.id: self._remove(id_))
        menu.popup(self.phrases.mapToGlobal(self.phrases.rect().bottomLeft()))

    def _remove(self, snippet_id: int) -> None:
        words = "Фраза убрана из списка. В текстах она осталась."
        write_and_say(self._at, lambda db, actor: remove_snippet(db, snippet_id, actor=actor), words)

    def _on_detail(self) -> None:
        chosen, report = self.detail.value(), self._report
        if not isinstance(chosen, TableDetail) or report is None:
            return
        kept = {table: TableDetail(value) for table, value in self._help.detail.items()}
        detail = kept | dict.fromkeys(TABLES_OF[self._section], chosen)
        write(self._at, lambda db, actor: choose_detail(db, report.id, detail, actor=actor))


def _read(db: Database, report: ReportLine, *, can_write: bool) -> _Help:
    drafts = report_drafts(db, parse_period(report.period)) if can_write else {}
    return _Help(report.id, drafts, report_to_show(db, report.id).detail, report_snippets(db))
