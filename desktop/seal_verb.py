"""The verb `seal`: a package of any kind sealed into the outbox."""

import argparse
from typing import TYPE_CHECKING

from desktop.arguments import RussianParser, day, period
from desktop.paths import Paths
from desktop.verb import Answer, Verb, site_of
from models.rows.codes import PackageKind
from models.rules.words import counted, file_size
from models.version import program_version

if TYPE_CHECKING:
    from exports.packages.sealing import Sealed

KINDS = {kind.value.replace("_", "-"): kind for kind in PackageKind if kind is not PackageKind.OPEN_REPORT}
"""As they are called in the names of packages."""


def _seal(wish: argparse.Namespace, paths: Paths) -> Answer:
    from exports.packages.sealing import PackageWish, seal_package
    from models.database import Actor
    from models.key_store import KeyStore
    from models.queries.sealed_packages import events_on

    with site_of(paths) as db:
        sealed = seal_package(
            db,
            PackageWish(
                KINDS[wish.kind],
                wish.period,
                events=tuple(events_on(db, wish.event)) if wish.event else (),
                whole=wish.whole,
                surnames_checked=tuple(wish.surname_checked),
            ),
            outbox=paths.outbox,
            attachments=paths.attachments,
            keys=KeyStore.under(paths.root),
            actor=Actor(),
            program_version=program_version(),
        )
    payload = {
        "file": str(sealed.path),
        "name": sealed.name,
        "kind": wish.kind,
        "period": wish.period.code,
        "size": sealed.size,
        "rows": dict(sealed.counts),
        "new": sealed.is_new,
        "corrects": sealed.corrects,
        "stayed": sealed.stayed,
    }
    return Answer(_told(sealed), payload)


def _told(sealed: "Sealed") -> list[str]:
    said = [f"Пакет запечатан: {sealed.path}, {file_size(sealed.size)}."]
    if not sealed.is_new:
        said = [f"Данные не изменились, это тот же пакет: {sealed.path}, {file_size(sealed.size)}."]
    if sealed.corrects:
        said.append(f"Это исправление к {sealed.corrects}: в нём только то, что изменилось.")
    if sealed.stayed:
        said.append(
            f"Не вошло: {counted(sealed.stayed, 'файл', 'файла', 'файлов')}. На снимках не отмечено, кого можно "
            "узнать, согласия нет, содержимое потеряно или файлы пойдут следующим пакетом."
        )
    return said


def _seal_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--kind", choices=list(KINDS), default="quarterly-report", help="что передать")
    parser.options.add_argument("--period", type=period, required=True, metavar="ПЕРИОД", help="например 2026-Q1")
    parser.options.add_argument(
        "--event", type=day, action="append", default=[], metavar="ДАТА", help="день мероприятия для новостей"
    )
    parser.options.add_argument("--whole", action="store_true", help="передать всё целиком, а не только изменения")
    parser.options.add_argument(
        "--surname-checked",
        action="append",
        default=[],
        metavar="МЕСТО",
        help="в новостях: слово в этом месте — не фамилия",
    )


SEAL_VERBS = (Verb("seal", "запечатать пакет для института", _seal, _seal_takes),)
"""In the order of the help."""
