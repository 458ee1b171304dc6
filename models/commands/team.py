"""The site as «Настройки» describes it: passport with its own kindergarten, members of the team and their terms."""

from datetime import date

from sqlmodel import Session, col, select

from models.commands.site import store_site
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.rows.site import MemberDraft, SiteDraft
from models.rules.names import person_key
from models.rules.organization_names import organization_key
from models.schema.people import Organization, Person, RoleAssignment, Site


def describe_site(db: Database, draft: SiteDraft, *, actor: Actor) -> None:
    """Store the passport; the kindergarten the site lives in stands in the directory from the first time on.

    Both are one action: «Вернуть» takes both back.
    """
    with known_links(), db.writing(action="Паспорт площадки сохранён", actor=actor) as session:
        organization_id = draft.organization_id or _home(db, session, draft)
        store_site(db, session, draft.model_copy(update={"organization_id": organization_id}))


def add_member(db: Database, draft: MemberDraft, *, actor: Actor) -> int:
    """Take somebody of the site's kindergarten into the team, with a card if there is none yet.

    Of a card that is there already nothing is changed, save a phone and an e-mail it had none of. Raises UserError
    while there is no passport, and for the same role from the same day twice.
    """
    with known_links(), db.writing(action="Участник команды добавлен", actor=actor) as session:
        home = _home_of(session)
        key = person_key(draft.last_name, draft.first_name, draft.patronymic)
        same = select(Person).where(col(Person.name_key) == key, col(Person.organization_id) == home)
        person = session.exec(same).first()
        if person is None:
            card = values(draft, without=("role_id", "starts_on", "order_no"))
            person = Person(uid=db.new_uid(), name_key=key, organization_id=home, **card)
        else:
            person.phone = person.phone or draft.phone
            person.email = person.email or draft.email
        person_id = add(session, person)
        begun = select(RoleAssignment.id).where(
            col(RoleAssignment.person_id) == person_id,
            col(RoleAssignment.role_id) == draft.role_id,
            col(RoleAssignment.starts_on) == draft.starts_on,
        )
        if session.exec(begun).first() is not None:
            raise UserError("Эта роль с этого дня у человека уже есть.", "Проверьте роль и дату.")
        return add(
            session,
            RoleAssignment(
                person_id=person_id, role_id=draft.role_id, starts_on=draft.starts_on, order_no=draft.order_no or None
            ),
        )


def end_role(db: Database, assignment_id: int, on: date, *, actor: Actor) -> None:
    """End somebody's role; it stays in the papers of its time."""
    with db.writing(action="Роль в команде завершена", actor=actor) as session:
        role = found(session, RoleAssignment, assignment_id, "Этой роли уже нет.")
        if on < role.starts_on:
            raise UserError("Роль не может кончиться раньше, чем началась.", "Проверьте дату.")
        role.ends_on = on


def _home(db: Database, session: Session, draft: SiteDraft) -> int:
    """The kindergarten of the site: the one the passport knew, one of its name, or a new one."""
    site = session.get(Site, 1)
    if site is not None and site.organization_id is not None:
        return site.organization_id
    key = organization_key(draft.short_name)
    same = select(Organization).where(
        col(Organization.name_key) == key, col(Organization.municipality_key) == draft.municipality_id
    )
    there = session.exec(same).first()
    return add(
        session,
        there
        or Organization(
            uid=db.new_uid(),
            short_name=draft.short_name,
            full_name=draft.full_name,
            name_key=key,
            municipality_id=draft.municipality_id,
            municipality_key=draft.municipality_id,
            locality=draft.locality,
        ),
    )


def _home_of(session: Session) -> int:
    site = session.get(Site, 1)
    if site is None or site.organization_id is None:
        raise UserError("Сначала заполните паспорт площадки.", "Команда записывается в её детский сад.")
    return site.organization_id
