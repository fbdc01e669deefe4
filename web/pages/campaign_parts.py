"""The parts of one campaign to look at: plan, versions, rounds with quotas, duties, history."""

from collections.abc import Iterable, Mapping
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.plan import Plan
from domain.plan_warnings import calendar_for, plan_warnings
from plans.filing import file_text
from queries import campaign_duties, history
from queries.campaign_duties import Chosen, State
from queries.campaigns import QuestionLine, open_questions, plan_of, stage_lines
from queries.participants import participants
from queries.quotas import QuotaLine, quota_lines
from queries.recusals import dossiers_kept_out
from queries.versions import version_plan, versions
from web.access import needs
from web.campaign_frame import Frame, campaign_page, framed
from web.desk import looking
from web.paging import paged
from web.sheets import sheet
from wording.dates import short_date
from wording.labels import round_label
from wording.plans import LEVELS, dated, warning_sentence
from wording.timetable import date_cell, duty_rows, stage_rows

router = APIRouter()
EACH = "từng nơi"

DUTY_STATES: Mapping[State, str] = {
    "owed": "Chưa xong",
    "late": "Quá hạn",
    "done": "Đã xong",
    "lapsed": "Hết hạn, không làm",
    "all": "Tất cả",
}
EXPORTED = 5_000
YAML = "application/yaml; charset=utf-8"


@router.get("/phong-trao/{code}/ke-hoach", **needs("campaign:view"))
def plan(request: Request, code: str) -> Response:
    """The plan in force: timetable with both readings, open items to answer, warnings."""
    with looking(request) as desk:
        frame = framed(desk, code)
        current = plan_of(desk.session, frame.campaign)
        return campaign_page(
            frame,
            "plan.html",
            questions=asked(frame, current) if frame.whole else (),
            **shown(current),
        )


@router.get("/phong-trao/{code}/phien-ban", **needs("campaign:view"))
def all_versions(request: Request, code: str) -> Response:
    """Every version of the plan with what it changed."""
    with looking(request) as desk:
        frame = framed(desk, code)
        return campaign_page(frame, "versions.html", versions=versions(desk.session, frame.campaign))


@router.get("/phong-trao/{code}/phien-ban/{number}", **needs("campaign:view"))
def one_version(request: Request, code: str, number: int) -> Response:
    """The plan as it stood in one version."""
    with looking(request) as desk:
        frame = framed(desk, code)
        found = version_plan(desk.session, frame.campaign, number)
        return campaign_page(frame, "plan.html", questions=(), number=number, **shown(found))


@router.get("/phong-trao/{code}/ke-hoach.yaml", **needs("campaign:view"))
def plan_file(request: Request, code: str) -> Response:
    """The plan in force as a file: to keep, to change, to begin another campaign with."""
    with looking(request) as desk:
        frame = framed(desk, code)
        text = file_text(plan_of(desk.session, frame.campaign), code=code)
        headers = {"Content-Disposition": f'attachment; filename="{code}.yaml"'}
        return Response(text, media_type=YAML, headers=headers)


@router.get("/phong-trao/{code}/dot", **needs("campaign:view"))
def rounds(request: Request, code: str) -> Response:
    """Award rounds with forms and quotas, how many are used and left."""
    with looking(request) as desk:
        frame = framed(desk, code)
        current = plan_of(desk.session, frame.campaign)
        # How many of the others were chosen is nothing for a unit, nor for a member who may not know it yet.
        kept_out = any(campaign == code for campaign, _ in dossiers_kept_out(desk.session, desk.by))
        lines = _together(quota_lines(desk.session, frame.campaign.id, current))
        names = {one.code: one.name for one in participants(desk.session, desk.by, frame.campaign)}
        return campaign_page(
            frame,
            "rounds.html",
            rounds=[(one, round_label(one), [q for q in lines if q.round == one]) for one in current.round_codes()],
            plan=current,
            names=names,
            counted=frame.whole and not kept_out,
            stages=stage_lines(desk.session, desk.by, frame.campaign.id),
        )


