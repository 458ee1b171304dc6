"""What is done to the certificates of the list: printed, handed over, worded, doubled, annulled, taken out."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from models.commands.certificates import hand_over, issue_duplicate, remove_paper_certificate
from models.key_store import KeyStore
from models.rows.certificates import CertificateRow
from models.rows.codes import CertificateState
from models.rules.words import counted
from views.certificates.panel import CertificatePanel
from views.certificates.printing import CertificatePrinting
from views.certificates.register import CertificateRegister
from views.widgets.dialogs import ask
from views.widgets.row_actions import row_action
from views.workplace import Workplace
from views.writing import write, write_and_say

_ALL_PAGES = 500
"""Certificates that are shown in one preview; more go into files."""


class RowTasks(QObject):
    """`actions` is the menu of the rows; each acts on the chosen ones, or on the one under the cursor."""

    def __init__(
        self,
        workplace: Workplace,
        register: CertificateRegister,
        printing: CertificatePrinting,
        panel: Callable[[], CertificatePanel],
    ) -> None:
        super().__init__(register)
        self._at = workplace
        self._register = register
        self._printing = printing
        self._panel = panel
        self.sure = ask
        rows = register.table
        self.actions = [
            row_action(rows, "Напечатать…", self.print_chosen, "Ctrl+P"),
            row_action(rows, "Сохранить файлами…", self.save_chosen),
            row_action(rows, "Отметить вручёнными", self.hand_chosen),
            row_action(rows, "Исправить имя", self.reword, "F2"),
            row_action(rows, "Выдать дубликат", self.double),
            row_action(rows, "Аннулировать", self.annul),
            row_action(rows, "Убрать запись книги", self.take_out, "Del"),
        ]

    def print_chosen(self) -> None:
        """Show the pages of the chosen certificates."""
        chosen = self._printable()
        if len(chosen) > _ALL_PAGES:
            self._at.messages.tell(f"Это больше {_ALL_PAGES} страниц: сохраните их файлами.")
        elif chosen:
            self._printing.show_certificates([row.id for row in chosen], [row.number for row in chosen])

    def save_chosen(self) -> None:
        """Write the chosen certificates into a folder, all in one file and a file of each."""
        if chosen := self._printable():
            self._printing.save_batch([row.id for row in chosen], [row.number for row in chosen])

    def hand_chosen(self) -> None:
        """Write down that the chosen certificates were handed over today."""
        chosen = [row for row in self._register.chosen() if row.state is CertificateState.PREPARED]
        if not chosen:
            self._at.messages.tell("Вручить можно подготовленные сертификаты: выберите их в списке.")
            return
        ids = [row.id for row in chosen]
        day = max(self._at.db.today(), *(row.issue_date for row in chosen))
        words = counted(len(ids), "сертификат вручён", "сертификата вручены", "сертификатов вручены")
        write_and_say(self._at, lambda db, actor: hand_over(db, ids, day, actor=actor), f"{words}.")

    def open_current(self) -> None:
        """Enter: the wording while it can be changed, else the page."""
        row = self._register.current()
        if row is not None and row.state is CertificateState.PREPARED and not row.is_from_paper_book:
            self._panel().reword(row)
        elif row is not None:
            self.print_chosen()

    def reword(self) -> None:
        """Put right to whom a prepared certificate is given."""
        row = self._register.current()
        if row is None:
            return
        if row.state is CertificateState.PREPARED and not row.is_from_paper_book:
            self._panel().reword(row)
        else:
            self._at.messages.tell("Имя меняют, пока сертификат не вручён. В выданном: аннулируйте и выдайте новый.")

    def annul(self) -> None:
        """Ask why the certificate holds no more."""
        row = self._register.current()
        if row is None:
            return
        if row.state is CertificateState.ANNULLED:
            self._at.messages.tell("Этот сертификат уже аннулирован.")
        else:
            self._panel().annul(row)

    def double(self) -> None:
        """Issue a duplicate of one that was handed over."""
        row = self._register.current()
        if row is None:
            return
        keys = KeyStore.under(self._at.data_folder)
        if row.state not in (CertificateState.ISSUED, CertificateState.DUPLICATE):
            self._at.messages.tell("Дубликат выдают вместо вручённого сертификата.")
        elif self.sure(
            self._register.window(),
            self._at.theme,
            question=f"Выдать дубликат сертификата № {row.number}?",
            consequence="Он получит следующий номер года, вернуть номер нельзя. Оригинал останется в книге.",
            verb="Выдать дубликат",
        ):
            day = max(self._at.db.today(), row.issue_date)
            write(
                self._at,
                lambda db, actor: issue_duplicate(db, row.id, day, keys=keys, actor=actor),
                self._on_doubled,
            )

    def take_out(self) -> None:
        """Remove a line of the paper book."""
        row = self._register.current()
        if row is None:
            return
        if not row.is_from_paper_book:
            self._at.messages.tell("Номера программы остаются в книге. Неверный сертификат аннулируют.")
            return
        write_and_say(
            self._at,
            lambda db, actor: remove_paper_certificate(db, row.id, actor=actor),
            f"Запись № {row.number} убрана из книги.",
        )

    def _printable(self) -> list[CertificateRow]:
        chosen = [
            row
            for row in self._register.chosen()
            if not row.is_from_paper_book and row.state is not CertificateState.ANNULLED
        ]
        if not chosen:
            self._at.messages.tell(
                "Печатаются сертификаты, которые дала программа и не аннулировали: выберите их в списке."
            )
        return chosen

    def _on_doubled(self, certificate_id: int) -> None:
        self._register.select(certificate_id)
        self._at.messages.did("Дубликат подготовлен.", undo=False)
