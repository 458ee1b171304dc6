"""What the fields of a Word master may name, read off the types of the data that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from jinja2 import nodes

LEAF = None
"""A value that is printed as it is."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list; `of` is what each of its rows offers."""

    of: "Shape"


Shape: TypeAlias = "Mapping[str, Shape] | Rows | None"

FILTERS = frozenset({"words", "hours", "join", "length", "upper", "lower", "capitalize"})
"""What a value may be put through: `{{ paper.dated_on | words }}` is «12 марта 2026 г.», minutes become `hours`."""

LOOP: Shape = dict.fromkeys(("index", "first", "last"), LEAF)
"""What `loop` offers inside a repetition."""

_LINKED = (nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Concat, nodes.CondExpr)


class FieldFaultError(Exception):
    """A field that cannot be filled; its words are a clause in Russian."""


def shape_of(kind: Any) -> Shape:
    """What a value of this type offers: fields and properties of a dataclass or a NamedTuple, rows of a tuple."""
    if get_origin(kind) is tuple:
        return Rows(shape_of(get_args(kind)[0]))
    if hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_fields"):
        named = {name: shape_of(hint) for name, hint in get_type_hints(kind).items()}
        return named | dict.fromkeys(_properties(kind), LEAF)
    return LEAF


def sample_of(shape: Shape) -> object:
    """Something of that shape, to try a master with: every list has one row."""
    if isinstance(shape, Rows):
        return (sample_of(shape.of),)
    if shape is None:
        return ""
    return {name: sample_of(inner) for name, inner in shape.items()}


def resolved(node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
    """What an expression of a master stands for; raises FieldFaultError for what it must not or cannot name."""
    match node:
        case nodes.Name(name=name):
            return _named(name, name, scope)
        case nodes.Getattr(node=inner, attr=attribute):
            within = resolved(inner, scope)
            path = f"{_path(inner)}.{attribute}"
            if not isinstance(within, Mapping):
                raise FieldFaultError(f"у {_path(inner)} нет частей, поля {path} нет")
            return _named(attribute, path, within)
        case nodes.Filter(node=nodes.Expr() as inner, name=name, args=arguments):
            if name not in FILTERS:
                raise FieldFaultError(f"преобразования {name} нет, есть {', '.join(sorted(FILTERS))}")
            for each in (inner, *arguments):
                resolved(each, scope)
            return LEAF
        case nodes.Const():
            return LEAF
        case _ if isinstance(node, _LINKED):
            for each in node.iter_child_nodes():
                resolved(each, scope)
            return LEAF
        case _:
            raise FieldFaultError("такие выражения в шаблоне не вычисляются, назовите поле")


def _properties(kind: type[object]) -> list[str]:
    return [name for name, value in vars(kind).items() if isinstance(value, property)]


def _named(name: str, path: str, offered: Mapping[str, Shape]) -> Shape:
    if name in offered:
        return offered[name]
    near = get_close_matches(name, list(offered), 1)
    before = path.removesuffix(name)
    raise FieldFaultError(f"поля {path} нет" + (f", есть {before}{near[0]}" if near else ""))


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=inner, attr=attribute):
            return f"{_path(inner)}.{attribute}"
        case _:
            return "этого"
