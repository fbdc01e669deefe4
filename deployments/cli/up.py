"""`thidua up`, `thidua worker` and `thidua web`."""

import settings
from deployments.engine import supervisor, work


def up() -> None:
    """Chạy toàn bộ dịch vụ trên máy này; dừng bằng Ctrl-C. Cấu hình bằng các biến môi trường THIDUA_…"""
    supervisor.run(settings.load(), say=_say)


def worker() -> None:
    """Chỉ chạy bộ phận thực hiện công việc theo lịch, nối với máy chủ Prefect đã có (THIDUA_PREFECT_SERVER)."""
    try:
        work.main()
    except KeyboardInterrupt:
        _say("Đã dừng.")


def web() -> None:
    """Chỉ chạy các trang web trên kho dữ liệu đã có; dùng khi các phần chạy trên nhiều máy."""
    from deployments.cli.context import ready_store
    from deployments.first_start import first_lines
    from web.server import main

    current = settings.load()
    ready_store(current.database_url)
    for line in first_lines(current):
        _say(line)
    main()


def _say(line: str) -> None:
    # Flushed line by line, because the output is often a pipe or a journal.
    print(line, flush=True)
