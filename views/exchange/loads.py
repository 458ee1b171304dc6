"""What waits to leave, figures and files apart, and what it takes by each of the roads."""

from collections.abc import Mapping, Sequence

from exports.transport.estimates import USUAL_SPEED, seconds
from models.rows.codes import PackageState, Road
from models.rows.exchange import InstituteLine, OutboxLine
from models.rules.exchange_words import duration_words
from models.rules.outbox import WAITING, is_heavy
from models.rules.words import NBSP, counted, file_size
from views.exchange.mail_dialog import USUAL_PIECE
from views.exchange.road_cards import CardWords, Load
from views.exchange.words import NOT_LEFT, is_open
from views.states import State


def card_words(
    lines: Sequence[OutboxLine], *, speed: float | None, institute: InstituteLine | None
) -> Mapping[Road, CardWords]:
    """What every card says; `speed` in bytes a second, None while nothing was measured."""
    waiting = [line for line in lines if line.state in NOT_LEFT and not is_open(line)]
    parts = [
        (name, [line.size for line in waiting if is_heavy(line.kind) == heavy])
        for name, heavy in (("цифры", False), ("фото и файлы", True))
    ]
    loads = [(name, sizes) for name, sizes in parts if sizes]
    chip = _chip(lines, institute)
    return {
        Road.NETWORK: CardWords(
            tuple(
                Load(f"{name} {file_size(sum(sizes))}", f"≈{NBSP}{duration_words(seconds(sum(sizes), speed))}")
                for name, sizes in loads
            ),
            *chip,
            basis=_basis(speed),
        ),
        Road.FOLDER: CardWords(
            tuple(
                Load(f"{name} {file_size(sum(sizes))}", f"{counted(len(sizes), 'файл', 'файла', 'файлов')}, сразу")
                for name, sizes in loads
            )
        ),
        Road.MAIL: CardWords(tuple(Load(f"{name} {file_size(sum(sizes))}", _letters(sizes)) for name, sizes in loads)),
    }


def _letters(sizes: Sequence[int]) -> str:
    letters = sum(max(1, -(-size // USUAL_PIECE)) for size in sizes)
    most = f" до {USUAL_PIECE >> 20}{NBSP}МБ" if max(sizes) > USUAL_PIECE else ""
    return f"{counted(letters, 'письмо', 'письма', 'писем')}{most}"


def _basis(speed: float | None) -> str:
    if speed is None:
        return f"Скорость ещё не измерена: считаем по {round(USUAL_SPEED * 8 / 1000)}{NBSP}кбит/с."
    return f"По последним отправкам: {round(speed * 8 / 1000)}{NBSP}кбит/с."


def _chip(lines: Sequence[OutboxLine], institute: InstituteLine | None) -> tuple[str, State, str]:
    if institute is not None and not institute.servers:
        return "нет адреса", State.NEUTRAL, "dismiss_circle"
    if any(line.state is PackageState.SENDING for line in lines):
        return "передаём", State.DONE, "arrow_upload"
    if any(line.state in WAITING and line.problem and not line.is_paused for line in lines):
        return "связи нет", State.ATTENTION, "warning"
    return "", State.NEUTRAL, ""
