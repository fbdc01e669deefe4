"""Remedies by their names, the command that does each, and why one does not apply."""

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "remind": "nhắc ngay",
    "retry": "thử lại",
    "hand_over": "giao người khác",
    "extend": "kéo dài hạn",
    "set_date": "ấn định hạn",
    "skip": "bỏ qua (cần người thứ hai)",
    "step_back": "lùi một bước",
    "reopen": "mở lại giai đoạn",
    "suspend": "tạm dừng phong trào",
}

_COMMANDS: Mapping[str, str] = {
    "remind": "thidua remind {campaign} {stage}",
    "retry": "thidua stage retry {campaign} {stage}",
    "hand_over": "thidua hand-over {campaign} {stage} {duty} NGƯỜI_NHẬN --reason LÝ_DO",
    "extend": "thidua campaign extend {campaign} {stage} NGÀY --reason LÝ_DO",
    "set_date": "thidua campaign set-date {campaign} {stage} NGÀY --reason LÝ_DO",
    "skip": "thidua skip {campaign} {stage} --reason LÝ_DO",
    "step_back": "thidua step-back {campaign} {stage} NGÀY --reason LÝ_DO",
    "reopen": "thidua reopen {campaign} {stage} NGÀY --reason LÝ_DO",
    "suspend": "thidua campaign suspend {campaign} --reason LÝ_DO",
}

WHY_NOT: Mapping[str, str] = {
    "suspended": "phong trào đang tạm dừng",
    "not_running": "phong trào chưa phát động hoặc đã kết thúc",
    "nobody_owes": "không phải việc của ai",
    "nothing_broken": "không có bước nào bị lỗi",
    "personal": "việc phải do chính người ấy làm",
    "no_deadline": "giai đoạn chưa có hạn",
    "always_held": "giai đoạn này không bỏ qua được",
    "no_way_back": "giai đoạn này không lùi được",
    "not_open": "giai đoạn chưa mở",
    "has_deadline": "giai đoạn đã có hạn, dùng “kéo dài hạn”",
    "ended": "giai đoạn đã kết thúc",
    "not_closed": "giai đoạn chưa kết thúc",
    "no_reopening": "giai đoạn này không mở lại được",
    "role_missing": "cần vai trò: {roles}",
}


def command_text(remedy: str, *, campaign: str, stage: str, duty: int | None) -> str:
    """The command line that does it, with capital words to be filled in."""
    return _COMMANDS[remedy].format(campaign=campaign, stage=stage, duty=duty)


def why_not_text(code: str, roles: str = "") -> str:
    """Why a remedy does not apply, or who could."""
    return WHY_NOT[code].format(roles=roles)
