"""What a check of the ledger says; an unknown code raises KeyError, so that no finding is ever shown as a bare code."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.stages import StageKey
from wording.dates import moment
from wording.keeping import EVENTS as OF_KEEPING
from wording.keeping import REFUSALS as KEEPING_REFUSED
from wording.labels import stage_label
from wording.numbers import grouped

SOURCES: Mapping[str, str] = {
    "store": "điểm neo trong kho dữ liệu",
    "kept": "điểm neo trong tệp trên máy chủ",
    "outside": "điểm neo giữ ở ngoài",
}

_EVENTS: Mapping[str, str] = {
    "event_edited": "Sự kiện {event} đã bị sửa sau khi niêm phong.",
    "events_swapped": "Nội dung của hai sự kiện {event} và {other} đã bị đổi chỗ cho nhau.",
    "columns_changed": "Sự kiện {event}: cột {columns} không khớp với nội dung đã niêm phong.",
    "event_unreadable": "Sự kiện {event} không đọc được: không do hệ thống này ghi.",
    "event_inserted": "Sự kiện {event} được chèn vào ngoài hệ thống: không nằm trong hàng chờ, không được niêm phong.",
    "event_backdated": "Sự kiện {event} ghi là lúc {happened} nhưng chỉ xuất hiện sau điểm neo lúc {at}.",
    "queued_event_missing": "Sự kiện {event} đã bị xóa khi đang chờ niêm phong.",
    "head_cut": "Phần đầu của nhật ký đã bị cắt: mất các sự kiện đã niêm phong từ số {first} đến số {last}.",
    "middle_cut": "Phần giữa của nhật ký đã bị cắt: mất các sự kiện đã niêm phong từ số {first} đến số {last}.",
    "tail_cut": "Phần cuối của nhật ký đã bị cắt: mất các sự kiện đã niêm phong từ số {first} đến số {last}{by}.",
    "all_deleted": "Toàn bộ nhật ký đã bị xóa: mất mọi sự kiện đã niêm phong từ số {first} đến số {last}{by}.",
}

_TREE: Mapping[str, str] = {
    "node_changed": "Mã băm {level}/{position} của cây nhật ký đã bị sửa.",
    "node_missing": "Mã băm {level}/{position} của cây nhật ký đã bị xóa.",
    "nodes_left_over": "Cây nhật ký còn thừa {count} mã băm của những sự kiện không còn nữa.",
    "tree_not_checked": "Cây nhật ký hỏng từ sự kiện số {first} trở đi nên không kiểm tra được phần sau.",
}

_CHECKPOINTS: Mapping[str, str] = {
    "log_shorter": (
        "Nhật ký đã bị cắt: chỉ còn {left} sự kiện, trong khi {source} lúc {at} xác nhận {size};"
        " mất {lost} sự kiện ở đầu, ở giữa hoặc ở cuối."
    ),
    "rewritten": (
        "Nhật ký đã bị viết lại: {size} sự kiện đầu không còn là những gì {source} lúc {at} xác nhận;"
        " khác nhau kể từ sau sự kiện thứ {since}."
    ),
    "resealed": (
        "Nhật ký đã bị cắt rồi niêm phong lại: trong {size} sự kiện đầu có sự kiện xảy ra sau {source} lúc {at};"
        " khác nhau kể từ sau sự kiện thứ {since}."
    ),
    "checkpoint_forged": "Chữ ký không đúng: {source} lúc {at}, {size} sự kiện. Điểm neo ấy đã bị sửa hoặc làm giả.",
    "checkpoint_missing": "Điểm neo lúc {at} ({size} sự kiện) có ở ngoài mà không còn trong kho dữ liệu.",
    "two_checkpoints": (
        "Có hai điểm neo khác nhau cho cùng {size} sự kiện, đều ký bằng khóa {key}: khóa đã bị người khác dùng."
    ),
    "key_unknown": "Khóa {key} của {source} không có trong kho dữ liệu: danh sách khóa đã bị thay.",
    "key_unannounced": "Khóa {key} bắt đầu ký mà không được khóa trước giới thiệu.",
}

_ROWS: Mapping[str, str] = {
    "row_changed": "Bản ghi {row} đã bị sửa sau lưng hệ thống: khác với lần ghi cuối trong sự kiện {event}.",
    "row_missing": "Bản ghi {row} đã bị xóa sau lưng hệ thống; lần ghi cuối là sự kiện {event}.",
    "row_unrecorded": "Bản ghi {row} không có trong nhật ký: được thêm vào sau lưng hệ thống.",
}

SENTENCES: Mapping[str, str] = {
    **_EVENTS,
    **_TREE,
    **_CHECKPOINTS,
    **_ROWS,
    "more": "Và {count} điều khác cùng loại “{kind}”.",
}

NAMES: Mapping[str, str] = {
    "event_edited": "sự kiện bị sửa",
    "events_swapped": "sự kiện bị đổi chỗ",
    "columns_changed": "cột khác nội dung",
    "event_unreadable": "sự kiện không đọc được",
    "event_inserted": "sự kiện bị chèn thêm",
    "event_backdated": "sự kiện ghi lùi ngày",
    "queued_event_missing": "sự kiện bị xóa trước khi niêm phong",
    "head_cut": "bị cắt phần đầu",
    "middle_cut": "bị cắt phần giữa",
    "tail_cut": "bị cắt phần cuối",
    "all_deleted": "bị xóa toàn bộ",
    "node_changed": "mã băm bị sửa",
    "node_missing": "mã băm bị xóa",
    "nodes_left_over": "mã băm còn thừa",
    "tree_not_checked": "cây hỏng",
    "log_shorter": "bị cắt",
    "rewritten": "bị viết lại",
    "resealed": "bị cắt rồi niêm phong lại",
    "checkpoint_forged": "điểm neo giả",
    "checkpoint_missing": "mất điểm neo",
    "two_checkpoints": "hai điểm neo trái nhau",
    "key_unknown": "khóa lạ",
    "key_unannounced": "khóa không được giới thiệu",
    "row_changed": "bản ghi bị sửa",
    "row_missing": "bản ghi bị xóa",
    "row_unrecorded": "bản ghi ngoài nhật ký",
    "more": "còn nữa",
}
"""What each kind of finding is called in a list."""

_SUBJECTS: Mapping[str, str] = {
    "campaign": "phong trào",
    "decision": "quyết định",
    "dossier": "hồ sơ",
    "mail": "thư",
    "person": "người dùng",
    "question": "nội dung để ngỏ",
    "unit": "đơn vị",
}

VERDICTS: Mapping[str, tuple[str, str]] = {
    "same": ("done", "khớp: sổ hiện nay vẫn là sổ lúc ấy"),
    "different": ("late", "KHÔNG khớp: sổ đã bị viết lại"),
    "beyond": ("late", "sổ hiện nay ít sự kiện hơn: đã mất phần cuối, hoặc kho được khôi phục từ bản cũ"),
    "forged": ("late", "chữ ký không đúng: dòng này bị sửa hoặc làm giả"),
    "unknown_key": ("wait", "khớp, nhưng khóa ký không có trong kho: danh sách khóa đã bị thay"),
}
"""What a checkpoint from outside comes to: the sign it bears, and the words."""

UNANCHORED = "Chưa có điểm neo bên ngoài: chưa thể kết luận nhật ký nguyên vẹn. Kiểm tra lại với --checkpoint TỆP."
ANCHORED = "Điểm neo bên ngoài xác nhận {size} sự kiện đầu tiên."
NOTHING_FOUND = "Không thấy điều gì sai."


def finding_sentence(code: str, data: Mapping[str, object]) -> str:
    """One Vietnamese sentence; raises KeyError for a code without one."""
    shown = {key: _READ.get(key, _plain)(value) for key, value in data.items()}
    shown["by"] = f" (theo {shown['source']} lúc {shown['at']})" if {"source", "at"} <= set(data) else ""
    return SENTENCES[code].format_map(shown)


def subject_label(subject: str) -> str:
    """What a proof is about: `dossier:HS-0001` is a dossier, a bare number an event."""
    head, _, rest = subject.partition(":")
    if not rest:
        return f"sự kiện số {head}"
    if head == "stage":
        key = StageKey.parse(rest)
        return f"giai đoạn “{stage_label(key.kind.value, key.round)}”"
    return f"{_SUBJECTS.get(head, head)} {rest}"


def finding_name(code: str) -> str:
    """What a kind of finding is called."""
    return NAMES[code]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _number(value: object) -> str:
    return grouped(value) if isinstance(value, int) else str(value)


_READ: Mapping[str, Callable[[object], str]] = {
    **dict.fromkeys(("size", "left", "lost", "since", "count", "first", "last"), _number),
    "source": lambda value: SOURCES[str(value)],
    "kind": lambda value: NAMES[str(value)],
}

EVENTS: Mapping[str, str] = {
    "ledger:key_made": "Khóa {about} bắt đầu ký điểm neo của nhật ký, thay khóa {after}",
    "ledger:check_asked": "Yêu cầu kiểm tra toàn bộ nhật ký; đối chiếu với điểm neo của (số sự kiện): {sizes}",
    "ledger:compared": "So điểm neo giữ ở ngoài với nhật ký: {checkpoints} điểm neo, {different} không khớp",
    **OF_KEEPING,
}

REFUSALS: Mapping[str, str] = {
    "ledger_key_lost": (
        "Không đọc được khóa {key} để ký điểm neo (tệp {path}). Khôi phục tệp ấy từ bản sao lưu khóa;"
        " nếu không còn, thay khóa bằng: thidua audit rotate-key --lost."
    ),
    "ledger_without_key": "Chưa có khóa ký điểm neo. Khóa được tạo khi ký lần đầu: thidua audit checkpoint.",
    "ledger_key_is_not_last": "Khóa {key} không phải khóa đang ký. Chạy lại lệnh để dùng khóa hiện nay.",
    "nothing_sealed": "Nhật ký chưa có sự kiện nào được niêm phong nên chưa có gì để ký.",
    "ledger_backlog": "Còn sự kiện từ {since} chưa được niêm phong. Đợi niêm phong xong rồi ký điểm neo.",
    "ledger_shortened": (
        "Nhật ký chỉ còn {found} sự kiện đã niêm phong, trong khi điểm neo đã ký {signed}. Không niêm phong tiếp;"
        " chạy: thidua audit verify, rồi làm theo hướng dẫn xử lý khi nhật ký bị can thiệp."
    ),
    "ledger_damaged": (
        "Cây nhật ký hỏng trong {size} sự kiện đầu. Không niêm phong tiếp; chạy: thidua audit verify,"
        " rồi làm theo hướng dẫn xử lý khi nhật ký bị can thiệp."
    ),
    "nothing_to_prove": "Nhật ký không có sự kiện nào về “{subject}”. Xem bằng: thidua audit log.",
    "not_anchored_yet": (
        "Các sự kiện về “{subject}” chưa nằm trong điểm neo nào. Ký điểm neo bằng: thidua audit checkpoint."
    ),
    "campaign_of_dossier": "Mã hồ sơ chỉ có nghĩa trong một phong trào. Nêu phong trào của {subject} bằng --campaign.",
    "no_checkpoint_in_file": "Tệp “{path}” không có điểm neo nào. Cần dòng bắt đầu bằng: thidua-checkpoint v1.",
    "check_is_running": "Đang có lần kiểm tra chạy từ {since}. Đợi kết quả rồi yêu cầu tiếp.",
    "engine_away": "Prefect không trả lời nên chưa giao việc kiểm tra được. Báo quản trị, hoặc chạy: {command}.",
    "no_checkpoint_in_text": (
        "Không thấy điểm neo nào trong tệp hay trong ô chữ. Cần dòng bắt đầu bằng: thidua-checkpoint v1."
    ),
    **KEEPING_REFUSED,
    "bundle_exists": "Đã có “{path}”. Chọn tên khác để không ghi đè.",
}
