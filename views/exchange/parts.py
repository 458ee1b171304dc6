"""Parts of packages worth telling about, in the words of the person."""

_TITLES = {
    "roster": "Стажёры с именами",
    "people": "Стажёры с именами",
    "news": "Новости",
    "products": "Продукты",
    "files": "Файлы",
    "attachments": "Приложения",
    "municipalities": "Муниципалитеты",
    "organizations": "Организации",
    "programs": "Программы",
    "streams": "Потоки",
    "trainees": "Стажёры без имён",
    "enrollments": "Зачисления",
    "plan_items": "Пункты плана",
    "events": "Мероприятия",
    "attendance": "Отметки посещения",
    "entry_scores": "Оценки на входе",
    "exit_scores": "Оценки на выходе",
    "satisfaction": "Отзывы",
    "indicators": "Показатели",
    "report_texts": "Тексты отчёта",
}


def part_title(part: str) -> str:
    """What a part is called, "" for one that is not worth telling."""
    return _TITLES.get(part, "")
