"""A council's rule in words: each item with what may stand there."""

from collections.abc import Mapping
from datetime import date

from wording.dates import short_date

ITEMS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "method": (
        "Cách bỏ phiếu",
        {
            "show_of_hands": "Biểu quyết giơ tay",
            "secret": "Bỏ phiếu kín trên máy",
            "paper": "Bỏ phiếu kín bằng giấy, có tổ kiểm phiếu",
            "written": "Lấy ý kiến bằng văn bản",
        },
    ),
    "comparator": ("So với ngưỡng", {">=": "từ ngưỡng trở lên", ">": "trên ngưỡng"}),
    "denominator": (
        "Tính trên",
        {
            "all": "tổng số thành viên Hội đồng",
            "present": "số thành viên dự họp",
            "valid": "số phiếu hợp lệ",
        },
    ),
    "absent": (
        "Thành viên vắng mặt",
        {
            "count": "vẫn tính vào tổng số",
            "written_opinion": "được gửi ý kiến bằng văn bản",
            "exclude": "không tính",
        },
    ),
    "recusal": (
        "Thành viên không tham gia vì có liên quan",
        {"reduces": "được trừ khỏi tổng số", "keeps": "vẫn tính vào tổng số"},
    ),
    "tie": (
        "Khi ngang phiếu",
        {"chair": "Chủ tịch Hội đồng quyết định", "revote": "bỏ phiếu lại", "fails": "không đạt"},
    ),
}
"""Item → its name, and the words for each value."""


def threshold_text(comparator: str, threshold: str, denominator: str) -> str:
    """`từ 2/3 trở lên, tính trên tổng số thành viên Hội đồng`."""
    share = f"từ {threshold} trở lên" if comparator == ">=" else f"trên {threshold}"
    return f"{share}, tính trên {ITEMS['denominator'][1][denominator]}"


def past_term(day: date, last: date | None) -> str:
    """A warning where a council meets after its term; empty otherwise."""
    if last is None or day <= last:
        return ""
    return (
        f"Lưu ý: nhiệm kỳ của Hội đồng hết ngày {short_date(last)}. Nếu nhiệm kỳ được kéo dài, ghi quyết định ấy"
        " trước phiên họp; nếu không, thành viên không còn quyền bỏ phiếu."
    )
