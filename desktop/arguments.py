"""The command line in Russian: argparse's own English sentences and headings never reach the person."""

import argparse
import re
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from models.errors import UserError
from models.rules.periods import Period, parse_period

WRONG_USAGE = 2

_HINT = "Подскажет «{program} --help»."
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"unrecognized arguments: (.+)", "Непонятно, что значит «{0}»."),
    (r"the following arguments are required: (.+)", "Не хватает: {0}."),
    (r"argument (.+?): expected (?:one|at least one|1) arguments?", "После «{0}» нужно значение."),
    (r"argument КОМАНДА: invalid choice: '(.*?)' .*", "Команды «{0}» нет."),
    (r"argument (.+?): invalid choice: '(.*?)' \(choose from (.+)\)", "К «{0}» не подходит «{1}». Можно: {2}."),
    (r"argument (.+?): ignored explicit argument '(.*?)'", "У «{0}» значения не бывает, а здесь «{1}»."),
    (r"argument (.+?): not allowed with argument (.+)", "«{0}» и «{1}» вместе не бывают."),
    (r"argument (.+?): (.*[а-яё].*)", "{0}: {1}"),
)


class WrongUsage(Exception):  # noqa: N818 - a refusal to go on, told to the person in her own language
    """The words of the command line make no command; `str()` is a Russian sentence with what to do."""


class RussianFormatter(argparse.RawDescriptionHelpFormatter):
    """Help whose usage line begins in Russian."""

    @override
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Так пишут: ")  # pyright: ignore[reportArgumentType] - argparse's own types are private


class RussianParser(argparse.ArgumentParser):
    """A parser that takes no shortened options, speaks Russian and raises WrongUsage instead of leaving."""

    def __init__(self, prog: str | None = None, *, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=RussianFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.what = self.add_argument_group("Что указать")
        self.options = self.add_argument_group("Параметры")
        self.options.add_argument("-h", "--help", action="help", help="показать эту подсказку")

    @override
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{in_russian(message)} {_HINT.format(program=self.prog)}")


def in_russian(message: str) -> str:
    """Say argparse's sentence in Russian; one that is not known becomes a general sentence, never English."""
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format(*found.groups())
    return "Команда не понята."


def day(text: str) -> date:
    """Read `2026-03-12` or `12.03.2026`; anything else is a wrong usage, said in Russian."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a local day without a clock
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"«{text}» не похоже на дату. Напишите так: 12.03.2026 или 2026-03-12.")


def period(text: str) -> Period:
    """Read `2026-Q1`, `2026-H1`, `2026` or `2025/26`; anything else is a wrong usage, said in Russian."""
    try:
        return parse_period(text)
    except UserError as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from refusal


def folder(text: str) -> Path:
    """Read a path, `~` included; that of nobody on this computer is taken as it stands."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
