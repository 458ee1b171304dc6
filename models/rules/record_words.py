"""What rows of the tables that point to a person or an organisation are called."""

from collections.abc import Mapping

from models.rules.words import counted

RECORDS: Mapping[str, tuple[str, str, str]] = {
    "enrollment": ("поток", "потока", "потоков"),
    "attendance": ("отметка", "отметки", "отметок"),
    "certificate": ("сертификат", "сертификата", "сертификатов"),
    "consent": ("согласие", "согласия", "согласий"),
    "person_restricted": ("запись закрытых сведений", "записи закрытых сведений", "записей закрытых сведений"),
    "attachment_use": ("файл", "файла", "файлов"),
    "attachment_person": ("снимок", "снимка", "снимков"),
    "role_assignment": ("роль в команде", "роли в команде", "ролей в команде"),
    "event": ("мероприятие", "мероприятия", "мероприятий"),
    "event_leader": ("мероприятие", "мероприятия", "мероприятий"),
    "plan": ("план", "плана", "планов"),
    "plan_item": ("пункт плана", "пункта плана", "пунктов плана"),
    "product_author": ("продукт", "продукта", "продуктов"),
    "stream": ("поток ведёт", "потока ведёт", "потоков ведёт"),
    "consultation": ("консультация", "консультации", "консультаций"),
    "consultation_person": ("консультация", "консультации", "консультаций"),
    "meeting": ("протокол", "протокола", "протоколов"),
    "meeting_attendee": ("протокол", "протокола", "протоколов"),
    "submission": ("работа", "работы", "работ"),
    "person": ("стажёр", "стажёра", "стажёров"),
    "organization": ("организация", "организации", "организаций"),
}
"""Table → its word for one, for two and for five."""
_OTHER = ("другая запись", "другие записи", "других записей")


def record_word(table: str) -> str:
    """What one row of a table is called."""
    return RECORDS.get(table, _OTHER)[0]


def counted_records(counts: Mapping[str, int]) -> str:
    """«2 потока, 14 отметок» of the numbers by table; "" where there is nothing."""
    by_word: dict[tuple[str, str, str], int] = {}
    for table in sorted(counts, key=lambda table: list(RECORDS).index(table) if table in RECORDS else len(RECORDS)):
        words = RECORDS.get(table, _OTHER)
        by_word[words] = by_word.get(words, 0) + counts[table]
    return ", ".join(counted(number, *words) for words, number in by_word.items() if number)
