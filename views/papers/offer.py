"""Any printed form: looked at as it will come out, printed, saved as PDF or for Excel.

`offer(workplace, self, PaperWish(…))` opens the preview in a window of its own. Data are read, and the file is
drawn, in the documents lane; nothing is stored.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exports.registry import FileKind
from models.errors import NoPassportError, UserError
from models.files import write_whole
from models.progress import Progress
from models.rules.words import counted
from views.jobs import Job, Lane
from views.messages import Messages
from views.papers.masters import MasterStrip
from views.papers.pages import Drawn, drawn_pages
from views.papers.preview import PagePreview
from views.papers.printing import ask_printer, chosen_pages, print_pages
from views.papers.wish import Wish
from views.places import Place
from views.saving import ask_where, beginning_for, open_file
from views.undo_bar import UndoBar
from views.widgets.buttons import Button, Segments
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.text import Elided
from views.workplace import Workplace

_SIZE = (900, 860)
_LEAST = (520, 420)
_AIR = 32
"""Left around the preview inside the window it belongs to, pixels."""
_DRAWN_ANEW_ON = frozenset({"consent", "person", "site_master"})
"""Tables that say who is called by name on a paper, and which master it is made from."""
_DRAWING = "Рисуем страницы…"
_FILL_PASSPORT = "Заполнить паспорт"


def offer(workplace: Workplace, parent: QWidget, *wishes: Wish) -> "PaperWindow":
    """Show the first of these forms as it will come out; the others stand one press away."""
    window = PaperWindow(workplace, parent.window(), wishes)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()
    return window


class PaperWindow(QDialog):
    """The preview of a form; Ctrl+P prints, Ctrl+S saves the PDF, Ctrl+F searches, Esc closes.

    `choose_target(parent, suggestion, kind)` asks where a file goes, `choose_printer(parent, drawn, page)` where it is
    printed; None means nowhere.
    """

    def __init__(self, workplace: Workplace, parent: QWidget, wishes: tuple[Wish, ...]) -> None:
        super().__init__(parent)
        self.choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
        self.choose_printer: Callable[[QWidget, Drawn, int], QPrinter | None] = ask_printer
        self._at = workplace
        self._messages = Messages()
        """Said here: the bar of the window behind is out of sight."""
        self._wishes = wishes
        self._wish = wishes[0]
        self._drawn: Drawn | None = None
        self._drawing: Job[Drawn] | None = None
        self.setProperty("page", "true")
        self._make_widgets()
        self._lay_out()
        for keys, then in (
            (QKeySequence(QKeySequence.StandardKey.Print), self.print_pages),
            (QKeySequence(QKeySequence.StandardKey.Save), lambda: self.save("pdf")),
            (QKeySequence(QKeySequence.StandardKey.Find), self.preview.begin_search),
        ):
            QShortcut(keys, self).activated.connect(then)
        self._fit_into(parent)
        self.show_wish(self._wish)
        workplace.changes.tables_changed.connect(self._on_tables_changed)
        # The keys that turn pages go on from it to the preview.
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wish(self, wish: Wish) -> None:
        """Draw another form."""
        self._wish, self._drawn = wish, None
        named(self, "paper", wish.title)
        self.setWindowTitle(wish.title)
        self._title.setText(wish.title)
        self.preview.setAccessibleName(f"Просмотр: {wish.title}")
        self._xlsx.setVisible("xlsx" in wish.kinds)
        self._docx.setVisible("docx" in wish.kinds)
        self._block("Страницы ещё рисуются")
        self._shown.setCurrentWidget(self.preview)
        self.preview.say(_DRAWING)
        self._draw()

    def print_pages(self) -> None:
        """Ctrl+P: ask for a printer and print."""
        drawn, page = self._drawn, self.preview.page
        if drawn is None:
            return
        try:
            printer = self.choose_printer(self, drawn, page)
        except UserError as sentence:
            self._messages.refuse(sentence, ("Сохранить PDF", lambda: self.save("pdf")))
            return
        if printer is None or not self._is_still(drawn):
            return

        def work(progress: Progress) -> int:
            return print_pages(drawn, printer, chosen_pages(printer, pages=drawn.pages, current=page), progress)

        def done(pages: int) -> None:
            self._messages.tell(f"Отправлено на печать: {counted(pages, 'страница', 'страницы', 'страниц')}.")

        job = Job(work)
        job.done.connect(done)
        self._run(cast("Job[object]", job), "Печатаем")

    def save(self, kind: FileKind) -> None:
        """Ask where the file goes and write it, whole or not at all."""
        wish, drawn, at = self._wish, self._drawn, self._at
        if drawn is None or kind not in wish.kinds:
            return
        remembered = self._at.remembered
        target = self.choose_target(self, beginning_for(remembered, kind) / f"{wish.file_name}.{kind}", kind)
        if target is None:
            return
        remembered.remember_folder(kind, target.parent)
        if not self._is_still(drawn):
            return

        def work(progress: Progress) -> Path:
            write_whole(target, drawn.pdf if kind == "pdf" else wish.content(at, kind, progress))
            return target

        def done(path: Path) -> None:
            self._messages.tell(f"Файл записан: {path.name}", ("Открыть", lambda: open_file(path)))

        job = Job(work)
        job.done.connect(done)
        self._run(cast("Job[object]", job), "Записываем файл")

    @override
    def done(self, arg__1: int) -> None:
        if self._drawing is not None:
            self._drawing.stop()
        super().done(arg__1)
        # A print or a file goes on without the preview; what comes of it is said in the window behind.
        self._messages = self._at.messages

    def _make_widgets(self) -> None:
        theme = self._at.theme
        self._title = Elided("", look="section")
        self._tabs = Segments(theme, [(str(at), each.tab or each.title) for at, each in enumerate(self._wishes)])
        self._tabs.setAccessibleName("Что печатать")
        self._tabs.setVisible(len(self._wishes) > 1)
        self._tabs.chosen.connect(self._on_tab)
        self.preview = PagePreview(theme, self._at.jobs)
        self._no_passport = EmptyState(theme, "", _FILL_PASSPORT, icon="edit")
        self._no_passport.pressed.connect(self._on_fill_passport)
        self._print = named(
            Button(theme, "Печать", icon="print", role="primary", small=True), "paper-print", "Напечатать (Ctrl+P)"
        )
        self._pdf = named(
            Button(theme, "PDF", icon="document_pdf", small=True), "paper-pdf", "Сохранить документ PDF (Ctrl+S)"
        )
        self._xlsx = named(Button(theme, "Excel", icon="table", small=True), "paper-xlsx", "Сохранить таблицу Excel")
        self._docx = named(
            Button(theme, "Word", icon="document_text", small=True), "paper-docx", "Сохранить документ Word"
        )
        self._print.clicked.connect(self.print_pages)
        self._pdf.clicked.connect(lambda: self.save("pdf"))
        self._xlsx.clicked.connect(lambda: self.save("xlsx"))
        self._docx.clicked.connect(lambda: self.save("docx"))
        for button in self._buttons:
            button.setToolTip(button.accessibleName())
            self.preview.tools.addWidget(button)
        self._close = named(Button(theme, "Закрыть", small=True), "paper-close", "Закрыть (Esc)")
        self._close.clicked.connect(self.reject)
        self._progress = ProgressSheet(theme)

    def _lay_out(self) -> None:
        theme = self._at.theme
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(self._title, 1)
        head.addWidget(self._tabs)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        margin = theme.space("l")
        column.setContentsMargins(margin, theme.space("m"), margin, margin)
        column.setSpacing(theme.space("gutter"))
        column.addLayout(head)
        column.addWidget(self._progress)
        self._shown = QStackedLayout()
        column.addLayout(self._shown, 1)  # first: a page put into a stack of no widget is shown as a window
        self._shown.addWidget(self.preview)
        self._shown.addWidget(self._no_passport)
        if self._wish.master is not None:
            self.master = MasterStrip(self._at, self._messages, self._wish.master)
            column.addWidget(self.master)
        self._messages.said.connect(UndoBar(theme, self).say)

    def _fit_into(self, parent: QWidget) -> None:
        wide, high = (round(side * self._at.theme.scale) for side in _SIZE)
        self.setMinimumSize(*_LEAST)
        self.resize(min(wide, parent.width() - _AIR), min(high, parent.height() - _AIR))
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())

    def _is_still(self, drawn: Drawn) -> bool:
        """Whether these are the pages still, now that a question has been answered; says so where they are not."""
        if drawn is not self._drawn:
            self._messages.tell("Данные тем временем изменились, страницы нарисованы заново. Посмотрите и повторите.")
        return drawn is self._drawn

    def _on_tables_changed(self, touched: frozenset[str]) -> None:
        """Somebody may have withdrawn meanwhile: what was drawn before must not leave."""
        if self.isVisible() and touched & _DRAWN_ANEW_ON:
            self.show_wish(self._wish)

    def _on_tab(self, key: str) -> None:
        self.show_wish(self._wishes[int(key)])

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self._print, self._pdf, self._xlsx, self._docx

    def _block(self, reason: str) -> None:
        for button in self._buttons:
            button.block(reason)

    def _draw(self) -> None:
        if self._drawing is not None:
            self._drawing.stop()
        wish, at = self._wish, self._at

        def work(progress: Progress) -> Drawn:
            return drawn_pages(wish.title, wish.content(at, "pdf", progress))

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(self._on_not_drawn)
        job.failed.connect(self._on_failed)
        if wish.unit:
            job.stopped.connect(self._on_stopped)
            self._progress.follow(cast("Job[object]", job), "Рисуем документы", unit=wish.unit)
        self._drawing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: Drawn) -> None:
        if self.sender() is not self._drawing:
            return
        self._drawn = drawn
        for button in self._buttons:
            button.unblock()
        self.preview.show_document(drawn)

    def _on_not_drawn(self, sentence: UserError) -> None:
        if self.sender() is not self._drawing:
            return
        self._block(sentence.message)
        if isinstance(sentence, NoPassportError):
            self._no_passport.say(sentence.message, _FILL_PASSPORT)
            self._shown.setCurrentWidget(self._no_passport)
            self._no_passport.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.preview.say(f"{sentence.message}\n{sentence.advice}")

    def _on_stopped(self) -> None:
        if self.sender() is self._drawing:
            self.reject()

    def _on_fill_passport(self) -> None:
        self.reject()
        self._at.go("settings", Place.PASSPORT)

    def _on_failed(self) -> None:
        if self.sender() is self._drawing:
            self._block("Страницы не нарисованы")
            self.preview.say("Страницы нарисовать не удалось. Данные на месте.")

    def _run(self, job: Job[object], words: str) -> None:
        def refused(sentence: UserError) -> None:
            self._messages.refuse(sentence)

        # No methods of this window: the answer is heard after it was closed, too.
        job.refused.connect(refused)
        self._progress.follow(job, words)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)
