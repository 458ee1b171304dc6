"""The buttons in the header of the section; which of them are in sight depends on the room."""

from views.theme import Theme
from views.widgets.buttons import Button, icon_button
from views.widgets.naming import named
from views.widgets.page import Page

LOAD = "Загрузить список"


class HeaderButtons:
    """Puts them into the header of a page; the page connects them."""

    def __init__(self, theme: Theme, page: Page) -> None:
        self._theme = theme
        self.streams = named(Button(theme, "Потоки", icon="people_team", role="quiet"), "open-streams", "Потоки")
        self.streams.setToolTip("Кто по какой программе учится; здесь открывают новый поток")
        self.history = named(Button(theme, "Загрузки", icon="history", role="quiet"), "open-batches", "Загрузки")
        self.history.setToolTip("Какие списки загружали; любой можно отменить")
        self.more = icon_button(theme, "more_horizontal", name="trainees-more", title="Ещё")
        self.more.setToolTip("Столбцы, группы и печать списка; организации, похожие карточки, журнал действий")
        for button in (self.streams, self.history, self.more):
            page.tools.addWidget(button)
        self.load = page.add_button(named(Button(theme, LOAD, icon="arrow_import"), "open-import", LOAD))
        self.person = self._primary(page, "add-person", "Добавить стажёра", "Добавить стажёра", icon="person_add")
        self.stream = self._primary(page, "add-stream", "Новый поток", "Новый поток")
        self.organization = self._primary(page, "add-organization", "Добавить организацию", "Добавить организацию")
        self.application = self._primary(page, "add-application", "Новая заявка", "Записать заявку в этот поток")

    @property
    def of_list(self) -> tuple[Button, ...]:
        """Those of the list; every other belongs to a room."""
        return self.streams, self.history, self.more, self.load, self.person

    def _primary(self, page: Page, name: str, text: str, tip: str, *, icon: str = "add") -> Button:
        """What Ctrl+N does where it stands."""
        made = named(Button(self._theme, text, icon=icon, role="primary"), name, text)
        made.setToolTip(f"{tip} (Ctrl+N)")
        made.clicked.connect(page.primary_new)
        return page.add_button(made)
