"""«Собрать пакет»: what goes, for which period, and who will be able to open it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.codes import PackageKind
from models.rules.periods import Period
from models.rules.words import capitalised, counted
from views.exchange.roads import places
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.naming import named
from views.widgets.text import caption, label

_WIDTH = 520
_PADDING = 20
_AIR = 32
"""Left around it inside the window it belongs to, pixels."""
_OTHER = "other"
_EVENTS_LOW, _EVENTS_HIGH = 68, 230

_CARRIES = {
    PackageKind.QUARTERLY_REPORT: "Цифры и тексты отчёта и таблицы, из которых они сложены. Имён стажёров внутри нет.",
    PackageKind.ROSTER: "Имена, организации и сроки стажёров: по ним институт составляет приказы.",
    PackageKind.FRDO: "Строки для ФИС ФРДО: имена, СНИЛС, документы. В журнал персональных данных пойдёт запись.",
    PackageKind.PRODUCTS: "Список продуктов и их файлы. То, что институт уже принял, второй раз не уходит.",
    PackageKind.NEWS: "Тексты и фото выбранных мероприятий для портала. Имён в текстах быть не должно.",
    PackageKind.FULL_COPY: "Проверенная копия всех данных и файлов площадки — на случай потери компьютера.",
    PackageKind.OPEN_REPORT: "Цифры, отчёт и таблицы без имён: стажёры под кодами. Обычный файл ZIP.",
}
_SEALED = "Пакет запечатан: открыть его сможет только институт, по какой бы дороге он ни шёл."
_OPEN = "Пакет открытый: его прочтёт любой, поэтому людей в нём нет."
_NO_INVITATION = (
    "Запечатать пакет можно, когда открыто приглашение института: «Принять файл». Открытый собирается и сейчас."
)
_WHOLE = "Целиком, а не только то, что изменилось с принятого"
_MAY_BE_WHOLE = frozenset({PackageKind.QUARTERLY_REPORT, PackageKind.PRODUCTS, PackageKind.FULL_COPY})


class EventToSend(NamedTuple):
    """An event whose news may travel."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the person wants built; `folder` is where an open package is put."""

    kind: PackageKind
    period: Period
    events: tuple[int, ...] = ()
    whole: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be built: without an invitation only the open package; `warning` is told of a period."""

    periods: Sequence[Period]
    period: Period
    has_invitation: bool
    outbox: Path
    folder: Path
    events: Callable[[Period], Sequence[EventToSend]]
    warning: Callable[[Period], str]
    note: str = ""
    kind: PackageKind | None = None


class BuildDialog(QDialog):
    """Asks; `wanted` carries a `Chosen`. `choose_folder(parent, beginning)` asks for another folder."""

    wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        offer: Offer,
        *,
        choose_folder: Callable[[QWidget, Path], Path | None],
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._theme = theme
        self._offer = offer
        self._choose_folder = choose_folder
        self._folder = offer.folder
        self._ticks: list[tuple[int, CheckField]] = []
        named(self, "build-dialog", "Собрать пакет")
        self.setWindowTitle("Собрать пакет")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = [PackageKind.OPEN_REPORT] if not offer.has_invitation else [*_CARRIES]
        self._kind = named(
            ChoiceField(theme, [(kind, capitalised(kind.label)) for kind in kinds]), "package-kind", "Что отправить"
        )
        self._period = named(
            ChoiceField(theme, [(each.code, capitalised(each.title)) for each in offer.periods]),
            "package-period",
            "Период пакета",
        )
        self._place = named(ChoiceField(theme, []), "package-place", "Куда положить пакет")
        self._whole = named(CheckField(theme, _WHOLE), "package-whole", _WHOLE)
        self._carries = label("", "secondary", wrapped=True)
        self._sign = QLabel()
        self._who = label("", "secondary", wrapped=True)
        self._warning = label("", "problem", wrapped=True)
        self._note = label(offer.note, "hint", wrapped=True)
        self._no_invitation = label(_NO_INVITATION, "hint", wrapped=True)
        self._events_title = caption("Мероприятия")
        self._events_place = QVBoxLayout()
        self._events = named(QScrollArea(), "package-events", "Мероприятия для новостей")
        self._act = named(Button(theme, "Собрать", role="primary"), "package-seal", "Собрать")
        self._close = named(Button(theme, "Не сейчас"), "package-close", "Не сейчас")
        self._make_whole()
        self._kind.set_value(offer.kind if offer.kind in kinds else kinds[0])
        self._period.set_value(offer.period.code)
        self._show_places()
        self._kind.edited.connect(self._fit)
        self._period.edited.connect(self._on_period)
        self._place.edited.connect(self._on_place)
        self._act.clicked.connect(self.accept)
        self._close.clicked.connect(self.reject)
        self._act.setDefault(True)
        self._fit_window()
        theme.changed.connect(self._on_theme)
        self._show_events()
        self._fit()
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Chosen:
        """What is chosen now."""
        kind = self._chosen_kind
        return Chosen(
            kind,
            self._chosen_period,
            tuple(event for event, tick in self._ticks if tick.isChecked()) if kind is PackageKind.NEWS else (),
            self._whole.value() and kind in _MAY_BE_WHOLE,
            self._folder if kind is PackageKind.OPEN_REPORT else None,
        )

    @override
    def accept(self) -> None:
        chosen = self.chosen
        if chosen.kind is PackageKind.NEWS and not chosen.events:
            self._warning.setText("Отметьте хотя бы одно мероприятие.")
            self._warning.show()
            if self._ticks:
                self._ticks[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().accept()
        self.wanted.emit(chosen)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._be_high_enough()

    @property
    def _chosen_kind(self) -> PackageKind:
        value = self._kind.value()
        return value if isinstance(value, PackageKind) else PackageKind.OPEN_REPORT

    @property
    def _chosen_period(self) -> Period:
        code = self._period.value()
        return next((each for each in self._offer.periods if each.code == code), self._offer.period)

    def _make_whole(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("s"))
        column.addWidget(label("Собрать пакет", "section"))
        self._place_title = caption("Куда положить")
        for above, field in (("Что отправить", self._kind), ("Период", self._period)):
            title = caption(above)
            title.setBuddy(field)
            column.addWidget(title)
            column.addWidget(field)
            if field is self._kind:
                column.addWidget(self._carries)
        column.addWidget(self._warning)
        column.addWidget(self._events_title)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._events_place)
        rows.addStretch()
        self._events_place.setSpacing(0)
        self._events.setWidgetResizable(True)
        self._events.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._events.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._events.setWidget(inside)
        self._events.setMinimumHeight(_EVENTS_LOW)
        column.addWidget(self._events, 1000)
        column.addWidget(self._place_title)
        column.addWidget(self._place)
        column.addWidget(self._whole)
        who = QHBoxLayout()
        who.setSpacing(theme.space("s"))
        who.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        who.addWidget(self._who, 1)
        column.addLayout(who)
        column.addWidget(self._note)
        column.addWidget(self._no_invitation)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self._act)
        buttons.addWidget(self._close)
        column.addSpacing(theme.space("s"))
        column.addLayout(buttons)

    def _fit(self) -> None:
        kind, theme = self._chosen_kind, self._theme
        is_open, is_news = kind is PackageKind.OPEN_REPORT, kind is PackageKind.NEWS
        self._carries.setText(_CARRIES[kind])
        self._who.setText(_OPEN if is_open else _SEALED)
        look = theme.state(State.NEUTRAL if is_open else State.DONE)
        self._sign.setPixmap(theme.pixmap("globe" if is_open else "lock_closed", look.text, size=16))
        for widget in (self._place_title, self._place):
            widget.setVisible(is_open)
        for widget in (self._events_title, self._events):
            widget.setVisible(is_news)
        self._whole.setVisible(kind in _MAY_BE_WHOLE)
        self._no_invitation.setVisible(not self._offer.has_invitation)
        self._note.setVisible(bool(self._offer.note))
        self._tell_period()
        self._be_high_enough()

    def _fit_window(self) -> None:
        """No larger than the window it belongs to."""
        window = self._window
        self.setMinimumWidth(min(round(_WIDTH * self._theme.scale), window.width() - _AIR))
        self.setMaximumHeight(max(window.height() - _AIR, 0))

    def _on_theme(self) -> None:
        self._fit_window()
        self._fit()

    def _be_high_enough(self) -> None:
        """As high as what it holds, and no higher than the window it belongs to."""
        column = cast("QVBoxLayout", self.layout())
        column.activate()
        width = self.width() if self.isVisible() else self.minimumWidth()
        wanted = column.heightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        if self._chosen_kind is PackageKind.NEWS:
            wanted += _EVENTS_HIGH - self._events.sizeHint().height()
        self.resize(width, min(wanted, self.maximumHeight()))

    def _on_period(self) -> None:
        self._show_events()
        self._tell_period()

    def _tell_period(self) -> None:
        warning = self._offer.warning(self._chosen_period)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))

    def _show_events(self) -> None:
        while self._events_place.count():
            old = self._events_place.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        offered = self._offer.events(self._chosen_period)
        self._ticks = [(each.id, CheckField(self._theme, each.title)) for each in offered]
        for event, tick in self._ticks:
            named(tick, f"event-{event}", tick.text())
            self._events_place.addWidget(tick)
        many = counted(len(offered), "мероприятие", "мероприятия", "мероприятий")
        self._events_title.setText(f"О чём рассказать: {many} за период" if offered else "За период мероприятий нет")

    def _show_places(self, extra: Path | None = None) -> None:
        items: list[tuple[object, str]] = [(each.folder, each.title) for each in places(self._offer.outbox)]
        for folder in (self._folder, extra):
            if folder is not None and folder not in [known for known, _ in items]:
                items.append((folder, str(folder)))
        items.append((_OTHER, "Другая папка…"))
        self._place.set_items(items)
        self._place.set_value(self._folder)

    def _on_place(self) -> None:
        value = self._place.value()
        if value == _OTHER:
            self._folder = self._choose_folder(self, self._folder) or self._folder
            self._show_places(self._folder)
        elif isinstance(value, Path):
            self._folder = value
