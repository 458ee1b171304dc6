"""Work for a process of its own: a spawned process imports this by name."""

import os
import time
from pathlib import Path

from models.errors import UserError


def add(first: int, *, third: int) -> int:
    return first + third


def refuse() -> None:
    raise UserError("Файл не читается.", "Выберите его снова.")


def die() -> None:
    os._exit(3)


def stay(sign: Path) -> None:
    part = sign.with_suffix(".part")
    part.write_text(str(os.getpid()))
    part.replace(sign)
    time.sleep(600)
