"""The same achievement is not rewarded twice: what a dossier resembles, for whoever may know it.

Law 06/2022/QH15 art. 5 para. 2c. Whoever sees a campaign as a whole is told of awards and of proposals elsewhere. A
unit is told of its own nominees only: their awards, and what it proposes itself. A recused member is told nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from domain.earlier_awards import Deed, kin, likenesses
from domain.people import Principal
from domain.steps import local_day
from models.campaigns import Campaign, PlanVersion
from models.dossiers import Dossier
from models.outside_awards import AwardAnswer, OutsideAward
from models.people import Person
from models.places import Unit
from models.succession_rows import links_about
from plans.writing import from_json
from queries.campaigns import visible
from queries.earlier_lines import AnswerLine, EarlierLine
from queries.earlier_pairs import pairs
from wording.names import fold

Found = dict[int, tuple[EarlierLine, ...]]
Span = tuple[date | None, date | None]
Pair = tuple[int, int | None, int | None]
"""A dossier, and the other one or the entry beside it."""


def of_dossier(session: Session, viewer: Principal, campaign: str, code: str) -> tuple[EarlierLine, ...]:
    """What one dossier resembles; empty where there is nothing, or nothing for this viewer."""
    row = visible(session, viewer, campaign)
    wanted = select(col(Dossier.id)).where(col(Dossier.campaign_id) == row.id, col(Dossier.code) == code)
    return next(iter(warnings(session, viewer, wanted).values()), ())


def of_round(
    session: Session, viewer: Principal, campaign: str, round_: str, form: str | None = None
) -> Mapping[str, tuple[EarlierLine, ...]]:
    """Dossier → what it resembles, for those of a round (and of a form) that resemble anything."""
    row = visible(session, viewer, campaign)
    of = (col(Dossier.campaign_id) == row.id, col(Dossier.round) == round_)
    wanted = select(col(Dossier.id)).where(*of, *(() if form is None else (col(Dossier.form) == form,)))
    found = warnings(session, viewer, wanted)
    codes = select(col(Dossier.id), col(Dossier.code)).where(*of)
    return {code: found[number] for number, code in session.execute(codes).tuples() if number in found}


def warnings(session: Session, viewer: Principal, dossiers: Select[tuple[int]]) -> Found:
    """Dossier id → what it resembles, for many dossiers in one question and a few about what was found."""
    rows = _once(session.execute(pairs(viewer, dossiers)))
    if not rows:
        return {}
    lines = Beside(session, rows)
    answers = _answers(session, dossiers)
    found: defaultdict[int, list[EarlierLine]] = defaultdict(list)
    for row in rows:
        line = lines.line(row, answers)
        if line is not None and (row.whole or _for_a_unit(line)):
            found[row.mine.id].append(line if row.whole else line.model_copy(update={"answer": None}))
    return {number: tuple(told) for number, told in found.items()}


class Beside:
    """What has to be known of all pairs together before each can be told: periods of plans, and lines of units."""

    def __init__(self, session: Session, rows: Sequence[Any]) -> None:
        plans = {one.id: one.version for row in rows for one in (row.my_campaign, row.Campaign) if one is not None}
        self._periods = _periods(session, plans)
        self._kin = _kin(session, rows)

    def line(self, row: Any, answers: Mapping[Pair, AnswerLine]) -> EarlierLine | None:
        """The warning about a pair; None where the two only share a name."""
        mine, other = self._deed(row.mine), self._other(row)
        one_unit = self._one_unit(row)
        found = likenesses(mine, other, one_unit=one_unit)
        if not found:
            return None
        beside: Dossier | OutsideAward = row.other or row.OutsideAward
        key = f"{row.Campaign.code}/{row.other.code}" if row.other else str(row.OutsideAward.id)
        same = one_unit and (mine.nominee, mine.kind) == (other.nominee, other.kind)
        return EarlierLine(
            key=key,
            nominee=beside.nominee,
            nominee_kind=beside.nominee_kind,
            unit_name=beside.unit_name,
            form=beside.form,
            open=bool(row.other and row.open),
            nominee_same=same,
            exact=same and beside.nominee.casefold() == row.mine.nominee.casefold(),
            likenesses=tuple(one.value for one in found),
            initiative=beside.initiative,
            answer=answers.get(_pair(row)),
            **_decision(row),
        )

    def _deed(self, row: Dossier, year: int | None = None) -> Deed:
        since, until = _round_span(row.round) or self._periods.get(row.campaign_id, (None, None))
        return Deed(
            nominee=row.folded,
            kind=row.nominee_kind,
            year=year or (row.received_on or local_day(row.submitted_at)).year,
            achievement=fold(row.achievement),
            initiative=row.initiative_folded or "",
            since=since,
            until=until,
        )

    def _other(self, row: Any) -> Deed:
        if row.other is not None:
            return self._deed(row.other, row.Decision.year if row.Decision else None)
        award: OutsideAward = row.OutsideAward
        return Deed(
            nominee=award.folded,
            kind=award.nominee_kind,
            year=award.decided_on.year,
            achievement=fold(award.achievement),
            initiative=award.initiative_folded or "",
            since=award.period_from,
            until=award.period_to,
        )

    def _one_unit(self, row: Any) -> bool:
        ids, names = self._kin.get(row.mine.unit_id, ({row.mine.unit_id}, set[str]()))
        if row.other is not None:
            return row.other.unit_id in ids
        award: OutsideAward = row.OutsideAward
        return award.unit_id in ids or award.unit_folded in names | {fold(row.mine.unit_name)}


def _once(rows: Iterable[Any]) -> list[Any]:
    """A dossier may stand in several decisions, of which the last one speaks."""
    return list({_pair(row): row for row in rows}.values())


def _pair(row: Any) -> Pair:
    return row.mine.id, row.other and row.other.id, row.OutsideAward and row.OutsideAward.id


def _for_a_unit(line: EarlierLine) -> bool:
    return line.nominee_same and (line.what != "proposal" or line.open)


def _decision(row: Any) -> dict[str, Any]:
    """Where it was decided, or where it is proposed."""
    if row.other is None:
        award: OutsideAward = row.OutsideAward
        told: dict[str, Any] = dict.fromkeys(("campaign", "campaign_name", "dossier", "round"))
        return told | {
            "what": "outside",
            "authority": award.authority,
            "number": award.number,
            "decided_on": award.decided_on,
        }
    decision = row.Decision
    return {
        "what": "award" if decision else "proposal",
        "authority": decision.authority if decision else row.Campaign.authority,
        "number": decision.number if decision else None,
        "decided_on": decision.issued_on if decision else None,
        "campaign": row.Campaign.code,
        "campaign_name": row.Campaign.name,
        "dossier": row.other.code,
        "round": row.other.round,
    }


def _kin(session: Session, rows: Sequence[Any]) -> dict[int, tuple[set[int], set[str]]]:
    """Unit of a dossier → ids and folded names of its line, for those beside which another unit stands."""
    units = {row.mine.unit_id: None for row in rows if not _same_unit(row)}
    if not units:
        return {}
    links = links_about(session, units)
    lines = {unit: set(kin(links, unit)) for unit in units}
    known = {one for ids in lines.values() for one in ids}
    query = select(col(Unit.id), col(Unit.folded)).where(col(Unit.id).in_(known))
    names = dict(session.execute(query).tuples().all())
    return {unit: (ids, {names[one] for one in ids}) for unit, ids in lines.items()}


def _same_unit(row: Any) -> bool:
    beside = row.other or row.OutsideAward
    return bool(beside.unit_id == row.mine.unit_id)


def _periods(session: Session, plans: Mapping[int, int]) -> dict[int, Span]:
    query = select(col(PlanVersion.campaign_id), col(PlanVersion.number), col(PlanVersion.plan))
    query = query.where(col(PlanVersion.campaign_id).in_(list(plans)))
    query = query.join(Campaign, col(Campaign.id) == col(PlanVersion.campaign_id))
    query = query.where(col(PlanVersion.number) == col(Campaign.version))
    return {campaign: _period(plan) for campaign, _, plan in session.execute(query).tuples()}


@lru_cache(maxsize=512)
def _period(plan: str) -> Span:
    # Because many dossiers are of few campaigns, and reading a plan costs more than all the rest.
    period = from_json(plan).period
    return period.start.opens, period.end.refuse_after


def _round_span(round_: str) -> Span | None:
    """A round of a year rewards that year."""
    year = round_[:4]
    if len(year) == 4 and year.isascii() and year.isdecimal():
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return None


def _answers(session: Session, dossiers: Select[tuple[int]]) -> dict[Pair, AnswerLine]:
    """The last answer about each two, whichever of them it was given for."""
    query = (
        select(AwardAnswer, col(Dossier.code), col(Person.name))
        .join(Dossier, col(Dossier.id) == col(AwardAnswer.dossier_id))
        .outerjoin(Person, col(Person.code) == col(AwardAnswer.answered_by))
        .where(or_(col(AwardAnswer.dossier_id).in_(dossiers), col(AwardAnswer.other_dossier_id).in_(dossiers)))
        .order_by(col(AwardAnswer.id))
    )
    found: dict[Pair, AnswerLine] = {}
    for row, code, name in session.execute(query).tuples():
        told = AnswerLine(
            dossier=code,
            answer=row.answer,
            reason=row.reason,
            answered_at=row.answered_at,
            answered_by=name or row.answered_by,
        )
        found[row.dossier_id, row.other_dossier_id, row.outside_award_id] = told
        if row.other_dossier_id is not None:
            found[row.other_dossier_id, row.dossier_id, None] = told
    return found
