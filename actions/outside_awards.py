"""Awards that were decided outside the service, entered as such: by hand, many at once, corrected, cancelled.

An entry is never rewritten. A correction is a new one that takes its place; both say why.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require_somewhere
from domain.earlier_awards import OutsideEntry
from domain.errors import AlreadyDone, Incomplete, Invalid, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.earlier_awards import outside_award, same_award, standing_like, units_called
from models.finders import unit_by_code
from models.outside_awards import OutsideAward
from models.places import Unit
from wording.names import clean_name, fold, nfc


def enter(session: Session, *, entry: OutsideEntry, by: Principal, at: datetime) -> OutsideAward:
    """One award, as its paper says it.

    Raises:
        Incomplete: `award_field`; Invalid: `award_in_future`, `ends_before_begins`; NotFound: `unit`;
        AlreadyDone: `award_entered`.
    """
    require_somewhere(by, "award:manage")
    [row] = _rows(session, [entry], by, at)
    _refuse_entered(session, row)
    _add(session, [row])
    _record(session, "outside_award:entered", row, by, at)
    return row


def enter_many(session: Session, *, entries: Sequence[OutsideEntry], by: Principal, at: datetime) -> tuple[int, int]:
    """Many at once, all or none; those that stand already are left out. (entered, left out)

    Raises:
        Incomplete: `award_field`, `awards_missing`; Invalid and NotFound as `enter`.
    """
    require_somewhere(by, "award:manage")
    if not entries:
        raise Incomplete("awards_missing")
    rows = _rows(session, entries, by, at)
    known = standing_like(session, rows)
    new = {same_award(row): row for row in rows if same_award(row) not in known}
    _add(session, list(new.values()))
    facts = {"count": len(new), "left_out": len(rows) - len(new)}
    if new:
        record(session, "outside_award:imported", by=by, at=at, subject="awards:outside", facts=facts)
    return len(new), len(rows) - len(new)


def correct(
    session: Session, number: int, *, entry: OutsideEntry, reason: str, by: Principal, at: datetime
) -> OutsideAward:
    """A new entry takes the place of one that was wrong, which stays to be read.

    Raises:
        NotFound: `outside_award`; WrongState: `award_ended`; Invalid: `reason_missing`; as `enter`.
    """
    require_somewhere(by, "award:manage")
    need_reason(reason)
    old = _standing(session, number)
    [row] = _rows(session, [entry], by, at)
    old.ended_at, old.ended_by, old.ended_reason = at, by.code, reason.strip()
    session.flush()
    _refuse_entered(session, row)
    row.supersedes_id = old.id
    _add(session, [row])
    _record(session, "outside_award:corrected", row, by, at, reason=reason.strip(), before=old.id)
    return row


def cancel(session: Session, number: int, *, reason: str, by: Principal, at: datetime) -> None:
    """An entry that should not be there, or whose award was taken back, does not count any more; it stays to be read.

    Raises:
        NotFound: `outside_award`; WrongState: `award_ended`; Invalid: `reason_missing`.
    """
    require_somewhere(by, "award:manage")
    need_reason(reason)
    row = _standing(session, number)
    row.ended_at, row.ended_by, row.ended_reason = at, by.code, reason.strip()
    _record(session, "outside_award:cancelled", row, by, at, reason=reason.strip())


def _standing(session: Session, number: int) -> OutsideAward:
    row = outside_award(session, number)
    if row.ended_at is not None:
        raise WrongState("award_ended", number=number, reason=row.ended_reason)
    return row


def _refuse_entered(session: Session, row: OutsideAward) -> None:
    if same_award(row) in standing_like(session, [row]):
        raise AlreadyDone("award_entered", nominee=row.nominee, number=row.number, day=row.decided_on)


def _add(session: Session, rows: Sequence[OutsideAward]) -> None:
    session.add_all(rows)
    session.flush()


def _rows(session: Session, entries: Sequence[OutsideEntry], by: Principal, at: datetime) -> list[OutsideAward]:
    named = {code: unit_by_code(session, code) for code in sorted({one.unit for one in entries if one.unit})}
    called = units_called(session, (fold(one.unit_name) for one in entries if not one.unit))
    return [_row(one, _unit(one, named, called), by, at) for one in entries]


def _unit(entry: OutsideEntry, named: dict[str, Unit], called: dict[str, Unit]) -> Unit | None:
    return named[entry.unit] if entry.unit else called.get(fold(entry.unit_name))


def _row(entry: OutsideEntry, unit: Unit | None, by: Principal, at: datetime) -> OutsideAward:
    _check(entry, at)
    name = clean_name(entry.nominee)
    unit_name = clean_name(entry.unit_name or (unit.name if unit else ""))
    initiative = " ".join(nfc(entry.initiative).split())
    return OutsideAward(
        nominee_kind=entry.nominee_kind.value,
        nominee=name,
        folded=fold(name),
        unit_id=unit.id if unit else None,
        unit_name=unit_name,
        unit_folded=fold(unit_name),
        form=nfc(entry.form).strip(),
        authority=nfc(entry.authority).strip(),
        level=entry.level.value,
        number=nfc(entry.number).strip(),
        decided_on=entry.decided_on,
        achievement=nfc(entry.achievement).strip(),
        initiative=initiative or None,
        initiative_folded=fold(initiative) or None,
        period_from=entry.period_from,
        period_to=entry.period_to,
        entered_at=at,
        entered_by=by.code,
    )


def _check(entry: OutsideEntry, at: datetime) -> None:
    for field in ("nominee", "form", "authority", "number"):
        if not str(getattr(entry, field)).strip():
            raise Incomplete("award_field", field=field)
    if not entry.unit and not entry.unit_name.strip():
        raise Incomplete("award_field", field="unit_name")
    if entry.decided_on > local_day(at):
        raise Invalid("award_in_future", found=entry.decided_on, today=local_day(at))
    if entry.period_from and entry.period_to and entry.period_to < entry.period_from:
        raise Invalid("ends_before_begins", found=entry.period_to, begins=entry.period_from)


def _record(
    session: Session,
    kind: str,
    row: OutsideAward,
    by: Principal,
    at: datetime,
    *,
    reason: str = "",
    before: int | None = None,
) -> None:
    """The nominee's name is kept apart from the event, as in a dossier's."""
    facts: dict[str, object] = {"kind": row.nominee_kind, "form": row.form, "number": row.number, "on": row.decided_on}
    facts |= {"authority": row.authority} | ({"before": before} if before else {})
    kept = {"nominee": row.nominee}
    record(session, kind, by=by, at=at, subject=f"outside_award:{row.id}", reason=reason, facts=facts, personal=kept)
