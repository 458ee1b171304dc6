"""What is merged: people or organisations, with their questions, commands and words."""

from collections.abc import Callable
from dataclasses import dataclass

from models.commands.merge_people import merge_people, set_people_apart, split_people
from models.commands.organizations import merge_organizations, set_organizations_apart, split_organizations
from models.database import Actor, Database
from models.queries.duplicates import duplicate_people
from models.queries.merge_sides import merged_organizations, merged_people, organization_sides, people_sides
from models.queries.organization_spellings import organization_spellings
from models.rows.merge import MergedCard, MergedCards, MergeDraft, OrganizationMergeDraft, Pair, Sides, SplitCards


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of cards that may come twice."""

    name: str
    """Begins the names of its widgets."""
    heading: str
    none: str
    """What is said where nothing looks alike."""
    never: str
    """What is said where nothing was merged yet."""
    together: str
    """The verb of the button that merges."""
    different: str
    """The words of the button that sets apart."""
    merged: str
    split: str
    pairs: Callable[[Database], list[Pair]]
    sides: Callable[[Database, int, int], Sides]
    history: Callable[[Database], list[MergedCard]]
    merge: Callable[[Database, Sides, frozenset[str], Actor], MergedCards]
    apart: Callable[[Database, Pair, Actor], None]
    part: Callable[[Database, str, Actor], SplitCards]


def _merge_people(db: Database, sides: Sides, chosen: frozenset[str], actor: Actor) -> MergedCards:
    return merge_people(db, sides.stays_id, sides.goes_id, MergeDraft(from_gone=chosen), actor=actor)


def _people_apart(db: Database, pair: Pair, actor: Actor) -> None:
    set_people_apart(db, pair.first_id, pair.second_id, actor=actor)


def _split_people(db: Database, uid: str, actor: Actor) -> SplitCards:
    return split_people(db, uid, actor=actor)


def _merge_organizations(db: Database, sides: Sides, chosen: frozenset[str], actor: Actor) -> MergedCards:
    draft = OrganizationMergeDraft(from_gone=chosen)
    merge_organizations(db, sides.stays_id, sides.goes_id, draft, actor=actor)
    return MergedCards()


def _organizations_apart(db: Database, pair: Pair, actor: Actor) -> None:
    set_organizations_apart(db, pair.first_id, pair.second_id, actor=actor)


def _split_organizations(db: Database, uid: str, actor: Actor) -> SplitCards:
    return split_organizations(db, uid, actor=actor)


PEOPLE = Matter(
    name="people",
    heading="Похожие карточки",
    none="Похожих карточек нет: каждый стажёр записан один раз.",
    never="Карточки пока не объединяли.",
    together="Объединить",
    different="Это разные люди",
    merged="Карточки объединены",
    split="Карточки разделены",
    pairs=duplicate_people,
    sides=people_sides,
    history=merged_people,
    merge=_merge_people,
    apart=_people_apart,
    part=_split_people,
)
ORGANIZATIONS = Matter(
    name="organizations",
    heading="Похожие названия",
    none="Похожих названий нет: каждая организация записана один раз.",
    never="Организации пока не объединяли.",
    together="Одна организация",
    different="Разные",
    merged="Организации объединены",
    split="Организации разделены",
    pairs=organization_spellings,
    sides=organization_sides,
    history=merged_organizations,
    merge=_merge_organizations,
    apart=_organizations_apart,
    part=_split_organizations,
)
