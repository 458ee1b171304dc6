"""The verbs of the outbox: sending by any road, looking at the queue and changing it, the journal of exchange."""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments import RussianParser, folder, period
from desktop.paths import Paths
from desktop.verb import DONE, REFUSED, Answer, Verb, site_of
from models.errors import UserError
from models.rows.codes import PackageState, Road
from models.rows.exchange import JournalLine, OutboxLine
from models.rules.exchange_words import answer_words, carried_words, duration_words, moment_words, package_words
from models.rules.outbox import MAY_HAND_OVER, WAITING
from models.rules.words import file_size

if TYPE_CHECKING:
    from exports.transport.outbox import OutboxRunner, Step
    from exports.transport.road import Parcel
    from models.database import Actor, Database

_PIECE_KB = 700
_MOST = 1e6
"""Of minutes and of kilobytes a second: more is a slip of the finger."""
_LONGEST_SLEEP = 30.0
"""Seconds: what the person changed in the window meanwhile is seen soon."""


def _send(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.database import Actor

    actor = Actor()
    with site_of(paths) as db:
        chosen = _chosen(db, wish.name)
        if wish.out or wish.mail:
            return _carried(db, paths, wish, chosen or _ready(db), actor=actor)
        for line in chosen or (_ready(db) if wish.all else []):
            _queue(db, line, at_night=wish.at_night, actor=actor)
        return _sent(db, paths, wish, actor=actor)


def _sent(db: "Database", paths: Paths, wish: argparse.Namespace, *, actor: "Actor") -> Answer:
    from exports.transport.credentials import Credentials
    from exports.transport.outbox import outbox_runner
    from models.queries.outbox import waiting_for_network
    from models.vault import system_vault

    runner = outbox_runner(
        db,
        paths.outbox,
        credentials=Credentials(system_vault()),
        bytes_per_second=lambda: wish.limit * 1024 or None,
        actor=actor,
    )
    steps = sent_with_patience(runner, seconds=60.0 * wish.patience, wants=lambda: bool(waiting_for_network(db)))
    left = waiting_for_network(db)
    lines = [sentence for step in steps if (sentence := _told(step))]
    if left:
        lines.append("Не передано: " + ", ".join(line.name for line in left) + ".")
        lines.append("Пакеты остались в очереди, то, что сервер уже получил, повторно не пойдёт.")
    payload = {
        "steps": [{"did": step.did.name.lower(), "name": step.name, "problem": step.problem} for step in steps],
        "left": [line.name for line in left],
        "answered": [name for step in steps for name in step.answered],
    }
    return Answer(lines or ["В очереди пусто."], payload, REFUSED if left else DONE)


def sent_with_patience(
    runner: "OutboxRunner",
    *,
    seconds: float,
    wants: Callable[[], bool],
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> "list[Step]":
    """Take steps while something `wants` to be sent, waiting for the next no longer than `seconds` in all.

    At the end the server is asked for receipts once. Gives the steps that did something.
    """
    steps: list[Step] = []
    until = monotonic() + seconds
    while wants():
        steps.append(runner.step(_untold))
        wait = steps[-1].wait_seconds
        if wait is None or (wait and monotonic() + wait > until):
            break
        if wait:
            sleep(min(wait, _LONGEST_SLEEP))
    runner.ask_soon()
    steps.append(runner.step(_untold))
    return [step for step in steps if step.did.name != "NOTHING"]


def _told(step: "Step") -> str:
    from exports.transport.outbox import Did

    said = {
        Did.SENT: f"{step.name}: передан. Принятым он станет, когда придёт квитанция института.",
        Did.STOPPED: f"{step.name}: отправка остановлена.",
        Did.ASKED: "; ".join(f"{name}: квитанция пришла" for name in step.answered) or step.problem,
    }
    return said.get(step.did, f"{step.name}: {step.problem}")


def _untold(_done: int, _total: int) -> None:
    """The command line says what came of it, not how far it is."""


def _carried(
    db: "Database", paths: Paths, wish: argparse.Namespace, lines: Sequence[OutboxLine], *, actor: "Actor"
) -> Answer:
    from exports.transport.folder import write_to_folder
    from exports.transport.mail import write_pieces
    from models.commands.outbox import handed_over

    if not lines:
        raise UserError("Передавать нечего: собранных пакетов нет.", "Сначала соберите пакет.")
    if off := next((line for line in lines if line.state not in MAY_HAND_OVER), None):
        raise UserError(f"{off.name}: {off.state.label}. Ничего не записано.", "Поставьте его в очередь снова.")
    files: list[Path] = []
    for line in lines:
        parcel = _parcel(paths, line)
        started = time.monotonic()
        if wish.out:
            wish.out.mkdir(parents=True, exist_ok=True)
            files.append(write_to_folder(parcel, wish.out))
        else:
            wish.mail.mkdir(parents=True, exist_ok=True)
            files += write_pieces(
                parcel, wish.mail, piece_bytes=wish.piece_kb * 1024, to=wish.to, subject=f"Пакет {line.name}"
            )
        handed_over(
            db,
            line.id,
            road=Road.FOLDER if wish.out else Road.MAIL,
            target="",
            sent_bytes=line.size,
            seconds=time.monotonic() - started,
            actor=actor,
        )
    return Answer([str(file) for file in files], {"files": [str(file) for file in files]})


def _parcel(paths: Paths, line: OutboxLine) -> "Parcel":
    from exports.transport.road import Parcel
    from models.sealed_files import sealed_path

    return Parcel(sealed_path(paths.outbox, line.name), line.name, line.sha256, line.size)


def _chosen(db: "Database", names: Sequence[str]) -> list[OutboxLine]:
    from models.queries.outbox import outbox_lines

    known = {line.name: line for line in outbox_lines(db)}
    missing = [name for name in names if name not in known]
    if missing:
        raise UserError(f"Пакета «{missing[0]}» в исходящих нет.", "Посмотрите имена командой outbox.")
    return [known[name] for name in names]


def _ready(db: "Database") -> list[OutboxLine]:
    """What was sealed and has not been handed over yet."""
    from models.queries.outbox import outbox_lines

    return [line for line in outbox_lines(db) if line.state in (PackageState.BUILT, *WAITING)]


def _queue(db: "Database", line: OutboxLine, *, at_night: bool, actor: "Actor") -> None:
    """What waits already goes on at once; what was carried away and has no answer yet goes again."""
    from models.commands.outbox import choose_night, enqueue, resume, switch_road

    if line.state in WAITING:
        if line.road is not Road.NETWORK:
            switch_road(db, line.id, Road.NETWORK, actor=actor)
        choose_night(db, line.id, at_night=at_night, actor=actor)
        resume(db, line.id, actor=actor)
        return
    enqueue(db, line.id, road=Road.NETWORK, at_night=at_night, actor=actor)


def _send_takes(parser: RussianParser) -> None:
    parser.what.add_argument(
        "name", nargs="*", metavar="ПАКЕТ", help="имена пакетов; без них — то, что уже стоит в очереди"
    )
    parser.options.add_argument("--all", action="store_true", help="поставить в очередь всё собранное")
    parser.options.add_argument("--at-night", action="store_true", help="отправлять с 22:00 до 06:00")
    parser.options.add_argument(
        "--patience", type=_number, default=0.0, metavar="МИНУТ", help="сколько ждать и пробовать снова"
    )
    parser.options.add_argument("--limit", type=_number, default=0.0, metavar="КБ/С", help="не быстрее")
    parser.options.add_argument("--out", type=folder, metavar="ПАПКА", help="записать в папку или на флешку")
    parser.options.add_argument("--mail", type=folder, metavar="ПАПКА", help="записать письма с частями в папку")
    parser.options.add_argument(
        "--piece-kb", type=int, default=_PIECE_KB, metavar="КБ", help=f"размер части для почты, обычно {_PIECE_KB}"
    )
    parser.options.add_argument("--to", default="", metavar="АДРЕС", help="адрес института для писем")


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number < _MOST:
        raise argparse.ArgumentTypeError(f"«{text}» не подходит: нужно число, ноль или больше.")
    return number


def _outbox(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands import outbox
    from models.database import Actor
    from models.queries.outbox import measured_speed, outbox_lines

    acts = {
        "pause": outbox.pause,
        "resume": outbox.resume,
        "withdraw": outbox.withdraw,
        "up": outbox.move_up,
        "down": outbox.move_down,
    }
    with site_of(paths) as db:
        if wish.act_on:
            word, *names = wish.act_on
            if word not in acts or not names:
                raise UserError(
                    f"Непонятно, что сделать: «{' '.join(wish.act_on)}».",
                    f"Напишите: outbox {'|'.join(acts)} ПАКЕТ.",
                )
            for line in _chosen(db, names):
                acts[word](db, line.id, actor=Actor())
        lines, speed = outbox_lines(db), measured_speed(db)
    payload = {
        "packages": [
            {
                "name": line.name,
                "kind": line.kind.value,
                "state": line.state.value,
                "size": line.size,
                "there": line.bytes_there,
                "road": line.road.value if line.road else None,
                "paused": line.is_paused,
                "problem": line.problem,
                "sha256": line.sha256,
                "id": line.content_id,
                "questions": line.questions,
            }
            for line in lines
        ],
        "speed": speed,
    }
    return Answer([_stands(line, speed) for line in lines] or ["Запечатанных пакетов ещё нет."], payload)


def _stands(line: OutboxLine, speed: float | None) -> str:
    from exports.transport.estimates import left_words, words

    said = [line.state.label]
    if line.is_paused and line.state in WAITING:
        said.append("пауза")
    if line.state in WAITING:
        said.append(left_words(line.bytes_there, line.size, speed) if line.bytes_there else words(line.size, speed))
    else:
        said.append(file_size(line.size))
    if line.questions:
        said.append(f"вопросов {line.questions}")
    return f"{line.name}: {', '.join(said)}" + (f". {line.problem}" if line.problem else "")


def _outbox_takes(parser: RussianParser) -> None:
    parser.what.add_argument(
        "act_on",
        nargs="*",
        metavar="pause|resume|withdraw|up|down ПАКЕТ",
        help="приостановить, продолжить, снять с отправки, передвинуть; без этого — показать список",
    )


def _journal(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.queries.outbox import exchange_journal_paper, journal_lines
    from models.queries.site_forms import site_layouts
    from models.rules.periods import parse_period

    target: Path | None = wish.out
    if target is not None and target.suffix.lower() not in (".pdf", ".xlsx"):
        raise UserError("Журнал записывают в PDF или XLSX.", "Дайте файлу имя с окончанием .pdf или .xlsx.")
    with site_of(paths) as db:
        wished = wish.period or parse_period(str(db.today().year))
        lines = journal_lines(db, wished)
        payload = {"period": wished.code, "packages": [_entry(line) for line in lines]}
        if target is None:
            return Answer([_left(line) for line in lines] or ["В этот период пакетов не передавали."], payload)
        paper, layouts = exchange_journal_paper(db, wished.start, wished.end), site_layouts(db)
    from exports.registry import paper_bytes
    from models.files import write_whole

    kind = "pdf" if target.suffix.lower() == ".pdf" else "xlsx"
    write_whole(target, paper_bytes("exchange-journal", kind, paper, layouts))
    size = target.stat().st_size
    return Answer([f"Журнал обмена записан: {target}, {file_size(size)}."], {**payload, "file": str(target)})


def _left(line: JournalLine) -> str:
    road = f"{line.road.label}, {line.target}" if line.target else line.road.label
    took = f", за {duration_words(line.seconds)}, попыток {line.attempts}" if line.road is Road.NETWORK else ""
    return (
        f"{moment_words(line.at)}  {line.name}: {package_words(line)} ({carried_words(line.carried)}); "
        f"{road}{took}; {answer_words(line)}"
    )


def _entry(line: JournalLine) -> dict[str, object]:
    return {
        "at": line.at.isoformat(),
        "name": line.name,
        "kind": line.kind.value,
        "period": line.period,
        "size": line.size,
        "road": line.road.value,
        "target": line.target,
        "attempts": line.attempts,
        "carried": dict(line.carried),
        "verdict": line.verdict.value if line.verdict else None,
        "questions": line.questions,
    }


def _journal_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--period", type=period, metavar="ПЕРИОД", help="за какой период; обычно этот год")
    parser.options.add_argument("--out", type=folder, metavar="ФАЙЛ", help="записать в файл .pdf или .xlsx")


OUTBOX_VERBS = (
    Verb("send", "отправить запечатанные пакеты институту", _send, _send_takes),
    Verb("outbox", "показать исходящие и изменить их", _outbox, _outbox_takes),
    Verb("journal", "показать или записать журнал обмена", _journal, _journal_takes),
)
"""In the order of the help."""
