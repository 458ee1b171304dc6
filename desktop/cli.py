"""The verbs: each is a few lines over models and exports and returns an Answer; one place prints them all.

Exit codes: 0 done, 1 refused with a reason, 2 wrong usage. With `--json` the answer is one JSON object on standard
output; a refusal is `{"refused": true, "message": …, "advice": …}`.
"""

import argparse
import errno
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.arguments import WRONG_USAGE, RussianParser, WrongUsage, day, folder, period
from desktop.crashes import ADVICE, APOLOGY, guarded, record_crash, watch_for_crashes
from desktop.exchange_verbs import EXCHANGE_VERBS
from desktop.institute_verbs import INSTITUTE_VERBS
from desktop.logs import start_log
from desktop.paths import Paths, usual_paths
from desktop.verb import DONE, REFUSED, Answer, Verb, refused_with, site_of, site_or_new
from models.errors import UserError
from models.rules.words import file_size
from models.version import program_version

if TYPE_CHECKING:
    from models.rows.roster import RosterSheet
    from models.rules.periods import Period


def run(words: Sequence[str]) -> int:
    """Do what the words ask for, print the answer, and return the exit code."""
    as_json = "--json" in words
    try:
        wish = _parser().parse_args(words)
    except WrongUsage as refusal:
        _print_refusal(str(refusal), "", as_json=as_json)
        return WRONG_USAGE
    except SystemExit as help_was_shown:
        return int(help_was_shown.code or 0)
    paths = Paths.under(wish.data.absolute()) if wish.data else usual_paths()
    start_log(paths.logs)
    if wish.act is None:
        from desktop.first_paint import open_window

        return open_window(paths)
    watch_for_crashes()
    answer = guarded(lambda: _answered(wish, paths), stumbled=_apology)
    if answer.exit_code == DONE or as_json:
        _print(answer, as_json=as_json)
    else:
        print(*answer.lines, sep="\n", file=sys.stderr)
    return answer.exit_code


def _answered(wish: argparse.Namespace, paths: Paths) -> Answer:
    try:
        return wish.act(wish, paths)
    except UserError as refusal:
        return refused_with(refusal.message, refusal.advice)
    except OSError as problem:
        record_crash(problem)
        return refused_with(*_environment(problem))


def _environment(problem: OSError) -> tuple[str, str]:
    """What the machine would not do, and what to do about it."""
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "На диске кончилось место.", "Освободите место и повторите."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "В эту папку нельзя записывать.", "Выберите папку, в которой Вы можете создавать файлы."
        case errno.EEXIST | errno.ENOTDIR:
            return "На месте папки лежит файл.", "Выберите другую папку."
        case _:
            return "Диск или папка недоступны.", "Проверьте, подключён ли диск и есть ли на нём эта папка, и повторите."


def _apology(details: str) -> Answer:
    refusal = refused_with(APOLOGY, ADVICE)
    return Answer([*refusal.lines, "", details], {**refusal.payload, "details": details}, REFUSED)


def _print_refusal(message: str, advice: str, *, as_json: bool) -> None:
    answer = refused_with(message, advice)
    if as_json:
        _print(answer, as_json=True)
    else:
        print(*answer.lines, sep="\n", file=sys.stderr)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.payload, ensure_ascii=False, indent=1))
    else:
        print(*answer.lines, sep="\n")


def _demo(wish: argparse.Namespace, paths: Paths) -> Answer:
    from desktop.demo.build import DEMO_TODAY, make_demo

    demo = make_demo(paths, today=wish.today or DEMO_TODAY)
    made = demo.overview
    rows = (
        ("Площадка", made.site),
        ("Список стажёров", f"{demo.roster} (загружено {demo.imported.new})"),
        ("Стажёры", f"{made.trainees}, детских садов {made.organizations}"),
        ("Программы", f"{made.programs}, потоков {made.streams}"),
        ("План", f"пунктов {made.plan_items}, мероприятий {made.events}, продуктов {made.products}"),
        ("Данные", str(paths.database)),
        (f"Отчёт за {demo.period.title}", str(demo.report_pdf)),
        ("", str(demo.report_xlsx)),
        ("Пакет для ИРО", f"{demo.package.path}, {file_size(demo.package.size)}"),
        ("Проверка пакета", f"цел, файлов {len(demo.verified.files)}, SHA-256 {demo.verified.sha256}"),
    )
    width = max(len(caption) for caption, _ in rows)
    payload = {
        "database": str(paths.database),
        "roster": str(demo.roster),
        "imported": demo.imported.new,
        "counts": made._asdict(),
        "period": demo.period.code,
        "report": {"pdf": str(demo.report_pdf), "xlsx": str(demo.report_xlsx)},
        "package": str(demo.package.path),
        "sha256": demo.verified.sha256,
    }
    return Answer([f"{caption:<{width}}  {found}" for caption, found in rows], payload)


