"""The sentence of every refusal by its code. `{name}` is a value the error carries, `{0}` the first one."""

from collections.abc import Mapping

from wording.accounts import REFUSALS as OF_ACCOUNTS
from wording.campaign_desk import REFUSALS as OF_CAMPAIGNS
from wording.complaints import REFUSALS as OF_COMPLAINTS
from wording.departures import REFUSALS
from wording.earlier_awards import REFUSALS as OF_EARLIER_AWARDS
from wording.forms import REFUSALS as OF_FORMS
from wording.issuing import REFUSALS as OF_ISSUING
from wording.later_decisions import REFUSALS as OF_LATER_DECISIONS
from wording.ledger import REFUSALS as OF_LEDGER
from wording.personal_data import REFUSALS as OF_PERSONAL_DATA
from wording.sittings import REFUSALS as OF_COUNCIL
from wording.succession import REFUSALS as OF_SUCCESSION

_MISSING: Mapping[str, str] = {
    "campaign": "Không có phong trào mã “{0}”. Xem các mã bằng: thidua campaign list.",
    "stage": "Phong trào không có giai đoạn “{stage}”. Xem các giai đoạn bằng: thidua campaign show MÃ.",
    "dossier": "Không có hồ sơ mã “{0}” trong phong trào này. Xem các mã bằng: thidua dossier list MÃ.",
    "unit": "Không có đơn vị mã “{0}”. Xem các mã bằng: thidua unit list.",
    "person": "Không có người mã “{0}”. Xem các mã bằng: thidua people list.",
    "plan": "Phong trào “{0}” chưa có kế hoạch.",
    "question": "Không có nội dung để ngỏ “{key}”. Các nội dung đang chờ trả lời: {known}.",
    "council": "Phong trào {code} chưa có Hội đồng. Thành lập bằng: thidua council establish.",
    "meeting": "Giai đoạn “{stage}” chưa có phiên họp. Triệu tập bằng: thidua council convene.",
    "member": "{person} không có quyền bỏ phiếu trong Hội đồng của phong trào {code}.",
    "ballot": "Chưa mở bỏ phiếu hồ sơ {dossier}. Mở bằng: thidua council ballot open.",
    "decision": "Giai đoạn “{stage}” chưa có dự thảo quyết định tặng {form}. Soạn bằng: thidua decision draft.",
    "approved_list": "Giai đoạn “{stage}”: Hội đồng không đề nghị trường hợp nào cho {form}.",
    "text_file": "Không mở được tệp “{path}”. Kiểm tra lại đường dẫn và quyền đọc.",
    "council_preset": "Không có quy chế mẫu “{found}”. Các mẫu: {allowed}.",
    "incident": "Giai đoạn “{stage}” của phong trào {code} không có bước nào bị lỗi.",
    "duty_gone": "Không có việc số {number}, hoặc việc ấy đã xong. Xem lại trong Việc của tôi.",
    "paper": "Hồ sơ này không có tài liệu số {number}. Mở lại hồ sơ để xem các tài liệu.",
    "file": "Không có tệp mang dấu “{0}” trong kho tài liệu. Kiểm tra lại bản sao lưu.",
    "plan_file": "Không mở được tệp kế hoạch “{path}”. Kiểm tra lại đường dẫn và quyền đọc.",
    "unit_not_taking_part": "{unit} không tham gia phong trào {code}. Thêm bằng: thidua campaign add-unit.",
    "registration": "{unit} chưa gửi đăng ký thi đua cho phong trào {code}.",
    "role_not_held": "{person} không giữ vai trò {role} trong phạm vi ấy. Xem bằng: thidua people list.",
    "planned_duty": "Giai đoạn “{stage}” không có việc “{duty}” đang chờ làm. Xem bằng: thidua stuck.",
    "deadline": "Giai đoạn “{stage}” chưa có hạn nên không kéo dài được. Ấn định bằng: thidua campaign set-date.",
    "shipped_plan": "Không có kế hoạch mẫu “{code}”. Các kế hoạch mẫu: {allowed}.",
}

