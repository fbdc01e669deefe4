"""The parts of the administration and who may open which; every page of it stands in the same frame."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from domain.errors import NotAllowed
from domain.permissions import allowed, holders
from web.access import holds
from web.desk import Desk
from web.rendering import page

HOME = "/quan-tri"


@dataclass(frozen=True)
class Part:
    """A part of the administration: where, what it is called, what is done there, which right opens it."""

    path: str
    label: str
    does: str
    right: str


PARTS = (
    Part(
        f"{HOME}/nguoi",
        "Người dùng",
        "Thêm người, giao vai trò, cấp tài khoản và mật khẩu, cử người làm thay.",
        "people:manage",
    ),
    Part(
        f"{HOME}/don-vi",
        "Đơn vị",
        "Tên, khối, cụm; ghi nhận đơn vị kết thúc hoạt động và đơn vị kế thừa.",
        "unit:dissolve",
    ),
    Part(
        f"{HOME}/uy-quyen-ky",
        "Giao ký thay",
        "Ai ký thay, thừa lệnh hoặc thừa ủy quyền của ai, cho quyết định nào, theo văn bản nào.",
        "delegation:view",
    ),
    Part(
        f"{HOME}/so-van-ban",
        "Sổ văn bản",
        "Quyết định đã ban hành theo số; cơ quan nào tự cấp số theo sổ của mình.",
        "number_book:view",
    ),
    Part(
        f"{HOME}/lich",
        "Lịch làm việc",
        "Ngày nghỉ lễ, ngày hoán đổi và làm bù: mọi hạn và số ngày chờ tính theo lịch này.",
        "calendar:set",
    ),
    Part(
        f"{HOME}/cong-khai",
        "Công khai",
        "Danh sách khen thưởng có mở cho mọi người xem không cần đăng nhập hay không.",
        "awards:publish",
    ),
    Part(f"{HOME}/thu", "Thư", "Thư đã gửi, chờ gửi và không gửi được của mọi phong trào.", "mail:manage"),
    Part(
        f"{HOME}/luu-giu",
        "Lưu giữ dữ liệu",
        "Thời hạn lưu giữ từng loại dữ liệu cá nhân, những gì đến hạn, và việc xóa do hai người đồng ý.",
        "data:erase",
    ),
    Part(
        f"{HOME}/sua-du-lieu",
        "Yêu cầu sửa dữ liệu",
        "Những điều người dùng cho là ghi sai về mình, chờ trả lời.",
        "data:correct",
    ),
    Part(f"{HOME}/cai-dat", "Cài đặt", "Các cài đặt đang có hiệu lực trên máy chủ. Chỉ xem.", "people:manage"),
    Part(
        f"{HOME}/tinh-trang",
        "Tình trạng hệ thống",
        "Phiên bản, lần quét gần nhất, Prefect, sổ niêm phong, và khám toàn bộ kho dữ liệu.",
        "people:manage",
    ),
)
RIGHTS = tuple(dict.fromkeys(part.right for part in PARTS))
IN_ONE_CAMPAIGN = frozenset({"mail:manage", "calendar:set", "number_book:view"})
"""Rights that open their part also to who holds them in one campaign: what is its is shown, the calendar is read."""


def parts_of(desk: Desk) -> tuple[Part, ...]:
    """What this viewer may open."""
    return tuple(
        part
        for part in PARTS
        if allowed(part.right, desk.by) or (part.right in IN_ONE_CAMPAIGN and holds(desk.by, part.right))
    )


def admin_page(desk: Desk, template: str, **values: Any) -> Response:
    """A page of the administration with the tabs of what the viewer may open.

    Raises:
        NotAllowed: `role_missing`, where she holds the right of this part in one campaign only.
    """
    parts, path = parts_of(desk), desk.request.url.path
    part = next((part for part in PARTS if path == part.path or path.startswith(f"{part.path}/")), None)
    if part is not None and part not in parts:
        raise NotAllowed("role_missing", action=part.right, person=desk.by.name, roles=holders(part.right))
    return page(
        desk,
        f"admin/{template}",
        **values,
        tabs=[(HOME, "Tổng hợp"), *((one.path, one.label) for one in parts)],
        part=part,
    )
