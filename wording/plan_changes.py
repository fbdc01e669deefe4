"""Differences between two versions of a plan as sentences. An unknown part raises KeyError."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from domain.stages import StageKey
from wording.dates import short_date
from wording.labels import stage_label
from wording.plans import LEVELS
from wording.questions import question


class ChangeLike(Protocol):
    """`domain.plan_changes.Change`."""

    @property
    def what(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def old(self) -> date | str | int | None: ...
    @property
    def new(self) -> date | str | int | None: ...


_SENTENCES: Mapping[str, str] = {
    "document.number": "Số, ký hiệu kế hoạch: {old} → {new}",
    "document.issued": "Ngày ban hành kế hoạch: {old} → {new}",
    "name": "Tên phong trào: “{old}” → “{new}”",
    "authority": "Cơ quan chủ trì: {old} → {new}",
    "level": "Cấp ban hành: {old} → {new}",
    "copies": "Số bộ hồ sơ: {old} → {new}",
    "bonus": "Tiền thưởng: {old} → {new}",
    "slogan": "Khẩu hiệu: {old} → {new}",
    "registration_required": "Phải đăng ký mới được xét: {old} → {new}",
    "period.start": "Ngày bắt đầu phong trào: {old} → {new}",
    "period.end": "Ngày kết thúc phong trào: {old} → {new}",
    "stage_added": "Thêm giai đoạn “{stage}”, hạn {new}",
    "stage_dropped": "Bỏ giai đoạn “{stage}”",
    "stage_skipped": "Không tổ chức “{stage}”: {new}",
    "stage_held": "Có tổ chức “{stage}”",
    "opens": "{stage}: ngày mở {old} → {new}",
    "due": "{stage}: hạn {old} → {new}",
    "remind_by": "{stage}: nhắc theo ngày {old} → {new}",
    "duty_added": "Thêm việc “{new}”",
    "duty_dropped": "Bỏ việc “{old}”",
    "duty_changed": "Sửa việc “{new}”",
    "participants": "Sửa đối tượng thi đua",
    "forms": "Sửa hình thức khen thưởng ({old} → {new} hình thức)",
    "quotas": "Sửa chỉ tiêu khen thưởng ({old} → {new} chỉ tiêu)",
    "components": "Sửa thành phần hồ sơ ({old} → {new} thành phần)",
    "criteria": "Sửa tiêu chuẩn khen thưởng ({old} → {new} tiêu chuẩn)",
    "targets": "Sửa chỉ tiêu thi đua ({old} → {new} chỉ tiêu)",
    "roles": "Sửa phân công trong cơ quan",
    "registration_requirements": "Sửa yêu cầu đăng ký ({old} → {new} yêu cầu)",
    "item_closed": "Không còn để ngỏ: {old}",
    "item_opened": "Thêm nội dung để ngỏ: {new}",
}
_YES_NO = {"True": "có", "False": "không"}


def change_sentence(change: ChangeLike) -> str:
    """`Tiếp nhận hồ sơ: hạn 31/10/2024 → 25/11/2024`."""
    stage = ""
    if change.stage:
        key = StageKey.parse(change.stage)
        stage = stage_label(key.kind.value, key.round)
    old, new = (_shown(change.what, value) for value in (change.old, change.new))
    return _SENTENCES[change.what].format(stage=stage, old=old, new=new)


def _shown(what: str, value: date | str | int | None) -> str:
    if value is None or value == "":
        return "chưa nêu"
    if isinstance(value, date):
        return short_date(value)
    if what.startswith("item_"):
        return question(str(value))
    if what == "level":
        return LEVELS[str(value)]
    return _YES_NO.get(str(value), str(value))
