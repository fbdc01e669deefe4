"""What the states of campaigns, dossiers and papers are called; stages have theirs in `wording.labels`."""

from collections.abc import Mapping

CAMPAIGN_STATES: Mapping[str, str] = {
    "draft": "Chưa phát động",
    "running": "Đang diễn ra",
    "closed": "Đã kết thúc",
    "cancelled": "Đã hủy",
}

REGISTRATION_STATES: Mapping[str, str] = {
    "submitted": "Đã gửi, chờ xác nhận",
    "confirmed": "Đã xác nhận",
    "withdrawn": "Đã rút",
}

DOSSIER_STATES: Mapping[str, str] = {
    "submitted": "Chờ thẩm định",
    "returned": "Đang chờ bổ sung",
    "accepted": "Đủ điều kiện, chờ Hội đồng",
    "ineligible": "Không đủ điều kiện",
    "withdrawn": "Đã rút",
    "passed": "Hội đồng thông qua",
    "not_passed": "Hội đồng không thông qua",
    "awarded": "Đã có quyết định khen thưởng",
}

DECISION_STATES: Mapping[str, str] = {
    "draft": "Dự thảo",
    "signed": "Đã ký, chờ ban hành",
    "issued": "Đã ban hành",
}
