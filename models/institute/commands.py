"""What the institute does to its file: each one action, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text

from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.institute.queries import institute_keys, institute_name, known_to_site
from models.institute.rows import NewPackage, SignedAnswer
from models.invitations import invitation_file, new_code
from models.key_store import KeyStore
from models.queries.fetch import Source, number
from models.rows.codes import ActionKind
from models.rules.invitation import Invitation, Server
from models.rules.minisign import PublicKey, read_public_key

_COMPENSATED = ActionKind.COMPENSATED


@dataclass(frozen=True, slots=True)
class InvitationWish:
    """Whom to invite and for how many days; `slug` is what its packages are named by.

    `authority` is a certificate in PEM for servers that public stores do not know, or empty. `by_present_key` is for a
    site that knows the present key though no package tells so yet, or knows none: it forgot it, or lost its data.
    """

    site_code: str
    slug: str
    servers: tuple[Server, ...]
    days: int
    authority: str = ""
    by_present_key: bool = False


def found_institute(db: Database, name: str, key: PublicKey, recipient: str, *, actor: Actor) -> None:
    """Enter the institute with its first keys; their secret parts lie in files by now. Refuses a second time."""
    with db.writing(action=f"Институт заведён: {name}", actor=actor, kind=_COMPENSATED) as session:
        if number(session, "SELECT count(*) FROM institute"):
            raise UserError(
                "Институт здесь уже заведён, его ключи не тронуты.",
                "Новые ключи делает init --new-keys; площадкам тогда нужны новые приглашения.",
            )
        _run(session, "INSERT INTO institute (id, name, founded_on) VALUES (1, :name, :on)", name=name, on=db.today())
        _enter_keys(session, key, recipient, db.today())


def renew_keys(db: Database, key: PublicKey, recipient: str, *, actor: Actor) -> None:
    """Make new keys the present ones; the former open and answer what sites still seal to them."""
    with db.writing(action="Ключи института сменены", actor=actor, kind=_COMPENSATED) as session:
        _run(session, "UPDATE institute_key SET retired_on = :on WHERE retired_on IS NULL", on=db.today())
        _enter_keys(session, key, recipient, db.today())


def invite(db: Database, keys: KeyStore, wish: InvitationWish, *, actor: Actor) -> tuple[Invitation, bytes]:
    """Make an invitation and its file; the code of an earlier one for this site is worth nothing from now on.

    It is signed by the key that the site knows, by the present one where the site has not answered yet, and where
    that is wished. Raises UserError where that key is not on this computer, and for what no invitation holds.
    """
    present = institute_keys(db)[0]
    today = db.today()
    invitation = Invitation(
        site_code=wish.site_code,
        institute=institute_name(db),
        recipient=present.recipient,
        key=read_public_key(present.public_key),
        servers=wish.servers,
        expires_on=today + timedelta(days=wish.days),
        code=new_code(),
        authority=wish.authority,
    )
    known = None if wish.by_present_key else known_to_site(db, wish.site_code)
    content = _signed(invitation, keys, known or present.key_name)
    with db.writing(action=f"Приглашение: {wish.site_code}", actor=actor, kind=_COMPENSATED) as session:
        _run(
            session,
            "INSERT INTO site (code, slug, title, invited_on) VALUES (:code, :slug, '', :on)"
            " ON CONFLICT (code) DO UPDATE SET invited_on = excluded.invited_on",
            code=wish.site_code,
            slug=wish.slug,
            on=today,
        )
        _run(
            session,
            "INSERT INTO invitation (site_code, code, key_name, made_on, expires_on)"
            " VALUES (:site, :code, :key, :on, :until)",
            site=wish.site_code,
            code=invitation.code,
            key=present.key_name,
            on=today,
            until=invitation.expires_on,
        )
    return invitation, content


def revoke_site_keys(db: Database, site_code: str, *, actor: Actor) -> int:
    """Believe the present key of a site no more; gives how many there were."""
    with db.writing(action=f"Ключ площадки отозван: {site_code}", actor=actor, kind=_COMPENSATED) as session:
        return _revoke(session, site_code, db.today())


def enter_package(db: Database, package: NewPackage, answer: SignedAnswer, *, actor: Actor) -> None:
    """Enter a package that lies whole in its folder, with the receipt for it and the key that it introduced.

    Raises UserError where another package of the same content or name was entered meanwhile.
    """
    with db.writing(action=f"Пакет получен: {package.name}", actor=actor, kind=_COMPENSATED) as session:
        same = "SELECT count(*) FROM package WHERE content_id = :id OR name = :name OR sha256 = :sha256"
        if number(session, same, id=package.content_id, name=package.name, sha256=package.sha256):
            raise UserError("Этот пакет уже принимает другая программа.", "Повторите: второй раз ничего не повредит.")
        if package.introduced is not None:
            _introduce(session, package.site_code, package.introduced, db.today())
        if package.title:
            _run(
                session,
                "UPDATE site SET title = :title WHERE code = :code AND title <> :title",
                title=package.title,
                code=package.site_code,
            )
        package_id = _enter(session, package, stamp(db.clock()))
        for part, items in package.counts.items():
            _run(
                session,
                "INSERT INTO package_part (package_id, part, items) VALUES (:id, :part, :items)",
                id=package_id,
                part=part,
                items=items,
            )
        _answer(session, package_id, answer)


def answer_again(db: Database, name: str, package_id: int, answer: SignedAnswer, *, actor: Actor) -> None:
    """Enter another receipt for a kept package: the newest counts."""
    label = f"Квитанция: {name}, {answer.verdict.label}"
    with db.writing(action=label, actor=actor, kind=_COMPENSATED) as session:
        _answer(session, package_id, answer)


def _signed(invitation: Invitation, keys: KeyStore, key_name: str) -> bytes:
    if not keys.holds(key_name):
        raise lost_keys()
    try:
        return invitation_file(invitation, keys, key_name)
    except ValueError:
        raise UserError(
            "Из этого приглашение не составить.",
            "Проверьте код площадки и адреса серверов: они начинаются с https:// или http://.",
        ) from None


def lost_keys() -> UserError:
    """What is said where a secret key of the institute is not on this computer."""
    return UserError(
        "Секретного ключа института на этом компьютере нет.",
        "Верните папку «keys» из копии папки данных. Если её нет, сделайте новые ключи (init --new-keys) и передайте "
        "площадкам новые приглашения (invite --present-key).",
    )


def _enter_keys(session: Source, key: PublicKey, recipient: str, today: date) -> None:
    _run(
        session,
        "INSERT INTO institute_key (key_name, public_key, recipient, made_on) VALUES (:name, :key, :recipient, :on)",
        name=key.name,
        key=key.text,
        recipient=recipient,
        on=today,
    )


def _introduce(session: Source, site_code: str, key: PublicKey, today: date) -> None:
    """Believe a site's new key and no older one: whoever has lost a key may have lost it to somebody."""
    _revoke(session, site_code, today)
    _run(
        session,
        "INSERT INTO site_key (site_code, key_name, public_key, known_since) VALUES (:site, :name, :key, :on)",
        site=site_code,
        name=key.name,
        key=key.text,
        on=today,
    )
    _run(
        session,
        "UPDATE invitation SET used_on = :on WHERE site_code = :site AND used_on IS NULL",
        site=site_code,
        on=today,
    )


