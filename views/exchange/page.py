"""«Обмен с ИРО»: build the open package to a folder or a flash drive, look at what is inside, check it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from exports.packages.open_package import BuiltPackage, write_open_package
from exports.packages.verify import VerifiedPackage, verify_package
from models.identity import local_text
from models.queries.reports import package_list, package_parts
from models.rows.reports import PackageLine
from models.rules.periods import last_full_quarter, parse_period, periods_around
from models.rules.shown import show_size
from models.version import program_version
from views.exchange.roads import places
from views.jobs import Job, Lane
from views.saving import ask_folder
from views.theme import ChipLook
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import caption, label
from views.workplace import Workplace

_READS = frozenset({"package", "package_content"})
_OTHER = "other"
_INFO_WIDTH = 290

PARTS = {
    "municipalities": "Муниципалитеты",
    "programs": "Программы",
    "streams": "Потоки",
    "trainees": "Стажёры без имён",
    "enrollments": "Зачисления",
    "plan_items": "Пункты плана",
    "events": "Мероприятия",
    "attendance": "Отметки посещения",
    "products": "Продукты",
    "indicators": "Показатели",
    "report_texts": "Тексты отчёта",
}
"""Tables worth telling about, in the words of the person."""


def make_page(workplace: Workplace) -> Page:
    """Make the section."""
    return ExchangePage(workplace)


class ExchangePage(Page):
    """Packages of the site; `choose_folder(beginning)` asks for another folder."""

    def __init__(
        self, workplace: Workplace, *, choose_folder: Callable[[QWidget, Path], Path | None] = ask_folder
    ) -> None:
        super().__init__(workplace.theme, "Обмен с ИРО", "Открытый пакет: цифры, отчёт и таблицы без имён стажёров")
        self._at = workplace
        self._choose_folder = choose_folder
        theme = workplace.theme
        self._build = self.add_button(
            named(Button(theme, "Собрать пакет", icon="box", role="primary"), "build-package", "Собрать пакет")
        )
        self._build.clicked.connect(self._on_build)
        today = workplace.db.today()
        periods = [(period.code, _capital(period.title)) for period in periods_around(today)]
        self._period = named(ChoiceField(theme, periods), "package-period", "Период пакета")
        self._period.set_value(last_full_quarter(today).code)
        self._place = named(ChoiceField(theme, []), "package-place", "Куда положить пакет")
        self._place.edited.connect(self._on_place)
        self._chosen_place: Path = workplace.outbox
        self._progress = ProgressSheet(theme)
        self._table: PagedTable[PackageLine] = PagedTable(
            [
                Column("period", "Период", lambda row: _capital(parse_period(row.period).title)),
                Column("serial", "№", lambda row: str(row.serial), align="right", width=50),
                Column("built", "Собран", lambda row: local_text(row.built_at), width=160),
                Column("size", "Размер", lambda row: show_size(row.size), align="right", width=90, rank=1),
                Column("name", "Файл", lambda row: f"{row.name}.zip", width=280, rank=2),
                Column("state", "Состояние", lambda row: row.state.label, width=120, chip=self._chip, sortable=False),
            ]
        )
        self._list: TableView[PackageLine] = TableView(
            theme, self._table, name="package-list", title="Собранные пакеты", remembered=workplace.remembered
        )
        self._list.current_changed.connect(self._on_current)
        self._empty = EmptyState(
            theme,
            "Собранных пакетов пока нет. Выберите период и место: пакет ляжет туда одним файлом.",
            "Собрать пакет",
            icon="box",
        )
        self._empty.pressed.connect(self._on_build)
        self._inside = Sheet(theme, "Что в пакете")
        self._inside.setFixedWidth(round(_INFO_WIDTH * theme.scale))
        self._facts = QGridLayout()
        self._facts.setColumnStretch(0, 1)
        self._inside.body.addLayout(self._facts)
        self._privacy = label("Имён, телефонов и СНИЛС в нём нет: стажёры под кодами.", "hint", wrapped=True)
        self._inside.body.addWidget(self._privacy)
        self._inside.body.addStretch()
        self._check = named(Button(theme, "Проверить файл", small=True), "check-package", "Проверить файл пакета")
        self._show = named(Button(theme, "Открыть папку", small=True), "open-folder", "Открыть папку с пакетом")
        self._check.clicked.connect(self._on_check)
        self._show.clicked.connect(self._on_show)
        buttons = QHBoxLayout()
        buttons.addWidget(self._check)
        buttons.addWidget(self._show)
        self._inside.body.addLayout(buttons)
        self._lay_out()
        self._show_places()
        workplace.changes.reload_on(_READS, self.reload)
        self.reload()

    def reload(self) -> None:
        """Read the register again."""
        lines = package_list(self._at.db)
        self._table.set_rows(lines)
        self._packages.setVisible(bool(lines))
        self._inside.setVisible(bool(lines))
        self._empty_sheet.setVisible(not lines)
        if lines:
            self._list.select_first()

    def areas(self) -> list[QWidget]:
        """Choice, packages, what is inside."""
        return [self._choice, self._list, self._inside]

    def _lay_out(self) -> None:
        theme = self._at.theme
        self._choice = Sheet(theme)
        row = QHBoxLayout()
        row.setSpacing(theme.space("l"))
        for title, field in (("Период", self._period), ("Куда положить", self._place)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(caption(title))
            column.addWidget(field)
            row.addLayout(column, 1)
        self._choice.body.addLayout(row)
        self._packages = Sheet(theme, "Собранные пакеты", inset=1)
        self._packages.body.addWidget(self._list)
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self._empty)
        lower = QHBoxLayout()
        lower.setSpacing(theme.space("gutter"))
        lower.addWidget(self._packages, 1)
        lower.addWidget(self._empty_sheet, 1)
        lower.addWidget(self._inside)
        self.body.addWidget(self._choice)
        self.body.addWidget(self._progress)
        self.body.addLayout(lower, 1)

    def _show_places(self, extra: Path | None = None) -> None:
        items: list[tuple[object, str]] = [(each.folder, each.title) for each in places(self._at.outbox)]
        if extra is not None and extra not in [folder for folder, _ in items]:
            items.append((extra, str(extra)))
        items.append((_OTHER, "Другая папка…"))
        self._place.set_items(items)
        self._place.set_value(self._chosen_place)

    def _on_place(self) -> None:
        chosen = self._place.value()
        if chosen == _OTHER:
            folder = self._choose_folder(self, self._chosen_place)
            self._chosen_place = folder or self._chosen_place
            self._show_places(self._chosen_place)
        elif isinstance(chosen, Path):
            self._chosen_place = chosen

    def _on_build(self) -> None:
        at, folder, period = self._at, self._chosen_place, parse_period(str(self._period.value()))

        def work(_progress: object) -> BuiltPackage:
            folder.mkdir(parents=True, exist_ok=True)
            return write_open_package(at.db, period, folder, actor=at.actor(), program_version=program_version())

        job = Job(work)
        job.done.connect(self._on_built)
        job.refused.connect(at.messages.refuse)
        self._progress.follow(job, "Собираем пакет")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_built(self, built: BuiltPackage) -> None:
        again = "" if built.is_new else " Данные не изменились, это тот же пакет."
        self._at.messages.tell(f"Пакет записан: {built.path.name}, {show_size(built.size)}.{again}")

    def _on_current(self, line: PackageLine | None) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if line is None:
            return
        counts = {part.part: part.items for part in package_parts(self._at.db, line.id)}
        for row, (part, title) in enumerate(each for each in PARTS.items() if each[0] in counts):
            self._facts.addWidget(label(title, "secondary"), row, 0)
            self._facts.addWidget(label(str(counts[part]), "strong"), row, 1)

    def _file(self) -> Path | None:
        line = self._list.current_row()
        if line is None:
            return None
        found = [folder / f"{line.name}.zip" for folder in (self._chosen_place, self._at.outbox)]
        there = [path for path in found if path.is_file()]
        if not there:
            self._at.messages.tell(f"Файла {line.name}.zip здесь нет. Соберите пакет ещё раз или выберите его папку.")
            return None
        return there[0]

    def _on_check(self) -> None:
        path = self._file()
        if path is None:
            return
        job = Job(lambda _progress: verify_package(path))
        job.done.connect(self._on_verified)
        job.refused.connect(self._at.messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_verified(self, verified: VerifiedPackage) -> None:
        self._at.messages.tell(f"Пакет цел: файлов {len(verified.files)}, все суммы сходятся.")

    def _on_show(self) -> None:
        path = self._file()
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _chip(self, line: PackageLine) -> ChipLook:
        return self._at.theme.chip("package", line.state.label)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
