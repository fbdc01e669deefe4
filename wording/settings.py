"""What each setting of an installation does, in groups, as an administrator reads it."""

from collections.abc import Mapping

GROUPS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "Cơ quan và dữ liệu",
        {
            "office_name": "Tên cơ quan trong thư và văn bản.",
            "public_address": "Địa chỉ mà mọi người mở các trang này; liên kết trong thư và mã QR cần tới.",
            "data_directory": "Thư mục giữ mọi thứ trên đĩa: kho dữ liệu, hộp thư, dữ liệu của Prefect, nhật ký máy.",
            "database_url": "Kho dữ liệu.",
        },
    ),
    (
        "Thư",
        {
            "mail_paused": "Giữ mọi thư lại: thông báo vẫn được ghi, không thư nào được gửi.",
            "mail_redirect": "Chạy thử: mọi thư tới một địa chỉ này, dù gửi cho ai.",
            "mail_sender": "Người gửi của mọi thư.",
            "mail_domain": "Tên miền trong mã thư và của người gửi mặc định.",
            "smtp_host": "Máy chủ thư. Không đặt thì thư nằm trong hộp thư của máy này.",
            "smtp_port": "Cổng của máy chủ thư.",
            "smtp_security": "Cách mã hóa đường truyền tới máy chủ thư: none, starttls hoặc tls.",
            "smtp_username": "Tên đăng nhập máy chủ thư, đi cùng mật khẩu.",
            "smtp_password": "Mật khẩu máy chủ thư.",
            "mailbox_port": "Cổng của hộp thư trên máy này.",
        },
    ),
    (
        "Trang web",
        {
            "web_host": "Nơi các trang lắng nghe.",
            "web_port": "Cổng của các trang.",
            "web_hosts": "Những tên được dùng để gọi các trang; không đặt thì tên nào cũng được.",
            "web_session_hours": "Sau bao nhiêu giờ phải đăng nhập lại.",
            "web_idle_minutes": "Sau bao nhiêu phút không dùng thì phiên đăng nhập kết thúc.",
            "upload_megabytes": "Một lần gửi được bao nhiêu MB, tính cả các tệp.",
        },
    ),
    (
        "Bộ máy chạy nền",
        {
            "sweep_cron": "Lịch xem việc đến hạn: phút, giờ, ngày, tháng, thứ theo giờ Việt Nam.",
            "worker_threads": "Số việc chạy cùng lúc.",
            "prefect_port": "Cổng của máy chủ Prefect trên máy này.",
            "prefect_server": "Địa chỉ máy chủ Prefect ở nơi khác; khi ấy không chạy máy chủ tại đây.",
            "prefect_auth": "Tên và mật khẩu bảo vệ Prefect.",
            "prefect_retention_days": "Prefect giữ các lần chạy đã xong bao nhiêu ngày.",
            "events_retention_days": "Prefect giữ sự kiện của nó bao nhiêu ngày.",
        },
    ),
)
"""Title of a group → field of the settings → what it does."""

SECRET, UNSET, YES, NO = "đã đặt, không hiện", "không đặt", "có", "không"


def shown_value(value: object, *, secret: bool) -> str:
    """A value as it is shown; of a secret only whether there is one."""
    if value is None or value in ("", ()):
        return UNSET
    if secret:
        return SECRET
    if isinstance(value, bool):
        return YES if value else NO
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
