"""The five campaigns of the demonstration: places, units, answers. Units are of the kind that the plans speak of."""

from datetime import date

from deployments.demo.hanging import MINH_SON
from deployments.demo.offices import DISTRICT_OFFICES, MAJORITY, PROVINCE_OFFICES
from deployments.demo.scenes import Event, Scene


def _neighbourhoods(prefix: str, count: int) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((f"{prefix}-TDP{n:02d}", f"Tổ dân phố {n}", "Khối tổ dân phố") for n in range(1, count + 1))


NINH_HAI = Scene(
    code="NH-2021-01",
    ends=date(2021, 12, 18),
    place="phường Ninh Hải",
    domain="ninhhai.example",
    issued=date(2021, 2, 24),
    units=(
        *_neighbourhoods("NH", 9),
        ("NH-VPTK", "Bộ phận Văn phòng – Thống kê", "Khối cơ quan"),
        ("NH-TPHT", "Bộ phận Tư pháp – Hộ tịch", "Khối cơ quan"),
        ("NH-DCXD", "Bộ phận Địa chính – Xây dựng", "Khối cơ quan"),
        ("NH-MTTQ", "Ủy ban MTTQ Việt Nam phường", "Khối đoàn thể"),
        ("NH-PN", "Hội Liên hiệp Phụ nữ phường", "Khối đoàn thể"),
        ("NH-DTN", "Đoàn Thanh niên phường", "Khối đoàn thể"),
    ),
    answers={
        "document.issued": "2021-02-24",
        "document.number": "18/KH-UBND",
        "registration.held": "2021-03-31",
        "midterm_review.held": "không",
        "dossier.copies": "1",
        "award.bonus": "Theo NĐ 91/2017, từ quỹ thi đua, khen thưởng của phường",
        "quota.per_unit@final": None,
        "final_summary.date": "2021-12-17",
    },
    rule={**MAJORITY, "method": "secret", "source": "Quy chế hoạt động của Hội đồng TĐKT phường (minh họa)"},
    declares={"final": "uyvien3"},
    signer_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    leader_title="Chủ tịch UBND phường",
    silent={"register": frozenset({"NH-TDP09"}), "submit_dossier": frozenset({"NH-TDP09"})},
)

LONG_PHU = Scene(
    code="LP-2021-01",
    ends=date(2023, 2, 25),
    place="huyện Long Phú",
    domain="longphu.example",
    issued=date(2021, 4, 28),
    units=(
        *((f"LP-{code}", name, "Khối cơ quan chuyên môn") for code, name in DISTRICT_OFFICES),
        *((f"LP-XA{n:02d}", f"UBND xã số {n}", "Khối xã, thị trấn") for n in range(1, 6)),
    ),
    answers={
        "round.yearly.years": None,
        "registration.held": "2021-06-30",
        "midterm_review.held": "không",
        "dossier_intake@2021.due": "2021-11-19",
        "dossier_intake@2022.due": "2022-11-18",
        "quota@2021": None,
        "quota@2022": None,
        "dossier.components": "luật",
        "dossier.copies": "2",
        "award.bonus": "Theo quy định hiện hành, từ quỹ thi đua, khen thưởng của huyện",
        "final_summary.date": "2023-02-24",
    },
    rule={**MAJORITY, "method": "paper", "source": "Quy chế hoạt động của Hội đồng TĐKT huyện (minh họa)"},
    signer_title="CHỦ TỊCH",
    leader_title="Chủ tịch UBND huyện",
    silent={"register": frozenset({"LP-XA05"}), "submit_dossier": frozenset({"LP-XA05"})},
    members=5,
    few_come=frozenset({"2021"}),
    events=(
        Event(
            date(2022, 11, 11),
            "extend",
            {
                "stage": "dossier_intake@2022",
                "day": "2022-12-02",
                "reason": "Nhiều đơn vị đề nghị thêm thời gian hoàn thiện hồ sơ",
            },
        ),
        Event(date(2022, 3, 1), "complain", {"round": "2021"}),
        Event(date(2022, 4, 4), "cancel", {"round": "2021"}),
        Event(date(2022, 4, 5), "sign_later", {"round": "2021", "kind": "cancellation"}),
        Event(date(2022, 4, 6), "issue_later", {"round": "2021", "kind": "cancellation"}),
    ),
)

