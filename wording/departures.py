"""Departures from the plan: refusals and events of what comes late, is asked, commented, skipped or opened again."""

from collections.abc import Iterable, Mapping
from datetime import date

from wording.dates import short_date
from wording.issuing import SIGNING_FORMS
from wording.later_decisions import DECISION_KINDS
from wording.states import GROUNDS, METHODS

REFUSALS: Mapping[str, str] = {
    "preview_acts_for_nobody": "--preview chỉ dùng với lệnh thực hiện việc, tức là cùng với --as NGƯỜI.",
    "late_needs": "Nhận muộn cần đủ: người cho phép, số văn bản và lý do. Ghi bằng --authority, --document, --reason.",
    "not_late": "Giai đoạn “{stage}” chưa hết hạn ({due}), không phải nhận muộn (trạng thái: {state}). Gửi như thường.",
    "council_has_ended": "Không nhận hồ sơ muộn nữa vì “{stage}” đã xong. Cần thì mở lại hoặc lùi một bước trước.",
    "consultation_open": "Hồ sơ {dossier} đang chờ ý kiến của {body} đến {due}. Nhập ý kiến trước khi kết luận.",
    "consultation": "Không rõ ý kiến của cơ quan nào về hồ sơ {dossier}. Đang chờ: {known}. Ghi bằng --body.",
    "document_of_request_missing": "Chưa có số công văn xin ý kiến. Ghi bằng --document.",
    "opinion": "“{found}” không phải loại ý kiến. Chọn: {allowed}.",
    "decision_signed": "Quyết định tặng {form} đã ký nên hồ sơ {dossier} không rút được nữa.",
    "dossiers_depend": "{unit} còn hồ sơ đề nghị ({dossiers}). Rút các hồ sơ ấy trước khi rút đăng ký.",
    "dossiers_under_appraisal": "Chưa kết luận được: còn hồ sơ đang thẩm định ({dossiers}).",
    "comment_days": "“{found}” không phải số ngày lấy ý kiến. Chọn từ 1 đến {most} ngày.",
    "signed_already": "Giai đoạn “{stage}” đã có quyết định được ký, không làm việc này được nữa.",
    "comments_open_already": "Đang lấy ý kiến công khai đến {until} rồi.",
    "comments_open": "Giai đoạn “{stage}” đang lấy ý kiến công khai đến {until}. Hết hạn hoặc kết thúc sớm rồi mới ký.",
    "comment_period": "Giai đoạn “{stage}” không có đợt lấy ý kiến công khai đang mở.",
    "skip_asked": "Đã có đề nghị bỏ qua “{stage}” (lý do: {reason}). Chờ người thứ hai đồng ý.",
    "skip_request": "Không có đề nghị bỏ qua “{stage}” đang chờ. Đề nghị bằng: thidua skip.",
    "second_person_needed": "{person} đã đề nghị bỏ qua “{stage}” nên không tự đồng ý được. Cần một người thứ hai.",
    "stage_not_closed": "Chỉ mở lại được giai đoạn đã kết thúc; “{stage}” đang ở trạng thái: {state}.",
    "not_reopenable": "Giai đoạn “{stage}” không mở lại được.",
    "later_stage_begun": "Không mở lại “{stage}” được vì “{later}” đã bắt đầu. Lùi giai đoạn ấy một bước trước.",
    "owed": "Trong “{stage}” không có ai đang nợ việc.",
    "reminded_today": "Những việc này trong “{stage}” đã được nhắc hôm nay. Mai có thể nhắc lại.",
    "duty": "Giai đoạn “{stage}” không có việc số {number}. Xem số việc bằng: thidua stuck.",
    "duty_ended": "Việc “{duty}” đã xong hoặc đã hết hạn, không cần giao lại.",
    "duty_is_personal": "Việc “{duty}” phải do chính người ấy làm, không giao cho người khác được.",
    "person_not_active": "{person} không còn làm việc nên không nhận việc được. Chọn người khác.",
    "holds_it_already": "{person} đang giữ việc “{duty}” rồi.",
    "not_hers_to_give": "{person} không giữ vai trò {role} nên không giao việc ấy cho người khác được.",
    "ballot_decided_already": "Hội đồng đã quyết về hồ sơ {dossier}, không lùi lại khâu thẩm định được.",
    "no_step_back": "Giai đoạn “{stage}” không lùi được. Chỉ lùi từ Hội đồng về tiếp nhận, từ quyết định về Hội đồng.",
    "votes_were_cast": "Không lùi “{stage}” được vì Hội đồng đã bỏ phiếu. Có thể lùi từng hồ sơ chưa bỏ phiếu.",
    "not_adoptable": "Không tiếp nhận phong trào tại “{stage}”. Chọn: đăng ký, sơ kết, tiếp nhận hồ sơ hoặc tổng kết.",
    "ended_in_future": "“{stage}” không thể đã kết thúc ngày {found}, sau hôm nay ({today}).",
}

