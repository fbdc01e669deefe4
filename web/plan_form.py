"""The form for a new plan: its fields become the text of a plan file. What stays empty is left open, never guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import Incomplete
from plans.writing import to_yaml
from web.forms import Form
from wording.components import component_label
from wording.labels import AWARD_FORMS, NOMINEE_KINDS
from wording.plans import LEVELS

QUOTAS, CRITERIA = 4, 6
"""Rows of the form; a plan with more of them is better kept as a file."""

STAGES: Mapping[str, str] = {
    "registration": "Đăng ký thi đua",
    "midterm_review": "Sơ kết",
    "final_summary": "Tổng kết",
}
ROUNDS: Mapping[str, str] = {"final": "Cuối phong trào", "midterm": "Khi sơ kết", "yearly": "Hằng năm"}
HELD: Mapping[str, str] = {"dated": "Có, hạn dưới đây", "silent": "Kế hoạch không nói đến", "absent": "Không tổ chức"}
SENSES: Mapping[str, str] = {"on": "chậm nhất là ngày", "before": "trước ngày"}
LIMITS: Mapping[str, str] = {
    "at_least": "từ … trở lên",
    "more_than": "trên",
    "at_most": "không quá",
    "holds": "phải có",
    "judged": "Hội đồng đánh giá",
}
UNITS: Mapping[str, str] = {"percent": "%", "count": "số lượng", "rating": "xếp loại"}
COMPONENTS = ("to_trinh", "bien_ban_hop_xet", "bao_cao_thanh_tich", "sang_kien")
PER_NOMINEE = ("bao_cao_thanh_tich", "sang_kien")


@dataclass(frozen=True)
class FormChoices:
    """What the form offers, as pairs of value and words."""

    levels: tuple[tuple[str, str], ...] = tuple((code, words) for code, words in LEVELS.items() if code != "district")
    stages: tuple[tuple[str, str], ...] = tuple(STAGES.items())
    rounds: tuple[tuple[str, str], ...] = tuple(ROUNDS.items())
    held: tuple[tuple[str, str], ...] = tuple(HELD.items())
    senses: tuple[tuple[str, str], ...] = tuple(SENSES.items())
    forms: tuple[tuple[str, str], ...] = tuple(AWARD_FORMS.items())
    kinds: tuple[tuple[str, str], ...] = tuple(NOMINEE_KINDS.items())
    limits: tuple[tuple[str, str], ...] = tuple(LIMITS.items())
    units: tuple[tuple[str, str], ...] = tuple(UNITS.items())
    components: tuple[tuple[str, str], ...] = tuple((code, component_label(code)) for code in COMPONENTS)


def plan_text(form: Form) -> str:
    """The plan file that the fields describe; its faults are found by the check that every file passes.

    Raises:
        Incomplete, Invalid: a field of the form that cannot be read.
    """
    return to_yaml(
        {
            "code": form.text("code"),
            "name": form.needed("name"),
            "authority": form.needed("authority"),
            "level": form.choice("level", tuple(LEVELS)),
            "document": _document(form),
            "slogan": form.text("slogan"),
            "period": _period(form),
            "participants": _participants(form),
            "launch": {"opens": {"after": "plan_issued"}},
            **{code: _stage(form, code) for code in STAGES},
            "rounds": {code: _round(form, code) for code in form.many("round") if code in ROUNDS},
            "forms": list(_forms(form)),
            "quotas": list(_quotas(form)),
            "components": list(_components(form)),
            "copies": form.optional_number("copies"),
            "bonus": form.text("bonus"),
            "criteria": list(_criteria(form)),
        }
    )


def _document(form: Form) -> dict[str, Any]:
    return {
        "type": "KH",
        "number": form.text("number"),
        "issued": form.optional_day("issued"),
        "signer": form.text("signer"),
    }


def _period(form: Form) -> dict[str, Any]:
    start = form.optional_day("start")
    begins = {"on": start} if start else {"after": "plan_issued"}
    return {"start": begins, "end": {"on": form.day("end")}, "extendable": form.ticked("extendable")}


def _participants(form: Form) -> list[dict[str, Any]]:
    kinds = [kind for kind in form.many("kind") if kind in NOMINEE_KINDS]
    return [{"kinds": kinds or ["collective", "individual"], "wording": form.needed("participants")}]


def _stage(form: Form, code: str) -> Any:
    held = form.choice(f"{code}-held", tuple(HELD))
    if held == "dated":
        return {"due": _due(form, code), "wording": form.text(f"{code}-wording")}
    if held == "absent":
        return {"absent": form.text(f"{code}-wording") or "Kế hoạch không tổ chức"}
    return "silent"


def _due(form: Form, code: str) -> dict[str, Any]:
    sense = form.choice(f"{code}-sense", tuple(SENSES))
    return {sense: form.day(f"{code}-due")}


def _round(form: Form, code: str) -> dict[str, Any]:
    dated = bool(form.text(f"{code}-due"))
    intake = {"due": _due(form, code), "wording": form.text(f"{code}-wording")} if dated else "silent"
    return {
        "wording": ROUNDS[code],
        "dossier_intake": intake,
        "council_appraisal": "silent",
        "decision_issuance": "silent",
    }


def _forms(form: Form) -> Iterator[dict[str, Any]]:
    rounds = [code for code in form.many("round") if code in ROUNDS]
    for code in form.many("form"):
        if code in AWARD_FORMS:
            yield {"code": code, "decided_by": form.needed("decided_by"), "rounds": rounds}


def _quotas(form: Form) -> Iterator[dict[str, Any]]:
    for place in range(QUOTAS):
        most = form.optional_number(f"quota-{place}-most")
        if most is None:
            continue
        yield {
            "subject": form.choice(f"quota-{place}-subject", tuple(NOMINEE_KINDS)),
            "at_most": most,
            "round": form.choice(f"quota-{place}-round", tuple(ROUNDS)),
            "form": form.choice(f"quota-{place}-form", tuple(AWARD_FORMS)),
            "wording": form.text(f"quota-{place}-wording") or f"không quá {most}",
        }


def _components(form: Form) -> Iterator[dict[str, Any]]:
    for code in form.many("component"):
        if code in COMPONENTS:
            yield {"code": code, "per": "nominee" if code in PER_NOMINEE else "letter"}


def _criteria(form: Form) -> Iterator[dict[str, Any]]:
    for place in range(CRITERIA):
        wording = form.text(f"criterion-{place}-wording")
        if wording:
            subject = form.choice(f"criterion-{place}-subject", ("any", *NOMINEE_KINDS))
            yield {"id": f"tieu_chuan_{place + 1}", "subject": subject, **_limit(form, place), "wording": wording}


def _limit(form: Form, place: int) -> dict[str, Any]:
    limit = form.choice(f"criterion-{place}-limit", tuple(LIMITS))
    if limit == "holds":
        return {"holds": True}
    if limit == "judged":
        return {"judged": "Hội đồng đánh giá"}
    unit = form.choice(f"criterion-{place}-unit", tuple(UNITS))
    field = f"criterion-{place}-value"
    if not form.text(field):
        raise Incomplete("form_field", field=field)
    return {limit: form.text(field) if unit == "rating" else form.number(field), "unit": unit}
