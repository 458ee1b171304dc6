from pathlib import Path

import pytest

from desktop import self_test


def test_every_check_says_what_it_found(qapp: object):
    outcomes = self_test.check_everything()
    assert [outcome.title for outcome in outcomes if not outcome.works or not outcome.found] == []


@pytest.mark.logs_warnings
def test_a_check_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch):
    def broken(_folder: Path) -> str:
        raise self_test.NotWorking("нет шрифта")

    def crashing(_folder: Path) -> str:
        raise LookupError

    checks = (("шрифты", broken), ("значки", crashing), ("файл", lambda _folder: "есть"))
    monkeypatch.setattr(self_test, "CHECKS", checks)
    assert [outcome.works for outcome in self_test.check_everything()] == [False, False, True]
