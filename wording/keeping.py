"""What is said of backups and of a store that was brought back from one."""

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    "store:restored": (
        "Khôi phục kho dữ liệu từ bản sao lưu lúc {made_at}; dừng mọi thư ({held_mails} đang chờ);"
        " phiếu kín phải bỏ lại: {voided}"
    ),
}

REFUSALS: Mapping[str, str] = {
    "backup_exists": "Đã có “{path}”. Chọn tên khác; bản sao lưu không ghi đè lên tệp nào.",
    "backup_missing": "Không mở được bản sao lưu “{path}”.",
    "backup_damaged": (
        "Bản sao lưu “{path}” bị cắt, bị sửa hoặc không phải bản sao lưu của thidua (tại: {at})."
        " Chưa thay đổi gì. Dùng bản khác."
    ),
    "backup_newer": "Bản sao lưu do phiên bản phần mềm mới hơn tạo ra (dạng {found}). Nâng phần mềm rồi khôi phục.",
    "backup_of_other_database": (
        "Bản sao lưu là của {found}, còn cài đặt chỉ tới {wanted}. Đặt THIDUA_DATABASE_URL tới một kho {found}."
    ),
    "backup_unsound": (
        "Kho trong bản sao lưu có {count} điều không khớp với nhật ký của nó ({names}). Chưa thay đổi gì."
        " Dùng bản khác; hoặc khôi phục để điều tra vào một thư mục trống bằng --unsound."
    ),
    "place_is_taken": (
        "Nơi khôi phục không trống: {found}. Chọn thư mục dữ liệu và kho trống,"
        " hoặc thêm --replace để cất những gì đang có sang một bên."
    ),
    "replacing_not_confirmed": "Chưa xác nhận nên chưa thay đổi gì.",
    "pg_tool_missing": (
        "Không tìm thấy chương trình {tool} của PostgreSQL, là thứ sẽ chạy: {command}."
        " Cài bộ postgresql-client cùng phiên bản với máy chủ, hoặc chỉ nơi có nó bằng --pg-bin."
    ),
    "pg_tool_failed": "Chương trình {tool} của PostgreSQL báo lỗi: {said}.",
}