_STATES: Mapping[str, str] = {
    "role_missing": "{person} không có quyền {action}. Những vai trò được làm việc này: {roles}.",
    "question_answered": "Nội dung “{key}” đã được trả lời: {answer}. Muốn đổi, dùng set-date hoặc amend.",
    "stage_has_begun": "Giai đoạn “{stage}” đang thực hiện, kế hoạch mới không được bỏ. Kết thúc hoặc bỏ qua trước.",
    "stage_ended": "Giai đoạn “{stage}” không thay đổi được nữa (trạng thái: {state}).",
    "stage_not_open": "Giai đoạn “{stage}” không nhận lúc này (trạng thái: {state}; ngày mở dự kiến: {opens}).",
    "stage_not_skippable": "Giai đoạn “{stage}” không bỏ qua được. Chỉ các giai đoạn ở giữa mới bỏ qua được.",
    "deadline_passed": (
        "Giai đoạn “{stage}” đã hết hạn ngày {due}, không nhận ngày {day}."
        " Nếu văn bản đến đúng hạn, ghi ngày đến; nếu không, đề nghị kéo dài."
    ),
    "campaign_exists": "Đã có phong trào mã {code}. Chọn mã khác.",
    "campaign_over": "Phong trào {code} không thay đổi được nữa (trạng thái: {state}).",
    "campaign_suspended": "Phong trào {code} đang tạm dừng. Tiếp tục bằng: thidua campaign resume.",
    "not_a_draft": "Phong trào {code} đã được phát động hoặc đã kết thúc (trạng thái: {state}).",
    "launch_needs": "Chưa phát động được phong trào {code}. Còn thiếu: {lacking}.",
    "suspended_already": "Phong trào {code} đang tạm dừng rồi.",
    "not_suspended": "Phong trào {code} không tạm dừng, không cần tiếp tục.",
    "unit_takes_part": "{unit} đã tham gia phong trào {code}.",
    "registered_already": "{unit} đã đăng ký phong trào {code}. Muốn đăng ký lại thì rút đăng ký cũ trước.",
    "reported_already": "{unit} đã gửi báo cáo sơ kết cho phong trào {code}. Mỗi đơn vị gửi một lần.",
    "reviewed_already": "Giai đoạn “{stage}” đã có nhận xét hoặc báo cáo tổng kết. Mỗi giai đoạn viết một lần.",
    "registration_not_waiting": "Đăng ký của {unit} không chờ xác nhận (trạng thái: {state}).",
    "registration_withdrawn": "Đăng ký của {unit} đã được rút trước đó.",
    "unit_exists": "Đã có đơn vị mã {code}. Chọn mã khác.",
    "person_exists": "Đã có người mã {code}. Chọn mã khác.",
    "role_granted": "{person} đang giữ vai trò {role} trong phạm vi ấy rồi.",
    "administrator_exists": "Đã có quản trị hệ thống. Người ấy thêm những người khác bằng: thidua people add.",
    "demo_plan": "Không có kế hoạch chạy thử mã “{found}”. Các mã: {allowed}.",
    "store_is_real": "Thư mục {directory} chứa dữ liệu thật. Chọn một thư mục khác cho --keep.",
    "store_not_ready": "Kho dữ liệu chưa có hoặc ở phiên bản khác. Chạy: thidua migrate.",
    "store_busy": "Kho dữ liệu đang bận. Không có gì thay đổi; đợi một lát rồi thử lại.",
    "store_is_newer": (
        "Kho dữ liệu ở phiên bản {found}, phần mềm này chỉ biết đến {known}. Dùng đúng bản phần mềm mới hơn."
    ),
}

_DOSSIERS: Mapping[str, str] = {
    "award_form": "Đợt này không xét hình thức “{found}”. Các hình thức được xét: {allowed}.",
    "nominee_kind": "Hình thức này không tặng cho {found}. Có thể tặng cho: {allowed}.",
    "registration_missing": "Đơn vị chưa có đăng ký được xác nhận trong phong trào {code} nên chưa đề nghị được.",
    "nominee_proposed": "{nominee} đã được đề nghị trong hồ sơ {dossier}. Mỗi hình thức đề nghị một lần.",
    "components_missing": "Hồ sơ còn thiếu: {missing}. Gửi kèm bằng --document MÃ=TỆP.",
    "component_unknown": "Hồ sơ không có thành phần “{found}”. Các thành phần: {allowed}.",
    "criterion_unknown": "Không có tiêu chuẩn “{found}” cho đối tượng này. Các tiêu chuẩn: {allowed}.",
    "criterion_value": "“{found}” không trả lời được tiêu chuẩn “{criterion}”. Cần {allowed}.",
    "dossier_state": "Hồ sơ {dossier} đang ở trạng thái “{state}”; việc này cần trạng thái: {allowed}.",
    "nothing_to_decline": "{unit} đã gửi hồ sơ hoặc đã báo không đề nghị. Muốn thôi đề nghị thì rút hồ sơ.",
    "supplement_late": "Hạn bổ sung hồ sơ {dossier} là {due}, nay là {day}. Cơ quan kết luận theo hồ sơ hiện có.",
    "nothing_supplemented": "Chưa có gì bổ sung cho hồ sơ {dossier}. Gửi kèm bằng --document hoặc --evidence.",
    "not_eligible": "Hồ sơ {dossier} {outcome}: {reasons}. Trả để bổ sung, hoặc kết luận không đủ điều kiện.",
}

