"""What the demonstration adds to a plan: units, sizes, the council's rule, and answers to what the plan leaves open.

All of it is invented, because the plans do not say it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Scene:
    """One campaign of the demonstration.

    `units` are (code, name, group). `silent` names units that never do a kind of duty, `late` units that act on the
    last day. `answers` maps a question's key to its answer, None meaning that it is waived; `rule` is the council's.
    """

    code: str
    place: str
    domain: str
    issued: date
    units: tuple[tuple[str, str, str | None], ...]
    answers: Mapping[str, str | None]
    rule: Mapping[str, object]
    signer_title: str
    leader_title: str
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    meeting_place: str = "Phòng họp UBND"
    members: int = 7
    extension: tuple[str, date] | None = None

    @property
    def prepared_on(self) -> date:
        """The day on which the office enters the plan: some days before it is issued."""
        return self.issued - timedelta(days=9)


MAJORITY = {
    "method": "show_of_hands",
    "quorum": "2/3",
    "threshold": "1/2",
    "comparator": ">",
    "denominator": "all",
    "absent": "count",
    "recusal": "reduces",
    "tie": "chair",
    "secretary_votes": False,
}


def _neighbourhoods(prefix: str, count: int) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((f"{prefix}-TDP{n:02d}", f"Tổ dân phố {n}", "Khối tổ dân phố") for n in range(1, count + 1))


NINH_HAI = Scene(
    code="NH-2021-01",
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
    rule=MAJORITY | {"source": "Quy chế hoạt động của Hội đồng TĐKT phường (minh họa)"},
    signer_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    leader_title="Chủ tịch UBND phường",
    silent={"register": frozenset({"NH-TDP09"}), "submit_dossier": frozenset({"NH-TDP09"})},
)

SCENES: tuple[Scene, ...] = (NINH_HAI,)
