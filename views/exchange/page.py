"""«Обмен с ИРО»: build the open package to a folder or a flash drive, look at what is inside, check it."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exports.packages.open_package import BuiltPackage, PersonalDataFoundError, write_open_package
from exports.packages.verify import VerifiedPackage, verify_package
from models.errors import UserError
from models.identity import local_text
from models.queries.reports import events_in, package_list, package_parts, period_to_send, periods_to_send
from models.queries.sheets import stand_in_code
from models.rows.reports import PackageLine
from models.rules.periods import parse_period
from models.rules.words import counted, day_in_table, file_size
from models.version import program_version
from views.exchange.findings import FindingsSheet
from views.exchange.roads import places
from views.jobs import Job, Lane
from views.saving import ask_folder
from views.theme import ChipLook
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.fresh import fresh
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.page import Page
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import caption, label
from views.workplace import Workplace

_READS = frozenset({"package", "package_content"})
_TOLD = frozenset({"event", "report", "site"})
_NO_EVENTS = (
    "За этот период ещё не проведено ни одного мероприятия: пакет выйдет почти пустым. Проверьте, тот ли период."
)
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
        self.choose_folder = choose_folder
        theme = workplace.theme
        self._build = self.add_button(
            named(Button(theme, "Собрать пакет", icon="box", role="primary"), "build-package", "Собрать пакет")
        )
        self._build.clicked.connect(self._on_build)
        self._period = named(ChoiceField(theme, []), "package-period", "Период пакета")
        self._offer_periods()
        self._period.edited.connect(self._on_period)
        self._place = named(ChoiceField(theme, []), "package-place", "Куда положить пакет")
        self._place.edited.connect(self._on_place)
        self._chosen_place: Path = workplace.outbox
        self._progress = ProgressSheet(theme)
        self._findings = FindingsSheet(theme)
        self._findings.confirmed.connect(self._on_build)
        self._is_building = False
        self._wanted: str | None = None
        self._table: PagedTable[PackageLine] = PagedTable(
            [
                Column("period", "Период", lambda row: _capital(parse_period(row.period).title)),
                Column("serial", "№", lambda row: str(row.serial), align="right", width=50),
                Column("built", "Собран", lambda row: local_text(row.built_at), width=160),
                Column("size", "Размер", lambda row: file_size(row.size), align="right", width=90, rank=1),
                Column("name", "Файл", lambda row: f"{row.name}.zip", width=280, rank=2),
                Column("state", "Состояние", lambda row: row.state.label, width=120, chip=self._chip, sortable=False),
            ],
            identify=lambda row: row.id,
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
        self._facts = QVBoxLayout()
        self._inside.body.addLayout(self._facts)
        self._privacy = label("Имён, телефонов и СНИЛС в нём нет: стажёры под кодами.", "hint", wrapped=True)
        self._inside.body.addWidget(self._privacy)
        self._inside.body.addStretch()
        self._check = named(Button(theme, "Проверить файл", small=True), "check-package", "Проверить файл пакета")
        self._show = named(Button(theme, "Открыть папку", small=True), "open-folder", "Открыть папку с пакетом")
        self._check.clicked.connect(self._on_check)
        self._show.clicked.connect(self._on_show)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self._check)
        buttons.addWidget(self._show)
        buttons.addStretch()
        self._inside.body.addLayout(buttons)
        self._warning = label("", "problem", wrapped=True)
        self._code = label("", "hint", wrapped=True)
        self._lay_out()
        self._show_places()
        workplace.changes.reload_on(_READS, self.reload)
        workplace.changes.tables_changed.connect(self._on_tables)
        self.reload()

    def reload(self) -> None:
        """Read the register again; a package built just now is gone to."""
        lines = package_list(self._at.db)
        self._table.set_rows(lines)
        self._leaves.setVisible(bool(lines))
        self._empty_sheet.setVisible(not lines)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._list.select(lambda line: line.name == wanted)
        elif lines and self._list.current_row() is None:
            self._list.select_first()
        self._on_current(self._list.current_row())
        self._tell_period()

    @override
    def areas(self) -> list[QWidget]:
        return [self._choice, self._findings, self._list, self._empty.button, self._inside]

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
        self._choice.body.addWidget(self._warning)
        self._choice.body.addWidget(self._code)
        self._packages = Sheet(theme, "Собранные пакеты", inset=1)
        self._packages.body.addWidget(self._list)
        self._empty_sheet = Sheet(theme)
        self._empty_sheet.body.addWidget(self._empty)
        self._leaves = Leaves(
            theme,
            [Leaf("list", "Пакеты", self._packages), Leaf("inside", "Что в пакете", self._inside, _INFO_WIDTH)],
            name="exchange-side",
            title="Пакеты или что внутри",
        )
        for widget in (self._choice, self._progress, self._findings):
            self.body.addWidget(widget)
        self.body.addWidget(self._leaves, 1)
        self.body.addWidget(self._empty_sheet, 1)

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
            folder = self.choose_folder(self, self._chosen_place)
            self._chosen_place = folder or self._chosen_place
            self._show_places(self._chosen_place)
        elif isinstance(chosen, Path):
            self._chosen_place = chosen

    def _offer_periods(self) -> None:
        """Offer the periods there are; the one chosen stays while it is among them."""
        periods = periods_to_send(self._at.db)
        self._period.set_items([(period.code, _capital(period.title)) for period in periods])
        if self._period.value() is None:
            self._period.set_value(period_to_send(self._at.db).code)

    def _on_period(self) -> None:
        self._findings.forget()
        self._findings.hide()
        self._tell_period()

    def _tell_period(self) -> None:
        """Say beforehand what would surprise in the package: a period without work, a code that is not ИРО's."""
        code = self._period.value()
        is_empty = isinstance(code, str) and not events_in(self._at.db, parse_period(code))
        self._warning.setText(_NO_EVENTS)
        self._warning.setVisible(is_empty)
        stand_in = stand_in_code(self._at.db)
        self._code.setText(code_words(stand_in))
        self._code.setVisible(bool(stand_in))

    def _on_tables(self, touched: frozenset[str]) -> None:
        if touched - _READS:
            self._findings.forget()
        if "report" in touched:
            self._offer_periods()
        if touched & _TOLD:
            self._tell_period()

    def _on_build(self) -> None:
        at, folder, code = self._at, self._chosen_place, self._period.value()
        if self._is_building or not isinstance(code, str):
            return
        period, checked, actor = parse_period(code), self._findings.nobody, at.actor()

        def work(_progress: object) -> BuiltPackage:
            _make_folder(folder)
            return write_open_package(
                at.db, period, folder, actor=actor, program_version=program_version(), surnames_checked=checked
            )

        job = Job(work)
        job.done.connect(self._on_built)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._is_building = True
        self._findings.hide()
        self._build.block("Пакет уже собирается")
        self._progress.follow(cast("Job[object]", job), "Собираем пакет")
        at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_built(self, built: BuiltPackage) -> None:
        said = f"Пакет записан: {built.path.name}, {file_size(built.size)}"
        if not built.is_new:
            said = f"Данные не изменились, это тот же пакет № {built.serial}. Файл записан: {built.path.name}"
        if built.approved_on is not None:
            said = f"{said}. Отчёт в нём — утверждённый {day_in_table(built.approved_on)}"
        self._at.messages.tell(said)
        self._wanted = built.name
        self.reload()

    def _on_refused(self, sentence: UserError) -> None:
        if isinstance(sentence, PersonalDataFoundError):
            self._findings.show_found(sentence)
        else:
            self._at.messages.refuse(sentence)

    def _on_finished(self) -> None:
        self._is_building = False
        self._build.unblock()

    def _on_current(self, line: PackageLine | None) -> None:
        column = fresh(self._facts)
        if line is None:
            return
        counts = {part.part: part.items for part in package_parts(self._at.db, line.id)}
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for row, (part, title) in enumerate(each for each in PARTS.items() if each[0] in counts):
            grid.addWidget(label(title, "secondary"), row, 0)
            grid.addWidget(label(str(counts[part]), "strong"), row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)

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
        files = counted(len(verified.files), "файл", "файла", "файлов")
        self._at.messages.tell(f"Пакет цел: {files}, все контрольные суммы сходятся.")

    def _on_show(self) -> None:
        path = self._file()
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _chip(self, line: PackageLine) -> ChipLook:
        return self._at.theme.chip("package", line.state.label)


def code_words(stand_in: str) -> str:
    """What the code in the place of ИРО's is, "" where there is none."""
    if not stand_in:
        return ""
    return f"Кода площадки от ИРО пока нет: в отчёте и в пакете вместо него стоит временный, «{stand_in}»."


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(
            f"Папка «{folder}» не открывается, пакет не собран.",
            "Проверьте, вставлена ли флешка, или выберите другую папку и соберите снова.",
        ) from problem


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
