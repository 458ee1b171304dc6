"""What the import preview says in words: what will happen, what happened, what waits."""

import html
from collections.abc import Sequence
from datetime import datetime

from models.identity import local_date
from models.rows.people import BatchOutlook, KeptPerson
from models.rows.programs import Enrolled
from models.rows.roster_plan import AcceptedBatch, UndoneBatch
from models.rules.words import NBSP, counted, day_in_text, plural

_WORDS = ("Ноль", "Одна", "Две", "Три", "Четыре", "Пять", "Шесть", "Семь", "Восемь", "Девять", "Десять")
_NAMED = 5
"""So many people are named, the rest are counted."""


def rows_of(number: int) -> str:
    """«14 строк»."""
    return counted(number, "строка", "строки", "строк")


def rows_to_load(number: int) -> str:
    """«Загрузить 14 строк», «Загрузить 1 строку»."""
    return f"Загрузить {counted(number, 'строку', 'строки', 'строк')}"


def rows_unticked(number: int) -> str:
    """«1 строку», «2 строки»."""
    return counted(number, "строку", "строки", "строк")


def people_to_enroll(number: int) -> str:
    """«Зачислить 3 человек», «Зачислить 1 человека»."""
    return f"Зачислить {counted(number, 'человека', 'человек', 'человек')}"


def people_of(number: int) -> str:
    """«3 человека»."""
    return counted(number, "человек", "человека", "человек")


def will_happen(
    *, new: int, changed: int, same: int, waiting: int, aside: int = 0, copies: int = 0, stream: str = ""
) -> str:
    """The footer, numbers in bold: «Добавим 11, изменим 3, не тронем 11. Три строки подождут Вашего решения.»"""
    parts = [
        f"{verb} <b>{number}</b>"
        for verb, number in (("добавим", new), ("изменим", changed), ("не тронем", same))
        if number
    ]
    first = ", ".join(parts) if parts else "ничего не изменится"
    said = [f"{first[:1].upper()}{first[1:]}."]
    if stream and (everybody := new + changed + same):
        said.append(f"Зачислим в поток «{html.escape(stream)}»: <b>{everybody}</b>.")
    if waiting:
        said.append(_waiting(waiting))
    if aside:
        said.append(f"Вы сняли {rows_unticked(aside)}.")
    if copies:
        said.append(f"Повторов в файле: {copies}.")
    return " ".join(said)


def _waiting(number: int) -> str:
    many = _WORDS[number] if number < len(_WORDS) else str(number)
    if plural(number, "one", "few", "many") == "one":
        return f"{many} строка подождёт Вашего решения."
    return f"{many} {plural(number, 'строка', 'строки', 'строк')} подождут Вашего решения."


def changes_of(changes: int, refused: int) -> str:
    """«Изменений в карточках: 4, прежнее оставим: 1.»."""
    if not refused:
        return f"Изменений в карточках: {changes}."
    return f"Изменений в карточках: {changes}, прежнее оставим: {refused}."


def closed_fields(people: int, *, attested: bool) -> str:
    """What becomes of СНИЛС and birth dates: they are written under a consent only (domain.md §3.7)."""
    if attested:
        return f"СНИЛС и даты рождения запишем: {people_of(people)}."
    return f"Без согласий СНИЛС и даты рождения не запишем: {people_of(people)}."


def loaded(batch: AcceptedBatch) -> str:
    """For the undo bar: «Список загружен: добавлено 11, изменено 3»."""
    enrolled = f", в поток зачислено {batch.enrolled.taken}" if batch.enrolled is not None else ""
    return f"Список загружен: добавлено {batch.new}, изменено {batch.changed}{enrolled}"


