"""Values with sensible defaults: a small plan that says everything, a council's rule, papers, proofs."""

from datetime import date
from hashlib import sha256
from typing import Any

from actions.dossier_parts import Paper, Proof
from domain.ballots import CouncilRule
from domain.dates import on_day
from domain.eligibility import Criterion
from domain.nominees import NomineeKind
from domain.plan import AwardForm, AwardRound, Component, Document, Level, Period, Plan, PlannedStage
from domain.quotas import Quota
from domain.stages import FINAL, StageKind

FORM = "giay_khen"
ISSUED = date(2021, 3, 1)
REGISTER_BY = date(2021, 3, 31)
REPORT_FROM, REPORT_BY = date(2021, 6, 1), date(2021, 6, 30)
SUBMIT_FROM, SUBMIT_BY = date(2021, 10, 1), date(2021, 10, 29)
ENDS = date(2021, 11, 30)


def small_plan(**changes: Any) -> Plan:
    """A commune's plan of 2021 with one round, one form, one criterion, and room for two collectives."""
    told: dict[str, Any] = {
        "name": "Thi đua cải cách hành chính năm 2021",
        "authority": "UBND phường Minh Họa",
        "level": Level.COMMUNE,
        "document": Document(number="18/KH-UBND", issued=ISSUED),
        "period": Period(start=on_day(ISSUED, "từ ngày 01/3/2021"), end=on_day(ENDS, "đến ngày 30/11/2021")),
        "stages": stages(),
        "rounds": (AwardRound(code=FINAL),),
        "forms": (AwardForm(code=FORM, decided_by="Chủ tịch UBND phường", kinds=tuple(NomineeKind)),),
        "quotas": (quota("collective", 2), quota("individual", 3)),
        "components": (component("to_trinh"), component("bao_cao_thanh_tich")),
        "criteria": (Criterion(id="on_time", subject="any", comparator="boolean", value=True, wording="Đúng hạn"),),
        "copies": 1,
        "bonus": "Theo quy định",
    }
    return Plan(**(told | changes))


def stages() -> tuple[PlannedStage, ...]:
    """Registration, midterm review and intake with their days; council, decision and summary without."""
    return (
        PlannedStage(kind=StageKind.REGISTRATION, due=on_day(REGISTER_BY, "chậm nhất ngày 31/3/2021")),
        PlannedStage(
            kind=StageKind.MIDTERM_REVIEW,
            opens=on_day(REPORT_FROM, "từ ngày 01/6/2021"),
            due=on_day(REPORT_BY, "đến ngày 30/6/2021"),
        ),
        PlannedStage(
            kind=StageKind.DOSSIER_INTAKE,
            round=FINAL,
            opens=on_day(SUBMIT_FROM, "từ ngày 01/10/2021"),
            due=on_day(SUBMIT_BY, "chậm nhất ngày 29/10/2021"),
        ),
    )


def quota(subject: Any, most: int) -> Quota:
    """At most so many of a kind in the final round."""
    return Quota(subject=subject, op="<=", max=most, round=FINAL, form=FORM, wording=f"không quá {most}")


def component(code: str) -> Component:
    """A required part of every dossier."""
    return Component(code=code, wording=code)


def council_rule(**changes: Any) -> CouncilRule:
    """More than half of all members by show of hands, two thirds present, the chair settles a tie."""
    told: dict[str, Any] = {
        "method": "show_of_hands",
        "quorum": "2/3",
        "threshold": "1/2",
        "comparator": ">",
        "denominator": "all",
        "absent": "count",
        "recusal": "reduces",
        "tie": "chair",
        "secretary_votes": False,
        "source": "Quy chế hoạt động của Hội đồng (minh họa)",
    }
    return CouncilRule.model_validate(told | changes)


def paper(component_code: str, content: bytes = b"bytes") -> Paper:
    """A file as the file store would know it."""
    return Paper(component_code, f"{component_code}.pdf", len(content), sha256(content).hexdigest())


PAPERS = (paper("to_trinh"), paper("bao_cao_thanh_tich"))
PROOFS = (Proof("on_time", "có", "Báo cáo thành tích", "Thủ trưởng đơn vị"),)
COLLECTIVE = NomineeKind.COLLECTIVE
