"""Accounts, sign-ins and deputies: refusals and events."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "account": "{person} chưa có tài khoản. Mở bằng: thidua account open.",
    "account_exists": "{person} đã có tài khoản. Muốn cấp lại mật khẩu, dùng: thidua account reset.",
    "account_disabled": "Tài khoản của {person} đang bị khóa. Hãy liên hệ người quản trị hệ thống.",
    "account_disabled_already": "Tài khoản của {person} đã bị khóa từ trước.",
    "account_enabled_already": "Tài khoản của {person} không bị khóa, không cần mở.",
    "own_account": "{person} không tự khóa tài khoản của mình được. Nhờ một người quản trị khác.",
    "mail_missing": "{person} chưa có địa chỉ thư nên không gửi được. Cấp mật khẩu tạm thay cho thư.",
    "public_address_missing": (
        "Không gửi được địa chỉ đặt mật khẩu vì chưa đặt THIDUA_PUBLIC_ADDRESS. Đặt biến ấy, hoặc cấp mật khẩu tạm."
    ),
    "store_not_simulated": "Tài khoản minh họa chỉ có trong kho dữ liệu mô phỏng. Kho này chứa dữ liệu thật.",
    "sign_in_failed": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ và phím Caps Lock rồi thử lại.",
    "sign_in_locked": (
        "Đã nhập sai {trials} lần nên tên này tạm khóa đến {until}."
        " Chờ đến lúc đó, chọn “Quên mật khẩu”, hoặc nhờ người quản trị cấp lại mật khẩu."
    ),
    "sign_in_too_often": "Có quá nhiều lần thử từ nơi này. Chờ {minutes} phút rồi thử lại.",
    "password_wrong": "Mật khẩu hiện tại chưa đúng. Nhập lại mật khẩu đang dùng.",
    "password_same": "Mật khẩu mới giống mật khẩu đang dùng. Chọn mật khẩu khác.",
    "password_twice": "Hai lần nhập mật khẩu mới không giống nhau. Nhập lại cả hai.",
    "password_short": "Mật khẩu có {found} ký tự, cần ít nhất {least}. Một câu dễ nhớ gồm vài từ là đủ.",
    "password_long": "Mật khẩu có {found} ký tự, nhiều nhất là {most}. Rút ngắn lại.",
    "password_common": "Mật khẩu này quá dễ đoán. Chọn vài từ không liên quan với nhau.",
    "password_personal": "Mật khẩu chứa tên, mã hoặc địa chỉ thư của chính mình nên dễ đoán. Chọn từ khác.",
    "reset_over": "Địa chỉ này đã dùng rồi hoặc đã quá hạn. Chọn “Quên mật khẩu” để nhận địa chỉ mới.",
    "phone_form": "“{found}” không phải số điện thoại. Viết như 028 3822 0000.",
    "person_away_already": "{person} đã ngừng từ trước.",
    "person_here_already": "{person} đang hoạt động, không cần mở lại.",
    "web_session": "Phiên đăng nhập ấy không còn. Tải lại trang để xem các phiên đang mở.",
    "deputy": "Không có giấy cử người thay số {number} còn hiệu lực. Xem bằng: thidua deputy list.",
    "own_deputy": "{person} không thể thay chính mình. Chọn một người khác.",
    "deputy_over": "Thời gian thay kết thúc ngày {found}, trước hôm nay ({today}). Kiểm tra lại ngày.",
    "deputy_appointed": "{deputy} đã được cử thay {person} trong phạm vi và thời gian ấy. Kết thúc lần trước trước.",
    "deputy_ended": "Việc {deputy} thay {person} đã kết thúc từ trước.",
    "document_of_deputy_missing": "Cử người thay cần văn bản. Ghi số, ký hiệu văn bản.",
    "document_in_future": "Văn bản đề ngày {found}, sau hôm nay ({today}). Kiểm tra lại ngày văn bản.",
}

EVENTS: Mapping[str, str] = {
    "account:opened": "Mở tài khoản cho {about}",
    "account:signed_in": "{about} đăng nhập",
    "account:signed_out": "{about} đăng xuất",
    "account:sessions_ended": "Kết thúc {sessions} phiên đăng nhập của {about}",
    "account:locked": "Tạm khóa tên đăng nhập {about} đến {locked_until} vì nhập sai nhiều lần",
    "account:password_set": "Cấp mật khẩu tạm cho {about}",
    "account:password_changed": "{about} đổi mật khẩu",
    "account:link_made": "Gửi địa chỉ đặt mật khẩu cho {about}",
    "account:disabled": "Khóa tài khoản của {about}",
    "account:enabled": "Mở lại tài khoản của {about}",
    "person:updated": "{about} sửa thông tin liên hệ của mình",
    "deputy:appointed": "Cử {deputy} thay {person} từ {from} đến {to} theo {document}",
    "deputy:ended": "Kết thúc việc {deputy} thay {person}",
    "deputy:acting": "{deputy} bắt đầu làm việc thay người khác (giấy số {about})",
    "deputy:stopped": "{deputy} thôi làm việc thay người khác (giấy số {about})",
}

ACCOUNT_STATES: Mapping[str, str] = {
    "none": "Chưa có",
    "open": "Đang dùng",
    "locked": "Tạm khóa vì nhập sai",
    "disabled": "Đã khóa",
    "waiting": "Chờ đặt mật khẩu",
}
