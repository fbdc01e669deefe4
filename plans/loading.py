"""A plan file as a `Plan`, or every fault of it at once."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.errors import NotFound, PlanRefused
from domain.plan import Plan
from plans.base import Shape
from plans.building import build
from plans.checking import clashes
from plans.faults import Fault, Path
from plans.reading import MAX_BYTES, Tree, read_text, read_tree
from plans.shapes import PlanParts, PlanShape

_CODES = {
    "missing": "missing",
    "string_type": "not_text",
    "string_too_short": "blank",
    "string_too_long": "too_long",
    "int_type": "not_number",
    "bool_type": "not_yes_no",
    "tuple_type": "not_list",
    "list_type": "not_list",
    "dict_type": "not_map",
    "model_type": "not_map",
    "model_attributes_type": "not_map",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large_number",
    "literal_error": "not_allowed_here",
    "extra_forbidden": "unknown_key",
    "too_short": "too_few",
    "too_long": "too_many",
}
_QUOTED = re.compile(r"'([^']*)'")
_BOUNDS = ("ge", "le", "min_length", "max_length")


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and the campaign code that its file suggests."""

    plan: Plan
    code: str | None


def load_file(path: FilePath) -> PlanFile:
    """Read a plan file.

    Raises:
        NotFound: `plan_file`, with `path`.
        PlanRefused: `plan_faults`, with `faults` in the order of the file, and `file`.
    """
    try:
        with path.open("rb") as stream:
            # One byte more than allowed is enough to refuse, however large the file is.
            content = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise NotFound("plan_file", path=str(path)) from error
    try:
        return load_bytes(content)
    except PlanRefused as error:
        raise PlanRefused(error.code, **{**error.data, "file": path.name}) from None


def load_bytes(content: bytes) -> PlanFile:
    """The same for the content of an upload.

    Raises:
        PlanRefused: `plan_faults`, with `faults`; `file` is empty.
    """
    tree = read_tree(read_text(content))
    try:
        shape: PlanParts = PlanShape.model_validate(tree.value)
        faults, places = list(tree.faults), _Places({})
    except ValidationError as error:
        details = error.errors(include_url=False)
        faults = tree.faults + [_shape_fault(detail, tree) for detail in details]
        readable, places = _without(tree.value, [detail["loc"] for detail in details])
        shape = PlanParts.model_validate(readable)
    declared = _declared(tree.value)
    for clash in clashes(shape, forms=declared[0], rounds=declared[1]):
        path = places.original(clash.path)
        faults.append(_at(Fault(clash.code, path, found=clash.found, allowed=clash.allowed), tree))
    if faults or not isinstance(shape, PlanShape):
        raise PlanRefused("plan_faults", faults=_sorted(faults), file="")
    return PlanFile(plan=build(shape), code=shape.code)


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column, fault.code)))


def _at(fault: Fault, tree: Tree, *, key: bool = False) -> Fault:
    mark = tree.mark(fault.path, key=key)
    return replace(fault, line=mark.line, column=mark.column)


def _shape_fault(detail: ErrorDetails, tree: Tree) -> Fault:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    code = _CODES.get(detail["type"], detail["type"])
    found = _found(detail)
    if code == "unknown_key":
        key = str(path[-1])
        if detail["input"] is None:
            return _at(Fault("stray_key", path, found=key), tree, key=True)
        return _at(Fault(code, path, found=key, allowed=_close(key, path[:-1])), tree, key=True)
    if code == "missing":
        return _at(Fault(code, path), tree)
    return _at(Fault(code, path, found=found, allowed=_allowed(detail)), tree, key=False)


def _found(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if "found" in context:
        return str(context["found"])
    if "given" in context:
        return ", ".join(context["given"])
    return "" if isinstance(detail["input"], dict | list) else str(detail["input"])[:80]


def _allowed(detail: ErrorDetails) -> tuple[str, ...]:
    context: dict[str, Any] = detail.get("ctx", {})
    if "allowed" in context:
        return tuple(str(item) for item in context["allowed"])
    if "expected" in context:
        return tuple(_QUOTED.findall(str(context["expected"])))
    return tuple(str(context[bound]) for bound in _BOUNDS if bound in context)


def _close(key: str, path: Path) -> tuple[str, ...]:
    """The keys that may have been meant; all that are allowed when none is near."""
    fields = tuple(_shape_at(path).model_fields)
    return tuple(get_close_matches(key.casefold(), fields, n=2)) or fields


def _shape_at(path: Path) -> type[Shape]:
    shape: type[Shape] = PlanShape
    for part in path:
        # A number is an item of a list, a name without field the code of a round: neither leads deeper by itself.
        if isinstance(part, str) and part in shape.model_fields:
            shape = _inner(shape.model_fields[part].annotation) or shape
    return shape


def _inner(annotation: object) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the items of shortened lists stood in the file."""

    kept: dict[str, list[int]]

    def original(self, path: Path) -> Path:
        """The path in the file, for a path in what was left of it."""
        if len(path) > 1 and isinstance(path[1], int) and path[0] in self.kept:
            return (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return path


def _without(raw: dict[str, Any], bad: list[tuple[int | str, ...]]) -> tuple[dict[str, Any], _Places]:
    """The file without its faulty parts: an item of a list, a round, or else the whole key."""
    readable = dict(raw)
    kept: dict[str, list[int]] = {}
    for name, value in raw.items():
        inside = {path[1] if len(path) > 1 else None for path in bad if path[0] == name}
        if isinstance(value, list) and inside and None not in inside:
            kept[name] = [place for place in range(len(value)) if place not in inside]
            readable[name] = [value[place] for place in kept[name]]
        elif name == "rounds" and isinstance(value, dict) and inside and None not in inside:
            readable[name] = {code: round_ for code, round_ in value.items() if code not in inside}
        elif inside:
            del readable[name]
    return readable, _Places(kept)


def _declared(raw: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of award forms and rounds, read loosely: a fault inside an entry must not bring more faults elsewhere."""
    forms, rounds = raw.get("forms"), raw.get("rounds")
    form_codes = [str(form.get("code")) for form in forms if isinstance(form, dict)] if isinstance(forms, list) else []
    return tuple(form_codes), tuple(rounds) if isinstance(rounds, dict) else ()
