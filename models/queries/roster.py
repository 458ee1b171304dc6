"""A read list of trainees beside the database: new, changed, the same, or a question to the person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, rows
from models.rows.codes import Category, Education, PersonalDataState
from models.rows.roster import PersonFields, RosterRow, RosterSheet, RowNotice, RowProblem, RowStatus
from models.rows.roster_plan import FieldChange, RosterPlan, RowDecision
from models.rules.municipality_names import KnownMunicipality, match_municipality, spelling_key
from models.rules.names import person_key
from models.rules.organization_names import organization_key

CATEGORIES = {code.label: code for code in Category}
EDUCATIONS = {code.label: code for code in Education}


class _Card(NamedTuple):
    id: int
    name_key: str
    last_name: str
    first_name: str
    patronymic: str | None
    position: str
    organization_id: int
    category: Category | None
    education: Education | None
    experience_years: int | None
    phone: str | None
    email: str | None
    pd_state: PersonalDataState
    snils: str | None
    birth_date: date | None


class _Organization(NamedTuple):
    id: int
    name_key: str
    municipality_id: int | None


class _FormerName(NamedTuple):
    person_id: int
    name_key: str
    organization_id: int


class _Spelled(NamedTuple):
    spelling_key: str
    municipality_id: int | None


class _Municipality(NamedTuple):
    id: int
    oktmo: str
    name: str
    kind: str


_SPELLINGS = "SELECT organization_id, name_key, nullif(municipality_key, 0) FROM organization_spelling"
_FORMER_NAMES = """
SELECT a.person_id, json_extract(c.old, '$.name_key'), coalesce(
    (SELECT m.organization_id FROM organization_alias AS m
     WHERE m.former_id = json_extract(c.old, '$.organization_id')), json_extract(c.old, '$.organization_id'))
FROM person_alias AS a
JOIN change AS gone ON gone.table_name = 'person' AND gone.pk = json_array(a.former_id) AND gone.op = 'D'
JOIN change AS c ON c.action_id = gone.action_id AND c.table_name = 'person' AND c.old IS NOT NULL
ORDER BY c.id
"""
"""Names that both cards had before they became one."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database has, by the keys a row is compared with."""

    by_name: dict[str, list[_Card]] = field(default_factory=lambda: defaultdict(list))
    by_snils: dict[str, _Card] = field(default_factory=dict[str, _Card])
    organizations: dict[str, list[_Organization]] = field(default_factory=lambda: defaultdict(list))
    municipalities: dict[str, int] = field(default_factory=dict[str, int])
    units: list[KnownMunicipality] = field(default_factory=list[KnownMunicipality])
    vague: set[int] = field(default_factory=set[int])
    """Organisations that name no municipality."""
    former: dict[tuple[str, int], _Card] = field(default_factory=dict[tuple[str, int], _Card])
    """Names and organisations that merged cards were known by → the card that stayed."""
    matched: dict[str, int | None] = field(default_factory=dict[str, int | None])
    """Municipalities already looked up, those a person mapped by hand first: spelling → id, None where unknown."""
    asked: dict[str, int | None] = field(default_factory=dict[str, int | None])
    """The same by the very texts of the list."""

    def municipality(self, spelling: str) -> int | None:
        """The unit of today that a spelling means, or None."""
        if spelling not in self.asked:
            key = spelling_key(spelling)
            if key not in self.matched:
                oktmo = match_municipality(spelling, self.units)
                self.matched[key] = self.municipalities[oktmo] if oktmo else None
            self.asked[spelling] = self.matched[key]
        return self.asked[spelling]


def compare_roster(db: Database, roster: RosterSheet) -> RosterPlan:
    """Say what accepting the list would do now; nothing is written."""
    with db.reading() as session:
        return compare_in(session, roster)


def compare_in(session: Source, roster: RosterSheet) -> RosterPlan:
    """The same inside an open transaction, so that what is accepted is what was compared."""
    known = _known(session)
    decisions = tuple(_once_each(_one_place([_decide(row, known) for row in roster.rows], known)))
    compared = replace(roster, rows=tuple(decision.row for decision in decisions))
    return RosterPlan(compared, decisions)


def place_key(decision: RowDecision) -> tuple[str, int]:
    """What tells apart the organisations that a list names and the directory does not have yet."""
    return organization_key(decision.row.person.organization or ""), decision.municipality_id or 0