def _revoke(session: Source, site_code: str, today: date) -> int:
    return _run(
        session,
        "UPDATE site_key SET revoked_on = :on WHERE site_code = :site AND revoked_on IS NULL",
        site=site_code,
        on=today,
    )


def _enter(session: Source, package: NewPackage, now: str) -> int:
    _run(
        session,
        "INSERT INTO package (content_id, sha256, name, site_code, kind, period, serial, size, received_at, corrects,"
        " signed_by, opened_with) VALUES (:content_id, :sha256, :name, :site_code, :kind, :period, :serial, :size,"
        " :now, :corrects, :signed_by, :opened_with)",
        content_id=package.content_id,
        sha256=package.sha256,
        name=package.name,
        site_code=package.site_code,
        kind=package.kind.value,
        period=package.period,
        serial=package.serial,
        size=package.size,
        now=now,
        corrects=package.corrects,
        signed_by=package.signed_by,
        opened_with=package.opened_with,
    )
    return number(session, "SELECT id FROM package WHERE sha256 = :sha256", sha256=package.sha256)


def _answer(session: Source, package_id: int, answer: SignedAnswer) -> None:
    _run(
        session,
        "INSERT INTO receipt (package_id, verdict, signed_at, content) VALUES (:id, :verdict, :at, :content)",
        id=package_id,
        verdict=answer.verdict.value,
        at=stamp(answer.signed_at),
        content=answer.content.decode("utf-8"),
    )
    receipt_id = number(session, "SELECT max(id) FROM receipt WHERE package_id = :id", id=package_id)
    for no, question in enumerate(answer.questions, start=1):
        _run(
            session,
            "INSERT INTO receipt_question (receipt_id, no, code, text, record_table, record_key, record_field)"
            " VALUES (:id, :no, :code, :text, :table, :key, :field)",
            id=receipt_id,
            no=no,
            code=question.code,
            text=question.text,
            table=question.record_table,
            key=question.record_key,
            field=question.record_field,
        )


def _run(session: Source, sql: str, **values: object) -> int:
    """Run a statement; gives how many rows it changed."""
    plain: Mapping[str, object] = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
    }
    return session.connection().execute(text(sql), plain).rowcount
