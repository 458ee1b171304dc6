"""How a package of the outbox is told of: its title, where it stands on its way, and what is to be waited for."""

from datetime import UTC, datetime

from models.identity import VLADIVOSTOK, local_date
from models.rows.codes import PackageKind, PackageState
from models.rows.exchange import InstituteLine, OutboxLine
from models.rows.reports import PackageLine
from models.rules.exchange_words import duration_words
from models.rules.outbox import WAITING
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title
from models.rules.words import counted, day_in_table, day_in_text, file_size
from views.outgoing import Passing
from views.widgets.route import RouteStop, StopState

KIND_TITLES = {
    PackageKind.OPEN_REPORT: "Открытый отчёт",
    PackageKind.QUARTERLY_REPORT: "Отчёт",
    PackageKind.ROSTER: "Список к приказам",
    PackageKind.FRDO: "ФИС ФРДО",
    PackageKind.PRODUCTS: "Продукты и фото",
    PackageKind.NEWS: "Новости",
    PackageKind.FULL_COPY: "Полная копия",
}
"""What a package is called in a list."""

NOT_LEFT = (PackageState.BUILT, *WAITING)
"""States of what has not left yet."""

_STOPS = ("собран", "передача", "передан", "принят")
_Four = tuple[StopState, StopState, StopState, StopState]
_FIRST: _Four = ("now", "ahead", "ahead", "ahead")
_SECOND: _Four = ("done", "now", "ahead", "ahead")
FIRST_WORDS, LAST_WORDS = ("собран", "в очереди"), ("принят", "отклонён")
"""What may stand under the first stop and under the last."""


def is_open(line: OutboxLine) -> bool:
    """Whether anyone may open it: it is a ZIP without names, and goes by hand."""
    return line.kind is PackageKind.OPEN_REPORT


def file_name(line: OutboxLine) -> str:
    """The file as it travels."""
    return f"{line.name}.zip" if is_open(line) else f"{line.name}.age"


def package_title(line: OutboxLine) -> str:
    """«Отчёт, I квартал 2026»; of a later one of the same kind with its number."""
    said, usual = KIND_TITLES[line.kind], 1
    if line.corrects is not None:
        said, usual = f"Правка: {said[0].lower()}{said[1:]}", 2
    number = f", № {line.serial}" if line.serial > usual else ""
    return f"{said}, {short_title(parse_period(line.period))}{number}"


def package_about(line: OutboxLine, now: datetime, *, next_one: bool = False, passing: Passing | None = None) -> str:
    """The second line: size and what is happening; `next_one` for the first in the queue."""
    size = file_size(line.size)
    there = passing.there if passing is not None else line.bytes_there
    match line.state:
        case PackageState.SENDING if not line.is_paused:
            left = _left(line.size - there, passing.speed if passing else None)
            return f"{part_of(there, line.size)}{left}"
        case PackageState.QUEUED | PackageState.SENDING:
            return f"{size} · {_queued(line, now, next_one=next_one)}"
        case PackageState.SENT:
            return f"{size} · ждём квитанцию{_since(line, now)}"
        case PackageState.ACCEPTED:
            return f"{size} · принят{_at(line.confirmed_at)}"
        case PackageState.REJECTED:
            asked = counted(line.questions, "замечание", "замечания", "замечаний") if line.questions else ""
            return f"{size} · отклонён{_on(line.confirmed_at, now)}{', ' + asked if asked else ''}"
        case PackageState.WITHDRAWN:
            return f"{size} · снят с отправки"
        case _ if is_open(line):
            return f"{size} · собран{_on(line.built_at, now)}, имён нет"
        case _:
            return f"{size} · ещё не отправлен"


def package_stops(line: OutboxLine, passing: Passing | None = None) -> tuple[RouteStop, ...]:
    """The four stops, the present one in the words of what happens there; an open package goes nowhere by itself."""
    if is_open(line):
        return (RouteStop("done", _STOPS[0]),)
    if line.state in WAITING:
        return _on_the_way(line, passing.there if passing is not None else line.bytes_there)
    return _STANDING[line.state]


def _on_the_way(line: OutboxLine, there: int) -> tuple[RouteStop, ...]:
    share = _percent(there, line.size)
    if line.state is PackageState.SENDING:
        return _stops(_SECOND, 1, f"передаётся {share}")
    if line.is_paused:
        return _stops(_SECOND, 1, f"пауза, {share}" if there else "пауза")
    return _stops(_SECOND, 1, f"прервано, {share}") if there else _stops(_FIRST, 0, FIRST_WORDS[1])


def _stops(states: _Four, at: int = 0, word: str = "") -> tuple[RouteStop, ...]:
    """The stops in these states; `word` stands at place `at` instead of the usual one."""
    return tuple(
        RouteStop(state, word if word and place == at else usual)
        for place, (state, usual) in enumerate(zip(states, _STOPS, strict=True))
    )


