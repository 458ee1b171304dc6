"""What can be done with a package of the outbox in its present state, and what its row offers first."""

from enum import Enum
from typing import NamedTuple

from models.rows.codes import PackageState, Road
from models.rows.exchange import OutboxLine
from views.exchange.words import is_open


class _Look(NamedTuple):
    words: str
    icon: str = ""
    keys: str = ""


class Act(Enum):
    """One thing to do with a package; `words` stand in the menu."""

    SEND = _Look("Отправить по сети", "arrow_upload")
    SEND_AT_NIGHT = _Look("Отправить по сети ночью", "clock")
    AGAIN = _Look("Отправить по сети ещё раз", "arrow_upload")
    PAUSE = _Look("Пауза", "pause", "Space")
    RESUME = _Look("Продолжить", "arrow_upload", "Space")
    TO_FOLDER = _Look("Записать на флешку или в папку…", "usb_stick")
    TO_MAIL = _Look("Приготовить письма…", "mail")
    MAILED = _Look("Письма отправлены", "checkmark")
    PASSWORD = _Look("Пароль сервера…", "lock_closed")
    TAKE_RECEIPT = _Look("Принять квитанцию…", "receipt")
    SHOW_RECEIPT = _Look("Показать квитанцию", "receipt")
    REASONS = _Look("Показать причины", "error_circle")
    UP = _Look("Выше в очереди", "chevron_up", "Alt+Up")
    DOWN = _Look("Ниже в очереди", "chevron_down", "Alt+Down")
    WITHDRAW = _Look("Снять с отправки", "dismiss", "Del")
    CHECK = _Look("Проверить файл", "shield_checkmark")
    SHOW_FILE = _Look("Открыть папку с файлом", "archive")

    @property
    def words(self) -> str:
        """What the menu says."""
        return self.value.words

    @property
    def icon(self) -> str:
        """Its sign."""
        return self.value.icon

    @property
    def keys(self) -> str:
        """What does it from the list."""
        return self.value.keys


SHORT = {
    Act.SEND: "Отправить",
    Act.AGAIN: "Повторить",
    Act.PAUSE: "Пауза",
    Act.RESUME: "Продолжить",
    Act.TO_FOLDER: "На флешку",
    Act.TO_MAIL: "В письма",
    Act.SHOW_RECEIPT: "Квитанция",
    Act.REASONS: "Причины",
    Act.SHOW_FILE: "Показать файл",
}
"""The words of what a row offers first, on its button."""

_BY_HAND = {Road.FOLDER: Act.TO_FOLDER, Road.MAIL: Act.TO_MAIL}
_FILE = (Act.CHECK, Act.SHOW_FILE)


def acts_of(line: OutboxLine, road: Road) -> tuple[Act, ...]:
    """What can be done with it, the first on its button; `road` is the one that is chosen above the list."""
    if is_open(line):
        return (Act.SHOW_FILE, Act.CHECK)
    by_hand = (Act.TO_FOLDER, Act.TO_MAIL, Act.MAILED)
    match line.state:
        case PackageState.BUILT:
            found = (Act.SEND, Act.SEND_AT_NIGHT, *by_hand, Act.WITHDRAW, *_FILE)
        case PackageState.QUEUED | PackageState.SENDING:
            going = Act.RESUME if line.is_paused or _stands(line) else Act.PAUSE
            order = (Act.UP, Act.DOWN) if line.state is PackageState.QUEUED else ()
            password = (Act.PASSWORD,) if line.problem else ()
            found = (going, *by_hand, *password, *order, Act.WITHDRAW, *_FILE)
        case PackageState.SENT:
            found = (Act.AGAIN, *by_hand, Act.TAKE_RECEIPT, *_FILE)
        case PackageState.ACCEPTED:
            return (Act.SHOW_RECEIPT, *_FILE)
        case PackageState.REJECTED:
            return (Act.REASONS, Act.SHOW_RECEIPT, *_FILE)
        case _:
            return (Act.SEND, Act.SEND_AT_NIGHT, *_FILE)
    first = _BY_HAND.get(road) if line.state is not PackageState.SENDING else None
    return found if first is None else (first, *(act for act in found if act is not first))


def _stands(line: OutboxLine) -> bool:
    """Whether it waits for another try, which the person need not wait for."""
    return line.state is PackageState.QUEUED and line.problem is not None
