"""Every piece in all its states: `make screens` draws the pages, a person compares them with the design."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.rows.draft import FieldProblem
from views.states import State
from views.theme import ChipLook, Theme
from views.widgets.bars import Bar, Legend
from views.widgets.buttons import Button, CardButton, FilterButton, Segments, icon_button, row_of
from views.widgets.calendar import CalendarPopup
from views.widgets.chip import Chip
from views.widgets.dialogs import Question
from views.widgets.dots import Dots
from views.widgets.empty import EmptyState
from views.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    MultilineField,
    NumberField,
    RadioField,
    TextField,
    TimeField,
)
from views.widgets.filters import FilterBar
from views.widgets.flow import FlowLayout
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.paint import Mark, Part
from views.widgets.panel import SidePanel, SplitPage
from views.widgets.progress import ProgressSheet
from views.widgets.route import RouteLine, RouteStop
from views.widgets.sheet import Sheet, hline
from views.widgets.table import CellLook, Column, PagedTable, Sort, TableView
from views.widgets.text import Elided, caption, figure, hint, label, problem, record, secondary, section, strong
from views.widgets.tree import Group, GroupedTree

TODAY = date(2026, 3, 13)
LONG = "Семинар-практикум «Проектирование развивающей предметно-пространственной среды в разновозрастной группе»"

ATTENDANCE = (
    Mark("checkmark", State.DONE, "присутствует"),
    Mark("Д", State.IN_PROGRESS, "дистанционно"),
    Mark("У", State.ATTENTION, "уважительная причина"),
    Mark("Н", State.OVERDUE, "отсутствует"),
)
STATES = ("выполнено", "просрочено (вычисляется)", "перенесено", "запланировано", "в работе", "отменено")


@dataclass(frozen=True, slots=True)
class Item:
    """An invented item of a plan."""

    id: int
    number: str
    title: str
    due: str
    figures: str
    state: str


ITEMS = (
    Item(1, "1.1", "Заседание совета площадки: план квартала", "14.01", "8 / 8", STATES[0]),
    Item(2, "1.3", "Приказ о составе творческих групп", "до 16.02", "— / —", STATES[1]),
    Item(3, "3.2", "Вебинар «ФОП ДО: что меняется в планировании»", "04.02", "30 / 34", STATES[0]),
    Item(4, "3.4", "Семинар-практикум «Карта дефицитов педагога»", "24.03", "25 / —", STATES[2]),
    Item(5, "3.5", LONG, "26.03", "9 / —", STATES[3]),
    Item(6, "5.1", "Мастер-класс «Читаем карту группы»", "27.02", "18 / 21", STATES[0]),
    Item(7, "5.2", "Круглый стол «Среда для всех»", "09.03", "20 / —", STATES[1]),
    Item(8, "5.4", "Сборник материалов «Сто шагов в лес»", "до 30.03", "— / —", STATES[4]),
)


def plan_columns(theme: Theme) -> list[Column[Item]]:
    """The columns of the plan, as in the design."""
    return [
        Column("number", "№", lambda row: row.number, width=46, quiet=True),
        Column("title", "Мероприятие", lambda row: row.title),
        Column("due", "Срок", lambda row: row.due, width=84),
        Column("figures", "План/факт", lambda row: row.figures, "right", width=82, rank=2),
        Column(
            "state",
            "Состояние",
            lambda row: row.state.split(" (")[0].capitalize(),
            width=158,
            rank=1,
            chip=lambda row: theme.chip("planItem", row.state),
        ),
    ]


# --------------------------------------------------------------------------------------------------------- pieces


def texts(theme: Theme) -> QWidget:
    """Labels, key caps, chips, dots."""
    page = Page(theme, "Тексты, чипы, точки", "Подзаголовок страницы · 13 марта 2026")
    sheet = Sheet(theme, "Тексты", "10 видов", "Ссылка")
    for made in (
        record("Вдовина Наталья Юрьевна"), figure("23 из 25"), section("Заголовок листа"), strong("Весомый текст"),
        label("Обычный текст"), secondary("Второстепенный текст, который переносится, когда места мало"),
        hint("Подсказка под полем"), caption("Подпись над полем"), problem("В СНИЛС не сходятся последние две цифры"),
    ):  # fmt: skip
        sheet.body.addWidget(made)
    cut = Elided(LONG)
    cut.setFixedWidth(300)
    sheet.body.addWidget(cut)
    sheet.body.addWidget(row_of(KeyCap(theme, "Ctrl+S"), KeyCap(theme, "Esc"), KeyCap(theme, "F8"), KeyCap(theme, "↓")))
    sheet.body.addStretch()
    chips = Sheet(theme, "Чипы и точки")
    kinds = {
        "planItem": STATES[:3],
        "certificate": ("подготовлен", "выдан", "аннулирован"),
        "plan": ("черновик", "обсуждён советом", "утверждён"),
        "trainee": ("заявка", "обучается"),
        "package": ("собран", "передан", "принят", "отклонён"),
        "importRow": ("новый", "изменится", "не хватает"),
        "attendance": ("дистанционно", "уважительная причина", "отсутствовал"),
    }
    flow = FlowLayout(spacing=6)
    for kind, words in kinds.items():
        for word in words:
            flow.addWidget(_chip(theme, kind, word))
    chips.body.addLayout(flow)
    narrow = _chip(theme, "attendance", "уважительная причина")
    narrow.setFixedWidth(120)
    chips.body.addWidget(narrow)
    done, none = State.DONE, None
    chips.body.addWidget(
        row_of(
            Dots(theme, (done, done, done, done, none), "4 требования из 5"),
            Dots(theme, (State.OVERDUE, done, State.IN_PROGRESS, State.NEUTRAL, State.ATTENTION), "разные"),
            spacing=24,
        )
    )
    parts = (
        Part(17, State.DONE, "выполнено"), Part(2, State.OVERDUE, "просрочено"), Part(1, State.IN_PROGRESS, "в работе"),
        Part(4, State.NEUTRAL, "впереди"),
    )  # fmt: skip
    chips.body.addWidget(Bar(theme, parts))
    chips.body.addWidget(Legend(theme, parts))
    chips.body.addWidget(Bar(theme, (Part(3, State.IN_PROGRESS),), total=5, meaning="3 из 5"))
    chips.body.addWidget(Bar(theme, (Part(5, State.DONE),), total=5, meaning="5 из 5"))
    chips.body.addWidget(Bar(theme, (), total=5, meaning="0 из 5"))
    chips.body.addStretch()
    page.body.addLayout(_side_by_side(sheet, chips))
    return page


def buttons(theme: Theme) -> QWidget:
    """Buttons, segments, filters, cards."""
    page = Page(theme, "Кнопки")
    page.add_button(Button(theme, "Подготовить отчёт", icon="document_text"))
    page.add_button(Button(theme, "Записать мероприятие", icon="add", role="primary"))
    sheet = Sheet(theme, "Роли")
    blocked = Button(theme, "Подготовить сертификат", icon="certificate")
    blocked.block("Станет доступно, когда будет принят отчёт")
    off = Button(theme, "Недоступна в Qt")
    off.setEnabled(False)
    sheet.body.addWidget(
        row_of(
            Button(theme, "Обычная"),
            Button(theme, "С иконкой", icon="print"),
            Button(theme, "Главная", role="primary"),
            Button(theme, "Ссылка", role="link"),
            Button(theme, "Тихая", icon="history", role="quiet"),
            off,
        )
    )
    sheet.body.addWidget(
        row_of(
            Button(theme, "Открыть", small=True),
            Button(theme, "Принять", role="primary", small=True),
            icon_button(theme, "chevron_left", name="previous", title="Назад", key="Alt+←"),
            icon_button(theme, "more_horizontal", name="more", title="Ещё"),
            blocked,
            label("Станет доступно, когда будет принят отчёт", "secondary"),
        )
    )
    sheet.body.addWidget(
        Segments(theme, [("quarter", "Квартал"), ("half", "Полугодие"), ("year", "Год")], current="quarter")
    )
    filters = [
        FilterButton(theme, "Просрочено", count=2, state=State.OVERDUE), FilterButton(theme, "В работе", count=1),
        FilterButton(theme, "Без факта", count=0), FilterButton(theme, "Новые", count=11, icon="add"),
        FilterButton(theme, "Решите сами", count=3, state=State.ATTENTION, icon="warning"),
    ]  # fmt: skip
    filters[0].setChecked(True)
    filters[4].setChecked(True)
    sheet.body.addWidget(row_of(*filters))
    cards = QHBoxLayout()
    for title, note in (("Папка на этом ПК", "1 файл, сразу"), ("Флешка", "Передать с тем, кто едет в район")):
        card = CardButton(theme, title)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(strong(title))
        inside.addWidget(label(note, "secondary"))
        card.setChecked(title.startswith("Папка"))
        cards.addWidget(card)
    sheet.body.addLayout(cards)
    sheet.body.addStretch()
    page.body.addWidget(sheet)
    return page


def fields(theme: Theme) -> QWidget:
    """A form empty and full."""
    return _forms(theme, (("Пусто", "empty"), ("Заполнено", "full")))


def problems(theme: Theme) -> QWidget:
    """A form with problems and one that cannot be changed."""
    return _forms(theme, (("Не так", "problem"), ("Нельзя менять", "off")))


def _forms(theme: Theme, shown: Sequence[tuple[str, str]]) -> QWidget:
    page = Page(theme, "Поля и форма")
    row = QHBoxLayout()
    row.setSpacing(12)
    for title, state in shown:
        sheet = Sheet(theme, title)
        form = sample_form(theme)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.add_stretch()
        area.setWidget(form)
        sheet.body.addWidget(area)
        row.addWidget(sheet, 1)
        if state != "empty":
            form.set_values(SAMPLE)
        if state == "problem":
            form.set_typed({"since": "37 марта", "planned": "много", "title": "", "place": LONG})
            form.show_problems(
                [*form.problems(), FieldProblem("kind", "Выберите форму"), FieldProblem("", "План уже утверждён")]
            )
        if state == "off":
            form.set_enabled(enabled=False)
    for at in range(row.count()):
        row.setStretch(at, 1)
    page.body.addLayout(row, 1)
    return page


SAMPLE: dict[str, object] = {
    "title": "Семинар-практикум «Карта дефицитов педагога»",
    "since": date(2026, 3, 24),
    "from": time(10, 30),
    "kind": "mixed",
    "planned": 25,
    "municipality": 3,
    "agreed": True,
    "place": "Музыкальный зал",
}


def sample_form(theme: Theme) -> Form:
    """A form with one of every field."""
    form = Form(theme)
    form.add("title", "Мероприятие (тема)", MultilineField(theme, lines=2), required=True)
    form.add("since", "Срок", DateField(theme, lambda: TODAY), hint="Можно «завтра» или «24 марта»")
    form.add("from", "Начало", TimeField(theme), beside="since")
    kinds = [("onsite", "очно"), ("remote", "дистанционно"), ("mixed", "смешанно")]
    form.add("kind", "Форма", ChoiceField(theme, kinds))
    form.add("planned", "Участников, план", NumberField(theme), beside="kind")
    places = [(at, f"{name} МО") for at, name in enumerate(_PLACES)]
    form.add("municipality", "Муниципалитет", ChoiceField(theme, places), hint="Длинный список ищется по буквам")
    form.add("place", "Место", TextField(theme, placeholder="Где пройдёт"))
    form.add("agreed", "", CheckField(theme, "Согласия на обработку данных собраны"))
    return form


_PLACES = (
    "Анучинский", "Арсеньевский", "Дальнегорский", "Чугуевский", "Яковлевский", "Кавалеровский", "Кировский",
    "Лазовский", "Михайловский", "Надеждинский", "Октябрьский", "Ольгинский", "Пожарский", "Спасский", "Тернейский",
)  # fmt: skip


def table(theme: Theme) -> QWidget:
    """A table full, and one with nothing found."""
    page = Page(theme, "Таблица")
    model = PagedTable(plan_columns(theme), rows=ITEMS, sort=Sort("due"))
    view = TableView(theme, model, "gallery-table", "Пункты плана")
    view.select(lambda row: row.id == 4)
    view.show_drafts(frozenset({6}))
    full = Sheet(theme, inset=1)
    full.body.addWidget(view)
    nothing: PagedTable[Item] = PagedTable(plan_columns(theme))
    empty_view = TableView(theme, nothing, "gallery-empty", "Пункты плана")
    empty = Sheet(theme, "Ничего не нашлось", inset=1)
    empty.body.addWidget(empty_view)
    page.body.addLayout(_side_by_side(full, empty, shares=(3, 2)))
    return page


def cells(theme: Theme) -> QWidget:
    """A table of two lines with ticks, coloured cells, marks and drawings."""
    page = Page(theme, "Ячейки таблицы")
    view = TableView(theme, PagedTable(_cell_columns(theme), rows=ITEMS), "gallery-cells", "Строки загрузки")
    view.select(lambda row: row.id == 2)
    sheet = Sheet(theme, "Загрузка и отметки", "8 строк", inset=1)
    sheet.body.addWidget(view)
    page.body.addWidget(sheet)
    return page


def _cell_columns(theme: Theme) -> list[Column[Item]]:
    looks = {
        1: CellLook(State.ATTENTION),
        4: CellLook(State.IN_PROGRESS, bar=False, strong=True),
        6: CellLook(State.OVERDUE),
    }
    seconds = {1: "нет отчества · есть Зубкова А. Д.", 4: "было: воспитатель", 6: "нет организации"}
    return [
        Column("tick", "", lambda _row: "", width=42, sortable=False, check=_tick),
        Column("number", "№", lambda row: row.number, "right", width=46, quiet=True),
        Column(
            "what",
            "Что будет",
            lambda row: ("Новый", "Изменится", "Проверьте")[row.id % 3],
            width=130,
            chip=lambda row: theme.chip("importRow", ("новый", "изменится", "проверьте")[row.id % 3]),
        ),
        Column(
            "title",
            "Название",
            lambda row: row.title,
            second=lambda row: seconds.get(row.id, ""),
            cell=lambda row: looks.get(row.id),
            strong=lambda row: row.id == 5,
        ),
        Column("mark", "Отметка", lambda row: ATTENDANCE[row.id % 4].label, width=160, rank=1, marks=_marks),
        Column("dots", "Требования", lambda row: f"{row.id % 5} из 5", width=110, rank=2, dots=_some_dots),
        Column("bar", "Доля", lambda row: f"{row.id} из 8", width=110, rank=3, bar=_share),
        Column("file", "Вид", lambda row: "скан" if row.id % 2 else "фото", width=80, rank=3, icon=_file_icon),
    ]


def _tick(row: Item) -> bool | None:
    return None if row.id == 3 else row.id % 2 == 1


def _marks(row: Item) -> tuple[Sequence[Mark], int]:
    return ATTENDANCE, row.id % len(ATTENDANCE)


def _share(row: Item) -> tuple[Sequence[Part], float]:
    return (Part(row.id, State.DONE if row.id == len(ITEMS) else State.IN_PROGRESS),), len(ITEMS)


def _file_icon(row: Item) -> str:
    return "document" if row.id % 2 else "image"


def _some_dots(row: Item) -> Sequence[State | None]:
    return [State.DONE if at < row.id % 5 else None for at in range(5)]


def tree(theme: Theme) -> QWidget:
    """The plan in its sections, one of them folded, with the panel open."""
    page = Page(theme, "Дерево и панель", "24 пункта · выполнено 17")
    view: GroupedTree[Item] = GroupedTree(theme, plan_columns(theme), "gallery-tree", "План работ")
    view.show_groups(
        [
            Group("1", "1. Организационно-управленческая деятельность", "2 из 3", ITEMS[:2]),
            Group("3", "3. Информационно-методическое сопровождение", "4 из 5", ITEMS[2:5]),
            Group(
                "4", "4. Реализация программ стажировки", "6 из 7", tuple(replace(row, id=row.id + 50) for row in ITEMS)
            ),
            Group("5", "5. Распространение лучших практик", "3 из 5", ITEMS[5:]),
        ]
    )
    view.collapse(view.grouped.index(2, 0))
    view.select(lambda row: row.id == 4)
    sheet = Sheet(theme, inset=1)
    sheet.body.addWidget(view)
    panel = SidePanel(theme)
    panel.hold(sample_form(theme))
    look = theme.chip("planItem", "перенесено")
    panel.edit(4, "Пункт 3.4", SAMPLE, chip=(look, "Перенесено"), focus=False)
    if panel.form is not None:
        panel.form.set_typed({"place": "Отмена автобуса из-за снега"})
        panel.form.changed.emit()
    page.body.addWidget(SplitPage(theme, sheet, panel))
    return page


def filters(theme: Theme) -> QWidget:
    """The filter bar wide and narrow."""
    page = Page(theme, "Отбор")
    for width in (1100, 620):
        bar = FilterBar(theme, "Тема, номер")
        bar.add_choice("section", [(None, "Все разделы"), (1, "1. Организационно-управленческая")], title="Раздел")
        bar.add_choice("person", [(None, "Ответственный"), (1, "Лисовская О. А.")], title="Ответственный")
        bar.add_quick("overdue", "Просрочено", state=State.OVERDUE).setChecked(True)
        bar.add_quick("working", "В работе")
        bar.add_quick("open", "Без факта")
        bar.show_counts({"overdue": 2, "working": 1, "open": 3})
        bar.show_total("24 пункта · выполнено 17")
        bar.setMaximumWidth(width)
        page.body.addWidget(bar)
    page.body.addStretch()
    return page


def routes(theme: Theme) -> QWidget:
    """Routes with captions, with places by date, and one node."""
    page = Page(theme, "Маршрут")
    steps = Sheet(theme, "Загрузка списка")
    steps.body.addWidget(
        RouteLine(
            theme,
            [
                RouteStop("done", "Файл"),
                RouteStop("done", "Столбцы"),
                RouteStop("now", "Проверка строк"),
                RouteStop("ahead", "Готово"),
            ],
            title="Шаги загрузки",
        )
    )
    package = Sheet(theme, "Путь пакета")
    way = RouteLine(theme, title="Путь пакета")
    way.show_stops(
        [
            RouteStop("done", "собран"),
            RouteStop("now", "передаётся 43 %"),
            RouteStop("ahead", "передан"),
            RouteStop("ahead", "принят"),
        ],
        progress=0.43,
    )
    package.body.addWidget(way)
    quarter = Sheet(theme, "Квартал")
    places = (0.14, 0.16, 0.22, 0.3, 0.32, 0.46, 0.51, 0.6, 0.74, 0.82, 0.85, 0.9, 0.95)
    stops = [
        RouteStop("late" if at in (0.51, 0.74) else ("done" if at < 0.79 else "ahead"), "", f"Пункт {at}", at, at)
        for at in places
    ]
    stops.insert(-4, RouteStop("now", "сегодня, 13 марта", "", "now", 0.79))
    quarter.body.addWidget(RouteLine(theme, [*stops, RouteStop("flag", "", "Отчёт до 5 апреля", "end", 1.0)]))
    for sheet in (steps, package, quarter):
        page.body.addWidget(sheet)
    page.body.addStretch()
    return page


def states(theme: Theme) -> QWidget:
    """Empty states, progress, the calendar, the dialog."""
    page = Page(theme, "Состояния")
    page.show_crumb("Стажёры", "загрузка списка", lambda: None)
    empty = Sheet(theme)
    empty.body.addWidget(
        EmptyState(theme, "Мероприятий в марте пока нет.", "Записать мероприятие", "Загрузить из файла")
    )
    working = ProgressSheet(theme)
    working.sentence.setText("Собираем пакет")
    working.show_figures(120, 1300)
    working.show()
    starting = ProgressSheet(theme)
    starting.sentence.setText("Читаем список")
    starting.show()
    months = CalendarPopup(theme, today=TODAY, current=date(2026, 3, 24))
    months.setWindowFlags(Qt.WindowType.Widget)
    question = Question(
        None,
        theme,
        question="Отправить отчёт за I квартал?",
        consequence="После отправки отчёт закрыт. Изменить его можно будет только новой редакцией.",
        verb="Отправить",
    )
    question.setWindowFlags(Qt.WindowType.Widget)
    right = QVBoxLayout()
    right.addWidget(working)
    right.addWidget(starting)
    right.addWidget(
        row_of(CheckField(theme, "Напомнить"), RadioField(theme, "Очно"), RadioField(theme, "Дистанционно"))
    )
    right.addWidget(hline())
    right.addWidget(question)
    right.addStretch()
    row = QHBoxLayout()
    left = QVBoxLayout()
    left.addWidget(empty, 1)
    left.addWidget(months, 0, Qt.AlignmentFlag.AlignLeft)
    row.addLayout(left, 1)
    row.addLayout(right, 1)
    page.body.addLayout(row)
    return page


PIECES: dict[str, Callable[[Theme], QWidget]] = {
    "texts": texts,
    "buttons": buttons,
    "fields": fields,
    "problems": problems,
    "table": table,
    "cells": cells,
    "tree": tree,
    "filters": filters,
    "routes": routes,
    "states": states,
}
"""Pages of the gallery by name."""


def gallery(theme: Theme) -> dict[str, QWidget]:
    """All pages of the gallery, made anew."""
    return {name: named(make(theme), f"gallery-{name}", name) for name, make in PIECES.items()}


def _chip(theme: Theme, kind: str, word: str) -> Chip:
    look: ChipLook = theme.chip(kind, word)
    return Chip(theme, word.split(" (", maxsplit=1)[0].capitalize(), look.state, look.icon)


def _side_by_side(*sheets: QWidget, shares: Sequence[int] = ()) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for at, sheet in enumerate(sheets):
        row.addWidget(sheet, shares[at] if shares else 1)
    return row
