"""The questionnaire of a stream: what is asked, and between which scores (domain.md §5)."""

from collections.abc import Mapping
from types import MappingProxyType

LOWEST, HIGHEST = 1, 5
BEST_NPS = 10

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "relevance": "Актуальность",
        "novelty": "Новизна",
        "practical_value": "Практическая значимость",
        "tutor": "Работа тьютора",
        "organisation": "Организация",
        "materials": "Материалы",
        "remote_access": "Доступность дистанционной части",
        "readiness": "Готовность применять в работе",
    }
)
"""What is scored 1–5, by column."""
NPS = "nps"
OPEN_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {"liked": "Что было самым полезным", "suggestions": "Что изменить или добавить"}
)
"""What is answered in words, by column."""
NPS_QUESTION = "Готовность рекомендовать площадку (0–10)"
TITLES: Mapping[str, str] = MappingProxyType({**QUESTIONS, NPS: NPS_QUESTION, **OPEN_QUESTIONS})
"""Every question by its column, in the order of the sheet."""
