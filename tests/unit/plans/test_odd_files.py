"""Whatever somebody types into a plan file: it is read, or refused with sentences; nothing else can happen."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import PlanRefused
from domain.plan_warnings import calendar_for, plan_warnings
from plans.catalogue import shipped
from plans.loading import load_bytes
from plans.writing import from_json, to_json
from wording.plan_faults import fault_line
from wording.plans import warning_sentence

LINES = [plan.path.read_text("utf-8").split("\n") for plan in shipped()]
WORDS = ("", "5", "-1", "true", "[]", "{}", "[1]", "{a: 1}", "2021-13-40", "1.5", "1e400", ".nan", "silent", "yearly")
MARKS = (
    "!!binary aGk=",
    "|",
    "&a",
    "\t",
    "{before: 1950-01-01}",
    "{year_end: 2099}",
    "{after: plan_issued, days: 99999}",
)
ODD = st.sampled_from((*WORDS, *MARKS)) | st.text(max_size=12)


@st.composite
def _changed_files(draw: st.DrawFn) -> str:
    lines = list(draw(st.sampled_from(LINES)))
    place = draw(st.integers(0, len(lines) - 1))
    values = list(re.finditer(r"(?<=: )[^,{}\[\]]+", lines[place]))
    if values:
        value = draw(st.sampled_from(values))
        lines[place] = lines[place][: value.start()] + draw(ODD) + lines[place][value.end() :]
    else:
        lines[place] += draw(ODD)
    return "\n".join(lines)


def _sentences(content: bytes) -> list[str]:
    try:
        plan = load_bytes(content).plan
    except PlanRefused as refusal:
        faults = refusal.data["faults"]
        return [fault_line(fault) for fault in faults] if isinstance(faults, tuple) else []
    return [warning_sentence(warning) for warning in plan_warnings(plan, calendar_for(plan))] + [to_json(plan)]


@settings(max_examples=120, deadline=None)
@given(_changed_files())
def test_changed_file_is_read_or_refused(text: str) -> None:
    assert all(_sentences(text.encode("utf-8", "surrogatepass")))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}&*!|>#?'\"\n\t ", max_size=60).map(str.encode))
def test_any_bytes_are_refused_with_a_sentence(content: bytes) -> None:
    assert _sentences(content)


@settings(max_examples=40, deadline=None)
@given(_changed_files())
def test_what_is_read_survives_the_store(text: str) -> None:
    try:
        plan = load_bytes(text.encode("utf-8", "surrogatepass")).plan
    except PlanRefused:
        return
    assert from_json(to_json(plan)) == plan
