"""The condition of a list's filter: what every row fulfils, the words typed, and whatever else is asked for."""

from models.rules.glob import anywhere


def asked_for(always: str, *, text: str, word: str, **asked: tuple[str, object]) -> tuple[str, dict[str, object]]:
    """SQL of a WHERE and its parameters.

    Each word of `text` has to fulfil `word`, SQL with `{word}` where the GLOB of the word goes. `asked` holds SQL by
    the name of its parameter and the value, None for what is not asked.
    """
    parts, params = [always], dict[str, object]()
    for place, said in enumerate(text.split()):
        parts.append(word.format(word=f":word{place}"))
        params[f"word{place}"] = anywhere(said)
    for name, (condition, value) in asked.items():
        if value is not None:
            parts.append(condition)
            params[name] = value
    return " AND ".join(parts), params
