"""What the monitor says: the state of a stage in two words, what a group of waits is called, and why it stands."""

from collections.abc import Mapping
from datetime import date, datetime

from wording.dates import VIETNAM, short_date, working_days
from wording.labels import ROLES, STAGE_STATES

CAUSES: Mapping[str, str] = {
    "answer_question": "Trả lời nội dung còn để ngỏ",
    "launch_campaign": "Duyệt và phát động",
    "register": "Gửi đăng ký thi đua",
    "confirm_registration": "Xác nhận đăng ký",
    "file_report": "Gửi báo cáo sơ kết",
    "write_review": "Viết nhận xét sơ kết",
    "submit_dossier": "Gửi hồ sơ đề nghị khen thưởng",
    "appraise_dossier": "Thẩm định hồ sơ",
    "supplement_dossier": "Bổ sung hồ sơ",
    "establish_council": "Thành lập Hội đồng",
    "convene_meeting": "Triệu tập phiên họp",
    "hold_ballot": "Tổ chức bỏ phiếu",
    "vote": "Bỏ phiếu",
    "conclude_council": "Lập biên bản, kết luận phiên họp",
    "draft_decision": "Dự thảo quyết định",
    "sign_decision": "Ký quyết định",
    "issue_decision": "Ban hành quyết định",
    "write_summary": "Viết báo cáo tổng kết",
    "planned": "Việc nêu trong kế hoạch",
    "get_opinion": "Lấy ý kiến hiệp y",
    "gather_comments": "Nhận ý kiến góp ý công khai",
    "name_successor": "Xác định đơn vị kế thừa",
    "decide_recusal": "Quyết định thành viên có liên quan",
    "handle_complaint": "Giải quyết khiếu nại",
    "confirm_skip": "Đồng ý hay không bỏ qua giai đoạn",
    "incident": "Bước bị lỗi",
    "predecessor": "Chờ giai đoạn trước",
    "date": "Chờ đến ngày mở",
}

HOLDERS: Mapping[str, str] = {
    "unit": "Các đơn vị",
    "person": "Người được giao đích danh",
    **{role: ROLES[role] for role in ("officer", "secretary", "leader", "clerk")},
}
"""Who can be chosen as the holder of what waits."""

LATE, SOON, RUN, DONE, PLAN, SKIP = "late", "soon", "run", "done", "plan", "off"
SIGNS: Mapping[str, str] = {LATE: "▲", SOON: "◆", RUN: "●", DONE: "✓", PLAN: "○", SKIP: "–"}
"""A sign beside each colour, because nobody may have to tell colours apart."""


def cause_label(cause: str) -> str:
    """What is waited for, without saying whose. Raises KeyError."""
    return CAUSES[cause]


def stage_look(
    state: str, *, overdue: int, stuck: int, incidents: int, margin: int | None, near: int
) -> tuple[str, str]:
    """How a stage shows: its kind of look and its words; `margin` in working days, `near` where "soon" begins."""
    if state in ("closed", "skipped", "cancelled"):
        return (DONE if state == "closed" else SKIP), STAGE_STATES[state]
    if incidents:
        return LATE, "Bị lỗi"
    if overdue or (state == "open" and margin is not None and margin < 0):
        return LATE, "Quá hạn"
    if stuck:
        return LATE, "Đang vướng"
    if state != "open":
        return PLAN, "Chưa đến hạn"
    return (SOON, "Sắp đến hạn") if margin is not None and margin <= near else (RUN, "Đang thực hiện")


def margin_words(margin: int | None, deadline: date | None) -> str:
    """`quá 6 ngày làm việc`, `còn 3 ngày làm việc`, `hết hạn hôm nay`; empty without a deadline."""
    if deadline is None:
        return ""
    if margin is None:
        return f"hạn {short_date(deadline)}"
    if margin == 0:
        return "hết hạn hôm nay"
    return f"còn {working_days(margin)}" if margin > 0 else f"quá {working_days(-margin)}"


def many_words(count: int, holders: int, dossiers: int) -> str:
    """`55 việc, 5 nơi giữ, 11 hồ sơ`; empty for a single one."""
    if count == 1:
        return ""
    parts = [f"{count} việc"]
    if holders > 1:
        parts.append(f"{holders} nơi giữ")
    if dossiers > 1:
        parts.append(f"{dossiers} hồ sơ")
    return ", ".join(parts)


def reminded_words(times: int, last: datetime | None, *, escalated: bool) -> str:
    """`Đã nhắc 2 lần, lần cuối 26/06/2026; đã báo quá hạn.`"""
    day = short_date(last.astimezone(VIETNAM).date()) if last else ""
    if not times:
        said = "Chưa nhắc lần nào"
    elif times == 1:
        said = f"Đã nhắc ngày {day}"
    else:
        said = f"Đã nhắc {times} lần, lần cuối {day}"
    return f"{said}; đã báo quá hạn." if escalated else f"{said}."


def waits_for(holds: tuple[tuple[str, int, str], ...]) -> str:
    """One sentence for a whole stage from (cause, count, holder): `Đang chờ: 8 việc “Gửi hồ sơ”; Thư ký …`."""
    if not holds:
        return "Giai đoạn này không chờ ai."
    parts = (
        f"{holder}: {CAUSES[cause].lower()}" if count == 1 else f"{count} việc {CAUSES[cause].lower()}"
        for cause, count, holder in holds
    )
    return f"Đang chờ {'; '.join(parts)}."
