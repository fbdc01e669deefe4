"""States of a dossier (hồ sơ đề nghị khen thưởng). It is returned for supplement, never rejected."""

from enum import StrEnum

from domain.plan import Component, Per, Plan


class DossierState(StrEnum):
    """`submitted → accepted → passed → awarded`, with the ways aside; `revoked` is an award that was taken back."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    AWARDED = "awarded"
    REVOKED = "revoked"


UNDER_APPRAISAL = (DossierState.SUBMITTED, DossierState.RETURNED)
OVER = (DossierState.INELIGIBLE, DossierState.WITHDRAWN, DossierState.NOT_PASSED, DossierState.REVOKED)
"""Nothing comes of them any more."""

LAW_COMPONENTS: tuple[Component, ...] = (
    Component(code="to_trinh", per=Per.LETTER, wording="Tờ trình đề nghị khen thưởng"),
    Component(code="bao_cao_thanh_tich", per=Per.NOMINEE, wording="Báo cáo thành tích"),
    Component(code="bien_ban_hop_xet", per=Per.LETTER, wording="Biên bản họp xét khen thưởng"),
)
"""Law 06/2022/QH15 art. 84 para. 2 (primary text): what a dossier holds where the plan names nothing else."""


def components_of(plan: Plan) -> tuple[Component, ...]:
    """What a dossier of this campaign holds: as the plan says, or as the law does."""
    return plan.components or LAW_COMPONENTS


def missing_components(plan: Plan, handed_in: frozenset[str]) -> tuple[Component, ...]:
    """Required components that are not there."""
    return tuple(part for part in components_of(plan) if part.required and part.code not in handed_in)