_VALUES: Mapping[str, str] = {
    "stage_key": "“{found}” không phải giai đoạn. Viết như dossier_intake hoặc dossier_intake@2025; có: {allowed}.",
    "answer": "“{found}” không trả lời được cho “{key}”. Cần {allowed}.",
    "answer_first": "Chưa thể nhận câu trả lời cho “{key}”: trước hết phải {lacking}.",
    "not_waivable": "Không thể bỏ qua “{key}” vì giai đoạn không tiếp tục được nếu thiếu. Hãy trả lời.",
    "rule_is_adopted": "Quy chế không nhập bằng câu trả lời ({key}). Thư ký nhập bằng: thidua council rule.",
    "campaign_code": "“{found}” không phải mã phong trào. Viết tắt tên cơ quan, năm, số thứ tự, như {example}.",
    "text_missing": "Chưa có nội dung. Ghi nội dung báo cáo hoặc nhận xét bằng --text hay --file.",
    "code_form": "“{found}” không phải mã dùng được. Chỉ dùng chữ, số, dấu chấm, gạch nối, như {example}.",
    "code_reserved": "Mã “{found}” dành cho hệ thống. Chọn mã khác.",
    "unit_missing": "Vai trò {role} cần nêu đơn vị. Ghi mã đơn vị bằng --unit.",
    "ends_before_begins": "Ngày kết thúc {found} trước ngày bắt đầu {begins}. Kiểm tra lại hai ngày.",
    "campaign_code_missing": "Tệp kế hoạch không gợi ý mã phong trào. Ghi mã bằng --code, như NH-2021-01.",
    "mail_state": "“{found}” không phải trạng thái của thư. Chọn: {allowed}.",
    "person_or_unit": "Không có người hay đơn vị mã “{code}”. Xem các mã: thidua people list, thidua unit list.",
    "campaign_state": "“{found}” không phải trạng thái của phong trào. Chọn: {allowed}.",
    "answer_missing": "Trả lời “{key}” bằng một giá trị, hoặc bỏ qua bằng --waive kèm --reason; không cả hai.",
    "pair_form": "“{found}” chưa đúng. Ghi {option} TÊN=GIÁ_TRỊ.",
    "pair_twice": "“{found}” được ghi hai lần trong {option}. Chỉ ghi một lần.",
    "council_rule": "Quy chế chưa dùng được, thiếu hoặc sai: {found}. Các mục: {known}.",
    "text_too_long": "Nội dung “{found}…” dài {length} ký tự, ô này nhận nhiều nhất {most} ký tự. Hãy rút gọn.",
    "number_too_large": "Số {found} lớn quá mức ghi được. Kiểm tra lại con số.",
    "reason_missing": "Chưa nêu lý do. Ghi lý do bằng --reason.",
    "date_past": "Giai đoạn “{stage}” không thể có hạn {found}, trước hôm nay ({today}). Chọn ngày từ hôm nay.",
    "extends_backwards": "Giai đoạn “{stage}” có hạn {due}, kéo dài thì phải sau ngày ấy, không phải {found}.",
    "received_in_future": "Ngày đến {found} sau hôm nay ({today}). Kiểm tra lại ngày trên dấu đến.",
    "pledges_missing": "Chưa có nội dung đăng ký. Ghi ít nhất một nội dung bằng --pledge.",
    "plan_asks_pledges": "Kế hoạch yêu cầu ít nhất {asked} {unit}, mới có {found} nội dung đăng ký. Bổ sung.",
    "mail_address": "“{found}” không phải địa chỉ thư dùng được. Viết như ten@xa.example.",
    "mail_header": "Phần {header} của thư có ký tự không in được: “{found}”. Gõ lại.",
    "mail_message_id": "Mã thư “{found}” không đúng mẫu. Báo quản trị hệ thống.",
    "name_blank": "Tên không được để trống.",
    "name_hidden_character": "Tên “{found}” có ký tự ẩn {code}. Gõ lại tên.",
    "day_twice": "Ngày {day} được nêu hai lần. Chỉ nêu mỗi ngày một lần.",
    "days_missing": "Chưa nêu ngày nào. Ghi ít nhất một ngày nghỉ hoặc ngày làm việc.",
    "document_missing": "Ngày {day} chưa có văn bản. Ghi số, ký hiệu văn bản quy định ngày ấy.",
    "calendar_empty": "Kho dữ liệu chưa có lịch ngày làm việc. Chạy: thidua migrate.",
    "calendar_without_years": "Lịch cần ít nhất một năm.",
    "holidays_unknown": "Chưa biết ngày nghỉ của {day}. Lịch hiện có từ {known_from} đến {known_until}.",
    "file_empty": "Tệp trống. Chọn đúng tệp rồi gửi lại.",
    "file_too_big": "Tệp dài {size} byte, quá giới hạn {limit} byte. Giảm độ phân giải bản quét hoặc chia tệp.",
    "base_salary_unknown": "Chưa có mức lương cơ sở cho ngày {day}. Bổ sung mức theo nghị định trước khi tính tiền.",
    "award_coefficient_unknown": (
        "Chưa có mức thưởng cho hình thức {form} ({kind}, {level}) vào ngày {day}. Ghi số tiền theo quyết định."
    ),
    "unknown_duration": "“{text}” không phải khoảng thời gian. Viết theo ISO 8601, như PT2H hoặc P3D.",
    "unknown_rating": "Chưa biết mức xếp loại “{rating}”. Các mức đã biết: {known}.",
    "evidence_without_criterion": "Kế hoạch không có tiêu chuẩn “{criterion}”. Xem tiêu chuẩn bằng: thidua plan show.",
    "evidence_does_not_fit": "Minh chứng “{value}” không hợp với tiêu chuẩn “{criterion}” (đơn vị đo: {unit}).",
    "nominee_twice": "{nominee} được đề nghị hai lần cho cùng hình thức {form} trong đợt {round}. Bỏ một đề nghị.",
    "nominee_without_place": "{nominee} chưa có đơn vị hoặc khối, trong khi chỉ tiêu tính theo {scope}. Bổ sung.",
}

