"""The panel of the section: the wording of a certificate, its annulment, and a line of the paper book."""

from collections.abc import Callable

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.commands.certificates import annul_certificate, record_paper_certificate, reword_certificate
from models.database import Actor, Database
from models.key_store import KeyStore
from models.queries.certificates import name_on_paper, people_of_site, streams_to_issue
from models.rows.certificates import AnnulmentDraft, CertificateRow, PaperCertificateDraft
from models.rows.codes import CertificateState
from models.rows.draft import Draft, problems_of
from views.certificates.register import LOOKS
from views.widgets.choice import ChoiceField
from views.widgets.dialogs import ask
from views.widgets.fields import DateField, MultilineField, NumberField, TextField
from views.widgets.form import Form
from views.widgets.panel import SidePanel
from views.widgets.text import secondary
from views.workplace import Workplace
from views.writing import store

_WORDING = ("name_dative",)
_ANNULMENT = ("annulled_on", "reason")
_PAPER = ("stream_id", "person_id", "reg_no", "hours", "issue_date", "handed_on", "basis")
_NEW = "paper"
_DATIVE = "Дательный падеж. Оставьте пустым, чтобы его поставила программа"


class CertificatePanel(SidePanel):
    """One form, of which each task shows its fields: `reword`, `annul` and `write_paper`."""

    stored = Signal(object)
    """The id of a new line, or None."""

    def __init__(self, workplace: Workplace) -> None:
        theme, today = workplace.theme, workplace.db.today
        super().__init__(theme, "Сертификат")
        self.setObjectName("certificate-panel")
        self._workplace = workplace
        self._row: CertificateRow | None = None
        self.sure: Callable[..., bool] = ask
        form = Form(theme)
        form.add(
            "name_dative",
            "Кому выдан",
            TextField(theme, max_length=200),
            hint=_DATIVE,
        )
        form.add("annulled_on", "С какого дня не действует", DateField(theme, today), required=True)
        form.add("reason", "Почему", MultilineField(theme, lines=4), required=True)
        self._streams = form.add("stream_id", "Поток", ChoiceField(theme), required=True)
        self._people = form.add("person_id", "Кому выдан", ChoiceField(theme), required=True)
        self._people.setObjectName("paper-person")
        form.add("reg_no", "Номер", NumberField(theme, minimum=1), required=True)
        form.add("hours", "Часов", NumberField(theme, minimum=1), required=True, beside="reg_no")
        form.add("issue_date", "Дата", DateField(theme, today), required=True)
        form.add("handed_on", "Вручён", DateField(theme, today), beside="issue_date")
        form.add("basis", "Основание", TextField(theme, placeholder="Приказ № 7 от 12.01.2026"))
        self.fields = form
        self._about = secondary("")
        self._about.setWordWrap(True)
        self.content.addWidget(self._about)
        self.hold(form)
        self.saving.connect(self._on_saving)

    def reword(self, row: CertificateRow) -> None:
        """Let the person say to whom a prepared certificate is given."""
        self._show(row, _WORDING, "Остальное напечатается с карточки стажёра, как она записана сейчас.")
        name = name_on_paper(self._workplace.db, row.id)
        self.fields.show_hint("name_dative", f"Сейчас на бумаге: {name.printed}. {_DATIVE}")
        values = {"name_dative": name.typed}
        self.edit(f"wording-{row.id}", f"№ {row.number}", values, chip=(LOOKS[row.state], row.state.label))

    def annul(self, row: CertificateRow) -> None:
        """Ask why a certificate holds no more."""
        self._show(row, _ANNULMENT, "Номер останется в книге. Вместо этого сертификата можно будет выдать новый.")
        values = {"annulled_on": self._workplace.db.today()}
        self.edit(f"annul-{row.id}", f"Аннулировать № {row.number}", values)

    def write_paper(self) -> None:
        """Begin a line of the paper book."""
        db = self._workplace.db
        self._streams.set_items([(each.id, each.title) for each in streams_to_issue(db)])
        self._people.set_items([(each.id, each.title) for each in people_of_site(db)])
        self._show(None, _PAPER, "Номер и дата — как в бумажной книге. Кого не было в потоке, запишем в него.")
        self.edit(_NEW, "Из бумажной книги", {})

    def _show(self, row: CertificateRow | None, keys: tuple[str, ...], about: str) -> None:
        self._row = row
        self._about.setText(about)
        for key in self.fields.keys():  # noqa: SIM118 - a form is no mapping
            self.fields.show_field(key, shown=key in keys)

    def _on_saving(self, key: object) -> None:
        try:
            if key == _NEW:
                self._store_paper()
            elif str(key).startswith("annul-") and self._row is not None:
                self._store_annulment(self._row)
            elif self._row is not None:
                self._store_wording(self._row)
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))

    def _store_wording(self, row: CertificateRow) -> None:
        said = str(self.fields.values()["name_dative"] or "").strip() or None
        keys = KeyStore.under(self._workplace.data_folder)
        self._write(
            lambda db, actor: reword_certificate(db, row.id, said, keys=keys, actor=actor),
            f"Текст сертификата № {row.number} исправлен.",
        )

    def _store_annulment(self, row: CertificateRow) -> None:
        draft = AnnulmentDraft.model_validate(self._values(AnnulmentDraft))
        handed = " Он уже вручён: попросите вернуть бумагу." if row.state is not CertificateState.PREPARED else ""
        if self.sure(
            self.window(),
            self._workplace.theme,
            question=f"Аннулировать сертификат № {row.number}?",
            consequence=f"Вернуть его нельзя, номер останется в книге.{handed}",
            verb="Аннулировать",
        ):
            self._write(
                lambda db, actor: annul_certificate(db, row.id, draft, actor=actor),
                f"Сертификат № {row.number} аннулирован.",
                undo=False,
            )

    def _store_paper(self) -> None:
        draft = PaperCertificateDraft.model_validate(self._values(PaperCertificateDraft))
        self._write(
            lambda db, actor: record_paper_certificate(db, draft, actor=actor),
            f"Сертификат № {draft.reg_no} внесён из бумажной книги.",
        )

    def _values(self, draft: type[Draft]) -> dict[str, object]:
        """What the fields of a draft hold."""
        said = self.fields.values()
        return {key: None if said[key] == "" else said[key] for key in draft.model_fields if key in said}

    def _write(self, work: Callable[[Database, Actor], object], words: str, *, undo: bool = True) -> None:
        key, messages = self.key, self._workplace.messages

        def done(result: object) -> None:
            self.saved(key, close=True)
            messages.did(words, undo=undo)
            self.stored.emit(result)

        store(self, self._workplace, work, done, locks=True)