def _one_place(decisions: list[RowDecision], known: _Known) -> list[RowDecision]:
    """An organisation without a municipality cannot stand for kindergartens of one name in several."""
    named: dict[int, set[int]] = defaultdict(set)
    for each in decisions:
        if each.organization_id in known.vague and each.municipality_id is not None:
            named[each.organization_id].add(each.municipality_id)
    text = "организация записана без муниципалитета, а в списке их несколько. Укажите его в карточке организации"
    return [
        _asked(each.row, "organization", text)
        if each.organization_id is not None and len(named.get(each.organization_id, ())) > 1
        else each
        for each in decisions
    ]


def _once_each(decisions: Iterable[RowDecision]) -> Iterable[RowDecision]:
    """One row for one person: what two rows of the file have in common may show only beside the database."""
    taken: dict[object, RosterRow] = {}
    for each in decisions:
        person = each.row.person
        if each.row.status not in (RowStatus.NEW, RowStatus.CHANGED, RowStatus.SAME):
            yield each
            continue
        new = (_name_key(person), each.organization_id or place_key(each))
        first = taken.setdefault(new if each.person_id is None else each.person_id, each.row)
        if first is each.row:
            yield each
            continue
        text = f"Строка {each.row.called} повторяет строку {first.called}. Записана будет только первая"
        copy = replace(
            each.row,
            status=RowStatus.DUPLICATE,
            problems=(*each.row.problems, RowProblem("last_name", text)),
            duplicate_of=first.row,
        )
        yield RowDecision(copy)


def candidates(choices: Iterable[_Organization], municipality_id: int | None) -> list[_Organization]:
    """Organisations of one name that a row may mean: a municipality that is not given fits any."""
    exact = [each for each in choices if each.municipality_id == municipality_id]
    found = exact or [each for each in choices if municipality_id is None or each.municipality_id is None]
    # An organisation may be there under several spellings.
    return list({each.id: each for each in found}.values())


def _known(session: Source) -> _Known:
    known = _Known()
    cards = rows(
        session,
        _Card,
        """
        SELECT p.id, p.name_key, p.last_name, p.first_name, p.patronymic, t.title, p.organization_id, p.category,
               p.education, p.experience_years, p.phone, p.email, p.pd_state, r.snils, r.birth_date
        FROM person AS p JOIN position AS t ON t.id = p.position_id
        LEFT JOIN person_restricted AS r ON r.person_id = p.id
        """,
    )
    for card in cards:
        known.by_name[card.name_key].append(card)
        if card.snils:
            known.by_snils[card.snils] = card
    for each in rows(session, _Organization, "SELECT id, name_key, municipality_id FROM organization ORDER BY id"):
        known.organizations[each.name_key].append(each)
        if each.municipality_id is None:
            known.vague.add(each.id)
    for each in rows(session, _Organization, _SPELLINGS):
        known.organizations[each.name_key].append(each)
    by_id = {card.id: card for card in cards}
    for name in rows(session, _FormerName, _FORMER_NAMES):
        known.former[name.name_key, name.organization_id] = by_id[name.person_id]
    known.matched.update(rows(session, _Spelled, "SELECT spelling_key, municipality_id FROM municipality_spelling"))
    for unit in rows(session, _Municipality, "SELECT id, oktmo, name, kind FROM municipality WHERE valid_to IS NULL"):
        known.municipalities[unit.oktmo] = unit.id
        known.units.append(KnownMunicipality(unit.oktmo, unit.name, unit.kind))
    return known


def _decide(row: RosterRow, known: _Known) -> RowDecision:
    if row.status is not RowStatus.NEW:
        return RowDecision(row)
    person = row.person
    municipality_id = known.municipality(person.municipality) if person.municipality else None
    if person.municipality and municipality_id is None:
        return _asked(
            row, "municipality", "муниципалитет не из Приморского края или написан неясно. Выберите его из списка"
        )
    choices = candidates(known.organizations.get(organization_key(person.organization or ""), []), municipality_id)
    if len(choices) > 1:
        return _asked(
            row, "organization", "организаций с таким названием несколько. Укажите муниципалитет или выберите из списка"
        )
    organization_id = choices[0].id if choices else None
    name_key = _name_key(person)
    card = _card(person, name_key, organization_id, known)
    if isinstance(card, RowProblem):
        return RowDecision(_with(row, card.field, card.message))
    if card is None:
        if name_key not in known.by_name:
            return RowDecision(row, organization_id=organization_id, municipality_id=municipality_id)
        told = f"В строке {row.called} человек, чьё ФИО есть и в другой организации: проверьте, не он ли это"
        notices = (*row.notices, RowNotice("last_name", told))
        marked = RosterRow(row.row, row.status, person, row.problems, notices, row.duplicate_of, row.sheet)
        return RowDecision(marked, organization_id=organization_id, municipality_id=municipality_id)
    changes = _changes(person, card, organization_id)
    if _is_former(name_key, card, organization_id, known):
        # She is written as before her cards were merged: what was decided then stays.
        changes = tuple(change for change in changes if change.field not in _DECIDED_BY_MERGE)
    status = RowStatus.CHANGED if changes else RowStatus.SAME
    decided = RosterRow(row.row, status, row.person, row.problems, row.notices, row.duplicate_of, row.sheet)
    return RowDecision(decided, card.id, changes, organization_id, municipality_id)