def loaded_lines(batch: AcceptedBatch) -> list[str]:
    """For the last step: everything that came of it, a sentence each."""
    lines = [f"Добавлено: {batch.new}. Изменено: {batch.changed}. Уже были такими же: {batch.same}."]
    if batch.refused:
        lines.append(f"Вы оставили прежнее в карточках: {counted(batch.refused, 'поле', 'поля', 'полей')}.")
    if batch.organizations:
        many = plural(batch.organizations, "новая организация", "новые организации", "новых организаций")
        lines.append(f"В список организаций добавлено: {batch.organizations}{NBSP}{many}.")
    if batch.consents:
        lines.append(f"Согласия отмечены: {people_of(batch.consents)}.")
    if batch.restricted_written:
        lines.append(f"СНИЛС и даты рождения записаны по согласиям: {people_of(batch.restricted_written)}.")
    if batch.restricted_dropped:
        lines.append(
            f"СНИЛС и даты рождения не записаны: {people_of(batch.restricted_dropped)}. Когда получите согласия, "
            "загрузите этот файл ещё раз и отметьте их дату."
        )
    if batch.enrolled is not None:
        lines.append(f"{enrolled_words(batch.enrolled)}.")
    if batch.aside:
        lines.append(f"Вы сняли {rows_unticked(batch.aside)}: в них ничего не записано.")
    if batch.copies:
        lines.append(f"Повторов в файле: {batch.copies}.")
    waiting = batch.left - batch.aside - batch.copies
    if waiting:
        them = plural(waiting, "её", "их", "их")
        lines.append(
            f"Осталось в файле: {rows_of(waiting)}. Исправьте {them} и загрузите файл снова: повторов не будет."
        )
    return lines


def enrolled_words(result: Enrolled) -> str:
    """«В поток «Поток 2» зачислено с 12 января: 3 человека. Уже были в нём: 2»."""
    said = [f"В поток «{result.stream}» зачислено с {day_in_text(result.since)}: {people_of(result.taken)}"]
    if not result.taken and result.returned:
        said = [f"В поток «{result.stream}» после отчисления возвращено: {people_of(result.returned)}"]
    elif not result.taken and result.left_out:
        said = [f"В поток «{result.stream}» никто не зачислен"]
    elif not result.taken:
        return f"Все уже в потоке «{result.stream}», в нём ничего не изменилось"
    elif result.returned:
        said.append(f"Возвращено после отчисления: {result.returned}")
    if result.already:
        said.append(f"Уже были в нём: {result.already}")
    if result.left_out:
        said.append(f"Отчислены из него раньше и не возвращены: {result.left_out}")
    return ". ".join(said)


def undone(result: UndoneBatch) -> str:
    """For the undo bar after a list was taken back."""
    said = f"Загрузка отменена: убрано {result.removed}"
    if result.restored:
        said += f", прежние значения вернулись: {result.restored}"
    if result.kept_person_ids:
        said += f", осталось {len(result.kept_person_ids)}"
    return said


def outlook_lines(outlook: BatchOutlook) -> list[str]:
    """What taking a list back would do, said before the button is pressed."""
    lines: list[str] = []
    if outlook.removed:
        lines.append(f"Уйдут карточки, которые появились с этим списком: {outlook.removed}.")
    if outlook.restored:
        lines.append(f"Вернутся прежние значения: {people_of(outlook.restored)}.")
    if outlook.leaving:
        lines.append(f"Уйдут из потока, а карточки останутся: {people_of(outlook.leaving)}.")
    if outlook.kept:
        lines.append(f"Останутся как есть: {people_of(len(outlook.kept))}, и вот почему:")
    return lines or ["Отменять нечего: этот список ничего не изменил."]


def kept_lines(kept: Sequence[KeptPerson]) -> list[str]:
    """Who stays and why; the first few by name."""
    lines = [f"{person.name} — {person.reason}" for person in kept[:_NAMED]]
    if len(kept) > _NAMED:
        lines.append(f"и ещё {people_of(len(kept) - _NAMED)}")
    return lines


def shown_day(at: str) -> str:
    """The local day of a stamp of the log (UTC): «02.03.2026»."""
    return f"{local_date(datetime.fromisoformat(at)):%d.%m.%Y}"
