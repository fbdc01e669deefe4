"""What a stage waits for, as a phrase at the head of a row; what a duty says itself goes before these."""

from collections.abc import Mapping

from domain.stages import StageKey
from wording.labels import stage_label

CLOCKS: Mapping[str, str] = {"ours": "cơ quan", "theirs": "đơn vị", "stopped": "tạm ngừng tính"}
STEPS: Mapping[str, str] = {
    "ask": "hỏi nội dung còn để ngỏ",
    "open": "mở giai đoạn",
    "close": "kết thúc giai đoạn",
    # A failure before any step was chosen.
    "": "xác định bước tiếp theo",
    "end_comments": "kết thúc lấy ý kiến công khai",
}


def wait_phrase(cause: str, subject: str, *, duty: str | None = None, incident: str | None = None) -> str:
    """`Chờ “Tiếp nhận hồ sơ” kết thúc`; `duty` and `incident` are what the duty and the failed step say."""
    if duty is not None:
        return duty
    if cause == "incident":
        return f"Bước bị lỗi: {incident or subject}"
    if cause == "predecessor":
        key = StageKey.parse(subject)
        return f"Chờ “{stage_label(key.kind.value, key.round)}” kết thúc"
    if cause == "date":
        return "Chờ đến ngày mở"
    raise KeyError(cause)


def step_phrase(name: str) -> str:
    """What a step does: `nhắc trước hạn`, `kết thúc giai đoạn`; an empty name is the choice of the step itself."""
    if name.startswith("remind"):
        return "nhắc trước hạn"
    return "báo quá hạn" if name.startswith("escalate") else STEPS[name]
