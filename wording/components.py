"""Parts of a dossier as the office calls them."""

from collections.abc import Mapping

_LABELS: Mapping[str, str] = {
    "to_trinh": "Tờ trình đề nghị khen thưởng",
    "bien_ban_hop_xet": "Biên bản họp xét",
    "bao_cao_thanh_tich": "Báo cáo thành tích",
    "sang_kien": "Chứng nhận sáng kiến",
    # No part of its own: what is asked for when evidence lacks.
    "minh_chung": "Minh chứng theo tiêu chuẩn",
}


def component_label(code: str) -> str:
    """The label of a component; a plan's own component is shown by its code with blanks."""
    return _LABELS.get(code, code.replace("_", " "))