HUNG_YEN = Scene(
    code="HY-2024-01",
    ends=date(2027, 4, 1),
    place="tỉnh Hưng Yên",
    domain="hungyen.example",
    issued=date(2024, 11, 5),
    units=(
        *((f"HY-{code}", name, "Khối sở, ban, ngành") for code, name in PROVINCE_OFFICES),
        *((f"HY-H{n:02d}", f"UBND huyện số {n}", "Khối huyện, thị xã, thành phố") for n in range(1, 5)),
    ),
    answers={
        "round.yearly.years": "2025,2026",
        "registration.held": "2025-01-17",
        "midterm_review.held": "2025-11-14",
        "dossier_intake@2025.due": "2025-11-28",
        "dossier_intake@2026.due": "2026-11-13",
        "dossier_intake@final.due": "2027-01-15",
        "quota.reading@2025:bang_khen:combined": "together",
        "quota.reading@2026:bang_khen:combined": "together",
        "quota.reading@yearly:bang_khen:combined": "together",
        "quota.reading@final:bang_khen:combined": "together",
        "dossier.components": "luật",
        "dossier.copies": "1",
        "award.bonus": "Theo quy định hiện hành, từ quỹ thi đua, khen thưởng của tỉnh",
        "final_summary.date": "2027-03-31",
    },
    rule={**MAJORITY, "method": "written", "source": "Quy chế hoạt động của Hội đồng TĐKT tỉnh (minh họa)"},
    signer_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    leader_title="Chủ tịch UBND tỉnh",
    members=5,
    silent={"register": frozenset({"HY-STC"})},
    complained=frozenset({"2025"}),
    events=(
        Event(date(2025, 1, 22), "accept_late", {"unit": "HY-STC", "number": "214"}),
        Event(
            date(2025, 7, 1),
            "dissolve",
            {
                "units": "HY-H01,HY-H02,HY-H03,HY-H04",
                "first": "HY-H01",
                "orphan": "HY-H04",
                "prefix": "HY-XM",
                "group": "Khối xã, phường",
            },
        ),
        Event(date(2026, 11, 30), "delegate", {"to": "uyvien1", "until": "2027-01-15"}),
        Event(date(2027, 1, 4), "keep_own_book", {}),
    ),
)

BAC_TRA_MY = Scene(
    code="BTM-2023-01",
    ends=date(2024, 12, 31),
    place="huyện Bắc Trà My",
    domain="bactramy.example",
    issued=date(2023, 8, 25),
    units=(
        *((f"BTM-{code}", name, "Nhóm 1") for code, name in DISTRICT_OFFICES),
        *((f"BTM-XA{n:02d}", f"UBND xã số {n}", f"Nhóm {2 + n % 2}") for n in range(1, 7)),
    ),
    answers={
        "document.issued": "2023-08-25",
        "document.number": "141/KH-UBND",
        "registration.held": "2023-09-29",
        "dossier_intake@final.due": "2024-11-20",
        "dossier.components": "luật",
        "dossier.copies": "1",
        "award.bonus": "Theo quy định hiện hành, từ quỹ thi đua, khen thưởng của huyện",
    },
    rule={**MAJORITY, "source": "Quy chế hoạt động của Hội đồng TĐKT huyện (minh họa)"},
    signer_title="CHỦ TỊCH",
    leader_title="Chủ tịch UBND huyện",
    members=5,
    events=(
        Event(
            date(2024, 3, 11),
            "hand_over",
            {
                "stage": "midterm_review",
                "duty": "write_review",
                "to": "uyvien2",
                "reason": "Người phụ trách đi học tập trung đến cuối tháng 3",
            },
        ),
        Event(date(2024, 10, 15), "amend_known_from", {"criterion": "rating_2023_2024"}),
    ),
)

BINH_TAN = Scene(
    code="BT-2019-01",
    ends=date(2019, 12, 7),
    place="quận Bình Tân",
    domain="binhtan.example",
    issued=date(2019, 2, 27),
    units=(
        *((f"BT-{code}", name, "Khối cơ quan chuyên môn") for code, name in DISTRICT_OFFICES),
        *((f"BT-P{n:02d}", f"UBND phường số {n}", "Khối phường") for n in range(1, 11)),
    ),
    answers={
        "document.issued": "2019-02-27",
        "document.number": "52/KH-UBND",
        "dossier_intake@midterm.due": "2019-04-26",
        "award.forms@midterm": "giay_khen",
        "quota@midterm": "collective=3,individual=6,household=2",
        "quota.per_unit@midterm": None,
        "dossier_intake@final.due": "2019-09-20",
        "award.forms@final": "giay_khen",
        "quota@final": "collective=5,individual=10,household=3",
        "quota.per_unit@final": None,
        "dossier.components": "luật",
        "dossier.copies": "1",
        "award.bonus": "Theo NĐ 91/2017, từ quỹ thi đua, khen thưởng của quận",
        "final_summary.date": "2019-12-06",
    },
    rule={**MAJORITY, "method": "paper", "source": "Quy chế hoạt động của Hội đồng TĐKT quận (minh họa)"},
    works_at={"uyvien2": "BT-PTC"},
    signer_title="CHỦ TỊCH",
    leader_title="Chủ tịch UBND quận",
    members=5,
    events=(
        Event(
            date(2019, 4, 15),
            "set_date",
            {
                "stage": "midterm_review",
                "day": "2019-05-17",
                "reason": "Ngày 19/5 là Chủ nhật nên sơ kết vào thứ Sáu trước đó",
            },
        ),
        Event(date(2019, 9, 27), "withdraw", {"round": "final"}),
        Event(date(2019, 12, 20), "correct", {"round": "final"}),
        Event(date(2019, 12, 23), "sign_later", {"round": "final", "kind": "correction"}),
        Event(date(2019, 12, 24), "issue_later", {"round": "final", "kind": "correction"}),
    ),
)

SCENES: tuple[Scene, ...] = (BINH_TAN, NINH_HAI, LONG_PHU, BAC_TRA_MY, HUNG_YEN, MINH_SON)
"""In the order in which they were launched; the last one is made to be stuck."""
