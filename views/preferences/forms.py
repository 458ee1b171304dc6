"""«Печатные формы»: how every paper of the site is laid out, its own or as shipped, and the file forms travel in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from exports.form_layouts import FORM_TITLES, MOST_FILE, forms_file, read_forms_file
from models.commands.site_forms import adopt_forms, return_shipped_forms
from models.errors import UserError
from models.files import write_whole
from models.progress import Progress
from models.queries.site_forms import form_head, own_forms, site_layouts
from models.rows.codes import FormOrigin
from models.rows.form_draft import FormDraft
from models.rules.words import counted, day_in_table, quoted
from views.jobs import Job, Lane
from views.preferences.form_editor import FormEditor
from views.saving import ask_files, ask_where, beginning_for
from views.spawned import in_process
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write_and_say

_KIND = "json"
_FILE = "Печатные формы.json"
_WORDS = "Печатные формы (*.json)"
_SHIPPED = "как поставляется"
_NO_OWN = "Все формы такие, как поставляются: отправлять нечего"


class FormLine(NamedTuple):
    """A printed form in the list."""

    form: str
    title: str
    origin: FormOrigin | None
    """None for the shipped one."""
    adopted_on: date | None


_COLUMNS: tuple[Column[FormLine], ...] = (
    Column("title", "Форма", lambda line: line.title, least=240),
    Column(
        "origin",
        "Вид",
        lambda line: line.origin.label if line.origin else _SHIPPED,
        width=150,
        strong=lambda line: line.origin is not None,
    ),
    Column(
        "adopted_on",
        "С какого дня",
        lambda line: day_in_table(line.adopted_on) if line.adopted_on else "",
        width=120,
        rank=1,
        order=lambda line: line.adopted_on or date.min,
    ),
)


class FormsRoom(QStackedWidget):
    """The list of forms; Enter opens one in the editor."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.choose_files: Callable[..., list[Path]] = ask_files
        self.choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
        self._at = workplace
        theme = workplace.theme
        self.model: PagedTable[FormLine] = PagedTable(_COLUMNS, identify=lambda line: line.form)
        self.view: TableView[FormLine] = TableView(theme, self.model, "forms", "Печатные формы", workplace.remembered)
        self.view.opened.connect(self._on_opened)
        row_action(self.view, "Изменить", self._on_change, "F2")
        row_action(self.view, "Вернуть как было", self._on_return, "Del")
        self.take_button = named(
            Button(theme, "Взять из файла…", icon="arrow_import", small=True), "forms-take", "Взять формы из файла"
        )
        self.send_button = named(
            Button(theme, "Записать в файл…", icon="arrow_upload", small=True),
            "forms-send",
            "Записать свои формы в файл",
        )
        self.take_button.clicked.connect(self.take_file)
        self.send_button.clicked.connect(self.send_file)
        self._progress = ProgressSheet(theme)
        self._sheet = Sheet(theme, "Печатные формы", inset=1)
        self._sheet.header.addWidget(self.take_button)
        self._sheet.header.addWidget(self.send_button)
        self._sheet.body.addWidget(self._progress)
        self._sheet.body.addWidget(self.view, 1)
        self.editor = FormEditor(workplace)
        self.editor.left.connect(self._on_left)
        self.addWidget(self._sheet)
        self.addWidget(self.editor)
        self.reload()
        self.view.select_first()
        workplace.changes.reload_on(frozenset({"site_form"}), self.reload)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return self.editor.areas() if self.currentWidget() is self.editor else [self.view]

    def reload(self) -> None:
        """Read and show anew which forms the site has made its own."""
        own = {each.form: each for each in own_forms(self._at.db)}
        lines: list[FormLine] = []
        for form, title in FORM_TITLES.items():
            held = own.get(form)
            lines.append(FormLine(form, title, held and held.origin, held and held.adopted_on))
        self.model.set_rows(lines)
        self._sheet.show_count(f"своих: {len(own)}" if own else "")
        if own:
            self.send_button.unblock()
        else:
            self.send_button.block(_NO_OWN)

    def open_form(self, form: str) -> None:
        """Open a form in the editor."""
        self.editor.open(form)
        self.setCurrentWidget(self.editor)

    def take_file(self) -> None:
        """Ask for a file of forms and print by those in it; one that does not fit changes nothing."""
        at = self._at
        beginning = beginning_for(at.remembered, _KIND)
        chosen = self.choose_files(self, "Файл печатных форм", beginning, words=_WORDS)[:1]
        if not chosen:
            return
        (path,) = chosen
        at.remembered.remember_folder(_KIND, path.parent)

        def work(progress: Progress) -> tuple[FormDraft, ...]:
            try:
                with path.open("rb") as file:
                    content = file.read(MOST_FILE + 1)
            except OSError as unread:
                raise UserError("Файл не открывается для чтения.", "Проверьте, на месте ли он.") from unread
            return in_process(progress, read_forms_file, content, form_head(at.db))

        job = Job(work)
        job.done.connect(self._on_read)
        self._run(cast("Job[object]", job), "Проверяем формы")

    def send_file(self) -> None:
        """Ask where the site's own forms go and write them into one file."""
        at = self._at
        target = self.choose_target(self, beginning_for(at.remembered, _KIND) / _FILE, _KIND)
        if target is None or self.send_button.blocked:
            return
        at.remembered.remember_folder(_KIND, target.parent)

        def work(progress: Progress) -> Path:
            sender, layouts = form_head(at.db).passport.site_code, dict(site_layouts(at.db))
            write_whole(target, in_process(progress, forms_file, layouts, sender=sender))
            return target

        def done(path: Path) -> None:
            at.messages.tell(f"Свои формы записаны: {path.name}. Другая площадка возьмёт их из этого файла.")

        job = Job(work)
        job.done.connect(done)
        self._run(cast("Job[object]", job), "Записываем формы")

    def _run(self, job: Job[object], words: str) -> None:
        job.refused.connect(self._at.messages.refuse)
        self._progress.follow(job, words)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_read(self, drafts: tuple[FormDraft, ...]) -> None:
        write_and_say(
            self._at,
            lambda db, actor: adopt_forms(db, drafts, actor=actor),
            lambda changed: f"Из файла взято: {counted(changed, 'форма', 'формы', 'форм')}.",
        )

    def _on_opened(self, line: FormLine) -> None:
        self.open_form(line.form)

    def _on_change(self) -> None:
        if (line := self.view.current_row()) is not None:
            self.open_form(line.form)

    def _on_return(self) -> None:
        line = self.view.current_row()
        if line is None:
            return
        write_and_say(
            self._at,
            lambda db, actor: return_shipped_forms(db, [line.form], actor=actor),
            f"Форма {quoted(line.title)} снова такая, как поставляется.",
        )

    def _on_left(self) -> None:
        self.setCurrentWidget(self._sheet)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
