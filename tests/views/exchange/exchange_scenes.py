"""Scenes of «Обмен с ИРО»: every stop of the way, no invitation, the dialogs, receipts with questions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from models.database import Database
from models.queries.institute import receipt_lines
from models.rows.codes import PackageKind, Road
from tests.views.exchange.arrange import Exchange, fill_outbox, invited, without_packages
from tests.views.stage import Stage
from views.exchange.acts import Act
from views.exchange.mail_dialog import MailDialog
from views.exchange.words import package_title
from views.outgoing import Passing

if TYPE_CHECKING:
    from views.exchange.page import ExchangePage


def _page(stage: Stage) -> "ExchangePage":
    return cast("ExchangePage", stage.page("exchange"))


def _filled(stage: Stage) -> Exchange:
    at, sending = stage.session.workplace, stage.session.sending
    assert at is not None
    if sending is not None:
        sending.deleteLater()  # nothing leaves while the picture is taken
        stage.session.sending = None
        stage.settle()
    return fill_outbox(at.db, at.data_folder, at.outbox)


def _db(stage: Stage) -> Database:
    at = stage.session.workplace
    assert at is not None
    return at.db


def _full(stage: Stage) -> None:
    exchange = _filled(stage)
    page = _page(stage)
    page.list.outbox.show_passing(Passing(1_900_000, 7_800.0))
    page.list.select(exchange.lines["photos"].name)


def _answers(stage: Stage) -> None:
    """In a narrow window behind its tab."""
    exchange = _filled(stage)
    page = _page(stage)
    page.list.select(exchange.lines["refused"].name)
    page.list.asked.emit(exchange.lines["refused"], Act.REASONS)


def _by_stick(stage: Stage) -> None:
    _full(stage)
    _page(stage).cards.cards[Road.FOLDER].click()


def _invited(stage: Stage, *, compared: bool = True, servers: bool = True) -> None:
    at = stage.session.workplace
    assert at is not None
    invited(at.db, at.data_folder, compared=compared, servers=servers)


def _nothing_yet(stage: Stage) -> None:
    at = stage.session.workplace
    assert at is not None
    without_packages(at.db)
    _invited(stage)
    _page(stage)


def _not_compared(stage: Stage) -> None:
    _invited(stage, compared=False, servers=False)
    _page(stage)


def _build(kind: PackageKind) -> Callable[[Stage], None]:
    def scene(stage: Stage) -> None:
        _invited(stage)
        dialog = _page(stage).building.offer(kind)
        assert dialog is not None
        stage.extra.append(dialog)

    return scene


def _build_without(stage: Stage) -> None:
    dialog = _page(stage).building.offer()
    assert dialog is not None
    stage.extra.append(dialog)


def _take(stage: Stage) -> None:
    stage.extra.append(_page(stage).taking.offer())


def _keys(*, compared: bool) -> Callable[[Stage], None]:
    def scene(stage: Stage) -> None:
        _invited(stage, compared=compared)
        stage.extra.append(_page(stage).show_keys())

    return scene


def _receipt(stage: Stage) -> None:
    exchange = _filled(stage)
    page = _page(stage)
    page.list.select(exchange.lines["refused"].name)
    stage.extra.append(page.show_receipt(receipt_lines(_db(stage))[0]))


def _letters(stage: Stage) -> None:
    line = _filled(stage).lines["photos"]
    page = _page(stage)
    dialog = MailDialog(page.window(), page.theme, package_title(line), line.size)
    stage.extra.append(dialog)
    dialog.open()


EXCHANGE: tuple[tuple[str, str, Callable[[Stage], object]], ...] = (
    ("exchange-full", "demo", _full),
    ("exchange-answers", "demo", _answers),
    ("exchange-stick", "demo", _by_stick),
    ("exchange-nothing-yet", "demo", _nothing_yet),
    ("exchange-not-compared", "demo", _not_compared),
    ("exchange-build", "demo", _build(PackageKind.QUARTERLY_REPORT)),
    ("exchange-build-news", "demo", _build(PackageKind.NEWS)),
    ("exchange-build-open", "demo", _build_without),
    ("exchange-take", "demo", _take),
    ("exchange-keys", "demo", _keys(compared=True)),
    ("exchange-keys-compare", "demo", _keys(compared=False)),
    ("exchange-receipt", "demo", _receipt),
    ("exchange-letters", "demo", _letters),
)