_BALLOTS: Mapping[str, str] = {
    "negative_count": "Số phiếu không được âm ({field}: {value}).",
    "council_without_members": "Hội đồng chưa có thành viên được bỏ phiếu. Thành lập Hội đồng trước.",
    "more_taking_part_than_members": "Có {taking_part} người dự trong khi Hội đồng chỉ có {members} thành viên.",
    "written_opinion_not_admitted": (
        "Không nhận ý kiến bằng văn bản ({0}): quy chế không cho phép, hoặc người ấy có mặt tại phiên họp."
    ),
    "more_papers_than_voters": "Có {papers} phiếu trong khi chỉ {voters} người được bỏ phiếu. Kiểm phiếu lại.",
    "chair_vote_not_among_papers": "Phiếu của Chủ tịch ({chair_vote}) không có trong số phiếu đã kiểm. Kiểm lại.",
}

_COUNCIL: Mapping[str, str] = {
    "council_exists": "Phong trào {code} đã có Hội đồng.",
    "council_needs": (
        "Hội đồng cần một Chủ tịch (có {chairs}), một Thư ký (có {secretaries})"
        " và ít nhất ba người được bỏ phiếu (có {voting})."
    ),
    "seat": "“{found}” không phải chức danh trong Hội đồng. Chọn: {allowed}.",
    "ballot_has_begun": "Hội đồng của phong trào {code} đã họp theo quy chế cũ, không thay quy chế được nữa.",
    "rule_missing": "Hội đồng của phong trào {code} chưa có quy chế bỏ phiếu. Nhập bằng: thidua council rule.",
    "place_missing": "Chưa nêu nơi họp. Ghi bằng --place.",
    "meeting_past": "Giờ họp {found} đã qua. Chọn giờ khác.",
    "meeting_convened": "Đã triệu tập phiên họp lúc {at}, tại {place}. Phiên ấy chưa kết thúc.",
    "meeting_not_begun": "Phiên họp bắt đầu lúc {at}, chưa đến ngày.",
    "no_quorum": "Chỉ có {present}/{members} người được bỏ phiếu có mặt, quy chế cần {quorum}. Ghi thêm người dự.",
    "secret_on_paper": "Quy chế bỏ phiếu kín: hồ sơ {dossier} bỏ phiếu giấy rồi nhập bằng: council ballot count.",
    "ballot_open": "Hồ sơ {dossier} đang được bỏ phiếu. Kết thúc lượt này trước.",
    "ballot_closed": "Lượt bỏ phiếu hồ sơ {dossier} đã kết thúc ({outcome}).",
    "ballot_decided": "Hội đồng đã quyết về hồ sơ {dossier} ({outcome}), không bỏ phiếu lại.",
    "ballot_on_paper": "Hồ sơ {dossier} bỏ phiếu giấy. Nhập kết quả bằng: thidua council ballot count.",
    "choice": "“{found}” không phải lựa chọn. Chọn: {allowed}.",
    "voted_already": "{person} đã bỏ phiếu. Mỗi người bỏ một lần trong một lượt.",
    "not_present": "{person} chưa được ghi nhận có mặt. Ghi bằng: thidua council attend.",
    "ballots_missing": "Chưa bỏ phiếu xong các hồ sơ: {dossiers}.",
    "minutes_missing": "Chưa có biên bản. Ghi số biên bản bằng --document và nội dung bằng --minutes.",
    "edge_tie": (
        "Các hồ sơ {dossiers} ngang nhau ở suất cuối; {settled_by} quyết định thứ tự. Ghi thứ tự bằng --order."
    ),
}

