"""Letters typed with the keyboard in the other layout: «gkfy» was meant as «план»."""

_KEYS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True))
_BACK = {cyrillic: latin for latin, cyrillic in _KEYS.items()}


def in_each_layout(typed: str) -> tuple[str, str, str]:
    """What was typed, and what the same keys mean in the other layouts."""
    low = typed.lower()
    return typed, "".join(_KEYS.get(sign, sign) for sign in low), "".join(_BACK.get(sign, sign) for sign in low)
