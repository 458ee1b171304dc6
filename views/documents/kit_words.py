"""The kit of the site in one sentence: how much of it there is, and what it lacks."""

from collections.abc import Sequence

from models.rows.documents import DocumentState, KitLine

_WORTH = frozenset({DocumentState.ACTIVE, DocumentState.EXPIRING})


def kit_words(lines: Sequence[KitLine]) -> str:
    """«Комплект площадки: 7 из 11 · нет № 3, 4 · проект № 8»."""
    said = [f"Комплект площадки: {sum(line.state in _WORTH for line in lines)} из {len(lines)}"]
    for state in (DocumentState.MISSING, DocumentState.DRAFT, DocumentState.EXPIRING, DocumentState.EXPIRED):
        numbers = [str(line.no) for line in lines if line.state is state]
        if numbers:
            said.append(f"{state.label} № {', '.join(numbers)}")
    return " · ".join(said)
