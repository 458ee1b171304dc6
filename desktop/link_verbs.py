"""The verbs of what binds a site to ИРО: the invitation, receipts, and the site's own key on paper."""

import argparse
import sys
from pathlib import Path

from desktop.arguments import RussianParser, folder
from desktop.paths import Paths
from desktop.verb import Answer, Verb, site_of
from models.errors import UserError

_STANDARD_INPUT = "-"
_BY_FILE = "файл"


def _invitation(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands.institute_link import accept_invitation
    from models.database import Actor

    with site_of(paths) as db:
        line = accept_invitation(db, _content(wish.file), actor=Actor())
    lines = [
        f"Приглашение открыто: {line.name}, код площадки {line.site_code}, действует до {line.expires_on:%d.%m.%Y}.",
        f"Отпечаток ключей института: {line.fingerprint}",
        *(f"Адрес: {url} ({road})" for road, url in line.servers),
    ]
    if line.compared_on is None:
        lines.append("Сверьте отпечаток с институтом по телефону, прежде чем отправить первый пакет.")
    payload = {
        "institute": line.name,
        "site_code": line.site_code,
        "fingerprint": line.fingerprint,
        "expires_on": line.expires_on.isoformat(),
        "compared_on": line.compared_on.isoformat() if line.compared_on else None,
        "servers": [{"road": road, "url": url} for road, url in line.servers],
    }
    return Answer(lines, payload)


def _receipt(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands.receipts import take_receipts
    from models.database import Actor
    from models.identity import local_date
    from models.receipts import find_receipts

    found = find_receipts(_content(wish.file))
    with site_of(paths) as db:
        taken = take_receipts(db, found, came_by=_BY_FILE, actor=Actor())
    lines: list[str] = []
    for each in taken:
        repeated = "" if each.is_new else " Эта квитанция у Вас уже была."
        lines.append(f"{each.name}: {each.verdict.label}, подписано {local_date(each.signed_at):%d.%m.%Y}.{repeated}")
        lines += [f"  Вопрос института: {question.text}" for question in each.questions]
    payload = [
        {
            "name": each.name,
            "verdict": each.verdict.value,
            "signed_at": each.signed_at.isoformat(),
            "is_new": each.is_new,
            "questions": [
                {"code": asked.code, "text": asked.text, "table": asked.record_table, "key": asked.record_key}
                for asked in each.questions
            ],
        }
        for each in taken
    ]
    return Answer(lines, {"receipts": payload})


def _recovery_sheet(wish: argparse.Namespace, paths: Paths) -> Answer:
    from exports.registry import paper_bytes
    from models.files import write_whole
    from models.key_store import KeyStore
    from models.queries.recovery_sheet import recovery_sheet
    from models.queries.site_forms import site_layouts

    target: Path = wish.out
    with site_of(paths) as db:
        sheet, layouts = recovery_sheet(db, KeyStore.under(paths.root)), site_layouts(db)
    write_whole(target, paper_bytes("recovery-sheet", "pdf", sheet, layouts))
    lines = [
        f"Лист восстановления ключа {sheet.key} записан: {target}",
        "Напечатайте его и удалите файл: кто его держит, может подписать за площадку.",
    ]
    return Answer(lines, {"key": sheet.key, "path": str(target), "fingerprint": sheet.site_fingerprint})


def _recovery_sheet_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--out", type=folder, required=True, metavar="ФАЙЛ", help="куда записать PDF")


def _restore_key(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands.site_keys import restore_key
    from models.database import Actor
    from models.key_store import KeyStore

    content = _content(wish.file)
    with site_of(paths) as db:
        name = restore_key(db, KeyStore.under(paths.root), content, actor=Actor())
    return Answer([f"Ключ площадки {name} снова на этом компьютере."], {"key": name})


def _content(source: str) -> bytes:
    """A file, or what is typed at the standard input."""
    if source == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    file = Path(source)
    if not file.is_file():
        raise UserError(f"Файла «{file.name}» нет.", "Проверьте имя и папку.")
    return file.read_bytes()


def _takes_invitation(parser: RussianParser) -> None:
    parser.what.add_argument("file", metavar="ФАЙЛ", help="файл приглашения")


def _takes_receipt(parser: RussianParser) -> None:
    parser.what.add_argument(
        "file", metavar="ФАЙЛ", help="квитанция, письмо, скан или текст с её буквами; «-» — набрать буквы"
    )


def _takes_sheet(parser: RussianParser) -> None:
    parser.what.add_argument("file", metavar="ФАЙЛ", help="скан листа или текст с его буквами; «-» — набрать буквы")


LINK_VERBS = (
    Verb("invitation", "открыть приглашение ИРО", _invitation, _takes_invitation),
    Verb("receipt", "принять квитанцию ИРО", _receipt, _takes_receipt),
    Verb("recovery-sheet", "записать лист восстановления ключа", _recovery_sheet, _recovery_sheet_takes),
    Verb("restore-key", "вернуть ключ с листа восстановления", _restore_key, _takes_sheet),
)
