"""Units that end: what they handed in stays theirs, what they still owe passes on; and an authority that changes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.finishing import finish
from actions.guard import need_reason, require
from actions.owing import lapse, owe, settle
from actions.telling import tell
from actions.versions import write_version
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, WrongState
from domain.people import Principal, Role
from domain.stages import StageKey, StageKind
from domain.steps import local_day
from domain.succession import check_successors, last_day
from models.campaign_rows import participation_of
from models.campaigns import Campaign, Participation
from models.finders import campaign_by_code, stage_of, unit_by_code
from models.people import RoleGrant
from models.places import Unit, UnitSuccession
from models.succession_rows import (
    campaigns_of_unit,
    drafts_of,
    lifetime,
    links_about,
    officer_grants,
    owed_by_unit,
    owed_under_key,
    stage_in_hand,
)
from notifications.notices.of_duties import DutyAssigned
from wording.names import clean_name


def dissolve(
    session: Session,
    unit_code: str,
    *,
    day: date,
    document: str,
    successors: Iterable[str] = (),
    by: Principal,
    at: datetime,
) -> None:
    """A unit is no more from `day` on. The first successor takes over what is owed; all of them take part from now on.

    Without a successor the officer of every campaign it takes part in is asked for one.

    Raises:
        NotFound: `unit`. AlreadyDone: `unit_dissolved`. Incomplete: `document_of_succession_missing`.
        Invalid: `dissolved_in_future`, `dissolved_before_it_stood`, `own_successor`, `successor_does_not_stand`.
    """
    require(by, "unit:dissolve")
    _need_document(document)
    unit = unit_by_code(session, unit_code)
    campaigns = campaigns_of_unit(session, unit.id)
    until = last_day(lifetime(unit), day, local_day(at))
    heirs = _heirs(session, unit, successors, day)
    unit.valid_to = until
    _follow(session, unit, heirs, day, document)
    facts = {"until": until, "successors": [heir.code for heir in heirs], "document": document}
    record(session, "unit:dissolved", by=by, at=at, subject=f"unit:{unit.code}", facts=facts)
    for campaign in campaigns:
        case = _case(session, campaign, by, at)
        if heirs:
            _pass_on(case, unit, heirs)
        else:
            _ask(case, unit)


def name_successors(
    session: Session,
    unit_code: str,
    successors: Iterable[str],
    *,
    document: str,
    reason: str = "",
    by: Principal,
    at: datetime,
) -> None:
    """Say who follows a unit that was dissolved; nobody at all with a reason, then what it owes lapses.

    Raises:
        NotFound: `unit`. WrongState: `unit_stands`. AlreadyDone: `successor_named`.
        Incomplete: `document_of_succession_missing`.
        Invalid: `reason_missing`, `own_successor`, `successor_does_not_stand`.
    """
    _need_document(document)
    unit = unit_by_code(session, unit_code)
    campaigns = campaigns_of_unit(session, unit.id)
    scopes: list[int | None] = [campaign.id for campaign in campaigns]
    for campaign_id in scopes or [None]:
        require(by, "unit:dissolve", campaign_id=campaign_id)
    if unit.valid_to is None:
        raise WrongState("unit_stands", unit=unit.name)
    if any(link.predecessor == unit.id for link in links_about(session, [unit.id])):
        raise AlreadyDone("successor_named", unit=unit.name)
    day = unit.valid_to + timedelta(days=1)
    heirs = _heirs(session, unit, successors, day)
    if not heirs:
        need_reason(reason)
    _follow(session, unit, heirs, day, document)
    facts = {"successors": [heir.code for heir in heirs], "document": document}
    record(session, "unit:successor_named", by=by, at=at, subject=f"unit:{unit.code}", reason=reason, facts=facts)
    for campaign in campaigns:
        case = _case(session, campaign, by, at)
        settle(owed_under_key(session, campaign.id, _key(unit)), case)
        _pass_on(case, unit, heirs)


def hand_over_authority(
    session: Session, code: str, authority: str, *, document: str, reason: str, by: Principal, at: datetime
) -> None:
    """Another authority leads the campaign from now on: a new plan version. Signed decisions stay as they are.

    Raises:
        NotFound: `campaign`. WrongState: `campaign_over`. AlreadyDone: `authority_leads_already`.
        Incomplete: `document_of_succession_missing`. Invalid: `reason_missing`, `name_blank`, `name_hidden_character`.
    """
    campaign = campaign_by_code(session, code, lock=True)
    require(by, "campaign:hand_over_authority", campaign_id=campaign.id)
    if campaign.state in ("closed", "cancelled"):
        raise WrongState("campaign_over", code=code, state=campaign.state)
    _need_document(document)
    need_reason(reason)
    name, before = clean_name(authority), campaign.authority
    if name == before:
        raise AlreadyDone("authority_leads_already", code=code, authority=name)
    case = Case(session, campaign, stage_of(session, campaign.id, StageKey(StageKind.LAUNCH)), by, at)
    plan = case.plan.model_copy(update={"authority": name})
    write_version(case, plan, change="hand_over_authority", reason=reason, document=document)
    campaign.authority = name
    for draft in drafts_of(session, campaign.id):
        draft.authority = name
    facts = {"before": before, "authority": name, "document": document, "version": campaign.version}
    finish(case, "campaign:authority_handed_over", facts, f"campaign:{code}", reason)


def _case(session: Session, campaign: Campaign, by: Principal, at: datetime) -> Case:
    stage = stage_in_hand(session, campaign.id)
    return Case(session, campaign, stage or stage_of(session, campaign.id, StageKey(StageKind.LAUNCH)), by, at)


def _heirs(session: Session, unit: Unit, codes: Iterable[str], day: date) -> list[Unit]:
    heirs = [unit_by_code(session, code) for code in dict.fromkeys(codes)]
    check_successors(lifetime(unit), [lifetime(heir) for heir in heirs], day)
    return heirs


def _follow(session: Session, unit: Unit, heirs: Sequence[Unit], day: date, document: str) -> None:
    for heir in heirs:
        session.add(UnitSuccession(predecessor_id=unit.id, successor_id=heir.id, day=day, document=document))
        for grant in officer_grants(session, heir.id, day):
            # Because papers of the old unit stay under its name, and somebody has to supplement or withdraw them.
            session.add(
                RoleGrant(
                    person_id=grant.person_id,
                    role=Role.UNIT_OFFICER.value,
                    unit_id=unit.id,
                    valid_from=day,
                    valid_to=grant.valid_to,
                    document=document,
                )
            )


def _pass_on(case: Case, unit: Unit, heirs: Sequence[Unit]) -> None:
    owed = owed_by_unit(case.session, case.campaign.id, unit.id)
    before = participation_of(case.session, case.campaign.id, unit.id)
    for heir in heirs:
        if participation_of(case.session, case.campaign.id, heir.id) is None:
            group = before.group if before else heir.group
            case.session.add(Participation(campaign_id=case.campaign.id, unit_id=heir.id, group=group))
    if heirs:
        officers = case.around.officers(case.campaign.id, [heirs[0].id]).get(heirs[0].id, [])
        for duty in owed:
            duty.unit_id = heirs[0].id
            tell(case, DutyAssigned, officers, duty=duty.what, due_on=duty.due)
    else:
        lapse(case, owed)
    facts = {"successors": [heir.code for heir in heirs], "duties": len(owed)}
    finish(case, "unit:duties_passed" if heirs else "unit:duties_lapsed", facts, f"unit:{unit.code}")


def _ask(case: Case, unit: Unit) -> None:
    owe(case, DutyKind.NAME_SUCCESSOR, about=unit.name, key=unit.code)
    finish(case, "unit:successor_asked", {}, f"unit:{unit.code}")


def _key(unit: Unit) -> str:
    return f"{DutyKind.NAME_SUCCESSOR.value}:{unit.code}"


def _need_document(document: str) -> None:
    if not document.strip():
        raise Incomplete("document_of_succession_missing")
