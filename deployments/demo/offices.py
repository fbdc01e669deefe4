"""What several scenes of the demonstration share: offices as they exist everywhere, and the plainest rule."""

from collections.abc import Mapping

MAJORITY: Mapping[str, object] = {
    "method": "show_of_hands",
    "quorum": "2/3",
    "threshold": "1/2",
    "comparator": ">",
    "denominator": "all",
    "absent": "count",
    "recusal": "reduces",
    "tie": "chair",
    "secretary_votes": False,
}

DISTRICT_OFFICES = (
    ("PNV", "Phòng Nội vụ"),
    ("PTP", "Phòng Tư pháp"),
    ("PTC", "Phòng Tài chính – Kế hoạch"),
    ("PVH", "Phòng Văn hóa và Thông tin"),
)
PROVINCE_OFFICES = (
    ("SNV", "Sở Nội vụ"),
    ("STP", "Sở Tư pháp"),
    ("STC", "Sở Tài chính"),
    ("SYT", "Sở Y tế"),
    ("SGD", "Sở Giáo dục và Đào tạo"),
    ("VPUB", "Văn phòng UBND tỉnh"),
)
