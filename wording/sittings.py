"""The council: refusals and events of recusals, agendas, secret papers, ties and votes held again."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "undecided_dossier": "Hồ sơ {dossier} không chờ Hội đồng quyết. Các hồ sơ đang chờ: {known}.",
    "conflict": "Không có gì cho thấy {person} có liên quan đến hồ sơ {dossier}. Khai báo bằng: council recuse.",
    "tie": "Lượt bỏ phiếu cuối của hồ sơ {dossier} không ngang phiếu, không có gì để Chủ tịch quyết định.",
    "decided_ballot": "Hồ sơ {dossier} chưa có kết quả để bỏ phiếu lại. Bỏ phiếu như thường.",
    "meeting_number": "Không có phiên họp số {number}. Xem các phiên họp bằng: thidua council meetings.",
    "ballot_result": "Hồ sơ {dossier} chưa có kết quả bỏ phiếu để xem. Kết quả có sau khi kết thúc lượt bỏ phiếu.",
    "recused": "{person} có liên quan đến hồ sơ {dossier} nên không tham gia xét hồ sơ này.",
    "conflicts_undecided": (
        "Chưa bỏ phiếu được hồ sơ {dossier}: Chủ tịch chưa quyết định {people} có tham gia hay không."
        " Quyết định bằng: thidua council decide-recusal."
    ),
    "conflict_noted": "Việc {person} có liên quan đến hồ sơ {dossier} đã được ghi nhận.",
    "conflict_decided": "Việc {person} có liên quan đến hồ sơ {dossier} đã được quyết định.",
    "conflict_is_her_own": "{person} không tự quyết định về chính mình. Phó Chủ tịch, hoặc Thư ký, quyết định.",
    "chair_decides": "{person} không quyết định được. Chủ tịch Hội đồng quyết định; về Chủ tịch thì Phó Chủ tịch.",
    "chair_settles": "{person} không quyết định được khi ngang phiếu. Chủ tịch, hoặc Phó Chủ tịch chủ trì, mới được.",
    "rule_settles_otherwise": "Theo {source}, Chủ tịch không quyết định khi ngang phiếu. Bỏ phiếu lại hồ sơ {dossier}.",
    "votes_again_already": "Hồ sơ {dossier} đang chờ bỏ phiếu lại rồi.",
    "council_not_in_office": "Ngày {day} trước nhiệm kỳ của Hội đồng (từ {first}). Chọn ngày khác.",
    "council_has_sat": (
        "Hội đồng đã họp ngày {day} với thành phần cũ, nên thay đổi không có hiệu lực từ {found}. Sớm nhất: {earliest}."
    ),
    "council_change_back": (
        "Ngày có hiệu lực {found} trước ngày thành lập, hoặc trước lần thay đổi gần nhất. Sớm nhất: {earliest}."
    ),
    "council_change_empty": "Chưa nêu thay đổi gì. Ghi người vào, người thôi, hoặc ngày kết thúc nhiệm kỳ mới.",
    "council_document": "Chưa ghi quyết định thay đổi Hội đồng. Ghi số, ký hiệu của quyết định.",
    "council_term_back": "Nhiệm kỳ đang đến {last}; ngày kết thúc mới {found} không muộn hơn. Ghi một ngày muộn hơn.",
    "person_twice": "{person} được nêu hai lần. Ghi một lần: vào với chức danh mới, hoặc thôi.",
    "sits_already": "{person} đang là {seat} trong Hội đồng. Bỏ người này, hoặc ghi chức danh khác.",
    "seat_of": "{person} không là thành viên Hội đồng ngày {day}. Xem lại danh sách thành viên.",
    "not_on_agenda": "Hồ sơ {dossier} không nằm trong chương trình phiên họp {at}. Triệu tập phiên họp có hồ sơ này.",
    "agenda_missing": "Chưa nêu hồ sơ nào. Ghi ít nhất một mã hồ sơ.",
    "ballot_on_screen": "Hồ sơ {dossier} đang được bỏ phiếu trên máy. Kết thúc, hoặc tuyên bố vô hiệu trước.",
    "ballot_key_lost": (
        "Không còn khóa của lượt bỏ phiếu kín này nên không mở được phiếu nào."
        " Tuyên bố vô hiệu bằng: thidua council ballot void, rồi bỏ phiếu lại."
    ),
    "too_few_papers": (
        "Mới có {papers} phiếu; kiểm ít hơn {least} phiếu thì biết ai bỏ thế nào."
        " Chờ thêm, hoặc tuyên bố vô hiệu rồi bỏ phiếu giấy."
    ),
    "preview_would_tell": "Không xem trước được việc này, vì như thế là xem kết quả khi đang bỏ phiếu.",
    "papers_do_not_add_up": (
        "Số phiếu không khớp: kiểm được {counted}, thu về {returned}, phát ra {issued}, người được bỏ phiếu {voters}."
        " Đối chiếu lại biên bản của tổ kiểm phiếu."
    ),
    "sealed_papers_differ": "Số phiếu kín khác số người đã bỏ của lượt {ballot}. Tuyên bố vô hiệu, bỏ phiếu lại.",
    "sealed_paper_changed": "Phiếu kín của lượt bỏ phiếu {ballot} không mở được. Tuyên bố lượt ấy vô hiệu, bỏ lại.",
}

EVENTS: Mapping[str, str] = {
    "council:changed": (
        "Thay đổi Hội đồng theo {document} từ ngày {from}: vào: {joined}; thôi: {left}; nhiệm kỳ đến: {term_to}"
    ),
    "meeting:adjourned": "Hoãn phiên họp ngày {at}",
    "meeting:split": "Chuyển {dossiers} sang phiên họp ngày {at}, tại {place}",
    # Neither the reason nor a name: both are about a person.
    "recusal:declared": "Một thành viên khai báo có liên quan đến hồ sơ {about}",
    "recusal:decided": "Quyết định về một thành viên có liên quan đến hồ sơ {about}: {agreed}",
    "ballot:voided": "Tuyên bố lượt bỏ phiếu {turn} của hồ sơ {about} vô hiệu",
    "ballot:tie_settled": "Chủ tịch quyết định khi ngang phiếu về hồ sơ {about}: {outcome}",
    "ballot:to_be_held_again": "Hội đồng bỏ phiếu lại hồ sơ {about} theo {document}",
}
