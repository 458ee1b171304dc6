"""The filter bar over the list of trainees: what it asks for, as a `PeopleFilter`, with how many each choice finds."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from models.rows.codes import Category, EnrollmentStatus
from models.rows.people import NO_STREAM, FilterChoice, Lack, PeopleCounts, PeopleFilter
from views.theme import Theme
from views.widgets.buttons import Button, FilterButton
from views.widgets.filters import FilterBar
from views.widgets.naming import named

_SEARCH_WIDTH = 200
"""Pixels at 100 %: the bar with «Ещё», «Отборы» and the total then is one line on a 1366 px screen."""
_COUNT = " · "
_STREAM, _STATUS, _ORGANIZATION, _MUNICIPALITY = "stream", "status", "organization", "municipality"
_POSITION, _CATEGORY, _LACK = "position", "category", "lack"
_USUAL = {
    _STREAM: ("Все потоки", "Поток"),
    _ORGANIZATION: ("Все организации", "Организация"),
    _MUNICIPALITY: ("Все муниципалитеты", "Муниципалитет"),
}
_MORE = {
    _STATUS: ("Любое состояние", "Состояние в потоке"),
    _POSITION: ("Все должности", "Должность"),
    _CATEGORY: ("Любая категория", "Категория"),
    _LACK: ("Любые данные", "Чего не хватает в карточке"),
}
WITHOUT_STREAM, READY = "without_stream", "ready"
_QUICK_LACKS = (Lack.CONSENT, Lack.LASTING_CONSENT)


class PeopleFilters(FilterBar):
    """Search, stream, organisation, municipality; under «Ещё» state, position, category and what a card lacks.

    A filter that is on stays in sight; «Сбросить» asks for everybody again.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "ФИО, телефон", search_width=_SEARCH_WIDTH)
        said = {**_USUAL, **_MORE}
        self.fields = {key: self.add_choice(key, [(None, blank)], title=title) for key, (blank, title) in said.items()}
        self.more = named(FilterButton(theme, "Ещё"), "filter-more", "Ещё")
        self.more.setToolTip("Состояние в потоке, должность, категория и чего не хватает в карточке")
        self.more.toggled.connect(self._on_more)
        self._flow.insert_before_last(self.more)
        self.quick = {WITHOUT_STREAM: self.add_quick(WITHOUT_STREAM, "Без потока")}
        for lack in _QUICK_LACKS:
            self.quick[lack.value] = self.add_quick(lack.value, lack.label)
        self.quick[READY] = self.add_quick(READY, "Готовы к сертификату")
        self.quick[READY].setToolTip("Все пять требований выполнены, сертификата за этот поток ещё нет")
        self.saved = named(Button(theme, "Отборы", icon="eye", role="quiet", small=True), "filter-saved", "Отборы")
        self.saved.setToolTip("Сохранённые отборы: выбрать, сохранить этот, переименовать, убрать")
        self._flow.insert_before_last(self.saved)
        self.clear = named(Button(theme, "Сбросить", role="link", small=True), "filter-clear", "Сбросить фильтры")
        self.clear.setToolTip("Показать всех стажёров")
        self.clear.clicked.connect(self.reset)
        self._flow.insert_before_last(self.clear)
        self.changed.connect(self._fit)
        self.search.textChanged.connect(self._fit)
        self._fit()

    def wanted(self) -> PeopleFilter:
        """What is asked for."""
        values = self.values()
        quick, lack = str(values["quick"]), values[_LACK]
        status, category = values[_STATUS], values[_CATEGORY]
        lacks = {each for each in _QUICK_LACKS if each.value == quick}
        return PeopleFilter(
            text=str(values["search"]),
            organization_id=_id(values[_ORGANIZATION]),
            municipality_id=_id(values[_MUNICIPALITY]),
            stream_id=NO_STREAM if quick == WITHOUT_STREAM else _id(values[_STREAM]),
            status=status if isinstance(status, EnrollmentStatus) else None,
            position_id=_id(values[_POSITION]),
            category=category if isinstance(category, Category) else None,
            lacks=frozenset(lacks | ({lack} if isinstance(lack, Lack) else set())),
            is_ready=quick == READY,
        )

    def show_wanted(self, wanted: PeopleFilter) -> bool:
        """Ask for this; False, and for everybody, where something in it finds nobody and so is not offered now."""
        self.search.setText(wanted.text)
        quick = next((lack for lack in _QUICK_LACKS if lack in wanted.lacks), None)
        others = [lack for lack in wanted.lacks if lack is not quick]
        chosen: dict[str, object] = {
            _STREAM: wanted.stream_id or None,
            _STATUS: wanted.status,
            _ORGANIZATION: wanted.organization_id,
            _MUNICIPALITY: wanted.municipality_id,
            _POSITION: wanted.position_id,
            _CATEGORY: wanted.category,
            _LACK: others[0] if others else None,
        }
        for key, value in chosen.items():
            self.fields[key].set_value(value)
        if any(self.fields[key].value() != value for key, value in chosen.items()):
            self.reset()
            return False
        self.choose_quick(_quick_key(wanted, quick))
        return True

    def stream_listed(self) -> tuple[int, str] | None:
        """Id and title of the stream whose people are listed, if the list is narrowed to one."""
        field = self.fields[_STREAM]
        stream_id = _id(field.value())
        return None if stream_id is None else (stream_id, field.currentText().rpartition(_COUNT)[0])

    def offer(self, counts: PeopleCounts) -> None:
        """Offer the values that people have, each with how many have it."""
        for key, choices in (
            (_STREAM, counts.streams),
            (_ORGANIZATION, counts.organizations),
            (_MUNICIPALITY, counts.municipalities),
            (_POSITION, counts.positions),
        ):
            self._offer(key, _with_counts(choices))
        states = {each.value: each.people for each in counts.statuses}
        categories = {each.value: each.people for each in counts.categories}
        self._offer(
            _STATUS,
            [(each, _said(each.label.capitalize(), states[each])) for each in EnrollmentStatus if each in states],
        )
        self._offer(
            _CATEGORY,
            [(each, _said(each.label.capitalize(), categories[each])) for each in Category if each in categories],
        )
        self._offer(
            _LACK,
            [
                (lack, _said(lack.label, counts.lacks[lack]))
                for lack in Lack
                if counts.lacks[lack] and lack not in _QUICK_LACKS
            ],
        )
        found = {
            WITHOUT_STREAM: counts.without_stream,
            **{each.value: counts.lacks[each] for each in _QUICK_LACKS},
            READY: len(counts.ready),
        }
        self.show_counts(found)
        for key, button in self.quick.items():
            button.setVisible(bool(found[key]) or button.isChecked())
        self._fit()

    def _offer(self, key: str, items: Iterable[tuple[object, str]]) -> None:
        blank = {**_USUAL, **_MORE}[key][0]
        self.fields[key].set_items([(None, blank), *items])

    def _on_more(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """The further filters stand before «Ещё»: the keyboard goes back to the first of them."""
        self._fit()
        if shown and self.more.hasFocus():
            self.fields[_STATUS].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """A filter that is on is always in sight, and how many of them there are."""
        on = [key for key in _MORE if self.fields[key].currentIndex() > 0]
        for key in _MORE:
            self.fields[key].setVisible(self.more.isChecked() or key in on)
        self.more.show_count(len(on) or None)
        self.clear.setVisible(self.is_on)
        self.updateGeometry()


def _quick_key(wanted: PeopleFilter, lack: Lack | None) -> str:
    if wanted.is_ready:
        return READY
    if wanted.stream_id == NO_STREAM:
        return WITHOUT_STREAM
    return lack.value if lack is not None else ""


def _with_counts(choices: Iterable[FilterChoice]) -> list[tuple[object, str]]:
    return [(each.id, _said(each.title, each.people)) for each in choices]


def _said(words: str, people: int) -> str:
    return f"{words}{_COUNT}{people}"


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None
