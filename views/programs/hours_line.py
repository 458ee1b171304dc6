"""One line that says whether the hours of a programme add up, and leads to the module where they do not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.rows.program_page import ProgramContent
from models.rules.program_check import Matter, program_faults
from models.rules.words import NBSP, counted
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.naming import named
from views.widgets.row_actions import page_key
from views.widgets.text import Elided, label


class HoursLine(QWidget):
    """Hours of the modules out of those of the programme; a fault is told, and its link goes to its module."""

    wanted = Signal(int)
    """The module of the next fault."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._modules: list[int] = []
        self._at = -1
        self._sum = label("", "strong")
        self._chip = Chip(theme)
        self._words = Elided("", look="secondary")
        self.link = named(Button(theme, "", role="link", small=True), "hours-next", "К следующему замечанию")
        self.link.setToolTip("К модулю со следующим замечанием (F8)")
        self.link.clicked.connect(self.go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(theme.space("m"))
        row.addWidget(self._sum)
        row.addWidget(self._chip)
        row.addWidget(self._words, 1)
        row.addWidget(self.link)

    def follow_keys(self, page: QWidget) -> None:
        """F8 anywhere in `page` goes to the next fault."""
        page_key(page, "F8", self.go_on)

    def show_program(self, content: ProgramContent) -> None:
        """Say how the hours of a programme stand."""
        whole = sum(module.hours for module in content.modules)
        self._sum.setText(f"{whole} из {content.passport.hours}{NBSP}ч")
        faults = [each for each in program_faults(content) if each.matter is Matter.MODULES]
        self._modules = [each.module_id for each in faults if each.module_id is not None]
        if faults:
            remarks = counted(len(faults), "замечание", "замечания", "замечаний")
            self._chip.show_look(ChipLook(State.ATTENTION, "warning"), remarks)
        else:
            self._chip.show_look(ChipLook(State.DONE, "checkmark_circle"), "часы сходятся")
        self._words.setText(". ".join(each.words for each in faults))
        self.link.setText("Показать")
        self.link.setVisible(bool(self._modules))

    def go_on(self) -> None:
        """Go to the module of the next fault, after the last to the first."""
        if self._modules:
            self._at = (self._at + 1) % len(self._modules)
            self.wanted.emit(self._modules[self._at])
