import argparse
import re
from datetime import date

import pytest

from desktop.arguments import RussianParser, WrongUsage, day, period


def _parser() -> RussianParser:
    parser = RussianParser("marshrut")
    commands = parser.add_subparsers(metavar="КОМАНДА", parser_class=RussianParser)
    report = commands.add_parser("report")
    report.options.add_argument("--period", type=period, required=True)
    report.options.add_argument("--format", choices=("pdf", "xlsx"))
    report.options.add_argument("--on", type=day)
    report.options.add_argument("--json", action="store_true")
    report.what.add_argument("file", metavar="ФАЙЛ")
    return parser


WRONG = {
    "no such command": ["bogus"],
    "nothing given": ["report"],
    "no file": ["report", "--period", "2026"],
    "a value is missing": ["report", "x", "--period"],
    "no such choice": ["report", "x", "--period", "2026", "--format", "doc"],
    "not a date": ["report", "x", "--period", "2026", "--on", "31.02.2026"],
    "not a period": ["report", "x", "--period", "2026-Q5"],
    "a value for a switch": ["report", "x", "--period", "2026", "--json=yes"],
    "an unknown option": ["report", "x", "--period", "2026", "--loud"],
    "a shortened option": ["report", "x", "--per", "2026"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_said_in_russian(words: list[str]):
    with pytest.raises(WrongUsage) as refusal:
        _parser().parse_args(words)
    said = re.sub(r"«[^»]*»|--[a-z]+|'(pdf|xlsx)'", "", str(refusal.value))
    assert not re.search("[a-z]{2,}", said)


def test_a_sentence_that_is_not_known_does_not_come_out_in_english():
    with pytest.raises(WrongUsage, match="Команда не понята"):
        _parser().error("something new in a later argparse")


@pytest.mark.parametrize("text", ["2026-03-12", "12.03.2026", " 12.3.2026 "])
def test_a_day_is_read_in_both_forms(text: str):
    assert day(text) == date(2026, 3, 12)


def test_a_day_that_is_none_is_refused():
    with pytest.raises(argparse.ArgumentTypeError, match="не похоже на дату"):
        day("завтра")


def test_help_is_in_russian(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        _parser().parse_args(["report", "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith("Так пишут: ")
    assert not {"usage", "options", "positional", "show"} & set(re.findall("[a-z]+", shown))
