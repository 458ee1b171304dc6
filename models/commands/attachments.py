"""Files beside the records: the content first, by its hash, then the row that speaks of it (house.md «Database»)."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Session, col, select

from models import inverse
from models.commands.open_card import refuse_nameless, refuse_nameless_at
from models.commands.store import add, found, known_links
from models.database import Actor, Database
from models.errors import NoPassportError, UserError
from models.kept_files import (
    drop_content,
    drop_torn,
    keep_content,
    keep_thumbnail,
    kept_contents,
    thumbnail_path,
)
from models.queries.attachments import column_of, hashes_to_keep
from models.rows.attachments import (
    Collected,
    ConsentPlace,
    DiaryEntryPlace,
    FinalWorkPlace,
    InternshipReportPlace,
    NewFile,
    PersonPlace,
    Place,
    SubmissionPlace,
)
from models.rows.codes import ConsentForm, FilePurpose, PeopleShown
from models.rules.file_kinds import HEIC, heic_refused, kind_of
from models.rules.picture_metadata import CLEANED_KINDS, without_metadata
from models.rules.words import counted
from models.schema.papers import Attachment, AttachmentPerson, AttachmentUse
from models.schema.people import Consent, Site
from models.schema.works import DiaryEntry, FinalWork, InternshipReport, Submission

_GONE = "Этого файла здесь уже нет."
_WORKS: Mapping[type[Place], type[Submission | FinalWork | InternshipReport | DiaryEntry]] = {
    SubmissionPlace: Submission,
    FinalWorkPlace: FinalWork,
    InternshipReportPlace: InternshipReport,
    DiaryEntryPlace: DiaryEntry,
}
"""Records of one trainee where files hang."""


def attach_files(db: Database, folder: Path, files: Sequence[NewFile], *, place: Place, actor: Actor) -> list[int]:
    """Keep files and hang them at a record, all in one action; returns where each hangs (ids of `attachment_use`).

    A content that is kept already is not kept twice; one that hangs at this record already stays as it hangs.
    EXIF, XMP and comments are taken out of JPEG, PNG and WebP. Raises UserError, storing no row, for what
    `kind_of` refuses and for a HEIC.
    """
    ready = [_ready(file) for file in files]
    for file in ready:
        _keep(folder, file)
    label = "Файл приложен" if len(ready) == 1 else f"Приложено: {counted(len(ready), 'файл', 'файла', 'файлов')}"
    with known_links(), db.writing(action=label, actor=actor) as session:
        _refuse_nameless(session, place)
        uses: list[int] = []
        for file in ready:
            # Clearing away may have passed between; under the write lock it cannot.
            row = keep_row(session, _keep(folder, file), file.content, name=file.name)
            if file.original is not None:
                kept = keep_row(session, keep_content(folder, file.original), file.original, name=file.name)
                row.original_id = row.original_id or (kept.id if kept.id != row.id else None)
            uses.append(_hang(session, row, file, place))
        if isinstance(place, ConsentPlace):
            _say_how_kept(session, place.id)
        return uses


def _refuse_nameless(session: Session, place: Place) -> None:
    """Refuse the card, a consent or a work of somebody whose data are gone."""
    if isinstance(place, ConsentPlace):
        refuse_nameless(session, (found(session, Consent, place.id, "Этого согласия уже нет.").person_id,))
    elif isinstance(place, PersonPlace):
        refuse_nameless(session, (place.id,))
    elif (table := _WORKS.get(type(place))) is not None:
        work = found(session, table, place.id, "Записи, к которой прилагают файл, уже нет.")
        refuse_nameless_at(session, (work.enrollment_id,))


def attach_file(db: Database, folder: Path, file: NewFile, *, place: Place, actor: Actor) -> int:
    """Keep one file and hang it at a record, as `attach_files` does."""
    return attach_files(db, folder, [file], place=place, actor=actor)[0]


def describe_file(db: Database, use_id: int, *, purpose: FilePurpose, caption: str | None, actor: Actor) -> None:
    """Say what a file is kept for where it hangs."""
    with db.writing(action="Подпись к файлу изменена", actor=actor) as session:
        use = found(session, AttachmentUse, use_id, _GONE)
        use.purpose, use.caption = purpose, (caption or "").strip() or None


def detach_file(db: Database, use_id: int, *, actor: Actor) -> None:
    """Take a file away from a record; it is forgotten where it hangs nowhere else. «Вернуть» brings it back."""
    with db.writing(action="Файл убран", actor=actor) as session:
        use = found(session, AttachmentUse, use_id, _GONE)
        attachment_id, consent_id = use.attachment_id, use.consent_id
        session.delete(use)
        session.flush()
        if consent_id is not None:
            _say_how_kept(session, consent_id)
        forget_unused(session.connection(), [attachment_id])


def detach_all(session: Session, place: Place) -> None:
    """Take all files away from a record that is about to be removed, inside its own action."""
    held = session.exec(select(AttachmentUse).where(col(getattr(AttachmentUse, column_of(place))) == place.id)).all()
    attachment_ids = [use.attachment_id for use in held]
    for use in held:
        session.delete(use)
    session.flush()
    forget_unused(session.connection(), attachment_ids)


def choose_emblem(db: Database, folder: Path, file: NewFile | None, *, actor: Actor) -> None:
    """Keep a picture as the emblem of the site, in place of the former one; None leaves it without.

    Raises UserError for another kind of file, and while the passport is not filled.
    """
    ready = None if file is None else _ready(file)
    if ready is not None and kind_of(ready.content) not in CLEANED_KINDS:
        raise UserError("Это не картинка.", "Выберите эмблему в файле PNG, JPEG или WebP.")
    label = "Эмблема площадки убрана" if ready is None else "Эмблема площадки выбрана"
    with db.writing(action=label, actor=actor) as session:
        site = session.get(Site, 1)
        if site is None:
            raise NoPassportError
        former, site.emblem_id = site.emblem_id, None
        if ready is not None:
            site.emblem_id = keep_row(session, _keep(folder, ready), ready.content, name=ready.name).id
        session.flush()
        if former is not None and former != site.emblem_id:
            forget_unused(session.connection(), [former])


def keep_original(db: Database, folder: Path, attachment_id: int, original: bytes, *, actor: Actor) -> None:
    """Keep the unreduced picture beside the reduced one, without its EXIF."""
    clean = _clean(original)
    keep_content(folder, clean)
    with db.writing(action="Исходный снимок сохранён", actor=actor) as session:
        reduced = found(session, Attachment, attachment_id, _GONE)
        kept = keep_row(session, keep_content(folder, clean), clean, name=reduced.original_name)
        if kept.id == reduced.id:
            raise UserError("Этот снимок не уменьшали.", "Он уже хранится целиком.")
        former = reduced.original_id
        reduced.original_id = kept.id
        kept.people = reduced.people
        session.flush()
        if former is not None and former != kept.id:
            forget_unused(session.connection(), [former])


def say_who_is_shown(
    db: Database, attachment_id: int, people: PeopleShown, *, actor: Actor, person_ids: Collection[int] = ()
) -> None:
    """Say whether people can be recognised in a picture and who they are; it goes for the unreduced one too.

    Raises UserError for «люди названы» without anybody named.
    """
    if people is PeopleShown.NAMED and not person_ids:
        raise UserError("Никто не назван.", "Выберите, кто на снимке, или отметьте, что людей не узнать.")
    named = set(person_ids) if people is PeopleShown.NAMED else set[int]()
    with known_links(), db.writing(action="Указано, кто на снимке", actor=actor) as session:
        reduced = found(session, Attachment, attachment_id, _GONE)
        both = [reduced, session.get(Attachment, reduced.original_id) if reduced.original_id else None]
        for row in (each for each in both if each is not None):
            row.people = people
            shown = session.exec(select(AttachmentPerson).where(col(AttachmentPerson.attachment_id) == row.id)).all()
            for person in shown:
                if person.person_id not in named:
                    session.delete(person)
            known = {person.person_id for person in shown}
            for person_id in sorted(named - known):
                session.add(AttachmentPerson(attachment_id=row.id or 0, person_id=person_id))
        session.flush()


def collect_garbage(db: Database, folder: Path) -> Collected:
    """Delete contents that no row speaks of and no step of «Вернуть» or «Повторить» could bring back.

    It writes nothing into the database: the transaction is there for its lock, so that no file goes that is being
    attached this moment. What another program holds open stays for the next time.
    """
    with db.writing(action="Ненужные файлы убраны", actor=Actor()) as session:
        wanted = hashes_to_keep(session)
        unwanted = [digest for digest, _path in kept_contents(folder) if digest not in wanted]
        sizes = [size for digest in unwanted if (size := drop_content(folder, digest))]
    drop_torn(folder, now=db.clock().timestamp())
    return Collected(len(sizes), sum(sizes))


def _ready(file: NewFile) -> NewFile:
    """The file without what must not be kept."""
    clean = _clean(file.content)
    original = None if file.original is None else _clean(file.original)
    return NewFile(clean, file.name, file.purpose, file.caption, file.thumbnail, original)


def _clean(content: bytes) -> bytes:
    kind = kind_of(content)
    if kind == HEIC:
        raise heic_refused()
    return without_metadata(content, kind) if kind in CLEANED_KINDS else content


def _keep(folder: Path, file: NewFile) -> str:
    digest = keep_content(folder, file.content)
    if file.thumbnail is not None and not thumbnail_path(folder, digest).exists():
        keep_thumbnail(folder, digest, file.thumbnail)
    return digest


def keep_row(session: Session, digest: str, content: bytes, *, name: str | None) -> Attachment:
    """The row of a content that is in the folder: the one that is there, or a new one."""
    row = session.exec(select(Attachment).where(col(Attachment.sha256) == digest)).first()
    if row is None:
        row = Attachment(sha256=digest, size=len(content), kind=kind_of(content), original_name=name)
        add(session, row)
    return row


def _hang(session: Session, row: Attachment, file: NewFile, place: Place) -> int:
    column = column_of(place)
    there = session.exec(
        select(AttachmentUse).where(
            col(AttachmentUse.attachment_id) == row.id, col(getattr(AttachmentUse, column)) == place.id
        )
    ).first()
    if there is not None and there.id is not None:
        return there.id
    purpose = FilePurpose.CONSENT if isinstance(place, ConsentPlace) else file.purpose
    use = AttachmentUse(attachment_id=row.id or 0, purpose=purpose, caption=file.caption)
    setattr(use, column, place.id)
    return add(session, use)


def _say_how_kept(session: Session, consent_id: int) -> None:
    """A consent with a scan is kept as one, without as paper."""
    consent = found(session, Consent, consent_id, "Этого согласия уже нет.")
    scan = session.exec(select(AttachmentUse.id).where(col(AttachmentUse.consent_id) == consent_id)).first()
    consent.form = ConsentForm.PAPER if scan is None else ConsentForm.SCAN
    session.flush()


def forget_unused(connection: Connection, attachment_ids: Collection[int]) -> None:
    """Delete the rows that nothing points to any more, and the unreduced pictures that only they kept."""
    wanted = set(attachment_ids)
    while wanted:
        unused = wanted - inverse.referenced_elsewhere(connection, "attachment", wanted, besides=("attachment_person",))
        originals: set[int] = set()
        for id_ in sorted(unused):
            row = connection.exec_driver_sql("SELECT original_id FROM attachment WHERE id = ?", (id_,)).scalar()
            originals |= {int(row)} if row is not None else set()
            connection.exec_driver_sql("DELETE FROM attachment WHERE id = ?", (id_,))
        wanted = originals
