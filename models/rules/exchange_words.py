"""What the journal of exchange and the outbox say: counts, never names of people."""

from collections.abc import Iterable
from datetime import datetime

from models.identity import VLADIVOSTOK
from models.rows.codes import Road
from models.rows.exchange import JournalLine
from models.rules.periods import parse_period
from models.rules.words import NBSP, counted, file_size

CARRIED = {
    "events": ("мероприятие", "мероприятия", "мероприятий"),
    "attendance": ("отметка посещения", "отметки посещения", "отметок посещения"),
    "trainees": ("стажёр без имени", "стажёра без имён", "стажёров без имён"),
    "roster": ("стажёр", "стажёра", "стажёров"),
    "people": ("строка сведений", "строки сведений", "строк сведений"),
    "plan_items": ("пункт плана", "пункта плана", "пунктов плана"),
    "programs": ("программа", "программы", "программ"),
    "products": ("продукт", "продукта", "продуктов"),
    "news": ("новость", "новости", "новостей"),
    "indicators": ("показатель", "показателя", "показателей"),
    "attachments": ("приложение", "приложения", "приложений"),
    "removed": ("убранная строка", "убранные строки", "убранных строк"),
    "files": ("файл", "файла", "файлов"),
}
"""Part of a package → its word with 1, 2 and 5. The other parts are lists that these stand on."""

_SECONDS, _MINUTES = 60, 60


def carried_words(parts: Iterable[tuple[str, int]]) -> str:
    """What was in a package: «12 мероприятий, 47 стажёров без имён, 3 файла»; empty tables are not told."""
    told = [counted(items, *CARRIED[part]) for part, items in parts if part in CARRIED and items]
    return ", ".join(told) or "служебные сведения"


def package_words(line: JournalLine) -> str:
    """Kind, period and size of a package, and which one it corrects."""
    corrected = f", исправляет {line.corrects}" if line.corrects else ""
    return f"{line.kind.label}, {parse_period(line.period).title}, {file_size(line.size)}{corrected}"


def duration_words(seconds: float) -> str:
    """A stretch of time as people say it: «3 с», «9 мин», «1 ч 20 мин»; whole minutes from two of them on."""
    if seconds < 2 * _SECONDS:
        return f"{max(1, round(seconds))}{NBSP}с"
    minutes = round(seconds / _SECONDS)
    if minutes < _MINUTES:
        return f"{minutes}{NBSP}мин"
    hours, left = divmod(minutes, _MINUTES)
    return f"{hours}{NBSP}ч {left}{NBSP}мин" if left else f"{hours}{NBSP}ч"


def effort_words(line: JournalLine) -> str:
    """What the handing over took: «за 9 мин, с 3-й попытки»."""
    if line.road is not Road.NETWORK:
        return ""
    tries = "с первой попытки" if line.attempts == 1 else f"с {line.attempts}-й попытки"
    return f"за {duration_words(line.seconds)}, {tries}"


def answer_words(line: JournalLine) -> str:
    """What ИРО's receipt says: «принят 14.04.2026 10:20, вопросов 2; квитанция: файл»; without one, that there is none.

    A package that was handed over is not accepted before that.
    """
    if line.verdict is None or line.signed_at is None:
        return "квитанции нет"
    asked = f", вопросов {line.questions}" if line.questions else ""
    road = f"; квитанция: {line.came_by}" if line.came_by else ""
    return f"{line.verdict.label} {moment_words(line.signed_at)}{asked}{road}"


def moment_words(moment: datetime) -> str:
    """A moment in Приморье: «14.04.2026 10:20»."""
    return moment.astimezone(VLADIVOSTOK).strftime("%d.%m.%Y %H:%M")
