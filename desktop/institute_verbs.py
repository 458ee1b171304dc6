"""The verbs of the institute: its keys, invitations, received packages, receipts and the consolidated report."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments import RussianParser, folder, period
from desktop.paths import Paths, default_paths
from desktop.verb import DONE, REFUSED, Answer, Verb
from models.errors import UserError
from models.rules.words import counted, file_size

if TYPE_CHECKING:
    from exports.institute.receive import Desk, Reception
    from exports.registry import FileKind
    from models.database import Database
    from models.institute.folder import InstituteFolder
    from models.institute.rows import ReceivedLine
    from models.rules.invitation import Server
    from models.rules.periods import Period
    from models.rules.receipt import Question

_MOST_AUTHORITY = 32 << 10
_REPORT_KINDS: "Mapping[str, FileKind]" = {".pdf": "pdf", ".xlsx": "xlsx", ".docx": "docx"}
_FOLDER = "marshrut-institute"
"""Beside the usual folder of a site."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """One thing that the institute does: its word, what it is for, what it takes, the function that answers."""

    name: str
    purpose: str
    act: "Callable[[argparse.Namespace, InstituteFolder], Answer]"
    takes: Callable[[RussianParser], object] = field(default=lambda _parser: None)


def _init(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from exports.institute.founding import found, renew
    from models.database import Actor
    from models.institute.database import institute_of, open_institute
    from models.institute.queries import institute_keys, institute_name

    if bool(wish.name) == wish.new_keys:
        raise UserError(
            "Нужно одно из двух: название нового института (--name) или новые ключи прежнему (--new-keys).",
            "Подскажет institute init --help.",
        )
    if wish.new_keys:
        with institute_of(at) as db:
            renew(db, at, actor=Actor())
            present, name = institute_keys(db)[0], institute_name(db)
        first = "Ключи сменены. Прежние остались: ими открываются пакеты, которые запечатаны по прежним приглашениям."
        more = ["Сделайте каждой площадке новое приглашение: institute invite. Оно будет подписано прежним ключом."]
    else:
        with open_institute(at) as db:
            found(db, at, wish.name, actor=Actor())
            present, name = institute_keys(db)[0], institute_name(db)
        first = f"Институт заведён: {name}."
        more = ["Сохраните копию всей папки: без папки «keys» пакеты площадок не открыть."]
    said = _fingerprint(present.recipient, present.public_key)
    payload = {
        "institute": name,
        "recipient": present.recipient,
        "key": present.public_key.splitlines()[1],
        "fingerprint": said,
    }
    return Answer([first, f"Отпечаток ключей, чтобы сверять по телефону: {said}", *more], payload)


def _init_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--name", default="", metavar="НАЗВАНИЕ", help="как называется институт")
    parser.options.add_argument(
        "--new-keys", action="store_true", help="сменить ключи; площадкам после этого нужны новые приглашения"
    )


def _invite(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from exports.institute.founding import invited
    from models.database import Actor
    from models.files import writing_whole
    from models.institute.commands import revoke_site_keys
    from models.institute.database import institute_of

    target: Path = wish.out
    # The place first: an invitation that nobody gets would make the one before it worthless.
    with institute_of(at) as db, writing_whole(target) as part:
        part.touch()
        invitation, content = invited(
            db,
            at,
            wish.site,
            servers=tuple(wish.server),
            days=wish.days,
            authority=_authority(wish.authority),
            actor=Actor(),
            by_present_key=wish.present_key,
        )
        part.write_bytes(content)
        revoked = revoke_site_keys(db, wish.site, actor=Actor()) if wish.revoke else 0
    said = [
        f"Приглашение для площадки «{invitation.site_code}» записано: {target}. "
        f"Оно действует до {invitation.expires_on:%d.%m.%Y}.",
        "В нём одноразовый код: передайте файл так, чтобы его не прочли посторонние. Прежнее приглашение этой "
        "площадки, если оно было, больше не действует.",
        f"Отпечаток, который увидит площадка: {invitation.fingerprint}",
    ]
    if revoked:
        said.append("Прежний ключ площадки отозван: пакеты, подписанные им, приняты не будут.")
    payload = {
        "file": str(target),
        "site_code": invitation.site_code,
        "expires_on": invitation.expires_on.isoformat(),
        "fingerprint": invitation.fingerprint,
        "revoked": revoked,
    }
    return Answer(said, payload)


def _invite_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--site", required=True, metavar="КОД", help="код площадки, который даёт институт")
    parser.options.add_argument(
        "--server",
        type=_server,
        action="append",
        default=[],
        metavar="ДОРОГА=АДРЕС",
        help="куда слать: tus=https://… или webdav=https://…; можно повторять",
    )
    parser.options.add_argument("--days", type=_whole, default=30, metavar="ДНЕЙ", help="сколько дней действует (30)")
    parser.options.add_argument(
        "--authority", type=folder, metavar="ФАЙЛ", help="сертификат (PEM), которому верить для этих серверов"
    )
    parser.options.add_argument(
        "--revoke", action="store_true", help="прежнему ключу площадки больше не верить: потерян или украден"
    )
    parser.options.add_argument(
        "--present-key",
        action="store_true",
        help="подписать нынешним ключом: площадка его уже знает или не знает никакого",
    )
    parser.options.add_argument("--out", type=folder, required=True, metavar="ФАЙЛ", help="куда записать приглашение")


def _receive(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from exports.institute.receive import Outcome, receive
    from models.institute.database import institute_of

    with institute_of(at) as db:
        found = receive(_desk(db, at, wish.answers), wish.folder)
    by_outcome = {outcome: [each for each in found if each.outcome is outcome] for outcome in Outcome}
    refused = by_outcome[Outcome.REFUSED]
    lines = [line for each in found for line in _told(each)] or ["Пакетов здесь нет."]
    taken = len(by_outcome[Outcome.TAKEN])
    lines.append(
        f"Принято: {taken}. Приняты раньше: {len(by_outcome[Outcome.KNOWN])}. "
        f"Ещё в пути: {len(by_outcome[Outcome.UNWHOLE])}. Не принято: {len(refused)}."
    )
    payload = {
        outcome.value: [
            {
                "file": each.label,
                "name": each.name,
                "message": each.said,
                "advice": each.advice,
                "questions": list(each.questions),
            }
            for each in ended
        ]
        for outcome, ended in by_outcome.items()
    }
    return Answer(lines, payload, REFUSED if refused else DONE)


def _told(each: "Reception") -> list[str]:
    from exports.institute.receive import Outcome

    match each.outcome:
        case Outcome.TAKEN:
            asked = [f"    вопрос площадке: {question}" for question in each.questions]
            return [f"{each.label}: принят пакет {each.name}, квитанция подписана.", *asked]
        case Outcome.KNOWN:
            return [f"{each.label}: пакет {each.name} принят раньше, квитанция та же."]
        case Outcome.UNWHOLE:
            return [f"{each.label}: ещё в пути, {each.said}."]
        case Outcome.REFUSED:
            return [f"{each.label}: {each.said}", f"    {each.advice}"]


def _receive_takes(parser: RussianParser) -> None:
    parser.what.add_argument(
        "folder",
        type=folder,
        nargs="+",
        metavar="ПАПКА",
        help="папка загрузок сервера, облачная папка, флешка или папка с письмами",
    )
    _add_answers(parser)


def _receipt(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from exports.institute.answering import code_picture
    from exports.institute.receive import answer, lay_out_receipt
    from models.files import write_whole
    from models.institute.database import institute_of
    from models.institute.queries import institute_keys, received_by_name
    from models.receipts import receipt_letters
    from models.rows.codes import ReceiptVerdict

    with institute_of(at) as db:
        line = received_by_name(db, wish.name)
        if line is None:
            raise UserError(
                f"Пакета {wish.name} институт не получал.", "Имена полученных пакетов покажет institute list."
            )
        desk = _desk(db, at, wish.answers)
        if wish.ask or wish.reject or wish.accept or wish.present_key:
            said_so = ReceiptVerdict.REJECTED if wish.reject else ReceiptVerdict.ACCEPTED
            verdict = said_so if wish.reject or wish.accept else line.verdict
            if wish.reject and not wish.ask:
                raise UserError("Чтобы отклонить пакет, назовите причину.", "Напишите её после --ask «:::причина».")
            key_name = institute_keys(db)[0].key_name if wish.present_key else None
            line = answer(desk, line, verdict, wish.ask, key_name=key_name)
        else:
            lay_out_receipt(desk, line)
    content = line.receipt.encode("utf-8")
    said = [f"Квитанция на пакет {line.name}: {line.verdict.label}, вопросов {line.questions}."]
    if wish.qr:
        write_whole(wish.qr, code_picture(content))
        said.append(f"QR-код записан: {wish.qr}.")
    letters = receipt_letters(content)
    if wish.text:
        said += ["", f"Квитанция на пакет {line.name}", letters]
    payload = {**_line_json(line), "letters": letters.splitlines()}
    return Answer(said, payload)


def _receipt_takes(parser: RussianParser) -> None:
    parser.what.add_argument("name", metavar="ПАКЕТ", help="имя полученного пакета")
    parser.options.add_argument("--text", action="store_true", help="показать квитанцию буквами: для письма, телефона")
    parser.options.add_argument("--qr", type=folder, metavar="ФАЙЛ", help="записать QR-код квитанции, файл .png")
    parser.options.add_argument("--accept", action="store_true", help="подписать «принят» ещё раз")
    parser.options.add_argument("--reject", action="store_true", help="отклонить пакет; причины назовите после --ask")
    parser.options.add_argument(
        "--present-key",
        action="store_true",
        help="подписать нынешним ключом: площадка уже открыла новое приглашение и прежней квитанции не верит",
    )
    parser.options.add_argument(
        "--ask",
        type=_question,
        action="append",
        default=[],
        metavar="ЗАПИСЬ:КОД:ПОЛЕ:ВОПРОС",
        help="вопрос площадке, например event:КОД:outcome:Кто вёл?; без записи — :::вопрос; можно повторять",
    )
    _add_answers(parser)


def _list(_wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from models.identity import local_text
    from models.institute.database import institute_of
    from models.institute.queries import institute_keys, institute_name, received, sites
    from models.rules.fingerprint import fingerprint
    from models.rules.minisign import read_public_key

    with institute_of(at) as db:
        name, present, every, packages = institute_name(db), institute_keys(db)[0], sites(db), received(db)
    lines = [f"{name}. Отпечаток ключей: {_fingerprint(present.recipient, present.public_key)}", ""]
    told: list[dict[str, object]] = []
    for site in every:
        key = read_public_key(site.public_key) if site.public_key else None
        print_ = fingerprint(key.key) if key else None
        until = f", приглашение действует до {site.code_until:%d.%m.%Y}" if site.code_until else ""
        lines.append(
            f"{site.code}  {site.title or 'ещё не представилась'}: "
            f"{counted(site.packages, 'пакет', 'пакета', 'пакетов')}{until}"
        )
        lines += [f"    отпечаток ключа площадки: {print_}"] if print_ else []
        told.append(
            {
                "code": site.code,
                "title": site.title,
                "packages": site.packages,
                "fingerprint": print_,
                "code_until": site.code_until.isoformat() if site.code_until else None,
            }
        )
    lines += ["", *([] if packages else ["Пакетов ещё нет."])]
    lines += [
        f"{local_text(each.received_at)}  {each.name}  {each.kind.label}, {file_size(each.size)}: {each.verdict.label}"
        + (f", вопросов {each.questions}" if each.questions else "")
        for each in packages
    ]
    return Answer(lines, {"institute": name, "sites": told, "packages": [_line_json(each) for each in packages]})


def _report(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    from exports.institute.consolidated import consolidated, consolidated_bytes
    from models.files import write_whole
    from models.institute.database import institute_of

    target: Path = wish.out
    wished: Period = wish.period
    if wish.site:
        return _site_report(wish, at)
    with institute_of(at) as db:
        report = consolidated(db, at, wished)
    write_whole(target, consolidated_bytes(report))
    late = [each.site.code for each in report.sites if each.totals is None]
    said = [
        f"Сводный отчёт ({wished.title}) записан: {target}, {file_size(target.stat().st_size)}. "
        f"Отчётов площадок в нём: {len(report.reported)}."
    ]
    if late:
        said.append(f"Отчёта ещё нет: {', '.join(late)}.")
    payload = {
        "file": str(target),
        "period": wished.code,
        "sites": [each.site.code for each in report.reported],
        "late": late,
    }
    return Answer(said, payload)


def _site_report(wish: argparse.Namespace, at: "InstituteFolder") -> Answer:
    """The report of one site, drawn again from the records that came."""
    from exports.institute.redrawn import newest_report
    from exports.registry import report_bytes
    from models.files import write_whole
    from models.institute.database import institute_of

    target: Path = wish.out
    kind = _REPORT_KINDS.get(target.suffix.lower())
    if kind is None:
        raise UserError("Отчёт площадки бывает файлом .pdf, .xlsx или .docx.", "Назовите файл так после --out.")
    with institute_of(at) as db:
        data = newest_report(db, at, wish.site, wish.period)
    write_whole(target, report_bytes(kind, data))
    payload = {"file": str(target), "period": wish.period.code, "sites": [wish.site], "late": []}
    return Answer([f"{data.kind_title} площадки «{wish.site}» ({wish.period.title}) записан: {target}."], payload)


def _report_takes(parser: RussianParser) -> None:
    parser.options.add_argument(
        "--period", type=period, required=True, metavar="ПЕРИОД", help="2026-Q1, 2026-H1, 2026 или 2025/26"
    )
    parser.options.add_argument("--out", type=folder, required=True, metavar="ФАЙЛ", help="куда записать, файл .xlsx")
    parser.options.add_argument(
        "--site", default="", metavar="КОД", help="вместо сводного — отчёт одной площадки: .pdf, .xlsx или .docx"
    )


_DEEDS = (
    _Deed("init", "завести институт и его ключи", _init, _init_takes),
    _Deed("invite", "сделать приглашение для площадки", _invite, _invite_takes),
    _Deed("receive", "принять пакеты из папок и подписать квитанции", _receive, _receive_takes),
    _Deed("receipt", "показать квитанцию, задать вопросы, отклонить пакет", _receipt, _receipt_takes),
    _Deed("list", "показать площадки и полученные пакеты", _list),
    _Deed("report", "свести отчёты площадок в одну таблицу", _report, _report_takes),
)


def _institute(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.institute.folder import InstituteFolder

    # Never in the usual folder of a site, unless it is said so.
    return wish.deed(wish, InstituteFolder(paths.root if wish.data else default_paths().root.with_name(_FOLDER)))


def _institute_takes(parser: RussianParser) -> None:
    words = parser.add_subparsers(
        title="Команды", metavar="КОМАНДА", prog=parser.prog, parser_class=RussianParser, required=True
    )
    for deed in _DEEDS:
        command = words.add_parser(deed.name, help=deed.purpose, description=deed.purpose)
        deed.takes(command)
        command.options.add_argument(
            "--data", type=folder, metavar="ПАПКА", default=argparse.SUPPRESS, help="папка с данными института"
        )
        command.options.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="ответить в виде JSON"
        )
        command.set_defaults(deed=deed.act)


INSTITUTE_VERBS: tuple[Verb, ...] = (
    Verb(
        "institute", "сторона института: ключи, приглашения, приём пакетов, сводный отчёт", _institute, _institute_takes
    ),
)
"""In the order of the help."""


def _desk(db: "Database", at: "InstituteFolder", answers: Path | None) -> "Desk":
    from exports.institute.receive import Desk
    from models.database import Actor

    return Desk(db, at, Actor(), answers)


def _add_answers(parser: RussianParser) -> None:
    parser.options.add_argument(
        "--answers",
        type=folder,
        metavar="ПАПКА",
        help="куда ещё положить квитанции: папка receipts сервера, флешка площадки",
    )


def _fingerprint(recipient: str, public_key: str) -> str:
    from models.rules.fingerprint import fingerprint
    from models.rules.minisign import read_public_key

    return fingerprint(recipient.encode(), read_public_key(public_key).key)


def _authority(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_AUTHORITY + 1).decode("ascii")
    except (OSError, UnicodeDecodeError):
        content = ""
    if "-----BEGIN CERTIFICATE-----" not in content or "PRIVATE KEY" in content or len(content) > _MOST_AUTHORITY:
        raise UserError(
            "Это не сертификат в виде PEM.",
            "Нужен файл, в котором есть строка «-----BEGIN CERTIFICATE-----», и без ключей.",
        )
    return content


def _line_json(line: "ReceivedLine") -> dict[str, object]:
    return {
        "name": line.name,
        "site_code": line.site_code,
        "kind": line.kind.value,
        "period": line.period,
        "size": line.size,
        "sha256": line.sha256,
        "id": line.content_id,
        "received_at": line.received_at,
        "verdict": line.verdict.value,
        "signed_at": line.signed_at,
        "questions": line.questions,
    }


def _server(text: str) -> "Server":
    from models.rules.invitation import ROADS, Server

    road, equals, url = text.partition("=")
    if not equals or road not in ROADS or not url.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(
            f"«{text}» не похоже на адрес. Напишите так: tus=https://iro.example.ru/files/"
        )
    return Server(road, url)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» не похоже на число дней.") from None


def _question(text: str) -> "Question":
    from models.rules.receipt import RECORD_TABLES, Question

    parts = text.split(":", 3)
    if len(parts) != 4 or parts[0] not in ("", *RECORD_TABLES) or not parts[3].strip():
        raise argparse.ArgumentTypeError(
            f"«{text}» не похоже на вопрос. Напишите так: event:КОД:outcome:Кто вёл занятие?"
        )
    table, key, name, asked = parts
    return Question("asked", asked.strip(), table, key, name)
