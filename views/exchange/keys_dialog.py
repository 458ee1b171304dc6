"""«Ключи и адреса»: whom the site believes, whom the institute believes, and where packages go."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from models.commands.institute_link import (
    ReplacedKey,
    confirm_fingerprint,
    forget_institute,
    replace_site_key,
)
from models.database import Actor, Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.certificates import site_keys
from models.queries.institute import institute_line
from models.rows.exchange import InstituteLine
from models.rows.key_loss import KeyLoss
from models.rules.words import capitalised, day_in_table
from views.exchange.password_dialog import PasswordDialog
from views.exchange.recovery import RestoreDialog, offer_sheet
from views.exchange.speed_limit import CHOICES, choose_limit, remembered_choice
from views.exchange.take_file import Taking
from views.messages import Messages
from views.undo_bar import UndoBar
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.dialogs import ask
from views.widgets.flow import FlowLayout
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import hline
from views.widgets.text import caption, label
from views.workplace import Workplace
from views.writing import write

_SIZE = (600, 640)
_AIR, _PADDING = 32, 20
_READS = frozenset({"institute", "institute_key", "signing_key", "receipt"})
_ROADS = {"tus": "Дозагрузка по сети", "webdav": "Папка в облаке"}
_COMPARE = (
    "Позвоните в институт по номеру, который знали раньше, и прочтите друг другу эти цифры. "
    "Сошлись все — приглашение настоящее."
)
_DIFFERENT = "Не сошлись: ничего не отправляйте, нажмите «Забыть институт» и попросите новое приглашение."
_NOT_COVERED = (
    "Хранилища паролей в этой системе нет, поэтому файл ключа лежит на диске без пароля. "
    "Берегите компьютер и копии папки данных."
)
_LOSS = {
    KeyLoss.PLANNED: "Плановая замена",
    KeyLoss.LOST: "Ключ потерян",
    KeyLoss.STOLEN: "Ключ мог попасть к чужому",
}


class KeysDialog(QDialog):
    """Fingerprints to compare, the recovery sheet, addresses with their passwords. `confirm(...)` asks the person."""

    def __init__(self, workplace: Workplace, parent: QWidget, taking: Taking) -> None:
        super().__init__(parent)
        self._at = workplace
        self._taking = taking
        self.confirm: Callable[..., bool] = ask
        self.messages = Messages()
        """Said here: the bar of the window behind is out of sight."""
        theme = workplace.theme
        named(self, "keys-dialog", "Ключи и адреса")
        self.setWindowTitle("Ключи и адреса")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.space("m"))
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.space("s"), 0)
        rows.addLayout(self._place)
        rows.addStretch()
        area = named(QScrollArea(), "keys-area", "Ключи и адреса")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._open = named(
            Button(theme, "Открыть приглашение…", icon="arrow_import"), "keys-open", "Открыть приглашение"
        )
        self._open.clicked.connect(taking.choose)
        self._forget = named(Button(theme, "Забыть институт…", role="quiet"), "keys-forget", "Забыть институт")
        self._forget.clicked.connect(self.forget)
        close = named(Button(theme, "Закрыть", role="primary"), "keys-close", "Закрыть (Esc)")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self._open)
        buttons.addWidget(self._forget)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(area, 1)
        column.addLayout(buttons)
        self.messages.said.connect(UndoBar(theme, self).say)
        wide, high = (round(side * theme.scale) for side in _SIZE)
        self.resize(min(wide, parent.width() - _AIR), min(high, parent.height() - _AIR))
        workplace.changes.reload_on(_READS, self.reload)
        self.reload()

    def reload(self) -> None:
        """Read it all again."""
        institute = institute_line(self._at.db)
        column = fresh(self._place)
        column.setSpacing(self._at.theme.space("m"))
        self._forget.setVisible(institute is not None)
        if institute is None:
            column.addWidget(label("Приглашения института пока нет", "section"))
            column.addWidget(
                label(
                    "Откройте файл приглашения: в нём код площадки, ключи института и адреса его серверов.",
                    "secondary",
                    wrapped=True,
                )
            )
        else:
            self._show_institute(column, institute)
            column.addWidget(hline())
        self._show_own_key(column, institute)
        if institute is not None:
            column.addWidget(hline())
            self._show_addresses(column, institute)

    def compared(self) -> None:
        """Note that the fingerprints were the same."""
        self._write(lambda db, actor: confirm_fingerprint(db, actor=actor), "Отпечаток института сверен.")

    def forget(self) -> None:
        """Believe ИРО's keys no more."""
        if self.confirm(
            self,
            self._at.theme,
            "Забыть институт?",
            "Его ключам больше не верят, прежние квитанции останутся. Следующее приглашение откроется как первое.",
            "Забыть",
        ):
            self._write(lambda db, actor: forget_institute(db, actor=actor), "Институт забыт.")

    def replace_key(self, reason: KeyLoss) -> None:
        """Give the site another key."""
        keys = KeyStore.under(self._at.data_folder)
        if self.confirm(
            self,
            self._at.theme,
            "Завести новый ключ площадки?",
            "Прежним больше ничего не подпишут. Институту понадобится новое приглашение для площадки.",
            "Завести",
        ):
            job = write(
                self._at,
                lambda db, actor: replace_site_key(db, keys, reason=reason, actor=actor),
                self._tell_replaced,
            )
            job.refused.connect(self.messages.refuse)

    def _tell_replaced(self, replaced: ReplacedKey) -> None:
        first, *others = replaced.told
        self.messages.report(first, " ".join(others))

    def _show_institute(self, column: QVBoxLayout, institute: InstituteLine) -> None:
        column.addWidget(label(institute.name, "section", wrapped=True))
        column.addWidget(
            label(
                f"Код площадки {institute.site_code} · приглашение открыто {day_in_table(institute.accepted_on)}, "
                f"действует до {day_in_table(institute.expires_on)}",
                "secondary",
                wrapped=True,
            )
        )
        column.addWidget(self._figures("Отпечаток института", institute.fingerprint, "institute-fingerprint"))
        if institute.compared_on is not None:
            column.addWidget(label(f"Сверен по телефону {day_in_table(institute.compared_on)}", "secondary"))
            return
        column.addWidget(label(_COMPARE, wrapped=True))
        column.addWidget(label(_DIFFERENT, "secondary", wrapped=True))
        theme = self._at.theme
        same = named(Button(theme, "Все цифры сошлись", icon="checkmark"), "keys-compared", "Все цифры сошлись")
        same.clicked.connect(self.compared)
        column.addLayout(_left(same))

    def _show_own_key(self, column: QVBoxLayout, institute: InstituteLine | None) -> None:
        theme = self._at.theme
        column.addWidget(label("Ключ площадки", "section"))
        said = "Ключ появится с первым сертификатом или пакетом."
        has_key = institute is not None and institute.site_fingerprint is not None
        if institute is not None and institute.site_fingerprint is not None:
            column.addWidget(self._figures("Отпечаток площадки", institute.site_fingerprint, "site-fingerprint"))
            said = (
                "Институт знает этот ключ и примет подписанное им."
                if institute.is_introduced
                else "Институт узнает ключ из первого пакета. Когда спросит по телефону, прочтите эти цифры."
            )
        column.addWidget(label(said, "secondary", wrapped=True))
        if has_key and not self._is_covered():
            column.addWidget(label(_NOT_COVERED, "secondary", wrapped=True))
        sheet = named(
            Button(theme, "Лист восстановления", icon="print", small=True),
            "keys-sheet",
            "Лист восстановления: напечатать",
        )
        sheet.clicked.connect(lambda: offer_sheet(self._at, self))
        restore = named(Button(theme, "Восстановить с листа…", small=True), "keys-restore", "Восстановить ключ с листа")
        restore.clicked.connect(self.restore)
        change = named(Button(theme, "Новый ключ…", role="quiet", small=True), "keys-new", "Завести новый ключ")
        change.clicked.connect(lambda: self._ask_loss(change))
        row = _left(sheet, restore, change)
        sheet.setVisible(has_key)
        change.setVisible(has_key)
        column.addLayout(row)

    def restore(self) -> RestoreDialog:
        """Type the letters of a recovery sheet."""
        dialog = RestoreDialog(self._at, self)
        dialog.restored.connect(lambda: self.messages.tell("Ключ площадки восстановлен."))
        dialog.restored.connect(self.reload)
        dialog.open()
        return dialog

    def _show_addresses(self, column: QVBoxLayout, institute: InstituteLine) -> None:
        theme = self._at.theme
        column.addWidget(label("Адреса института", "section"))
        if not institute.servers:
            column.addWidget(label("Адреса сервера в приглашении нет: передавайте флешкой или почтой.", "secondary"))
        for number, (road, url) in enumerate(institute.servers):
            words = QVBoxLayout()
            words.setSpacing(0)
            shown = label(url, wrapped=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(shown)
            words.addWidget(label(_ROADS.get(road, road), "secondary"))
            password = Button(theme, "Пароль…", icon="lock_closed", small=True)
            named(password, f"keys-password-{number}", f"Пароль к {url}")
            password.clicked.connect(lambda _on=False, url=url: self.ask_password(url))
            row = QHBoxLayout()
            row.setSpacing(theme.space("s"))
            row.addLayout(words, 1)
            row.addWidget(password)
            column.addLayout(row)
        if institute.servers:
            self._show_speed(column)

    def _show_speed(self, column: QVBoxLayout) -> None:
        remembered, outgoing = self._at.remembered, self._at.outgoing
        field = named(ChoiceField(self._at.theme, list(CHOICES)), "keys-speed", "Скорость отправки")
        field.set_value(remembered_choice(remembered))
        field.edited.connect(lambda: choose_limit(remembered, outgoing, str(field.value() or "")))
        title = caption("Скорость отправки")
        title.setBuddy(field)
        column.addWidget(title)
        column.addWidget(field)

    def ask_password(self, url: str) -> PasswordDialog:
        """Name and password for a server that wants them."""
        dialog = PasswordDialog(self._at, self, url)
        dialog.kept.connect(self.messages.tell)
        dialog.open()
        return dialog

    def _is_covered(self) -> bool:
        """Whether a password covers the key's file; what is lost is told elsewhere."""
        held = next((key for key in site_keys(self._at.db) if key.retired_on is None), None)
        if held is None:
            return True
        try:
            return KeyStore.under(self._at.data_folder).is_covered(held.name)
        except UserError:
            return True

    def _ask_loss(self, button: Button) -> None:
        menu = named(QMenu(button), "keys-loss", "Почему нужен новый ключ")
        for reason, words in _LOSS.items():
            menu.addAction(capitalised(words)).triggered.connect(lambda _on=False, why=reason: self.replace_key(why))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _figures(self, title: str, figures: str, name: str) -> QFrame:
        """Large figures in two lines of three groups, to be read out."""
        theme = self._at.theme
        frame = QFrame()
        frame.setProperty("sheet", "true")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(0)
        column.addWidget(label(title, "caption"))
        groups = figures.split(" ")
        half = (len(groups) + 1) // 2
        shown = QLabel("\n".join("   ".join(part) for part in (groups[:half], groups[half:])))
        shown.setObjectName(name)
        shown.setProperty("look", "figure")
        shown.setFont(theme.font("figure", tabular=True))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)
        return frame

    def _write(self, command: Callable[[Database, Actor], object], said: str) -> None:
        job = write(self._at, command, lambda _done: self.messages.tell(said))
        job.refused.connect(self.messages.refuse)


def _left(*buttons: Button) -> FlowLayout:
    row = FlowLayout()
    for button in buttons:
        row.addWidget(button)
    return row
