"""Forms of the council: a rule item by item, the papers that a team counted, a moment."""

from datetime import datetime, time

from pydantic import ValidationError

from actions.ballots import Papers, Scan
from domain.ballots import CouncilRule
from domain.council import PRESETS
from domain.errors import Invalid
from domain.steps import OFFICE_ZONE
from models import blobs
from web.desk import Desk
from web.forms import Form
from web.uploads import check

ITEMS = ("method", "threshold", "comparator", "denominator", "absent", "recusal", "tie", "source")


def rule_of(form: Form) -> CouncilRule:
    """A preset, or the council's own rule item by item.

    Raises:
        Incomplete: `form_field`. Invalid: `form_choice`; `council_rule` with the items that cannot be right.
    """
    chosen = form.text("preset")
    if chosen:
        form.choice("preset", tuple(one.code for one in PRESETS))
        return next(one.rule for one in PRESETS if one.code == chosen)
    quorum = form.text("quorum")
    values: dict[str, object] = {name: form.needed(name) for name in ITEMS}
    values["secretary_votes"] = form.ticked("secretary_votes")
    # A whole number is a number of members, while a fraction is a share of them.
    values["quorum"] = None if not quorum else int(quorum) if quorum.isdecimal() else quorum
    try:
        return CouncilRule.model_validate(values)
    except ValidationError as error:
        names = {str(one["loc"][0]) if one["loc"] else "threshold" for one in error.errors()}
        field = sorted(names)[0]
        raise Invalid(
            "council_rule", found=tuple(sorted(names)), known=tuple(CouncilRule.model_fields), field=field
        ) from None


def moment_of(form: Form) -> datetime:
    """A day and a time of the office's clock.

    Raises:
        Incomplete: `form_field`. Invalid: `form_day`, `form_time`.
    """
    day, told = form.day("day"), form.needed("time")
    try:
        at = time.fromisoformat(told)
    except ValueError:
        raise Invalid("form_time", field="time", found=told) from None
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=OFFICE_ZONE)


def papers_of(desk: Desk, form: Form) -> Papers:
    """What the counting team wrote down beside the votes, with the scan of its minutes.

    Raises:
        Invalid: `form_number`, and what is wrong with the file.
    """
    scan = None
    upload = form.optional_file("scan")
    if upload is not None:
        check(upload, field="scan")
        scan = Scan(upload.name, len(upload.content), blobs.put(desk.files, upload.content))
    tellers = tuple(line.strip() for line in form.text("tellers").splitlines() if line.strip())
    return Papers(
        form.optional_number("issued"),
        form.optional_number("returned"),
        form.optional_number("written") or 0,
        tellers,
        scan,
    )
