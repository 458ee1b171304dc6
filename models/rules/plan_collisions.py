"""Lines of plans that want the same person, the same room, or are the same thing twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.rows.codes import Mode
from models.rows.plan_merge import Collision, CollisionKind, PlannedItem
from models.rules.clean import fold

_FEW_DAYS = 3
"""A line of more days is a stretch («в течение марта»), not an appointment: nobody is busy all of it ([D])."""

_ELSEWHERE = frozenset({"", "-", "дистанционно", "онлайн", "on-line", "online", "zoom", "сферум", "вебинар"})
"""What stands in the column of places and is no room."""


def collisions_of(items: Iterable[PlannedItem]) -> tuple[Collision, ...]:
    """Every pair of lines that collides, in the order of their days.

    One person or one place: the days of both overlap and neither line is longer than three days; what is held
    remotely needs no place. The same title: the days overlap, however long the lines are. The council's «Заседание
    совета» of every month is thus no double.
    """
    lines = sorted(items, key=lambda item: (item.first, item.last, item.id))
    dated = [line for line in lines if (line.last - line.first).days < _FEW_DAYS]
    rooms = [line for line in dated if line.mode is not Mode.REMOTE]
    found = [
        *_pairs(CollisionKind.RESPONSIBLE, ((str(line.responsible_id), line.responsible, line) for line in dated)),
        *_pairs(CollisionKind.PLACE, ((_words(line.place or ""), line.place or "", line) for line in rooms)),
        *_pairs(CollisionKind.TITLE, ((_words(line.title), line.title, line) for line in lines)),
    ]
    kinds = list(CollisionKind)
    return tuple(sorted(found, key=lambda each: (each.one.first, each.other.first, kinds.index(each.kind))))


def _pairs(kind: CollisionKind, keyed: Iterable[tuple[str, str, PlannedItem]]) -> Iterator[Collision]:
    groups: defaultdict[str, list[tuple[str, PlannedItem]]] = defaultdict(list)
    for key, what, line in keyed:
        if key not in _ELSEWHERE:
            groups[key].append((what, line))
    for group in groups.values():
        for place, (what, one) in enumerate(group):
            for _, other in group[place + 1 :]:
                if other.first > one.last:
                    break
                yield Collision(kind, what, one, other)


def _words(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())
