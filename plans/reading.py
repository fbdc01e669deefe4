"""A YAML text as plain values, with the line and column of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from domain.errors import PlanRefused
from plans.faults import TOP, Fault, Mark, Path
from wording.names import nfc

MAX_BYTES = 256 * 1024
"""A real plan has about 10 KB; the parser needs a second for this much."""
MAX_DEPTH = 12
"""The format needs 6; the parser itself fails without a sentence at about 900."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INT = re.compile(r"-?[0-9]{1,15}")
_FRACTION = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,9}")


@dataclass(slots=True)
class Tree:
    """The values, where each stands, where each key stands, and the faults met while reading."""

    value: Any = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def mark(self, path: Path, *, key: bool = False) -> Mark:
        """Where `path` stands; for something missing, where the part around it begins."""
        for length in range(len(path), -1, -1):
            if key and path[:length] in self.keys:
                return self.keys[path[:length]]
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return TOP


def read_text(content: bytes) -> str:
    """UTF-8 in composed form.

    Raises:
        PlanRefused: `plan_faults` when it is too large, binary or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise refused(Fault("too_large", found=str(len(content)), allowed=(str(MAX_BYTES),)))
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(Fault("not_utf8", line=line)) from None
    hidden = _CONTROL.search(text)
    if hidden:
        line = text[: hidden.start()].count("\n") + 1
        raise refused(Fault("control_character", line=line, found=f"U+{ord(hidden.group()):04X}"))
    return text


def read_tree(text: str) -> Tree:
    """The values of a YAML text.

    Raises:
        PlanRefused: `plan_faults` with the one fault that keeps the text from being read at all.
    """
    try:
        _check_events(text)
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise refused(_syntax_fault(text, error)) from None
    except (YAMLError, ValueError) as error:
        raise refused(Fault("yaml_syntax", found=str(error)[:80])) from None
    if node is None:
        raise refused(Fault("empty"))
    tree = Tree()
    tree.value = _value(node, (), tree)
    if not isinstance(tree.value, dict):
        raise refused(Fault("not_map", found=_short(tree.value)))
    return tree


def refused(*faults: Fault) -> PlanRefused:
    """The error that carries faults; `plans.loading` adds the file's name."""
    return PlanRefused("plan_faults", faults=faults, file="")


def _check_events(text: str) -> None:
    """Before anything is built, because a few lines of aliases can stand for gigabytes."""
    depth = 0
    for event in _events(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        mark = event.start_mark
        if depth > MAX_DEPTH:
            raise refused(Fault("too_deep", line=mark.line + 1, column=mark.column + 1, allowed=(str(MAX_DEPTH),)))
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise refused(Fault("alias", line=mark.line + 1, column=mark.column + 1))


def _events(text: str) -> Iterator[NodeEvent | CollectionEndEvent]:
    yield from YAML(typ="rt", pure=True).parse(text)


def _syntax_fault(text: str, error: MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Fault("yaml_syntax", found=str(error.problem or ""))
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    tab = "\t" in line[: len(line) - len(line.lstrip())] or "\\t" in str(error.problem)
    return Fault("tab" if tab else "yaml_syntax", line=mark.line + 1, column=mark.column + 1, found=line.strip()[:80])


def _value(node: Any, path: Path, tree: Tree) -> Any:
    tree.marks[path] = Mark(node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, path, tree)
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, place), tree) for place, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, path: Path, tree: Tree) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = Mark(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        key = str(key_node.value)
        if key in result:
            tree.faults.append(Fault("duplicate_key", (*path, key), mark.line, mark.column, key))
            continue
        tree.keys[(*path, key)] = mark
        result[key] = _value(value_node, (*path, key), tree)
    return result


def _scalar(node: ScalarNode) -> Any:
    """Dates stay text here: the parser's own would raise at the first impossible day instead of saying where it is."""
    kind = str(node.tag).rpartition(":")[2]
    text = str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.casefold() == "true"
    if kind == "int" and _INT.fullmatch(text):
        return int(text)
    # Exponents, infinities and octals stay text: nobody means them in a plan, and the fault shows what was written.
    if kind == "float" and _FRACTION.fullmatch(text):
        return Decimal(text)
    return text


def _short(value: object) -> str:
    return str(value)[:80]
