"""Which key does what in the attendance sheet."""

from models.rows.codes import Mode
from views.events.marks import WORDS, here
from views.theme import Theme
from views.widgets.key_legend import KeyLegend, key_pair
from views.widgets.text import label


class Legend(KeyLegend):
    """The keys of marks; «Д» is there only where it means something.

    `last` is the pair at the end: what else the keyboard does there.
    """

    def __init__(self, theme: Theme, *, last: tuple[str, str] = ("0–9", "минуты")) -> None:
        self._remote = key_pair(theme, "Д", "дистанционно")
        self._here = label("присутствует", "secondary")
        super().__init__(
            theme,
            (
                key_pair(theme, "Н", "отсутствует"),
                key_pair(theme, "У", "уважительная"),
                self._remote,
                key_pair(theme, "Пробел", self._here),
                key_pair(theme, *last),
            ),
            name="attendance-keys",
            title="Клавиши: Н отсутствует, У уважительная, Д дистанционно, Пробел присутствует",
            lead="Исключения:",
        )

    def show_mode(self, mode: Mode) -> None:
        """Show the keys that an event of this mode takes."""
        self._remote.setVisible(mode is Mode.MIXED)
        self._here.setText(WORDS[here(mode)])