_STANDING = {
    PackageState.BUILT: _stops(_FIRST),
    PackageState.SENT: _stops(("done", "done", "now", "ahead")),
    PackageState.ACCEPTED: _stops(("done", "done", "done", "done")),
    PackageState.REJECTED: _stops(("done", "done", "done", "late"), 3, LAST_WORDS[1]),
    PackageState.WITHDRAWN: _stops(("done", "ahead", "ahead", "ahead"), 1, "снят с отправки"),
}
"""The stops of what is not on its way."""


def reached(line: OutboxLine, passing: Passing | None = None) -> float:
    """How near the line has come from «передача» to «передан», 0 to 1."""
    if line.state not in (PackageState.SENDING, PackageState.QUEUED) or not line.size:
        return 0.0
    there = passing.there if passing is not None else line.bytes_there
    return min(there / line.size, 1.0) if there else 0.0


def summary(lines: list[OutboxLine]) -> str:
    """«2 уходят, 1 ждёт квитанции, 2 приняты»; what is not there is left out."""
    going = sum(line.state in (PackageState.QUEUED, PackageState.SENDING) for line in lines)
    idle = sum(line.state is PackageState.BUILT and not is_open(line) for line in lines)
    waiting = sum(line.state is PackageState.SENT for line in lines)
    taken = sum(line.state is PackageState.ACCEPTED for line in lines)
    refused = sum(line.state is PackageState.REJECTED for line in lines)
    said = (
        (refused, _word(refused, "отклонён", "отклонены")),
        (idle, _word(idle, "не отправлен", "не отправлены")),
        (going, _word(going, "уходит", "уходят")),
        (waiting, _word(waiting, "ждёт квитанции", "ждут квитанции")),
        (taken, _word(taken, "принят", "приняты")),
    )
    return ", ".join(f"{number}\u00a0{words}" for number, words in said if number)


def part_of(there: int, size: int) -> str:
    """«1,8 из 4,1 МБ», both in the unit of the whole."""
    first, unit = file_size(there).split("\u00a0")
    whole, whole_unit = file_size(size).split("\u00a0")
    if not there:
        first = "0"
    elif unit != whole_unit:
        first = f"{there / 2**20:.1f}".replace(".", ",")
    return f"{first} из {whole}\u00a0{whole_unit}"


def moment(at: datetime) -> str:
    """A moment on the site's clock: «12.03.2026, 17:40»."""
    return f"{at.astimezone(VLADIVOSTOK):%d.%m.%Y, %H:%M}"


def _word(number: int, one: str, many: str) -> str:
    return one if number % 10 == 1 and number % 100 != 11 else many


def _percent(there: int, size: int) -> str:
    return f"{min(99, there * 100 // size) if size else 0}\u00a0%"


def _left(size: int, speed: float | None) -> str:
    if speed is None or speed <= 0:
        return ""
    return f" · осталось ≈\u00a0{duration_words(size / speed)}"


def _queued(line: OutboxLine, now: datetime, *, next_one: bool) -> str:
    if line.is_paused:
        return line.problem or "ждёт, пока продолжите"
    if line.problem:
        later = line.next_try_at if _is_later(line, now) else None
        again = f", повторим в {later.astimezone(VLADIVOSTOK):%H:%M}" if later is not None else ""
        return f"{line.problem.rstrip('.')}{again}"
    if line.at_night:
        return "уйдёт ночью, после 22:00"
    return "в очереди, следующий" if next_one else "в очереди"


def _is_later(line: OutboxLine, now: datetime) -> bool:
    return line.next_try_at is not None and line.next_try_at > now.astimezone(UTC)


def _since(line: OutboxLine, now: datetime) -> str:
    return f" с{_on(line.sent_at, now)}" if line.sent_at is not None else ""


def _on(when: datetime | None, now: datetime) -> str:
    """« 12 марта», of another year « 30.12.2025»."""
    if when is None:
        return ""
    day = local_date(when)
    return f" {day_in_text(day) if day.year == local_date(now).year else day_in_table(day)}"


def _at(when: datetime | None) -> str:
    return f" {moment(when)}" if when is not None else ""


def open_line(line: PackageLine) -> OutboxLine:
    """An open package as a line of the list: it goes by hand, and nobody signs a receipt on it."""
    return OutboxLine(
        id=line.id,
        kind=PackageKind.OPEN_REPORT,
        period=line.period,
        serial=line.serial,
        name=line.name,
        size=line.size,
        sha256=line.sha256,
        content_id="",
        state=line.state,
        built_at=datetime.fromisoformat(line.built_at),
    )


def subtitle(institute: InstituteLine | None) -> str:
    """The line under the title of the page."""
    if institute is None:
        return "Пакет без имён можно передать и сейчас"
    return f"{institute.name} · всё, что уходит, запечатано и подписано"