def _card(person: PersonFields, name_key: str, organization_id: int | None, known: _Known) -> _Card | RowProblem | None:
    """Whose card a row is: by СНИЛС first, then by ФИО in the same organisation (domain.md §1)."""
    same = [each for each in known.by_name.get(name_key, ()) if each.organization_id == organization_id]
    card = known.by_snils.get(person.snils) if person.snils else None
    if card is None and len(same) > 1:
        return RowProblem(
            "last_name",
            "человек, а карточек с таким ФИО в организации несколько. Оставьте одну и загрузите список снова",
        )
    if card is not None and same and card not in same:
        return RowProblem("snils", _TAKEN_SNILS)
    former = known.former.get((name_key, organization_id or 0))
    found = card or (same[0] if same else former)
    if found is None:
        return None
    if found.pd_state is not PersonalDataState.ACTIVE:
        return RowProblem("last_name", "человек, карточка которого закрыта: согласие отозвано. Нужно новое согласие")
    if person.snils and found.snils and person.snils != found.snils:
        return RowProblem("snils", "не тот СНИЛС, что в карточке этого человека. Проверьте по документу")
    if card is not None and not _same_given_name(person, card):
        return RowProblem("snils", _TAKEN_SNILS)
    return found


_DECIDED_BY_MERGE = frozenset({"last_name", "patronymic", "organization"})


def _is_former(name_key: str, card: _Card, organization_id: int | None, known: _Known) -> bool:
    """Whether the file writes a merged person by a name that she is no longer kept by."""
    return name_key != card.name_key and known.former.get((name_key, organization_id or 0)) == card


def _changes(person: PersonFields, card: _Card, organization_id: int | None) -> tuple[FieldChange, ...]:
    """Fields where the file says something else than the card; what the file leaves out stays."""
    said: dict[str, object] = {
        "last_name": person.last_name if _differs(person.last_name, card.last_name) else None,
        "patronymic": person.patronymic if _differs(person.patronymic, card.patronymic) else None,
        "position": person.position,
        "category": CATEGORIES[person.category] if person.category else None,
        "education": EDUCATIONS[person.education] if person.education else None,
        "experience_years": person.experience_years,
        "phone": person.phone,
        "email": person.email,
        "snils": person.snils if card.snils else None,
        "birth_date": person.birth_date if card.birth_date else None,
    }
    found = [
        FieldChange(name, getattr(card, name), value)
        for name, value in said.items()
        if value is not None and value != getattr(card, name)
    ]
    if organization_id != card.organization_id:
        found.append(FieldChange("organization", card.organization_id, person.organization))
    return tuple(found)


def _differs(one: str | None, other: str | None) -> bool:
    return person_key(one or "", "") != person_key(other or "", "")


def _name_key(person: PersonFields) -> str:
    return person_key(person.last_name or "", person.first_name or "", person.patronymic)


_TAKEN_SNILS = "СНИЛС, который уже записан у другого человека. Проверьте по документу"


def _same_given_name(person: PersonFields, card: _Card) -> bool:
    """A surname changes with a marriage; a patronymic that one side leaves out is no other patronymic."""
    if _differs(person.first_name, card.first_name):
        return False
    return not (person.patronymic and card.patronymic) or not _differs(person.patronymic, card.patronymic)


def _with(row: RosterRow, name: str, text: str) -> RosterRow:
    was = str(getattr(row.person, name) or "")
    problem = RowProblem(name, f"В строке {row.called} {text}", was)
    return replace(row, status=RowStatus.PROBLEM, problems=(*row.problems, problem))


def _asked(row: RosterRow, name: str, text: str) -> RowDecision:
    return RowDecision(_with(row, name, text))
