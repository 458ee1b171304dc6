"""The editor of one printed form: what may be changed at the left, the page as it will come out at the right."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from exports.form_layouts import FORM_TITLES, OpenedForm, open_form, specimen_bytes, written
from exports.layout import FormLayout
from models.commands.site_forms import adopt_forms, return_shipped_forms
from models.errors import NoPassportError, UserError
from models.progress import Progress
from models.queries.site_forms import form_head, site_layouts
from models.rows.form_draft import FormDraft
from models.rows.site_forms import FormHead
from models.rules.words import quoted
from views.jobs import Job, Lane
from views.papers.pages import Drawn, drawn_pages
from views.papers.preview import PagePreview
from views.preferences.edit_undo import EditUndo
from views.preferences.form_lists import FormLists
from views.preferences.form_paper import FormPaper
from views.preferences.form_texts import FormTexts
from views.spawned import KeptProcess
from views.widgets.buttons import Button, Segments
from views.widgets.dialogs import ask
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.text import Elided
from views.workplace import Workplace
from views.writing import write_and_say

_TABS = (("lists", "Столбцы"), ("texts", "Тексты"), ("paper", "Шапка и лист"))
_LEFT = 372
"""Pixels at 100 %."""
_DRAW_AFTER_MS = 300
"""Typing goes on without a drawing of every letter."""
_DRAWING = "Рисуем страницы…"
_NO_EDITS = "Правок нет: форма печатается именно так"


class FormEditor(QWidget):
    """A form with invented rows, drawn anew after every change; Ctrl+S keeps it, Ctrl+Z takes back, Esc leaves."""

    left = Signal()
    """The person is done with this form."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.sure = ask
        self._at = workplace
        self._process = KeptProcess()
        """Draws on the documents lane; kept, as the page follows what is changed."""
        self._form = ""
        self._opened: OpenedForm | None = None
        self._head: FormHead | None = None
        self._layout: FormLayout | None = None
        self._drawn: Drawn | None = None
        self._opening: Job[tuple[OpenedForm, FormHead]] | None = None
        self._drawing: Job[Drawn] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DRAW_AFTER_MS)
        self._later.timeout.connect(self._draw)
        self._undo = EditUndo(self)
        self._undo.taken_back.connect(self._on_taken_back)
        self._make_widgets()
        self._lay_out()
        page_key(self, "Ctrl+S", self.save)
        page_key(self, "Esc", self.leave)
        workplace.changes.reload_on(frozenset({"site_form"}), self._on_stored)

    @property
    def is_changed(self) -> bool:
        """Whether something is not stored yet."""
        return self._opened is not None and self._layout != self._opened.layout

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.tabs, self._shown.currentWidget(), self.preview]

    def open(self, form: str) -> None:
        """Show a form as it is printed now."""
        self._form, self._opened, self._layout, self._drawn = form, None, None, None
        self._title.setText(FORM_TITLES[form])
        self._undo.forget()
        self._edits.setEnabled(False)
        self._shown.hide()
        self.shipped_button.setEnabled(False)
        self.save_button.block(_DRAWING)
        self.preview.say(_DRAWING)
        self._read()

    def save(self) -> None:
        """Ctrl+S: print the form so from now on."""
        opened, layout, form = self._opened, self._layout, self._form
        if opened is None or layout is None or self.save_button.blocked:
            return
        self._opened = opened._replace(layout=layout)
        self._undo.forget()
        self._tell()

        def refused(_sentence: UserError) -> None:
            if self._opened is not None and self._layout is not None and self._form == form:
                self._opened = self._opened._replace(layout=opened.layout)
                self._take(self._layout)

        if layout == opened.shipped:
            self._store_shipped(refused=refused)
            return
        draft = FormDraft(form=form, content=written(layout))
        write_and_say(
            self._at,
            lambda db, actor: adopt_forms(db, [draft], actor=actor),
            f"Форма {quoted(FORM_TITLES[form])} теперь печатается так.",
            refused=refused,
        )

    def leave(self) -> None:
        """Esc: go back to the list; what was changed and not stored is asked about."""
        if self.is_changed and not self.sure(
            self.window(),
            self._at.theme,
            "Уйти без сохранения?",
            "Правки этой формы пропадут, печататься она будет как раньше.",
            "Уйти",
            "Остаться",
        ):
            return
        self._opened = self._layout = None
        self.left.emit()

    def return_shipped(self) -> None:
        """Show the form as it ships, saving makes it so; one that cannot be read is as shipped at once."""
        form = self._form
        if self._opened is not None:
            self._begin(self._opened.shipped)
            self._on_edited(self._opened.shipped)
        else:
            self._store_shipped(lambda _changed: self.open(form))

    def _store_shipped(
        self, then: Callable[[int], object] | None = None, refused: Callable[[UserError], object] | None = None
    ) -> None:
        form = self._form
        write_and_say(
            self._at,
            lambda db, actor: return_shipped_forms(db, [form], actor=actor),
            f"Форма {quoted(FORM_TITLES[form])} снова такая, как поставляется.",
            then,
            refused,
        )

    def _make_widgets(self) -> None:
        theme = self._at.theme
        self.back = named(
            Button(theme, "Все формы", icon="chevron_left", role="link", small=True),
            "form-back",
            "Ко всем формам (Esc)",
        )
        self.back.clicked.connect(self.leave)
        self._title = Elided("", look="section")
        self.tabs = named(Segments(theme, _TABS, current="lists"), "form-tab", "Что менять в форме")
        self.tabs.chosen.connect(self._on_tab)
        self.lists = FormLists(theme)
        self.texts = FormTexts(theme)
        self.paper = FormPaper(self._at)
        self._shown = QStackedWidget()
        kept_room = self._shown.sizePolicy()
        kept_room.setRetainSizeWhenHidden(True)
        self._shown.setSizePolicy(kept_room)
        for tab in (self.lists, self.texts, self.paper):
            tab.changed.connect(self._on_edited)
            self._shown.addWidget(tab)
        self.save_button = named(
            Button(theme, "Сохранить", role="primary", small=True), "form-save", "Сохранить форму (Ctrl+S)"
        )
        self.save_button.clicked.connect(self.save)
        self.shipped_button = named(
            Button(theme, "Вернуть как было", icon="arrow_undo", small=True), "form-shipped", "Вернуть как было"
        )
        self.shipped_button.setToolTip("Показать форму такой, как она поставляется с программой")
        self.shipped_button.clicked.connect(self.return_shipped)
        self.preview = PagePreview(theme, self._at.jobs)
        self.preview.setAccessibleName("Как форма напечатается")

    def _lay_out(self) -> None:
        theme = self._at.theme
        head = QHBoxLayout()
        head.setSpacing(theme.space("m"))
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self.shipped_button)
        head.addWidget(self.save_button)
        self._edits = left = QWidget()
        self._fit_edits()
        theme.changed.connect(self._fit_edits)
        edits = QVBoxLayout(left)
        edits.setContentsMargins(0, 0, 0, 0)
        edits.setSpacing(theme.space("m"))
        edits.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        edits.addWidget(self._shown, 1)
        both = QHBoxLayout()
        both.setSpacing(theme.space("gutter"))
        both.addWidget(left)
        both.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("m"))
        column.addLayout(head)
        column.addLayout(both, 1)

    def _fit_edits(self) -> None:
        self._edits.setFixedWidth(round(_LEFT * self._at.theme.scale))

    def _read(self) -> None:
        form, db, process = self._form, self._at.db, self._process

        def work(progress: Progress) -> tuple[OpenedForm, FormHead]:
            return process.run(progress, open_form, form, site_layouts(db)), form_head(db)

        job = Job(work)
        job.done.connect(self._on_opened)
        job.refused.connect(self._on_not_opened)
        self._opening = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_opened(self, found: tuple[OpenedForm, FormHead]) -> None:
        if self.sender() is not self._opening:
            return
        has_begun = self._opened is not None
        is_shown = self._drawn is not None and found == (self._opened, self._head)
        if has_begun and (self.is_changed or is_shown):
            return  # something was typed while it was read, or it is what stands here
        self._opened, self._head = found
        self._edits.setEnabled(True)
        self._shown.show()
        if not has_begun:
            self.tabs.focus_stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin(self._opened.layout)
        self._take(self._opened.layout)

    def _on_not_opened(self, sentence: UserError) -> None:
        if self.sender() is self._opening:
            self._drawn = None
            self.save_button.block(sentence.message)
            self.shipped_button.setEnabled(not isinstance(sentence, NoPassportError))
            self.preview.say(f"{sentence.message}\n{sentence.advice}")

    def _begin(self, layout: FormLayout) -> None:
        opened = cast("OpenedForm", self._opened)
        self.lists.show_layout(layout)
        self.texts.begin(layout)
        self.paper.begin(layout, opened.fields, has_head=opened.has_head)

    def _on_tab(self, key: str) -> None:
        at = [tab for tab, _title in _TABS].index(key)
        self._shown.setCurrentIndex(at)
        if self._layout is not None:
            (self.lists, self.texts, self.paper)[at].show_layout(self._layout)

    def _on_stored(self) -> None:
        """Another hand, or «Вернуть», changed the forms: shown at once where nothing is being changed here."""
        if self._opened is not None and not self.is_changed:
            self._read()

    def _on_edited(self, layout: FormLayout) -> None:
        if not self._later.isActive():
            # Letters typed in one go are taken back in one go.
            self._undo.remember(self._layout)
        self._take(layout)

    def _on_taken_back(self, layout: FormLayout) -> None:
        self._begin(layout)
        self._take(layout)

    def _take(self, layout: FormLayout) -> None:
        """Show what the form became."""
        self._layout = layout
        self.save_button.block(_DRAWING)
        self._later.start()
        if self._drawn is None:
            self._draw()

    def _tell(self) -> None:
        if self.is_changed:
            self.save_button.unblock()
        else:
            self.save_button.block(_NO_EDITS)
        self.shipped_button.setEnabled(self._opened is not None and self._layout != self._opened.shipped)

    def _draw(self) -> None:
        self._later.stop()
        if self._layout is None or self._head is None:
            return
        if self._drawing is not None:
            self._drawing.stop()
        form, content, head, process = self._form, written(self._layout), self._head, self._process

        def work(progress: Progress) -> Drawn:
            pdf = process.run(progress, specimen_bytes, form, content, head)
            return drawn_pages(FORM_TITLES[form], pdf)

        job = Job(work)
        job.done.connect(self._on_drawn)
        job.refused.connect(self._on_not_drawn)
        self._drawing = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_drawn(self, drawn: Drawn) -> None:
        if self.sender() is not self._drawing:
            return
        self._drawn = drawn
        self._tell()
        self.preview.show_document(drawn)

    def _on_not_drawn(self, sentence: UserError) -> None:
        if self.sender() is self._drawing:
            self._drawn = None
            self.save_button.block(sentence.message)
            self.preview.say(f"{sentence.message}\nПечатается пока прежняя форма.")
