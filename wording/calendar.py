"""Days of the office's calendar in words: a sign for the narrow cell and a phrase for whoever listens."""

from collections.abc import Mapping

DAY_SIGNS: Mapping[str, str] = {
    "workday": "",
    "weekend": "",
    "holiday": "L",
    "worked_in_exchange": "B",
    "off_by_order": "N",
}

DAY_REASONS: Mapping[str, str] = {
    "workday": "ngày làm việc",
    "weekend": "cuối tuần",
    "holiday": "nghỉ lễ",
    "worked_in_exchange": "làm bù",
    "off_by_order": "nghỉ theo văn bản",
}
