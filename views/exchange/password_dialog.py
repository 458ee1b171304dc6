"""Name and password for a server of the institute that wants them."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from views.widgets.buttons import Button
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label
from views.workplace import Workplace

_WIDTH, _PADDING = 420, 20


class PasswordDialog(QDialog):
    """Asks; the sending gets the answer, `kept` what is said of it."""

    kept = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget, url: str) -> None:
        super().__init__(parent)
        self._at = workplace
        self._url = url
        theme = workplace.theme
        host = urlsplit(url).hostname or url
        named(self, "password-dialog", f"Пароль к {host}")
        self.setWindowTitle(f"Пароль к {host}")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        password = TextField(theme)
        password.setEchoMode(QLineEdit.EchoMode.Password)
        self.form = Form(theme)
        self.form.add("name", "Имя на сервере", TextField(theme), required=True)
        self.form.add("password", "Пароль", password, required=True)
        act = named(Button(theme, "Запомнить", role="primary"), "password-keep", "Запомнить пароль")
        act.setDefault(True)
        act.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "password-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(act)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(f"Пароль к {host}", "section", wrapped=True))
        column.addWidget(
            label(
                "Ляжет в хранилище паролей системы. Где его нет, программа помнит пароль, пока не закрыта. "
                "В данные площадки он не попадёт.",
                "secondary",
                wrapped=True,
            )
        )
        column.addWidget(self.form)
        column.addLayout(buttons)

    @override
    def accept(self) -> None:
        if not self.form.verify():
            return
        values = self.form.values()
        self._at.outgoing.login_given.emit(self._url, str(values["name"]), str(values["password"]))
        self.kept.emit("Пароль принят: попробуем с ним.")
        super().accept()
