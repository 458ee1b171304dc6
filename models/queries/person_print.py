"""The card of a trainee as a paper: everything the card shows but closed fields and notes (domain.md §3.7)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.consents import read_consents
from models.queries.fetch import Source, one
from models.queries.paper_names import MAY_BE_NAMED, PAPER_FULL_NAME, PAPER_SHORT_NAME
from models.queries.person_page import read_person_page
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.codes import Category, Education, PersonalDataState, Presence
from models.rows.consents import ConsentLine
from models.rows.person_page import CertificateLine, DeficitLine, PlacePage
from models.rows.person_print import (
    CardCertificate,
    PersonPaper,
    PrintedConsent,
    PrintedDeficit,
    PrintedPlace,
    PrintedRequirement,
    PrintedTask,
    PrintedVisit,
)
from models.rows.requirements import InternshipRecord, Requirement, Task, Visit
from models.rows.streams import PersonPlace
from models.rules.attendance import TOOK_PART
from models.rules.certificate_requirements import missing_words
from models.rules.person_code import person_code
from models.rules.requirement_list import TITLES
from models.rules.shown import show_phone
from models.rules.words import counted, day_in_table, quoted

_WITHHELD = {
    PersonalDataState.DEPERSONALISED: "Карточка обезличена: имени и контактов больше нет.",
    PersonalDataState.DESTROYED: "Данные уничтожены по акту: имени и контактов больше нет.",
}
_WITHDRAWN = "Согласие на обработку персональных данных отозвано: вместо имени стоит код, контакты не печатаются."


class _Head(NamedTuple):
    name: str
    position: str
    workplace: str
    category: Category | None
    category_until: date | None
    education: Education | None
    experience_years: int | None
    phone: str | None
    email: str | None
    state: PersonalDataState
    may_be_named: bool


class _Tutor(NamedTuple):
    name: str


@speaks_by_code
def person_paper(db: Database, person_id: int, *, place_id: int | None = None) -> PersonPaper:
    """The card of a person, telling of the place in a stream asked for or of the one that matters most.

    Raises UserError when the card is gone, and while the site's passport is not filled.
    """
    today = db.today()
    with db.reading() as session:
        page = read_person_page(session, person_id, place_id=place_id, today=today)
        if page is None:
            raise UserError("Этой карточки уже нет.", "Обновите список: запись могли убрать.")
        passport, signatures = read_passport(session, today)
        head = _head(session, person_id)
        shown = page.shown
        tutor = _tutor(session, shown.place.stream_id) if shown is not None else ""
        sheets = read_consents(session, person_id)
    found = shown.requirements if shown is not None else ()
    return PersonPaper(
        passport=passport,
        signatures=signatures,
        printed_on=today,
        person=head.name,
        code=person_code(person_id),
        position=head.position,
        workplace=head.workplace,
        category=_category(head),
        education=head.education,
        experience=counted(head.experience_years, "год", "года", "лет") if head.experience_years is not None else "",
        person_phone=show_phone(head.phone or ""),
        person_email=head.email or "",
        withheld="" if head.may_be_named else _WITHHELD.get(head.state, _WITHDRAWN),
        stream=quoted(shown.place.title) if shown is not None else "",
        tutor=tutor,
        progress=missing_words(found) if found else "",
        places=tuple(map(_place, page.places)),
        requirements=tuple(map(_requirement, found)),
        visits=tuple(_visits(shown, today)) if shown is not None else (),
        deficits=tuple(map(_deficit, shown.deficits)) if shown is not None else (),
        tasks=tuple(map(_task, shown.tasks)) if shown is not None else (),
        certificates=tuple(map(_certificate, page.certificates)),
        consents=tuple(_consents(sheets, today)),
    )


def _head(session: Source, person_id: int) -> _Head:
    may_be_named = MAY_BE_NAMED.format("p")
    return one(
        session,
        _Head,
        f"""
        SELECT {PAPER_FULL_NAME.format("p")}, t.title,
               o.short_name || coalesce(', ' || o.locality, '') || coalesce(', ' || m.name, ''),
               p.category, p.category_until, p.education, p.experience_years,
               CASE WHEN {may_be_named} THEN p.phone END, CASE WHEN {may_be_named} THEN p.email END,
               p.pd_state, {may_be_named}
        FROM person AS p JOIN position AS t ON t.id = p.position_id
        JOIN organization AS o ON o.id = p.organization_id LEFT JOIN municipality AS m ON m.id = o.municipality_id
        WHERE p.id = :person
        """,
        person=person_id,
    )


def _tutor(session: Source, stream_id: int) -> str:
    sql = f"""SELECT {PAPER_SHORT_NAME.format("p")} FROM stream AS s JOIN person AS p ON p.id = s.tutor_id
        WHERE s.id = :stream"""
    return one(session, _Tutor, sql, stream=stream_id).name


def _category(head: _Head) -> str:
    if head.category is None:
        return ""
    until = f", до {day_in_table(head.category_until)}" if head.category_until else ""
    return f"{head.category.label}{until}"


def _place(place: PersonPlace) -> PrintedPlace:
    told = (
        place.applied_on and f"заявка от {day_in_table(place.applied_on)}",
        place.order_in and _order("о зачислении", place.order_in, place.order_in_on),
        place.came_from and f"переход из потока {quoted(place.came_from)}",
        place.order_out_kind
        and place.order_out
        and _order(place.order_out_kind.label, place.order_out, place.order_out_on),
        place.direction and f"направление: {place.direction}",
        place.individual_path and f"индивидуальный путь: {place.individual_path}",
    )
    return PrintedPlace(
        stream=f"{place.title}. {place.program}",
        enrolled_on=place.enrolled_on,
        left_on=place.left_on,
        state=place.status.label,
        papers="\n".join(filter(None, told)),
    )


def _order(about: str, number: str, day: date | None) -> str:
    dated = f" от {day_in_table(day)}" if day is not None else ""
    return f"приказ {about} № {number}{dated}"


def _requirement(found: Requirement) -> PrintedRequirement:
    return PrintedRequirement(
        title=f"{found.key.label}) {TITLES[found.key]}",
        state=found.state.label,
        evidence="\n".join(found.evidence),
        missing="\n".join(found.missing),
    )


def _visits(shown: PlacePage, today: date) -> Iterator[PrintedVisit]:
    """Her marks, and the events of her time in the stream that were held and where nobody has marked her."""
    for visit in shown.record.visits:
        if visit.presence is not None or _was_due(visit, shown.record, today):
            yield PrintedVisit(
                held_on=visit.held_on,
                title=visit.title,
                format=visit.format,
                mark=_mark(visit),
                minutes=(visit.minutes or visit.duration_min) if visit.presence in TOOK_PART else None,
            )


def _was_due(visit: Visit, record: InternshipRecord, today: date) -> bool:
    return record.first_day <= visit.held_on <= min(record.last_day or today, today)


def _mark(visit: Visit) -> str:
    if visit.presence is None:
        return "отметки нет"
    if visit.presence is Presence.MADE_UP and visit.makeup_on is not None:
        return f"{visit.presence.label} {day_in_table(visit.makeup_on)}"
    return visit.presence.label


def _deficit(line: DeficitLine) -> PrintedDeficit:
    day = (line.done_on and f"выполнено {day_in_table(line.done_on)}") or (
        line.due_on and f"срок {day_in_table(line.due_on)}"
    )
    return PrintedDeficit(
        competence=line.competence,
        entry=line.entry,
        exit=line.exit,
        step="\n".join(filter(None, (line.task, day))),
        state="устранён" if line.is_closed else "в работе",
    )


def _task(task: Task) -> PrintedTask:
    kind = "обязательное" if task.is_mandatory else "по выбору"
    return PrintedTask(task.title, kind, task.due_on, task.submitted_on, task.state)


def _certificate(line: CertificateLine) -> CardCertificate:
    return CardCertificate(line.number, line.issue_date, line.hours, line.stream, line.state, line.handed_on)


def _consents(sheets: Sequence[ConsentLine], today: date) -> Iterator[PrintedConsent]:
    for sheet in sheets:
        yield PrintedConsent(sheet.purpose, sheet.signed_on, sheet.valid_until, sheet.form, sheet.state(today))
