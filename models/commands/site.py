"""The site's passport, kindergartens, people of the team and their roles."""

from uuid import NAMESPACE_OID, uuid5

from sqlmodel import Session, col, select

from models.commands.open_card import open_card
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.site import OrganizationDraft, PersonDraft, RoleDraft, SiteDraft
from models.rules.names import person_key
from models.rules.organization_names import organization_key
from models.schema.people import Organization, Person, RoleAssignment, Site


def save_site(db: Database, draft: SiteDraft, *, actor: Actor) -> None:
    """Store the passport of the one site, the first time or again."""
    with known_links(), db.writing(action="Паспорт площадки сохранён", actor=actor) as session:
        store_site(db, session, draft)


def store_site(db: Database, session: Session, draft: SiteDraft) -> None:
    """Write the passport inside a transaction that has been begun."""
    site = session.get(Site, 1)
    if site is None:
        # Not a UUIDv7: its first six characters stand in the code of a site without an invitation
        # (domain.md §3.12), and those of a UUIDv7 are the same for everybody within four hours.
        uid = str(uuid5(NAMESPACE_OID, db.new_uid()))
        session.add(Site(uid=uid, **values(draft)))
    else:
        site.sqlmodel_update(values(draft))


def add_organization(db: Database, draft: OrganizationDraft, *, actor: Actor) -> int:
    """Add a kindergarten; refuses one that is there already under the same name and municipality."""
    with known_links(), db.writing(action="Организация добавлена", actor=actor) as session:
        key = organization_key(draft.short_name)
        same = select(Organization.id).where(
            col(Organization.name_key) == key, col(Organization.municipality_key) == (draft.municipality_id or 0)
        )
        if session.exec(same).first() is not None:
            raise UserError("Такая организация уже есть в списке.", "Выберите её или уточните название.")
        organization = Organization(
            uid=db.new_uid(), name_key=key, municipality_key=draft.municipality_id or 0, **values(draft)
        )
        return add(session, organization)


def add_person(db: Database, draft: PersonDraft, *, actor: Actor) -> int:
    """Add a person; refuses a second card for the same name in the same organisation (domain.md §1)."""
    with known_links(), db.writing(action="Человек добавлен", actor=actor) as session:
        return store_person(db, session, draft)


def store_person(db: Database, session: Session, draft: PersonDraft) -> int:
    """What `add_person` does, inside an action of the caller's."""
    found(session, Organization, draft.organization_id, "Этой организации нет в списке.")
    key = person_key(draft.last_name, draft.first_name, draft.patronymic)
    same = select(Person.id).where(col(Person.name_key) == key, col(Person.organization_id) == draft.organization_id)
    if session.exec(same).first() is not None:
        raise UserError(
            "Карточка с таким ФИО в этой организации уже есть.", "Откройте её или уточните имя либо организацию."
        )
    return add(session, Person(uid=db.new_uid(), name_key=key, **values(draft)))


def assign_role(db: Database, draft: RoleDraft, *, actor: Actor) -> int:
    """Give a person a role in the team from a date on; refuses the same role from the same day twice."""
    with known_links(), db.writing(action="Роль в команде назначена", actor=actor) as session:
        open_card(session, draft.person_id, "Такого человека нет в списке.")
        same = select(RoleAssignment.id).where(
            col(RoleAssignment.person_id) == draft.person_id,
            col(RoleAssignment.role_id) == draft.role_id,
            col(RoleAssignment.starts_on) == draft.starts_on,
        )
        if session.exec(same).first() is not None:
            raise UserError("Эта роль с этого дня у человека уже есть.", "Проверьте роль и дату.")
        return add(session, RoleAssignment(**values(draft)))
