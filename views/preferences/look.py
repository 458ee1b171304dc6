"""How the window looks, who works now, and where the data lies."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.queries.team import choices
from views.preferences.folder import FolderSheet
from views.theme import Mode
from views.widgets.buttons import Segments
from views.widgets.choice import ChoiceField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import caption, label
from views.workplace import Workplace

_MODES = ((Mode.SYSTEM.value, "как в системе"), (Mode.LIGHT.value, "светлая"), (Mode.DARK.value, "тёмная"))
_SCALES = (("100", "обычный"), ("110", "крупный"), ("125", "очень крупный"))
_HEAD = 0


class LookSheets(QScrollArea):
    """Theme and text size, switched at once; the acting person; the data folder."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme, remembered = workplace.theme, workplace.remembered
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look = Sheet(theme, "Вид")
        modes = named(Segments(theme, _MODES, current=theme.mode.value), "theme-mode", "Тема")
        scales = named(Segments(theme, _SCALES, current=str(round(theme.scale * 100))), "text-size", "Размер текста")
        modes.chosen.connect(self._on_mode)
        scales.chosen.connect(self._on_scale)
        for title, choice in (("Тема", modes), ("Размер текста", scales)):
            look.body.addWidget(caption(title))
            look.body.addWidget(choice)
        person = Sheet(theme, "Кто сейчас работает")
        self._person = named(ChoiceField(theme, []), "acting-person", "Кто сейчас работает")
        self._person.edited.connect(self._on_person)
        person.body.addWidget(label("От этого имени записываются действия в истории.", "secondary", wrapped=True))
        person.body.addWidget(self._person)
        self.folder = FolderSheet(workplace)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        for sheet in (look, person, self.folder):
            column.addWidget(sheet)
        column.addStretch()
        self.setWidget(holder)
        self._remembered = remembered
        self.reload()

    def reload(self) -> None:
        """Read the team again."""
        members: list[tuple[object, str]] = [(each.id, each.title) for each in choices(self._at.db, "member")]
        self._person.set_items([(_HEAD, "руководитель площадки (по умолчанию)"), *members])
        known = [value for value, _ in members]
        chosen = self._remembered.person_id
        if chosen is not None and chosen not in known:
            # Who has left the team signs nothing any more.
            self._remembered.person_id = chosen = None
        self._person.set_value(chosen or _HEAD)

    def _on_mode(self, key: str) -> None:
        self._at.theme.choose(mode=Mode(key))
        self._remembered.theme = Mode(key)

    def _on_scale(self, key: str) -> None:
        self._at.theme.choose(scale=int(key) / 100)
        self._remembered.scale = int(key) / 100

    def _on_person(self) -> None:
        chosen = self._person.value()
        self._remembered.person_id = chosen if isinstance(chosen, int) and chosen else None
