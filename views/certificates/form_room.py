"""«Бланк и ключ»: who signs the certificates, the emblem at their head, and the key of their codes."""

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from models.commands.attachments import choose_emblem
from models.commands.certificate_signers import save_signers
from models.commands.site_keys import renew_key
from models.errors import UserError
from models.files import write_whole
from models.kept_files import content_path
from models.key_store import KeyStore
from models.progress import Progress
from models.queries.certificates import emblem_hash, signers, site_keys
from models.queries.team import choices
from models.rows.certificates import SignerDraft, SignersDraft
from models.rows.draft import FieldProblem
from models.rules.words import day_in_table
from views.jobs import Job
from views.pictures import prepare_file
from views.saving import ask_files, ask_where, beginning_for
from views.widgets.buttons import Button, row_of
from views.widgets.choice import ChoiceField
from views.widgets.dialogs import ask
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

_PICTURES = "Картинки (*.png *.jpg *.jpeg *.webp)"
_EMBLEM_HEIGHT = 96
_NO_EMBLEM = "Эмблема не выбрана: сертификат печатается без неё."
_KEY_TOLD = (
    "Открытым ключом кто угодно проверит сертификат без интернета. Секретный лежит только в папке данных этого "
    "компьютера и в копии базы не попадает. Если он потерян, выданные сертификаты остаются действительными: заведите "
    "новый ключ и выдавайте дальше."
)
_NO_KEY = "Ключ появится с первым выданным сертификатом."


