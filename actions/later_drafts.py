"""Drafting what replaces, corrects or cancels an issued decision. It works when the campaign is long over, too."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from actions.cases import Case
from actions.finishing import finish
from actions.guard import need_reason
from actions.issuing import expect
from actions.later_cases import case_of, facts_of, subject_of, told_title
from actions.telling import tell_roles
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound, WrongState
from domain.later_decisions import ABOUT, DecisionKind, Ground, Named, Passage
from domain.people import Principal, Role
from models.awards import later_of, lines_of, next_part, replacement_of, standing_lines
from models.decisions import Decision, DecisionLine
from models.handed_in import dossiers_by_id
from models.later_decisions import DecisionCorrection
from notifications.notices.of_decisions import DecisionDrafted

IN_HAND = ("draft", "signed")


def replace(
    session: Session,
    code: str,
    about: int,
    *,
    left_out: Collection[str] = (),
    names: Mapping[str, Named] | None = None,
    reason: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> Decision:
    """Draft the decision that takes the place of another: its list without some dossiers, with some names put right.

    Raises:
        NotFound: `decision_row`, `listed_dossier`. WrongState: `decision_state`, `decision_replaced`,
        `later_not_about`. AlreadyDone: `later_in_hand`. Invalid: `reason_missing`, `replacement_same_list`,
        `replacement_empty`, `name_put_right`.
    """
    case, old = _about(session, code, about, DecisionKind.REPLACEMENT, by, at)
    lines = _known(session, old, standing_lines(session, old.id), (*left_out, *(names or {})))
    kept = {dossier: line for dossier, line in lines.items() if dossier not in left_out}
    if not kept:
        raise Invalid("replacement_empty", number=old.number)
    listed = [(line, _put_right((names or {}).get(dossier), line)) for dossier, line in kept.items()]
    if len(kept) == len(lines) and all((line.nominee, line.unit_name) == tuple(name) for line, name in listed):
        raise Invalid("replacement_same_list", number=old.number)
    new = _draft(case, old, DecisionKind.REPLACEMENT, reason=reason, document=document)
    for position, (line, name) in enumerate(listed, 1):
        session.add(_line(new, position, line, name))
    return _drafted(case, new, old, len(listed))


def correct(
    session: Session,
    code: str,
    about: int,
    *,
    passages: Sequence[Passage],
    reason: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> Decision:
    """Draft the decision that puts words of another right: what stood, what stands.

    Raises:
        As `replace`; Incomplete: `passages_missing`. Invalid: `passage_same`.
    """
    case, old = _about(session, code, about, DecisionKind.CORRECTION, by, at)
    told = [Passage(one.stood.strip(), one.stands.strip()) for one in passages]
    if not told or not all(one.stood and one.stands for one in told):
        raise Incomplete("passages_missing")
    for one in told:
        if one.stood == one.stands:
            raise Invalid("passage_same", found=one.stood)
    new = _draft(case, old, DecisionKind.CORRECTION, reason=reason, document=document)
    for position, one in enumerate(told, 1):
        session.add(DecisionCorrection(decision_id=new.id, position=position, stood=one.stood, stands=one.stands))
    return _drafted(case, new, old, len(told))


def cancel(
    session: Session,
    code: str,
    about: int,
    *,
    dossiers: Collection[str],
    ground: Ground,
    reason: str,
    document: str,
    by: Principal,
    at: datetime,
) -> Decision:
    """Draft the decision that cancels some or all awards of another.

    Raises:
        As `replace`; Incomplete: `cancelled_nobody`, `ground_document_missing`. AlreadyDone: `award_cancelled`.
    """
    case, old = _about(session, code, about, DecisionKind.CANCELLATION, by, at)
    if not dossiers:
        raise Incomplete("cancelled_nobody", number=old.number)
    if not document.strip():
        raise Incomplete("ground_document_missing")
    listed = _known(session, old, lines_of(session, old.id), dossiers)
    standing = {line.id for line in standing_lines(session, old.id)}
    for dossier in sorted(set(dossiers)):
        if listed[dossier].id not in standing:
            raise AlreadyDone("award_cancelled", dossier=dossier, number=old.number)
    new = _draft(case, old, DecisionKind.CANCELLATION, reason=reason, document=document, ground=ground)
    chosen = [line for dossier, line in listed.items() if dossier in dossiers]
    for position, line in enumerate(chosen, 1):
        session.add(_line(new, position, line, Named(line.nominee, line.unit_name)))
    return _drafted(case, new, old, len(chosen))


def _about(
    session: Session, code: str, about: int, kind: DecisionKind, by: Principal, at: datetime
) -> tuple[Case, Decision]:
    """The case, and the decision that may be spoken of in this way."""
    case, old = case_of(session, code, about, "decision:draft", by=by, at=at)
    if old.kind not in ABOUT[kind]:
        raise WrongState("later_not_about", later_kind=kind.value, about_kind=old.kind)
    expect(old, "issued")
    by_what = replacement_of(session, old.id)
    if by_what is not None:
        raise WrongState("decision_replaced", number=old.number, by_number=by_what.number)
    for other in later_of(session, old.id, *IN_HAND):
        raise AlreadyDone("later_in_hand", number=old.number, later_kind=other.kind, state=other.state)
    return case, old


def _known(
    session: Session, old: Decision, lines: Iterable[DecisionLine], asked: Iterable[str]
) -> dict[str, DecisionLine]:
    """Dossier code → its line, in order; raises NotFound `listed_dossier` for one that is not listed."""
    rows = list(lines)
    codes = {row.id: row.code for row in dossiers_by_id(session, (line.dossier_id for line in rows))}
    found = {codes[line.dossier_id]: line for line in rows}
    for code in asked:
        if code not in found:
            raise NotFound("listed_dossier", dossier=code, number=old.number)
    return found


def _put_right(name: Named | None, line: DecisionLine) -> Named:
    if name is None:
        return Named(line.nominee, line.unit_name)
    told = Named(*(" ".join(text.split()) for text in name))
    for text in told:
        if not text or len(text) > 300:
            raise Invalid("name_put_right", found=text)
    return told


def _line(new: Decision, position: int, line: DecisionLine, name: Named) -> DecisionLine:
    return DecisionLine(
        decision_id=new.id,
        position=position,
        dossier_id=line.dossier_id,
        nominee=name.nominee,
        nominee_kind=line.nominee_kind,
        unit_name=name.unit_name,
    )


def _draft(
    case: Case, old: Decision, kind: DecisionKind, *, reason: str, document: str | None, ground: Ground | None = None
) -> Decision:
    need_reason(reason)
    new = Decision(
        campaign_id=old.campaign_id,
        stage_id=old.stage_id,
        round=old.round,
        form=old.form,
        kind=kind.value,
        part=next_part(case.session, old.stage_id, old.form, kind.value),
        about_id=old.id,
        ground=ground.value if ground else None,
        reason=reason.strip(),
        document=(document or "").strip() or None,
        # Whoever took the authority over speaks of the decisions of the one that ended.
        authority=case.plan.authority,
        drafted_at=case.at,
        drafted_by=case.by.code,
    )
    case.session.add(new)
    case.session.flush()
    return new


def _drafted(case: Case, new: Decision, old: Decision, lines: int) -> Decision:
    """Who may sign is told, because no duty of an open stage reminds her."""
    tell_roles(case, DecisionDrafted, (Role.LEADER,), decision_title=told_title(new, old), drafted_by=case.by.name)
    facts = {**facts_of(new, old), "lines": lines, "document": new.document}
    finish(case, "later_decision:drafted", facts, subject_of(case, new), new.reason)
    return new