@router.get("/phong-trao/{code}/viec", **needs("campaign:view"))
def duties(request: Request, code: str) -> Response:
    """Everything owed in the campaign, by state, stage and holder."""
    with looking(request) as desk:
        frame = framed(desk, code)
        chosen = _chosen(request)
        told = {"on": desk.today}
        total = campaign_duties.count(desk.session, desk.by, frame.campaign, chosen, **told)
        pages = paged(request, total)
        return campaign_page(
            frame,
            "duties.html",
            chosen=chosen,
            pages=pages,
            lines=campaign_duties.lines(
                desk.session, desk.by, frame.campaign, chosen, **told, offset=pages.offset, limit=pages.limit
            ),
            stages=stage_lines(desk.session, desk.by, frame.campaign.id),
            states=DUTY_STATES,
        )


@router.get("/phong-trao/{code}/viec.xlsx", **needs("campaign:view"))
def duties_sheet(request: Request, code: str) -> Response:
    """The same list as a sheet."""
    with looking(request) as desk:
        frame = framed(desk, code)
        found = campaign_duties.lines(
            desk.session, desk.by, frame.campaign, _chosen(request), on=desk.today, offset=0, limit=EXPORTED
        )
        heads = ("Giai đoạn", "Việc", "Người, đơn vị giữ", "Từ ngày", "Hạn", "Trạng thái")
        rows = (
            (one.stage_name, one.what, one.holder, one.since.date(), one.due, DUTY_STATES[one.state]) for one in found
        )
        return sheet(f"viec-{code}.xlsx", "Việc", heads, rows)


@router.get("/phong-trao/{code}/lich-su", **needs("audit:view"))
def events(request: Request, code: str) -> Response:
    """What happened in the campaign, the newest first."""
    asked_for = request.query_params
    before = asked_for.get("truoc", "")
    with looking(request) as desk:
        frame = framed(desk, code)
        found = history.events(
            desk.session,
            desk.by,
            campaign=code,
            actor=asked_for.get("nguoi") or None,
            subject=asked_for.get("ve") or None,
            before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None,
        )
        people = {event.actor: event.actor_name for event in found.events}
        return campaign_page(frame, "history.html", found=found, people=people)


def shown(current: Plan) -> dict[str, object]:
    """What the template of a plan shows, of a campaign's plan as of one that is only being checked."""
    return {
        "plan": current,
        "level": LEVELS[current.level.value],
        "issued": dated(current.document.issued) if current.document.issued else "chưa rõ ngày ban hành",
        "period": f"{date_cell(current.period.start)} – {date_cell(current.period.end)}",
        "timetable": stage_rows(current, calendar_for(current)),
        "named": duty_rows(current),
        "warnings": tuple(warning_sentence(one) for one in plan_warnings(current, calendar_for(current))),
        "day_words": short_date,
    }


def asked(frame: Frame, current: Plan) -> tuple[tuple[QuestionLine, tuple[tuple[str, str], ...]], ...]:
    """Open items with, for a quota of several readings, what can be chosen."""
    questions = open_questions(frame.desk.session, frame.campaign.id)
    return tuple((one, _readings(current, one.key)) for one in questions)


def _readings(current: Plan, key: str) -> tuple[tuple[str, str], ...]:
    if not key.startswith("quota.reading@"):
        return ()
    named = key.partition("@")[2].split(":")
    found = (q for q in current.quotas if [q.round, q.form, q.subject] == named)
    return tuple((one.code, one.label) for quota in found for one in quota.readings)


def _chosen(request: Request) -> Chosen:
    asked_for = request.query_params
    wanted = asked_for.get("trang-thai", "")
    state = next((one for one in get_args(State) if one == wanted), "owed")
    return Chosen(state=state, stage=asked_for.get("giai-doan", ""), text=asked_for.get("tim", "").strip())


def _together(lines: Iterable[QuotaLine]) -> list[QuotaLine]:
    """Places that the plan leaves free are one line for all of them, because nothing is counted against them."""
    found: dict[object, QuotaLine] = {}
    for line in lines:
        free = line.left is None and line.place is not None
        key = (line.round, line.form, line.kinds, line.reading) if free else len(found)
        before = found.get(key)
        found[key] = (
            line.model_copy(update={"place": EACH, "used": line.used + (before.used if before else 0)})
            if free
            else line
        )
    return list(found.values())
