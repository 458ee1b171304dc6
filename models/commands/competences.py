"""The list of competences: the site's own rows are added, renamed and removed; those that ship are only hidden."""

from collections.abc import Sequence
from typing import TypeVar

from sqlmodel import Session, col, func, select

from models import inverse
from models.commands.store import add, found, known_links
from models.database import Actor, Database
from models.errors import UserError
from models.rows.competences import AreaDraft, CompetenceDraft
from models.schema.reference import Competence, CompetenceArea

Row = TypeVar("Row", Competence, CompetenceArea)

_GONE = "Этой компетенции уже нет в списке."
_NO_AREA = "Этой области уже нет в списке."


def add_area(db: Database, draft: AreaDraft, *, actor: Actor) -> int:
    """Add an area after the others."""
    with db.writing(action="Область компетенций добавлена", actor=actor) as session:
        _refuse_area_twice(session, draft.title)
        last = session.exec(select(func.max(col(CompetenceArea.sort_order)))).one() or 0
        return add(session, CompetenceArea(code=f"own-{db.new_uid()}", title=draft.title, sort_order=last + 1))


def rename_area(db: Database, area_id: int, draft: AreaDraft, *, actor: Actor) -> None:
    """Call an area of the site otherwise."""
    with db.writing(action="Область компетенций переименована", actor=actor) as session:
        area = found(session, CompetenceArea, area_id, _NO_AREA)
        if area.is_builtin and area.title != draft.title:
            raise _builtin("Область")
        _refuse_area_twice(session, draft.title, besides=area_id)
        area.title = draft.title


def remove_area(db: Database, area_id: int, *, actor: Actor) -> None:
    """Remove an area of the site that holds no competence."""
    with db.writing(action="Область компетенций убрана", actor=actor) as session:
        area = found(session, CompetenceArea, area_id, _NO_AREA)
        if area.is_builtin:
            raise _builtin("Область")
        if _of_area(session, area_id):
            raise UserError("Область убрать нельзя: в ней есть компетенции.", "Сначала уберите или перенесите их.")
        session.delete(area)


def order_areas(db: Database, area_ids: Sequence[int], *, actor: Actor) -> None:
    """Put the areas in this order; those not named come after them."""
    with db.writing(action="Области компетенций переставлены", actor=actor) as session:
        areas = session.exec(select(CompetenceArea).order_by(col(CompetenceArea.sort_order), col(CompetenceArea.id)))
        for place, area in enumerate(_in_order(areas.all(), area_ids), start=1):
            area.sort_order = place


def add_competence(db: Database, draft: CompetenceDraft, *, actor: Actor) -> int:
    """Add a competence at the end of its area."""
    with known_links(), db.writing(action="Компетенция добавлена", actor=actor) as session:
        _refuse_twice(session, draft)
        last = max((each.sort_order for each in _of_area(session, draft.area_id)), default=0)
        competence = Competence(
            code=f"own-{db.new_uid()}",
            area_id=draft.area_id,
            title=draft.title,
            indicator=draft.indicator,
            sort_order=last + 1,
        )
        return add(session, competence)


def change_competence(db: Database, competence_id: int, draft: CompetenceDraft, *, actor: Actor) -> None:
    """Change a competence; of one that ships with the program only the indicator."""
    with known_links(), db.writing(action="Компетенция изменена", actor=actor) as session:
        competence = found(session, Competence, competence_id, _GONE)
        if competence.is_builtin and (competence.title, competence.area_id) != (draft.title, draft.area_id):
            raise _builtin("Компетенция")
        _refuse_twice(session, draft, besides=competence_id)
        competence.sqlmodel_update(draft.model_dump())


def hide_competences(db: Database, competence_ids: Sequence[int], *, actor: Actor) -> None:
    """Offer these competences for new diagnostics no longer; scores that were given stay."""
    label = "Компетенции скрыты" if len(competence_ids) > 1 else "Компетенция скрыта"
    with db.writing(action=label, actor=actor) as session:
        for competence_id in competence_ids:
            found(session, Competence, competence_id, _GONE).is_hidden = True


def show_competences(db: Database, competence_ids: Sequence[int], *, actor: Actor) -> None:
    """Offer hidden competences again."""
    label = "Компетенции возвращены в список" if len(competence_ids) > 1 else "Компетенция возвращена в список"
    with db.writing(action=label, actor=actor) as session:
        for competence_id in competence_ids:
            found(session, Competence, competence_id, _GONE).is_hidden = False


def remove_competence(db: Database, competence_id: int, *, actor: Actor) -> None:
    """Remove a competence of the site that nothing stands on; another is hidden."""
    with db.writing(action="Компетенция убрана", actor=actor) as session:
        competence = found(session, Competence, competence_id, _GONE)
        if competence.is_builtin:
            raise _builtin("Компетенция")
        if inverse.referenced_elsewhere(session.connection(), "competence", [competence_id]):
            raise UserError(
                "Компетенцию убрать нельзя: по ней уже есть оценки, шаги маршрутов или программа.",
                "Скройте её: в новой диагностике её не будет, прежние оценки останутся.",
            )
        session.delete(competence)


def order_competences(db: Database, area_id: int, competence_ids: Sequence[int], *, actor: Actor) -> None:
    """Put the competences of an area in this order; those not named come after them."""
    with db.writing(action="Компетенции переставлены", actor=actor) as session:
        for place, competence in enumerate(_in_order(_of_area(session, area_id), competence_ids), start=1):
            competence.sort_order = place


def _of_area(session: Session, area_id: int) -> Sequence[Competence]:
    found_there = select(Competence).where(col(Competence.area_id) == area_id)
    return session.exec(found_there.order_by(col(Competence.sort_order), col(Competence.id))).all()


def _in_order(there: Sequence[Row], wanted: Sequence[int]) -> list[Row]:
    places = {id_: place for place, id_ in enumerate(wanted)}
    return sorted(there, key=lambda row: places.get(row.id or 0, len(places)))


def _refuse_twice(session: Session, draft: CompetenceDraft, *, besides: int | None = None) -> None:
    if any(each.title == draft.title and each.id != besides for each in _of_area(session, draft.area_id)):
        raise UserError("Такая компетенция в этой области уже есть.", "Уточните название или найдите её в списке.")


def _refuse_area_twice(session: Session, title: str, *, besides: int | None = None) -> None:
    same = session.exec(select(CompetenceArea.id).where(col(CompetenceArea.title) == title)).all()
    if any(id_ != besides for id_ in same):
        raise UserError("Такая область уже есть.", "Уточните название.")


def _builtin(what: str) -> UserError:
    return UserError(
        f"{what} из общего списка программы: её не переименовывают и не убирают.",
        "Скройте ненужное и добавьте своё: так отчёты разных площадок сравнимы.",
    )
