"""Indicators: the site's own are made and removed, those that ship are only hidden; values and targets by period."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models import inverse
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.rows.indicator_drafts import IndicatorDraft, ValueDraft
from models.rules.periods import parse_period
from models.schema.plans import Indicator, IndicatorValue

_GONE = "Этого показателя уже нет в списке."


def add_indicator(db: Database, draft: IndicatorDraft, *, actor: Actor) -> int:
    """Add an indicator of the site after the others."""
    with db.writing(action="Показатель добавлен", actor=actor) as session:
        _refuse_twice(session, draft)
        last = session.exec(select(func.max(col(Indicator.sort_order)))).one() or 0
        return add(
            session,
            Indicator(
                code=f"own-{db.new_uid()}",
                title=draft.title,
                unit=draft.unit,
                target=draft.target,
                formula=draft.measure,
                filters=draft.filters().stored(),
                note=draft.note or "",
                sort_order=last + 1,
            ),
        )


def change_indicator(db: Database, indicator_id: int, draft: IndicatorDraft, *, actor: Actor) -> None:
    """Change an indicator; of one that ships with the program only the usual target and the note.

    What was keyed in stays; raises UserError where values were keyed in and it is to be counted from now on.
    """
    with db.writing(action="Показатель изменён", actor=actor) as session:
        indicator = found(session, Indicator, indicator_id, _GONE)
        made = {
            "title": draft.title,
            "unit": draft.unit,
            "formula": draft.measure,
            "filters": draft.filters().stored(),
        }
        if indicator.is_builtin and any(getattr(indicator, name) != value for name, value in made.items()):
            raise UserError(
                "Это показатель из общего списка программы: меняются только его план и примечание.",
                "Чтобы считать по-своему, добавьте свой показатель.",
            )
        _refuse_twice(session, draft, besides=indicator_id)
        if draft.measure is not None and _has_values(session, indicator_id):
            raise UserError(
                "За этот показатель уже внесены значения, а считаемому их не вносят.",
                "Добавьте считаемый показатель отдельно или сотрите внесённые значения.",
            )
        indicator.sqlmodel_update({**made, "target": draft.target, "note": draft.note or ""})


def remove_indicator(db: Database, indicator_id: int, *, actor: Actor) -> None:
    """Remove an indicator of the site with its values; one that a plan refers to is hidden instead."""
    with db.writing(action="Показатель убран", actor=actor) as session:
        indicator = found(session, Indicator, indicator_id, _GONE)
        if indicator.is_builtin:
            raise UserError("Показатель из общего списка программы не убирают.", "Скройте его.")
        if inverse.referenced_elsewhere(session.connection(), "indicator", [indicator_id], besides=["indicator_value"]):
            raise UserError("На этот показатель ссылаются пункты плана.", "Скройте его: в плане он останется.")
        session.delete(indicator)


def hide_indicators(db: Database, indicator_ids: Sequence[int], *, actor: Actor) -> None:
    """Leave these indicators out of reports and of «Обзор»; what was keyed in stays."""
    label = "Показатели скрыты" if len(indicator_ids) > 1 else "Показатель скрыт"
    with db.writing(action=label, actor=actor) as session:
        for indicator_id in indicator_ids:
            found(session, Indicator, indicator_id, _GONE).is_hidden = True


def show_indicators(db: Database, indicator_ids: Sequence[int], *, actor: Actor) -> None:
    """Take hidden indicators back into reports."""
    label = "Показатели возвращены" if len(indicator_ids) > 1 else "Показатель возвращён"
    with db.writing(action=label, actor=actor) as session:
        for indicator_id in indicator_ids:
            found(session, Indicator, indicator_id, _GONE).is_hidden = False


def order_indicators(db: Database, indicator_ids: Sequence[int], *, actor: Actor) -> None:
    """Put the indicators in this order; those not named come after them."""
    with db.writing(action="Показатели переставлены", actor=actor) as session:
        there = session.exec(select(Indicator).order_by(col(Indicator.sort_order), col(Indicator.id))).all()
        places = {id_: place for place, id_ in enumerate(indicator_ids)}
        ordered = sorted(there, key=lambda each: places.get(each.id or 0, len(places)))
        for place, indicator in enumerate(ordered, start=1):
            indicator.sort_order = place


def set_indicator(db: Database, indicator_id: int, period: str, draft: ValueDraft, *, actor: Actor) -> None:
    """Bring what is keyed in for an indicator and a period (`2026-Q1`) to what the draft says.

    Raises UserError for a period that is none, and for a value of an indicator that is counted from records.
    """
    code = parse_period(period).code
    with db.writing(action="Показатель внесён", actor=actor) as session:
        indicator = found(session, Indicator, indicator_id, _GONE)
        if indicator.formula and draft.value is not None:
            raise UserError(
                "Этот показатель считается по записям, значение для него не вводят.", "Укажите только план."
            )
        row = session.get(IndicatorValue, (indicator_id, code))
        if draft == ValueDraft():
            if row is not None:
                session.delete(row)
            return
        if row is None:
            row = IndicatorValue(indicator_id=indicator_id, period=code)
            session.add(row)
        row.sqlmodel_update(draft.model_dump())


def _has_values(session: Session, indicator_id: int) -> bool:
    kept = select(IndicatorValue.period).where(
        col(IndicatorValue.indicator_id) == indicator_id, col(IndicatorValue.value).is_not(None)
    )
    return session.exec(kept).first() is not None


def _refuse_twice(session: Session, draft: IndicatorDraft, *, besides: int | None = None) -> None:
    same = session.exec(select(Indicator.id).where(col(Indicator.title) == draft.title)).all()
    if any(id_ != besides for id_ in same):
        raise UserError("Показатель с таким названием уже есть.", "Уточните название или найдите его в списке.")
