"""Awards decided elsewhere, and warnings that an achievement may be rewarded twice."""

from collections.abc import Mapping, Sequence

from wording.labels import AWARD_FORMS
from wording.names import fold

WHAT: Mapping[str, str] = {
    "award": "Đã được khen thưởng",
    "outside": "Đã được khen thưởng nơi khác",
    "proposal": "Đang được đề nghị",
}

LIKENESSES: Mapping[str, str] = {
    "initiative": "trùng sáng kiến",
    "achievement": "trùng nội dung thành tích",
    "words": "nội dung thành tích gần giống nhau (từ 4/5 số từ)",
    "period": "trùng thời gian thành tích",
    "year": "cùng năm",
}

ANSWERS: Mapping[str, str] = {"different": "Khác thành tích", "same": "Trùng, dừng"}

FIELDS: Mapping[str, str] = {
    "nominee_kind": "Loại",
    "nominee": "Tên",
    "unit": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "form": "Hình thức",
    "authority": "Cơ quan quyết định",
    "level": "Cấp",
    "number": "Số quyết định",
    "decided_on": "Ngày quyết định",
    "achievement": "Thành tích",
    "initiative": "Sáng kiến",
    "period_from": "Thành tích từ ngày",
    "period_to": "Thành tích đến ngày",
}
"""A column of the file, a field of the form → what it is called; the file is read by these names, without accents."""

FAULTS: Mapping[str, str] = {
    "empty": "chưa ghi {column}",
    "formula": "{column} “{found}” bắt đầu bằng dấu =, +, - hoặc @ như một công thức; bỏ dấu ấy, ghi chữ",
    "day": "{column} “{found}” không phải ngày; ghi như 31/12/2025",
    "choice": "{column} “{found}” chưa đúng; ghi một trong: {allowed}",
    "hidden": "{column} có ký tự ẩn; gõ lại ô này",
    "too_long": "{column} dài quá {allowed} ký tự",
    "order": "Thành tích đến ngày {found} trước ngày bắt đầu",
    "future": "Ngày quyết định {found} ở tương lai",
    "unit": "không có đơn vị mã “{found}”; để trống mã và ghi tên đơn vị",
    "twice": "trùng dòng {found} của tệp",
    "cells": "có {found} ô, dòng tiêu đề có {allowed} ô; kiểm tra dấu phân cách và dấu ngoặc kép",
}
"""What is wrong with a line of the file."""

REFUSALS: Mapping[str, str] = {
    "outside_award": "Không có khen thưởng số {number} trong danh sách nhập từ nơi khác. Xem bằng: thidua award list.",
    "award_field": "Chưa ghi {field} của khen thưởng. Ghi như trong quyết định.",
    "award_in_future": "Ngày quyết định {found} ở tương lai, nay là {today}. Kiểm tra lại ngày trên quyết định.",
    "award_entered": "Quyết định {number} ngày {day} khen {nominee} đã được nhập. Nếu nhập sai thì sửa mục ấy.",
    "award_ended": "Mục số {number} không còn hiệu lực ({reason}). Sửa, hủy mục đang có hiệu lực.",
    "awards_missing": "Tệp không có dòng khen thưởng nào. Ghi mỗi khen thưởng một dòng dưới dòng tiêu đề.",
    "award_file_faults": "Tệp còn {lines} dòng sai nên chưa nhập dòng nào. Sửa tệp rồi kiểm tra lại.",
    "award_file_size": "Tệp quá lớn: nhiều nhất {most} MB. Chia thành nhiều tệp rồi nhập từng tệp.",
    "award_file_rows": "Tệp có hơn {most} dòng. Chia thành nhiều tệp rồi nhập từng tệp.",
    "award_file_coding": (
        "Tệp không được lưu bằng mã UTF-8 nên chữ Việt sẽ sai. Trong Excel, lưu thành “CSV UTF-8” rồi chọn lại tệp."
    ),
    "award_file_binary": "Tệp không phải tệp CSV (có thể là tệp Excel). Lưu thành “CSV UTF-8” rồi chọn lại tệp.",
    "award_file_broken": "Dòng {line} có dấu ngoặc kép không đóng, hoặc một ô quá dài. Sửa dòng ấy rồi chọn lại tệp.",
    "award_file_columns": "Dòng tiêu đề thiếu cột: {columns}. Tải tệp mẫu để xem các cột.",
    "award_file_unknown": "Dòng tiêu đề có cột lạ hoặc lặp lại: {found}. Các cột được đọc: {allowed}.",
    "award_of_itself": "Hồ sơ {dossier} không trùng với chính nó. Chọn khen thưởng hoặc hồ sơ khác.",
    "other_award": "“{found}” không phải số khen thưởng đã nhập, cũng không phải MÃ_PHONG_TRÀO/MÃ_HỒ_SƠ.",
}

EVENTS: Mapping[str, str] = {
    "outside_award:entered": "Nhập khen thưởng nơi khác số {about}: {form} theo {number} ngày {on} của {authority}",
    "outside_award:corrected": "Thay mục số {before} bằng số {about}: {form} theo {number} ngày {on} của {authority}",
    "outside_award:cancelled": "Hủy khen thưởng đã nhập số {about}: {form} theo {number} ngày {on} của {authority}",
    "outside_award:imported": "Nhập {count} khen thưởng quyết định nơi khác từ tệp, bỏ qua {left_out} đã có",
    "earlier_award:answered": "Kết luận về cảnh báo trùng của hồ sơ {about} với {other}: {verdict}",
}


def form_code(text: str) -> str:
    """The code of a form of award that is written out (`Giấy khen`), else the words themselves."""
    plain = fold(text)
    return next((code for code, words in AWARD_FORMS.items() if fold(words) == plain), text.strip())


def likeness_words(*, nominee: bool, exact: bool, likenesses: Sequence[str]) -> str:
    """`trùng tên và đơn vị; trùng thời gian thành tích; cùng năm`."""
    who = "trùng tên và đơn vị" if exact else "tên chỉ khác dấu, trùng đơn vị"
    told = [LIKENESSES[one] for one in likenesses]
    return "; ".join([who, *told] if nominee else told)


def fault_words(code: str, column: str = "", found: str = "", allowed: str = "") -> str:
    """What is wrong with a cell: `Ngày quyết định “32/1” không phải ngày; ghi như 31/12/2025`."""
    told = FAULTS[code].format(column=FIELDS.get(column, column), found=found, allowed=allowed)
    return told[:1].upper() + told[1:]
