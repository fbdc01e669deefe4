"""Files that cannot be read at all, each with its own sentence; and the places of what can be read."""

import pytest

from domain.errors import PlanRefused
from plans.faults import Fault, Mark
from plans.reading import MAX_BYTES, MAX_DEPTH, read_text, read_tree
from wording.plan_faults import fault_line


def _fault(content: bytes) -> Fault:
    with pytest.raises(PlanRefused) as refusal:
        read_tree(read_text(content))
    faults = refusal.value.data["faults"]
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert isinstance(fault, Fault)
    return fault


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty", 1),
        (b"# nothing but a remark\n", "empty", 1),
        (b"x" * (MAX_BYTES + 1), "too_large", 1),
        (b"a: 1\nb: \xff\xfe\n", "not_utf8", 2),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_utf8", 1),
        (b"a: 1\nb: \x00\n", "control_character", 2),
        (b"just a sentence\n", "not_map", 1),
        (b"- a\n- b\n", "not_map", 1),
        (b"name: a\nperiod:\n\tstart: 1\n", "tab", 3),
        (b"name: [a, b\nlevel: commune\n", "yaml_syntax", 2),
        (b"name: a: b\n", "yaml_syntax", 1),
        (b"a: 1\n---\nb: 2\n", "yaml_syntax", 2),
        (b"a: &x [1]\nb: *x\n", "alias", 1),
        (b"a:\n  - *nowhere\n", "alias", 2),
        (b"a: " + b"[" * 5000, "too_deep", 1),
        (b"a: " + b"{a: " * (MAX_DEPTH + 1), "too_deep", 1),
    ],
)
def test_unreadable_file_has_one_fault(content: bytes, code: str, line: int) -> None:
    fault = _fault(content)
    assert (fault.code, fault.line) == (code, line)
    assert "{" not in fault_line(fault)


def test_bomb_of_aliases_is_never_built() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert _fault(bomb.encode()).code == "alias"


def test_tag_cannot_call_python() -> None:
    tree = read_tree("name: !!python/object/apply:os.getcwd []\n")
    assert tree.value == {"name": []}


def test_text_is_composed_while_reading() -> None:
    assert read_text("Hội đồng".encode()) == "Hội đồng"


def test_byte_order_mark_is_dropped() -> None:
    assert read_tree(read_text(b"\xef\xbb\xbfname: a\n")).value == {"name": "a"}


def test_windows_line_ends_are_read() -> None:
    assert read_tree(read_text(b"name: a\r\nlevel: b\r\n")).value == {"name": "a", "level": "b"}


def test_values_know_line_and_column() -> None:
    tree = read_tree("a: 1\nlist:\n  - {b: 2}\n")
    assert tree.mark(("list", 0, "b")) == Mark(3, 9)
    assert tree.mark(("list", 0, "b"), key=True) == Mark(3, 6)


def test_missing_value_stands_where_its_parent_does() -> None:
    assert read_tree("a: 1\nlist:\n  - {b: 2}\n").mark(("list", 0, "missing")) == Mark(3, 5)


def test_second_use_of_key_is_told() -> None:
    tree = read_tree("a: 1\nb: 2\na: 3\n")
    assert (tree.value, [(f.code, f.line) for f in tree.faults]) == ({"a": 1, "b": 2}, [("duplicate_key", 3)])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("012", 12),
        ("1.50", "1.50"),
        ("yes", "yes"),
        ("true", True),
        ("", None),
        ("2021-11-31", "2021-11-31"),
        (".inf", ".inf"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        ("-3", -3),
    ],
)
def test_plain_values_keep_their_kind(written: str, value: object) -> None:
    found = read_tree(f"a: {written}\n").value["a"]
    assert (str(found) if written == "1.50" else found) == value
