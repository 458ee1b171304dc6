"""The directory of organisations: changed, removed, merged, told apart; spellings of municipal units remembered."""

from collections.abc import Collection

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.commands.apart import merge_pairs, set_apart
from models.commands.split import split
from models.commands.store import found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.merge_clashes import CLASHES
from models.repoint import delete_orphan, repoint
from models.rows.merge import OrganizationMergeDraft, SplitCards
from models.rows.organizations import SpellingDraft
from models.rows.site import OrganizationDraft
from models.rules.municipality_names import spelling_key
from models.rules.organization_names import organization_key
from models.schema.people import Organization, OrganizationAlias, OrganizationSpelling
from models.schema.reference import Municipality, MunicipalitySpelling

_GONE = "Этой организации уже нет."


def change_organization(db: Database, organization_id: int, draft: OrganizationDraft, *, actor: Actor) -> None:
    """Change an organisation; refuses the name and municipality of another one."""
    with known_links(), db.writing(action="Организация изменена", actor=actor) as session:
        place = found(session, Organization, organization_id, _GONE)
        place.sqlmodel_update(values(draft))
        _key(session, place)


def remove_organizations(db: Database, organization_ids: Collection[int], *, actor: Actor) -> None:
    """Remove organisations, all or none; refuses those where somebody works."""
    one = len(organization_ids) == 1
    try:
        with db.writing(action="Организация убрана" if one else "Организации убраны", actor=actor) as session:
            for organization_id in organization_ids:
                session.delete(found(session, Organization, organization_id, _GONE))
            session.flush()
    except IntegrityError as problem:
        raise UserError(
            "Организацию нельзя убрать: она указана в карточках или в паспорте площадки."
            if one
            else "Не убрана ни одна организация: какая-то из них указана в карточках или в паспорте площадки.",
            "Если это другое написание той же организации, объедините их.",
        ) from problem


def merge_organizations(
    db: Database, survivor_id: int, gone_id: int, choices: OrganizationMergeDraft, *, actor: Actor
) -> None:
    """Make two spellings one organisation; lists that write it either way mean the one that stays from now on."""
    with db.writing(action="Организации объединены", actor=actor) as session:
        stays, goes = (found(session, Organization, each, _GONE) for each in (survivor_id, gone_id))
        if survivor_id == gone_id:
            raise UserError("Это одна и та же организация.", "Выберите две разные.")
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        spellings = {(each.name_key, each.municipality_key) for each in (stays, goes)}
        chosen = {field: getattr(goes, field) for field in choices.from_gone}
        session.add(OrganizationAlias(uid=goes.uid, organization_id=survivor_id, former_id=gone_id))
        session.flush()
        merge_pairs(connection, "organization_apart", stays=survivor_id, goes=gone_id)
        repoint(connection, "organization", stays=survivor_id, goes=gone_id, rules=CLASHES)
        session.expire_all()
        delete_orphan(connection, "organization", gone_id)
        session.refresh(stays)
        # The name of the one that went is free only now.
        stays.sqlmodel_update(chosen)
        _key(session, stays)
        for name_key, municipality_key in spellings - {(stays.name_key, stays.municipality_key)}:
            _remember(session, name_key, municipality_key, survivor_id)


def set_organizations_apart(db: Database, one_id: int, other_id: int, *, actor: Actor) -> None:
    """Remember that two organisations that look alike are two; they are not proposed again."""
    with db.writing(action="Отмечено: разные организации", actor=actor) as session:
        for each in (one_id, other_id):
            found(session, Organization, each, _GONE)
        set_apart(session.connection(), "organization_apart", one_id, other_id)


def split_organizations(db: Database, former_uid: str, *, actor: Actor) -> SplitCards:
    """Make a merged organisation two again, even later: what was changed by hand since stays, and is named."""
    with db.writing(action="Организации разделены", actor=actor) as session:
        alias = found(session, OrganizationAlias, former_uid, "Этого объединения нет.")
        stays_id = alias.organization_id
        told = split(session, "organization", former_uid, stays=stays_id)
        _key(session, session.get_one(Organization, stays_id))
        return told


def spell_municipality(db: Database, draft: SpellingDraft, *, actor: Actor) -> None:
    """Remember which unit a spelling means; lists that write it so are not asked about again."""
    with db.writing(action="Написание муниципалитета записано", actor=actor) as session:
        found(session, Municipality, draft.municipality_id, "Этого муниципалитета нет в списке.")
        key = spelling_key(draft.spelling)
        known = session.get(MunicipalitySpelling, key) or MunicipalitySpelling(spelling_key=key)
        known.municipality_id = draft.municipality_id
        session.add(known)


def forget_municipality_spellings(db: Database, spellings: Collection[str], *, actor: Actor) -> None:
    """Forget remembered spellings of municipal units."""
    with db.writing(action="Написание муниципалитета убрано", actor=actor) as session:
        for spelling in spellings:
            session.delete(found(session, MunicipalitySpelling, spelling, "Этого написания уже нет."))


def _key(session: Session, place: Organization) -> None:
    """Bring the comparable form in line; refuses that of another organisation."""
    key, unit = organization_key(place.short_name), place.municipality_id or 0
    same = select(Organization.id).where(
        col(Organization.name_key) == key,
        col(Organization.municipality_key) == unit,
        col(Organization.id) != place.id,
    )
    with session.no_autoflush:
        if session.exec(same).first() is not None:
            raise UserError(
                "Такая организация уже есть в списке.", "Уточните название или объедините их в «Похожих названиях»."
            )
    place.name_key, place.municipality_key = key, unit
    session.flush()


def _remember(session: Session, name_key: str, municipality_key: int, organization_id: int) -> None:
    known = session.get(OrganizationSpelling, (name_key, municipality_key))
    if known is None:
        session.add(
            OrganizationSpelling(name_key=name_key, municipality_key=municipality_key, organization_id=organization_id)
        )
    else:
        known.organization_id = organization_id
    session.flush()
