"""Reading a printed form from JSON: what does not fit is told with its place, in words (exports/layout.py)."""

from pydantic import TypeAdapter, ValidationError

from exports.layout import FormLayout, Vocabulary
from exports.layout_misfits import misfits, place_words
from models.errors import UserError

_ADVICE = "Исправьте форму в этом месте или верните ту, что поставляется с программой."


def read_layout(source: bytes, vocabulary: Vocabulary) -> FormLayout:
    """Read a form from JSON; raises UserError naming the place where it does not fit (Russian)."""
    try:
        layout = TypeAdapter(FormLayout).validate_json(source, strict=True)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise UserError(
            f"Форма документа не читается: {place_words(first['loc'])} — {_complaint(first['type'])}.", _ADVICE
        ) from problem
    for place, words in misfits(layout, vocabulary):
        raise UserError(f"Форма документа не подходит: {place} — {words}.", _ADVICE)
    return layout


def _complaint(kind: str) -> str:
    match kind:
        case "missing":
            return "этого не хватает"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "такого поля у формы нет"
        case "json_invalid":
            return "это не JSON"
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            return "число вне того, что разрешает ГОСТ Р 7.0.97 и размер листа"
        case "string_too_long" | "too_long":
            return "это длиннее, чем можно"
        case "union_tag_invalid" | "union_tag_not_found":
            return "неизвестный вид части (text, sentence, facts, table, grid, each или chart)"
        case _:
            return "такое значение не подходит"