def _demo_takes(parser: RussianParser) -> None:
    parser.options.add_argument("--today", type=day, metavar="ДАТА", help="каким днём заканчивается пример")


def _import_roster(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands.roster import RosterSource, accept_roster
    from models.database import Actor
    from models.identity import local_date, system_clock
    from models.imports.roster import read_roster

    source: Path = wish.file
    roster = read_roster(source, today=local_date(system_clock()))
    if wish.dry_run:
        return _roster_preview(roster, paths)
    # The name is kept for the list of imports; the hash tells later whether the same file came twice.
    origin = RosterSource(source.name, sha256(source.read_bytes()).hexdigest())
    with site_or_new(paths) as db:
        batch = accept_roster(db, roster, source=origin, actor=Actor(), consents_on=wish.consents_on)
    lines = [
        f"Список загружен: добавлено {batch.new}, изменено {batch.changed}, уже были {batch.same}.",
        f"Новых организаций {batch.organizations}. Осталось в стороне строк: {batch.left}.",
    ]
    if batch.restricted_written:
        lines.append(f"СНИЛС и даты рождения записаны по согласиям, человек: {batch.restricted_written}.")
    if batch.restricted_dropped:
        lines.append(
            f"СНИЛС и даты рождения не записаны, человек: {batch.restricted_dropped}. Для них нужны согласия "
            "на бумаге: загрузите список ещё раз и укажите их дату после --consents-on."
        )
    return Answer([*lines, "Вернуть всё как было: undo."], asdict(batch))


def _roster_preview(roster: "RosterSheet", paths: Paths) -> Answer:
    """What taking the list in would do; a folder without data is compared with an empty site and stays as it is."""
    from models.queries.roster import compare_roster
    from models.rows.roster import roster_json

    with TemporaryDirectory(prefix="marshrut-", ignore_cleanup_errors=True) as empty:
        there = paths if paths.database.exists() else Paths.under(Path(empty))
        with site_or_new(there) as db:
            compared = compare_roster(db, roster).roster
    counts = compared.counts
    names = compared.sheet_names
    place = (f"Листы: {names}. " if compared.more else f"Лист «{names}». ") if names else ""
    lines = [
        f"{place}Строк с людьми: {len(compared.rows)}. Ничего не записано.",
        f"Будет добавлено {counts['new']}, изменено {counts['changed']}, уже есть {counts['same']}, "
        f"повторов {counts['duplicate']}, требуют решения {counts['problem']}.",
        *(f"{problem.message}." for row in compared.rows for problem in row.problems),
    ]
    return Answer(lines, roster_json(compared))


def _import_roster_takes(parser: RussianParser) -> None:
    parser.what.add_argument("file", type=folder, metavar="ФАЙЛ", help="список стажёров: xlsx, xls, ods или csv")
    parser.options.add_argument("--dry-run", action="store_true", help="только показать, что будет сделано")
    parser.options.add_argument(
        "--consents-on",
        type=day,
        metavar="ДАТА",
        help="дата согласий на бумаге; без неё СНИЛС и даты рождения не записываются",
    )


def _check(_wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.queries.integrity import check_database

    with site_of(paths) as db:
        faults = check_database(db)
    payload = {"database": str(paths.database), "whole": not faults, "faults": faults}
    if not faults:
        return Answer([f"Файл данных «{paths.database}» проверен: он цел."], payload)
    advice = "Сохраните копию папки с данными и восстановите последнюю проверенную копию из папки backups."
    message = "Файл данных повреждён."
    refusal = {"refused": True, "message": message, "advice": advice}
    return Answer([message, *faults, advice], {**payload, **refusal}, REFUSED)


def _undo(_wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.commands.undo import undo_last
    from models.database import Actor

    with site_of(paths) as db:
        step = undo_last(db, actor=Actor())
    return Answer([f"Отменено: {step.label}."], {"undone": step.label})


def _report(wish: argparse.Namespace, paths: Paths) -> Answer:
    from exports.registry import report_bytes
    from models.files import write_whole
    from models.queries.report import report_data
    from models.queries.site_forms import site_layouts

    target: Path = wish.out
    wished: Period = wish.period
    with site_of(paths) as db:
        data, layouts = report_data(db, wished), site_layouts(db)
    write_whole(target, report_bytes(wish.format, data, layouts))
    size = target.stat().st_size
    payload = {
        "file": str(target),
        "format": wish.format,
        "period": wished.code,
        "title": data.kind_title,
        "size": size,
    }
    return Answer([f"{data.kind_title} ({wished.title}) записан: {target}, {file_size(size)}."], payload)


def _report_takes(parser: RussianParser) -> None:
    _add_period(parser)
    parser.options.add_argument(
        "--format", choices=("pdf", "xlsx", "docx"), required=True, metavar="pdf|xlsx|docx", help="вид файла"
    )
    parser.options.add_argument("--out", type=folder, required=True, metavar="ФАЙЛ", help="куда записать")


def _package(wish: argparse.Namespace, paths: Paths) -> Answer:
    from exports.packages.open_package import write_open_package
    from models.database import Actor

    target: Path = wish.out
    wished: Period = wish.period
    with site_of(paths) as db:
        target.mkdir(parents=True, exist_ok=True)
        built = write_open_package(
            db,
            wished,
            target,
            actor=Actor(),
            program_version=program_version(),
            surnames_checked=wish.surname_checked,
        )
    payload = {
        "file": str(built.path),
        "name": built.name,
        "period": wished.code,
        "serial": built.serial,
        "sha256": built.sha256,
        "size": built.size,
        "rows": dict(built.counts),
        "new": built.is_new,
    }
    again = "" if built.is_new else " Данные с прошлого раза не изменились, поэтому номер и содержание те же."
    return Answer([f"Пакет собран: {built.path}, {file_size(built.size)}.{again}"], payload)


def _package_takes(parser: RussianParser) -> None:
    _add_period(parser)
    parser.options.add_argument("--out", type=folder, required=True, metavar="ПАПКА", help="куда положить пакет")
    parser.options.add_argument(
        "--surname-checked",
        action="append",
        default=[],
        metavar="МЕСТО",
        help="место, где слово похоже на фамилию, но Вы проверили: это не фамилия; можно повторять",
    )


def _verify(wish: argparse.Namespace, _paths: Paths) -> Answer:
    from exports.packages.opening import identity_from, verify_sealed
    from exports.packages.verify import verify_package
    from models.imports.certificate_code import key_from

    keys = [key_from(file) for file in wish.key]
    if wish.identity:
        package = verify_sealed(wish.file, [identity_from(file) for file in wish.identity], keys=keys)
    else:
        package = verify_package(wish.file, keys=keys)
    signer = package.signer.key_name if package.signer else None
    payload = {
        "file": str(wish.file),
        "name": package.name,
        "info": dict(package.info),
        "files": [{"path": each.path, "size": each.size, "sha256": each.sha256} for each in package.files],
        "rows": dict(package.rows),
        "size": package.size,
        "sha256": package.sha256,
        "id": package.id,
        "signer": signer,
        "signature_checked": bool(signer and keys),
    }
    said = []
    if signer:
        how = "подпись верна" if keys else "чтобы проверить подпись, укажите открытый ключ площадки после --key"
        said = [f"Подписан ключом {signer}: {how}."]
    return Answer(
        [
            f"Пакет {package.name} проверен: он цел и написан по правилам.",
            f"Файлов {len(package.files)}, таблиц {len(package.rows)}, строк в них {sum(package.rows.values())}, "
            f"{file_size(package.size)}.",
            *said,
            f"SHA-256 {package.sha256}",
        ],
        payload,
    )


def _verify_takes(parser: RussianParser) -> None:
    parser.what.add_argument("file", type=folder, metavar="ФАЙЛ", help="пакет: файл .zip или запечатанный .age")
    for name, said in (
        ("--key", "открытый ключ площадки (.pub), чтобы проверить подпись; можно повторять"),
        ("--identity", "секретный ключ получателя, чтобы открыть запечатанный пакет; можно повторять"),
    ):
        parser.options.add_argument(name, type=folder, action="append", default=[], metavar="ФАЙЛ", help=said)


def _verify_certificate(wish: argparse.Namespace, paths: Paths) -> Answer:
    from models.certificate_check import Verdict, check_certificate
    from models.imports.certificate_code import code_from, key_from

    code = code_from(wish.source)
    if wish.key:
        keys = tuple(key_from(file) for file in wish.key)
    elif not paths.database.exists():
        raise UserError(
            "Проверить нечем: ключ не указан, а данных своей площадки здесь нет.",
            "Возьмите открытый ключ у площадки, которая выдала сертификат, и укажите его после --key.",
        )
    else:
        from models.queries.certificates import public_keys

        with site_of(paths) as db:
            keys = public_keys(db)
    checked = check_certificate(code, keys)
    said = checked.said
    payload = {"verdict": checked.verdict.value, "genuine": said is not None, "key": checked.key_name}
    if said is not None:
        lines = [
            f"Сертификат подлинный: подписан ключом {checked.key_name}.",
            f"Номер {said.number} от {said.issued_on:%d.%m.%Y}",
            f"Кому: {said.name}",
            f"Программа: {said.program}",
            f"Часов: {said.hours}",
            "Сверьте это с бумагой. Не аннулирован ли сертификат, скажет площадка.",
        ]
        facts = {**asdict(said), "issued_on": said.issued_on.isoformat()}
        return Answer(lines, {**payload, "certificate": facts})
    if checked.verdict is Verdict.UNKNOWN_KEY:
        message = f"Проверить нечем: код подписан ключом {checked.key_name}, а такого ключа нет."
        advice = "Возьмите открытый ключ у площадки, которая выдала сертификат, и укажите его после --key."
    else:
        message = "Сертификат не подлинный: текст в коде не тот, что подписала площадка."
        advice = "Спросите площадку, выдавала ли она сертификат с этим номером."
    return Answer([message, advice], {**payload, "refused": True, "message": message, "advice": advice}, REFUSED)


def _verify_certificate_takes(parser: RussianParser) -> None:
    parser.what.add_argument("source", metavar="КОД", help="скан, снимок, PDF, файл с текстом кода или сам код")
    parser.options.add_argument(
        "--key",
        type=folder,
        action="append",
        default=[],
        metavar="ФАЙЛ",
        help="открытый ключ площадки (.pub); можно повторять; без него берутся ключи своей площадки",
    )


def _add_period(parser: RussianParser) -> None:
    parser.options.add_argument(
        "--period", type=period, required=True, metavar="ПЕРИОД", help="2026-Q1, 2026-H1, 2026 или 2025/26"
    )


def _self_test(_wish: argparse.Namespace, _paths: Paths) -> Answer:
    from desktop.self_test import check_everything

    outcomes = check_everything()
    works = all(outcome.works for outcome in outcomes)
    lines = [f"{'работает' if each.works else 'НЕ РАБОТАЕТ'}: {each.title} — {each.found}" for each in outcomes]
    payload = {
        "works": works,
        "version": program_version(),
        "checks": [{"title": each.title, "found": each.found, "works": each.works} for each in outcomes],
    }
    return Answer(lines, payload, DONE if works else REFUSED)


VERBS = (
    Verb("demo", "сделать пример: выдуманную площадку за учебный год", _demo, _demo_takes),
    Verb("import-roster", "загрузить список стажёров", _import_roster, _import_roster_takes),
    Verb("report", "записать отчёт за период", _report, _report_takes),
    Verb("package", "собрать открытый пакет для ИРО", _package, _package_takes),
    Verb("verify", "проверить пакет", _verify, _verify_takes),
    Verb("verify-certificate", "проверить сертификат", _verify_certificate, _verify_certificate_takes),
    Verb("check", "проверить, цел ли файл данных", _check),
    Verb("undo", "отменить последнее действие", _undo),
    *EXCHANGE_VERBS,
    *INSTITUTE_VERBS,
)


def _parser() -> RussianParser:
    parser = RussianParser(
        "marshrut",
        description="Без команды открывается окно.",
        epilog="Ответ: 0 — сделано, 1 — отказ с причиной, 2 — команда написана не так.",
    )
    parser.set_defaults(act=None)
    parser.options.add_argument("--version", action="version", version=f"marshrut {program_version()}", help="версия")
    parser.options.add_argument(
        "--self-test",
        dest="act",
        action="store_const",
        const=_self_test,
        help="проверить, всё ли есть у этой копии программы",
    )
    _add_common(parser, data=None, json=False)
    commands = parser.add_subparsers(title="Команды", metavar="КОМАНДА", prog="marshrut", parser_class=RussianParser)
    for verb in VERBS:
        command = commands.add_parser(verb.name, help=verb.purpose, description=verb.purpose)
        verb.takes(command)
        # What is not said after the verb must not wipe out what was said before it.
        _add_common(command, data=argparse.SUPPRESS, json=argparse.SUPPRESS)
        command.set_defaults(act=verb.act)
    return parser


def _add_common(parser: RussianParser, **defaults: object) -> None:
    parser.options.add_argument(
        "--data", type=folder, metavar="ПАПКА", default=defaults["data"], help="папка с данными площадки"
    )
    parser.options.add_argument("--json", action="store_true", default=defaults["json"], help="ответить в виде JSON")