class FormRoom(QWidget):
    """Three sheets; each writes at once or by its own button."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self.choose_files: Callable[..., list[Path]] = ask_files
        self.choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
        self.sure: Callable[..., bool] = ask
        theme = workplace.theme
        self.form = Form(theme)
        for no, title in ((1, "Первая подпись"), (2, "Вторая подпись")):
            self.form.add(f"person_{no}", title, ChoiceField(theme, blank="Не подписывает"))
            self.form.add(
                f"position_{no}", "Как подписать должность", TextField(theme), beside=f"person_{no}", stretch=1
            ).setObjectName(f"signer-position-{no}")
        self.save_button = named(Button(theme, "Сохранить", role="primary"), "signers-save", "Сохранить подписи")
        self.save_button.clicked.connect(self.save)
        self.emblem = QLabel()
        self.emblem.setAccessibleName("Эмблема")
        self.emblem_button = named(Button(theme, "Выбрать эмблему", icon="image"), "emblem", "Выбрать эмблему")
        self.emblem_button.clicked.connect(self._on_emblem)
        self.no_emblem = named(Button(theme, "Убрать", role="link"), "emblem-remove", "Убрать эмблему")
        self.no_emblem.clicked.connect(lambda: self._store_emblem(None))
        self.key_told = label("", wrapped=True)
        self.export_button = named(
            Button(theme, "Сохранить открытый ключ", icon="key"), "key-export", "Сохранить открытый ключ"
        )
        self.export_button.clicked.connect(self.export_key)
        self.renew_button = named(Button(theme, "Завести новый ключ", role="link"), "key-renew", "Завести новый ключ")
        self.renew_button.clicked.connect(self.renew)
        self._lay_out()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.form, self.emblem_button, self.export_button]

    def take_focus(self) -> None:
        """Give the keyboard to the first signer."""
        self.form.editor("person_1").setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show what is stored; what is being typed stays."""
        members = [(each.id, each.title) for each in choices(self._at.db, "member")]
        held = {each.no: each for each in signers(self._at.db)}
        for no in (1, 2):
            signer = held.get(no)
            listed = [*members]
            if signer is not None and signer.person_id not in dict(members):
                listed.append((signer.person_id, signer.name))
            editor = self.form.editor(f"person_{no}")
            if isinstance(editor, ChoiceField):
                editor.set_items(listed)
        if not self.form.is_changed():
            self.form.set_values(
                {f"person_{no}": each.person_id for no, each in held.items()}
                | {f"position_{no}": each.position for no, each in held.items()}
            )
        self._show_emblem()
        self._show_keys()

    def save(self) -> None:
        """Store who signs."""
        said = self.form.values()
        try:
            drafts = [
                SignerDraft.model_validate({"person_id": said[f"person_{no}"], "position": said[f"position_{no}"]})
                for no in (1, 2)
                if said[f"person_{no}"] is not None
            ]
        except ValidationError:
            empty = [no for no in (1, 2) if said[f"person_{no}"] is not None and not said[f"position_{no}"]]
            self.form.show_problems(
                [FieldProblem(f"position_{no}", "Впишите, как должность стоит у подписи") for no in empty]
            )
            return
        db, actor = self._at.db, self._at.actor()
        self._write(
            lambda _progress: save_signers(db, SignersDraft(signers=tuple(drafts)), actor=actor), "Подписи сохранены."
        )
        self.form.mark_saved()

    def export_key(self) -> None:
        """Write the public key of today into a file that anybody may have."""
        held = site_keys(self._at.db)
        if not held:
            return
        beginning = beginning_for(self._at.remembered, "pub")
        target = self.choose_target(self, beginning / f"site-{held[0].name}.pub", "pub")
        if target is None:
            return
        self._at.remembered.remember_folder("pub", target.parent)
        try:
            write_whole(target, held[0].public_key.encode())
        except UserError as sentence:
            self._at.messages.refuse(sentence)
            return
        self._at.messages.tell(f"Открытый ключ записан: {target.name}. Передайте его тем, кто будет проверять.")

    def renew(self) -> None:
        """Retire the key and make another."""
        db, actor, keys = self._at.db, self._at.actor(), KeyStore.under(self._at.data_folder)
        if self.sure(
            self.window(),
            self._at.theme,
            question="Завести новый ключ площадки?",
            consequence="Прежним больше ничего не подпишут, выданное им проверяется как раньше. "
            "Новый открытый ключ передайте тем, кто проверяет, а у ИРО попросите новое приглашение.",
            verb="Завести",
        ):
            self._write(lambda _progress: renew_key(db, keys, actor=actor), "Новый ключ заведён.", undo=False)

    def _lay_out(self) -> None:
        theme = self._at.theme
        signing = Sheet(theme, "Подписи")
        signing.body.addWidget(self.form)
        signing.body.addWidget(row_of(self.save_button), 0, Qt.AlignmentFlag.AlignLeft)
        emblem = Sheet(theme, "Эмблема")
        emblem.body.addWidget(self.emblem)
        emblem.body.addWidget(row_of(self.emblem_button, self.no_emblem), 0, Qt.AlignmentFlag.AlignLeft)
        key = Sheet(theme, "Ключ площадки")
        key.body.addWidget(self.key_told)
        key.body.addWidget(label(_KEY_TOLD, "secondary", wrapped=True))
        key.body.addWidget(row_of(self.export_button, self.renew_button), 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.space("gutter"))
        for sheet in (signing, emblem, key):
            rows.addWidget(sheet)
        rows.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        named(area, "form-area", "Бланк и ключ")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _show_emblem(self) -> None:
        digest = emblem_hash(self._at.db)
        self.no_emblem.setVisible(digest is not None)
        picture = QPixmap()
        if digest is not None and picture.load(str(content_path(self._at.attachments, digest))):
            height = round(_EMBLEM_HEIGHT * self._at.theme.scale)
            self.emblem.setPixmap(picture.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation))
        else:
            self.emblem.setText(_NO_EMBLEM)

    def _show_keys(self) -> None:
        held = site_keys(self._at.db)
        self.export_button.setVisible(bool(held))
        self.renew_button.setVisible(bool(held))
        if not held:
            self.key_told.setText(_NO_KEY)
            return
        lines = [f"Подписываем ключом {held[0].name}, он с {day_in_table(held[0].made_on)}."]
        if held[0].retired_on is None and not KeyStore.under(self._at.data_folder).holds(held[0].name):
            lines.append("Его секретной части на этом компьютере нет: выдать новый сертификат пока нельзя.")
        if former := [key.name for key in held if key.retired_on is not None]:
            lines.append(f"Прежние ключи, выданное ими проверяется: {', '.join(former)}.")
        self.key_told.setText("\n".join(lines))

    def _on_emblem(self) -> None:
        beginning = beginning_for(self._at.remembered, "emblem")
        for path in self.choose_files(self, "Эмблема площадки", beginning, words=_PICTURES)[:1]:
            self._at.remembered.remember_folder("emblem", path.parent)
            self._store_emblem(path)

    def _store_emblem(self, path: Path | None) -> None:
        db, actor, folder = self._at.db, self._at.actor(), self._at.attachments

        def work(_progress: Progress) -> None:
            file = None if path is None else prepare_file(path.read_bytes(), path.name)
            choose_emblem(db, folder, file, actor=actor)

        self._write(work, "Эмблема убрана." if path is None else "Эмблема выбрана.")

    def _write(self, work: Callable[[Progress], object], words: str, *, undo: bool = True) -> None:
        def done(_result: object) -> None:
            self._at.messages.did(words, undo=undo)
            self.reload()

        job = Job(work)
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self._at.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)
