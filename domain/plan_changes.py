"""What differs between two versions of a plan, part by part."""

from datetime import date

from domain.openitems import open_items
from domain.plan import Plan
from domain.schedule import Slot, project
from domain.values import Value

WHOLE = ("name", "authority", "level", "copies", "bonus", "slogan", "registration_required")
LISTS = ("participants", "forms", "quotas", "components", "criteria", "targets", "roles", "registration_requirements")


class Change(Value):
    """One difference. `what`: a part of the plan, or of a stage where `stage` is set; days and texts as they are."""

    what: str
    stage: str = ""
    old: date | str | int | None = None
    new: date | str | int | None = None


def amended(before: Plan, after: Plan) -> Plan:
    """The changed plan as the campaign takes it: what was said to need no answer is not asked again.

    Because a plan file holds the plan's words, and such a decision was taken in the campaign.
    """
    return after.model_copy(update={"waived": after.waived or before.waived})


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """All differences in the order of a plan; nothing for two equal ones."""
    found = [*_document(before, after), *_whole(before, after), *_period(before, after)]
    return (*found, *_stages(before, after), *_duties(before, after), *_lists(before, after), *_items(before, after))


def _document(before: Plan, after: Plan) -> list[Change]:
    pairs = (("number", before.document.number, after.document.number),)
    days = (("issued", before.document.issued, after.document.issued),)
    return [Change(what=f"document.{name}", old=old, new=new) for name, old, new in (*pairs, *days) if old != new]


def _whole(before: Plan, after: Plan) -> list[Change]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in WHOLE)
    return [Change(what=name, old=_plain(old), new=_plain(new)) for name, old, new in pairs if old != new]


def _period(before: Plan, after: Plan) -> list[Change]:
    return [
        Change(what=f"period.{name}", old=getattr(before.period, name).last, new=getattr(after.period, name).last)
        for name in ("start", "end")
        if getattr(before.period, name) != getattr(after.period, name)
    ]


def _stages(before: Plan, after: Plan) -> list[Change]:
    old, new = ({str(slot.key): slot for slot in project(plan).slots} for plan in (before, after))
    found = [Change(what="stage_dropped", stage=key) for key in old if key not in new]
    for key, slot in new.items():
        added = Change(what="stage_added", stage=key, new=slot.due)
        found += _moved(key, old[key], slot) if key in old else [added]
    return found


def _moved(key: str, old: Slot, new: Slot) -> list[Change]:
    if (old.skipped is None) != (new.skipped is None):
        return [Change(what="stage_skipped" if new.skipped is not None else "stage_held", stage=key, new=new.skipped)]
    names = ("opens", "remind_by", "due") if old.due == new.due else ("opens", "due")
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return [Change(what=name, stage=key, old=a, new=b) for name, a, b in pairs if a != b]


def _duties(before: Plan, after: Plan) -> list[Change]:
    old, new = ({duty.code: duty for duty in plan.duties} for plan in (before, after))
    gone = [Change(what="duty_dropped", old=duty.what) for code, duty in old.items() if code not in new]
    came = [Change(what="duty_added", new=duty.what) for code, duty in new.items() if code not in old]
    both = ((old[code], duty) for code, duty in new.items() if code in old)
    other = [Change(what="duty_changed", new=duty.what) for was, duty in both if was != duty]
    return [*gone, *came, *other]


def _lists(before: Plan, after: Plan) -> list[Change]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in LISTS)
    return [Change(what=name, old=len(old), new=len(new)) for name, old, new in pairs if old != new]


def _items(before: Plan, after: Plan) -> list[Change]:
    old, new = ({item.key for item in open_items(plan)} for plan in (before, after))
    closed = [Change(what="item_closed", old=key) for key in sorted(old - new)]
    return [*closed, *(Change(what="item_opened", new=key) for key in sorted(new - old))]


def _plain(value: object) -> str | int | None:
    return value if value is None or (isinstance(value, int) and not isinstance(value, bool)) else str(value)
