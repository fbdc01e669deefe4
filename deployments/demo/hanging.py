"""The sixth campaign of the demonstration, which hangs in every way there is."""

from datetime import date

from deployments.demo.offices import MAJORITY, PROVINCE_OFFICES
from deployments.demo.scenes import Event, Scene

MINH_SON = Scene(
    code="MS-2026-01",
    ends=date(2026, 12, 31),
    place="tỉnh Minh Sơn",
    domain="minhson.example",
    issued=date(2026, 2, 2),
    plan_file="MS-2026-01.yaml",
    units=(
        *((f"MS-{code}", name, "Khối sở, ban, ngành") for code, name in PROVINCE_OFFICES[:3]),
        *((f"MS-XA{n:02d}", f"UBND xã số {n}", "Khối xã") for n in range(1, 5)),
    ),
    answers={
        "dossier_intake@2026.due": "2026-12-04",
        "dossier.copies": "1",
        "quota.per_unit@midterm": None,
        "quota.per_unit@2026": None,
        "quota.per_unit@final": None,
    },
    rule={**MAJORITY, "source": "Quy chế hoạt động của Hội đồng TĐKT tỉnh (minh họa)"},
    signer_title="CHỦ TỊCH",
    leader_title="Chủ tịch UBND tỉnh",
    members=5,
    silent={"submit_dossier": frozenset({"MS-XA04"})},
    stops=frozenset(
        {
            "confirm_skip",
            "sign_decision@midterm",
            "vote@2026",
            "appraise_dossier@final",
            "supplement_dossier@final",
            "get_opinion@final",
            "name_successor",
        }
    ),
    events=(
        Event(date(2026, 2, 12), "lose_mailbox", {"unit": "MS-XA03"}),
        Event(date(2026, 7, 8), "ask_skip", {"stage": "midterm_review"}),
        Event(date(2026, 10, 6), "return", {"round": "final"}),
        Event(date(2026, 10, 7), "ask_body", {"round": "final"}),
        Event(date(2026, 11, 2), "end_unit", {"unit": "MS-XA02"}),
    ),
)
"""Stays in the middle: a step that fails because its plan names a wrong year, a skip without a second person, an
unsigned decision, a date nobody fixes, votes that do not come, dossiers nobody judges, returned or out for an opinion,
a unit without successor, one that never answers, letters that return."""
