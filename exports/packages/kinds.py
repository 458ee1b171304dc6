"""What each kind of sealed package is drawn from: one function a kind, and the sum by which the same is known again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from exports.packages.carried_files import Carried, carried, file_contents, frdo_package
from exports.packages.contents import Content
from exports.packages.full_copy import DATABASE, full_copy_package
from exports.packages.open_package import refuse_personal_data
from exports.packages.products import news_package, products_package
from exports.packages.quarterly import quarterly_report
from exports.packages.roster import roster_package
from exports.packages.wide import Laid, schema_name, tables_sha256
from models.commands.frdo import hand_over_to_frdo
from models.database import Actor, Database
from models.errors import UserError
from models.full_copy import attachments_to_copy, copy_for_institute, data_sum
from models.queries.frdo import frdo_sum
from models.queries.sealed_contents import news_contents, product_contents
from models.queries.sealed_packages import site_passport
from models.rows.codes import PackageKind
from models.rows.frdo import FrdoWish
from models.rows.sealed import CarriedFile, NewsContents
from models.rules.periods import Period
from models.rules.privacy import personal_data_in
from models.rules.words import day_in_table


@dataclass(frozen=True, slots=True)
class PackageWish:
    """What a person wants sealed.

    `events` are those whose news travel; `whole` asks for a full report where a correction would do, and for files
    that ИРО has already; `surnames_checked` are places of doubt, as the refusal of news names them.
    """

    kind: PackageKind
    period: Period
    events: tuple[int, ...] = ()
    whole: bool = False
    surnames_checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where a package is drawn from, and what ИРО has already: `former` tables of the report, `confirmed` files."""

    db: Database
    attachments: Path
    former: Sequence[Laid] = ()
    confirmed: frozenset[str] = frozenset()
    actor: Actor


class Drawn(NamedTuple):
    """A package not yet built: `sum` is the same for the same data.

    `brings_files` where attachments travel that ИРО does not have, `leaves_out` where some do not as it has them;
    `stayed` counts those that may not leave, are lost, or wait for the next package.
    """

    sum: str
    content: Callable[[], Content]
    brings_files: bool = False
    leaves_out: bool = False
    stayed: int = 0


def draw(wish: PackageWish, at: Sources) -> Drawn:
    """Read what the wish needs; nothing is written and nothing noted before `content` is asked for.

    Raises UserError where there is nothing to send, or what may not be sent.
    """
    return _DRAWN[wish.kind](wish, at)


def _report(wish: PackageWish, at: Sources) -> Drawn:
    content = quarterly_report(at.db, wish.period, former=at.former)
    return Drawn(_sum(content), lambda: content)


def _roster(wish: PackageWish, at: Sources) -> Drawn:
    content = roster_package(at.db, wish.period)
    return Drawn(_sum(content), lambda: content)


def _frdo(wish: PackageWish, at: Sources) -> Drawn:
    asked = FrdoWish(wish.period.start, wish.period.end)
    passport = site_passport(at.db, wish.period.end)
    return Drawn(
        frdo_sum(at.db, asked),
        lambda: frdo_package(passport, wish.period, hand_over_to_frdo(at.db, asked, actor=at.actor)),
    )


def _products(wish: PackageWish, at: Sources) -> Drawn:
    found = product_contents(at.db, wish.period)
    files, parted = _parted(found.files, at)
    if not found.products and not files:
        raise UserError(
            f"За {wish.period.title} нет ни готовых продуктов, ни фотографий, которые можно передать.",
            "Отметьте на фотографиях, кого на них можно узнать, или выберите другой период.",
        )
    content = products_package(site_passport(at.db, wish.period.end), wish.period, found._replace(files=files))
    return _with_files(content, found.files, parted, at)


def _news(wish: PackageWish, at: Sources) -> Drawn:
    found = news_contents(at.db, wish.events)
    if not found.news:
        raise UserError("Не выбрано ни одного мероприятия.", "Отметьте мероприятия, о которых надо рассказать.")
    refuse_personal_data(
        personal_data_in(_news_texts(found), found.people), wish.surnames_checked, into="В новости для портала"
    )
    files, parted = _parted(found.files, at)
    content = news_package(site_passport(at.db, wish.period.end), wish.period, found._replace(files=files))
    return _with_files(content, found.files, parted, at)


def _news_texts(found: NewsContents) -> dict[str, str]:
    """Every text that a person typed, by a place that can be found; captions stand under the pictures."""
    titles = {"title": "Тема", "place": "Место", "description": "Описание", "outcome": "Результат", "link": "Ссылка"}
    texts: dict[str, str] = {}
    for no, each in enumerate(found.news, start=1):
        where = f"Мероприятие {no} от {day_in_table(each.held_on)}"
        said: Mapping[str, object] = each._asdict()
        texts |= {f"{where}, «{title}»": str(said[name]) for name, title in titles.items() if said[name]}
        captions = [file.caption for file in found.files if file.record == each.uid and file.may_go and file.caption]
        texts |= {f"{where}, «Подписи к фото»": "\n".join(captions)} if captions else {}
    return texts


def _full_copy(wish: PackageWish, at: Sources) -> Drawn:
    parted = carried(attachments_to_copy(at.db), at.attachments, confirmed=at.confirmed)

    def content() -> Content:
        copy = copy_for_institute(at.db)
        # Files of people who withdrew are in the data folder still, and in the copy no more.
        files = [each for each in copy.files if each.sha256 in parted.spoken_of]
        kept = {each.sha256 for each in files}
        going = {digest: name for digest, name in parted.travelling.items() if digest in kept}
        empty = full_copy_package(site_passport(at.db, wish.period.end), wish.period, files)
        return replace(empty, files={DATABASE: copy.database, **file_contents(going, at.attachments)})

    return Drawn(
        data_sum(at.db),
        content,
        brings_files=bool(parted.travelling),
        leaves_out=bool(parted.known),
        stayed=len(parted.left) + len(parted.missing),
    )


def _open(_wish: PackageWish, _at: Sources) -> Drawn:
    raise UserError("Открытый пакет не запечатывают.", "Соберите его обычным файлом: имён в нём нет.")


def _sum(content: Content) -> str:
    return hashlib.sha256(f"{schema_name(content.tables)} {tables_sha256(content.tables)}".encode()).hexdigest()


def _parted(files: Sequence[CarriedFile], at: Sources) -> tuple[list[CarriedFile], Carried]:
    """The files that the tables speak of, and what becomes of each content."""
    parted = carried([each for each in files if each.may_go], at.attachments, confirmed=at.confirmed)
    return [each for each in files if each.may_go and each.sha256 in parted.spoken_of], parted


def _with_files(content: Content, files: Sequence[CarriedFile], parted: Carried, at: Sources) -> Drawn:
    return Drawn(
        _sum(content),
        lambda: replace(content, files=file_contents(parted.travelling, at.attachments)),
        brings_files=bool(parted.travelling),
        leaves_out=bool(parted.known),
        stayed=len({each.sha256 for each in files} - parted.spoken_of),
    )


_DRAWN: Mapping[PackageKind, Callable[[PackageWish, Sources], Drawn]] = {
    PackageKind.OPEN_REPORT: _open,
    PackageKind.QUARTERLY_REPORT: _report,
    PackageKind.ROSTER: _roster,
    PackageKind.FRDO: _frdo,
    PackageKind.PRODUCTS: _products,
    PackageKind.NEWS: _news,
    PackageKind.FULL_COPY: _full_copy,
}
