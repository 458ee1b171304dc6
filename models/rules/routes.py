"""Steps proposed for deficits from the materials of the programme."""

from collections.abc import Sequence

from models.rows.codes import MaterialKind
from models.rows.routes import OfferedMaterial, OpenDeficit, RouteDays, StepDraft

FORMS = (
    "самостоятельная работа",
    "консультация тьютора",
    "проба в группе",
    "участие в семинаре",
    "участие в мастер-классе",
    "взаимопосещение",
    "дистанционное занятие",
)
"""How a deficit is worked on, as the form of a step proposes; any other word may be typed."""

_TEACH = (MaterialKind.TEACHING, MaterialKind.REFERENCE)


def proposed_step(deficit: OpenDeficit, materials: Sequence[OfferedMaterial], days: RouteDays) -> StepDraft:
    """The step a deficit begins with: the programme's task for it, and what there is to learn from.

    It is due when module 2 ends, the module of one's own work on deficits; without its days, with the stream.
    """
    fitting = [each for each in materials if each.competence_id == deficit.competence_id]
    task = next((each for each in fitting if each.kind is MaterialKind.TASK), None)
    learned = [each for each in fitting if each.kind in _TEACH]
    main = task or next(iter(learned), None)
    return StepDraft(
        competence_id=deficit.competence_id,
        deficit=deficit.title,
        result=deficit.indicator,
        task=task.title if task is not None else None,
        form=FORMS[0] if main is not None else None,
        resource="\n".join(map(_named, learned)) or None,
        due_on=days.second_module_ends or days.ends_on,
        product=task.description if task is not None else None,
        material_id=main.id if main is not None else None,
    )


def _named(material: OfferedMaterial) -> str:
    return f"{material.title} ({material.url})" if material.url else material.title
