"""`thidua migrate`."""

import settings
from deployments.prepare import prepare
from models.migrations import HEAD


def migrate() -> None:
    """Đưa kho dữ liệu lên phiên bản của phần mềm đang chạy; chạy lại nhiều lần không sao."""
    changed = prepare(settings.load())
    state = "Đã nâng kho dữ liệu lên" if changed else "Kho dữ liệu đã ở"
    print(f"{state} phiên bản {HEAD}.")
