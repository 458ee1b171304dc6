"""Headings of a table: those in two or three rows put together, a column found by its heading or its letter."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.errors import UserError
from models.imports.roster_columns import heading_key, join_hyphenated
from models.imports.spreadsheet import Sheet
from models.imports.spreadsheet_zip import column_number
from models.rules.clean import Cell, cell_text

MAX_DEPTH = 3
"""Rows that headings may take."""


def heading_text(cell: Cell) -> str:
    """The words of a cell of headings; '' for a number or a date."""
    return cell.strip() if isinstance(cell, str) else ""


def is_title(row: Sequence[Cell]) -> bool:
    """One text over the whole table is no heading of columns."""
    return len({cell for cell in row if cell != ""}) < 2


def joined_headings(block: Sequence[Sequence[Cell]]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """For every column its possible headings, nearest first, and the one that is shown.

    An upper heading reaches to the right over empty cells: merged headings keep their text in the first cell.
    """
    width = max(len(row) for row in block)
    texts = [[heading_text(row[column]) if column < len(row) else "" for column in range(width)] for row in block]
    if _runs_on(texts):
        lines = [" ".join(dict.fromkeys(text for text in column if text)) for column in zip(*texts, strict=True)]
        return [(line,) for line in lines], tuple(cell_text(join_hyphenated(line)) for line in lines)
    offers: list[tuple[str, ...]] = []
    shown: list[str] = []
    reach = [""] * len(block)
    for column in range(width):
        own = [row[column] for row in texts]
        for level in range(len(block) - 1):
            reach[level] = own[level] or (reach[level] if any(own[level + 1 :]) else "")
        parents = [text for text in reach[:-1] if text] if own[-1] else []
        lowest = next((text for text in reversed(own) if text), "")
        nested = [" ".join(dict.fromkeys([*parents[place:], lowest])) for place in range(len(parents) - 1, -1, -1)]
        offers.append(tuple(dict.fromkeys(text for text in (lowest, *nested) if text)))
        shown.append(cell_text(join_hyphenated(lowest)))
    return offers, tuple(shown)


def _runs_on(texts: Sequence[Sequence[str]]) -> bool:
    """Whether headings were cut into rows: «Дата» with «рождения» below it, nothing below an empty cell."""
    if len(texts) == 1:
        return False
    pairs = [pair for upper, lower in pairwise(texts) for pair in zip(upper, lower, strict=True) if pair[1]]
    below = [lower for upper, lower in pairs if lower != upper]
    small = sum(text[0].islower() or text[0] == "(" for text in below)
    return all(upper for upper, _ in pairs) and bool(below) and small > len(below) / 2


def column_called(sheet: Sheet, headings: Sequence[str], said: str) -> int:
    """The column of this heading or, without one, of this letter; raises UserError when there is none."""
    key = heading_key(said)
    named = [at for at, heading in enumerate(headings) if key and heading_key(heading) == key]
    if named:
        return named[0]
    if re.fullmatch(r"[A-Z]{1,3}", said) and 0 <= (column := column_number(said) - sheet.first_column) < len(headings):
        return column
    raise UserError(f"Столбца «{said}» в таблице нет.", "Выберите столбец из перечня.")