_DECISIONS: Mapping[str, str] = {
    "decision_drafted": "Đã có dự thảo quyết định tặng {form} trong đợt này.",
    "decision_state": "Quyết định tặng {form} đang ở trạng thái “{state}”; việc này cần trạng thái: {allowed}.",
    "signer_title_missing": "Chưa có chức vụ người ký. Ghi bằng --title.",
    "list_differs": (
        "Danh sách trong quyết định ({listed}) khác danh sách Hội đồng đề nghị ({approved})."
        " Hai danh sách phải là một; báo quản trị hệ thống."
    ),
    "decision_number": "“{found}” không phải số quyết định. Ghi như trong sổ văn bản, ví dụ 125/QĐ-UBND.",
    "issue_date": "Ngày ban hành {found} phải từ ngày dự thảo ({first}) đến hôm nay ({last}).",
    "decision_number_used": "Số {number} đã dùng cho một quyết định năm {year}. Kiểm tra lại sổ văn bản.",
}

_RUNNING: Mapping[str, str] = {
    "campaign_not_running": "Phong trào {code} chưa phát động hoặc đã kết thúc (trạng thái: {state}).",
    "nothing_due": "Giai đoạn “{stage}” chưa có việc nào đến lúc (lần xem tới: {next}). Xem: thidua stuck.",
    "moment_without_zone": "Thời điểm {found} thiếu múi giờ.",
    "as_of_refused": "Chỉ kho dữ liệu mô phỏng mới nhận thời điểm khác hiện tại ({found}).",
    "stage_of_other_kind": "Giai đoạn “{stage}” không thuộc quy trình này ({allowed}).",
    "request_missing": "Chưa nêu phong trào và giai đoạn cần thực hiện.",
}

_STORE: Mapping[str, str] = {
    "stored_plan": "Kế hoạch trong kho không đọc được (tại {at}: {reason}). Báo quản trị hệ thống.",
    "file_changed": "Tệp {digest} đã bị thay đổi hoặc hỏng trong kho. Khôi phục từ bản sao lưu.",
    "row_deleted": "Có dòng bị xóa trong {rows}, trong khi dữ liệu này chỉ được thêm. Báo quản trị hệ thống.",
    "loose_rows": "Sau khi nâng cấp, có dòng trong {tables} trỏ tới dữ liệu đã mất. Không lưu gì; báo quản trị.",
    "change_without_event": "Có thay đổi không ghi nhật ký ({rows}). Không lưu gì; báo quản trị hệ thống.",
}

SENTENCES: Mapping[str, str] = {
    **_MISSING,
    **_STATES,
    **_DOSSIERS,
    **_VALUES,
    **_BALLOTS,
    **_COUNCIL,
    **_DECISIONS,
    **_RUNNING,
    **_STORE,
    **REFUSALS,
    **OF_CAMPAIGNS,
    **OF_EARLIER_AWARDS,
    **OF_COUNCIL,
    **OF_SUCCESSION,
    **OF_ACCOUNTS,
    **OF_FORMS,
    **OF_LATER_DECISIONS,
    **OF_LEDGER,
    **OF_COMPLAINTS,
    **OF_PERSONAL_DATA,
    **OF_ISSUING,
}
