"""Why a new version of a plan was made."""

from collections.abc import Mapping

VERSION_CHANGES: Mapping[str, str] = {
    "create": "Tạo phong trào",
    "answer": "Trả lời nội dung để ngỏ",
    "amend": "Sửa đổi, bổ sung kế hoạch",
    "extend": "Kéo dài hạn",
    "set_date": "Ấn định ngày",
    "skip": "Không tổ chức một giai đoạn",
    "reopen": "Mở lại một giai đoạn",
    "hand_over_authority": "Chuyển cơ quan chủ trì",
}


def version_change(code: str) -> str:
    """The kind of change; one without a name of its own is a change of the plan."""
    return VERSION_CHANGES.get(code, "Thay đổi kế hoạch")