EVENTS: Mapping[str, str] = {
    "registration:taken_late": "Nhận muộn đăng ký của đơn vị {about}: {authority} cho phép theo {document}",
    "dossier:taken_late": "Nhận muộn hồ sơ {about}: {authority} cho phép theo {document}",
    "dossier:opinion_asked": "Xin ý kiến {body} về hồ sơ {about} theo {document}, hạn {due}",
    "dossier:opinion_given": "{body} trả lời về hồ sơ {about}: {opinion}",
    "dossier:stepped_back": "Đưa hồ sơ {about} từ Hội đồng về thẩm định lại",
    "comments:opened": "Lấy ý kiến công khai tại {place} đến {until} (“{about}”)",
    "comments:noted": "Ghi nhận một ý kiến công khai trong “{about}”",
    "comments:closed": "Kết thúc sớm việc lấy ý kiến công khai trong “{about}”: {comments} ý kiến",
    "comments:ended": "Hết hạn lấy ý kiến công khai trong “{about}”: {comments} ý kiến",
    "skip:asked": "Đề nghị bỏ qua “{about}”, chờ người thứ hai",
    "skip:refused": "Không đồng ý bỏ qua “{about}”",
    "stage:reopened": "Mở lại “{about}”, hạn mới {due}",
    "stage:stepped_back": "Lùi “{about}” về “{stage}”, hạn mới {due}",
    "stage:reminded_now": "Nhắc ngay {duties} việc trong “{about}”: {told} thư",
    "duty:handed_over": "Giao việc “{duty_text}” cho {person}",
    "campaign:adopted": "Tiếp nhận phong trào đang diễn ra {about}, từ “{stage}”, với {units} đơn vị",
}

OPINIONS: Mapping[str, str] = {
    "agrees": "đồng ý",
    "disagrees": "không đồng ý",
    "no_opinion": "không có ý kiến",
    "dropped": "không cần nữa",
}

SETTLED: Mapping[str, str] = {"chair": "Chủ tịch Hội đồng quyết định", "revote": "Hội đồng bỏ phiếu lại"}


def second_meeting(number: int, at: date, reason: str, again: date) -> str:
    """`Phiên họp lần 1 ngày 10/12/2021 không kết luận được (không đủ số người dự); họp lại ngày 14/12/2021.`"""
    why = f" ({reason})" if reason else ""
    return f"Phiên họp lần {number} ngày {short_date(at)} không kết luận được{why}; họp lại ngày {short_date(again)}."


def tied(dossiers: Iterable[str], places: int, chosen: Iterable[str], settled_by: str) -> str:
    """`Hồ sơ HS-0001, HS-0003 cùng tỷ lệ phiếu mà chỉ còn 1 chỗ; Chủ tịch Hội đồng quyết định: HS-0003.`"""
    equals, those = ", ".join(dossiers), ", ".join(chosen)
    return f"Hồ sơ {equals} cùng tỷ lệ phiếu mà chỉ còn {places} chỗ; {SETTLED[settled_by]}: {those}."


def voted(method: str, ballots: int, scans: int) -> str:
    """`Bỏ phiếu giấy: Hội đồng quyết 12 lượt, có bản quét biên bản kiểm phiếu của 12 lượt.`"""
    kept = f", có bản quét biên bản kiểm phiếu của {scans} lượt" if scans else ""
    return f"{METHODS[method]}: Hội đồng quyết {ballots} lượt{kept}."


def kept_out(person: str, dossier: str, ground: str) -> str:
    """`Lê Thị An không tham gia xét hồ sơ HS-0001 vì có liên quan (tự khai báo).`"""
    return f"{person} không tham gia xét hồ sơ {dossier} vì có liên quan ({GROUNDS[ground].lower()})."


def later_about(kind: str, number: str, old: str) -> str:
    """`Quyết định hủy bỏ khen thưởng 18/QĐ-UBND đối với Quyết định 12/QĐ-UBND, quyết định cũ giữ nguyên.`"""
    return f"{DECISION_KINDS[kind]} {number} đối với Quyết định {old}, quyết định cũ giữ nguyên."


def supplementary(number: str, part: int) -> str:
    """`Quyết định bổ sung 19/QĐ-UBND (phần 2) cho trường hợp phải chờ.`"""
    return f"Quyết định bổ sung {number} (phần {part}) cho trường hợp phải chờ."


def in_another_place(number: str, form: str, block: str) -> str:
    """`Quyết định 12/QĐ-UBND: Ký thay (KT.), KT. CHỦ TỊCH, PHÓ CHỦ TỊCH.`"""
    return f"Quyết định {number}: {SIGNING_FORMS[form]}, {', '.join(block.splitlines())}."


def numbered_by_own_book(number: str, authority: str) -> str:
    """`Quyết định 01/QĐ-UBND lấy số từ sổ văn bản của UBND tỉnh.`"""
    return f"Quyết định {number} lấy số từ sổ văn bản của {authority}."


def unanswered(unit: str, duty: str, due: date) -> str:
    """`Tổ dân phố 9 không làm việc “Gửi đăng ký thi đua”; đã nhắc, và báo quá hạn 31/03/2021.`"""
    return f"{unit} không làm việc “{duty}”; đã nhắc, và báo quá hạn {short_date(due)}."
