"""The administrator's account of a new installation, whose password is shown once to whoever starts the service."""

from collections.abc import Iterator
from datetime import UTC, datetime

from actions.accounts import first_account
from models.engine import open_engine, writing
from queries.principals import moment
from settings import Settings


def first_lines(current: Settings) -> Iterator[str]:
    """Open the account where there is none, and say how to sign in. The store has to be migrated."""
    with writing(open_engine(current.database_url)) as session:
        opened = first_account(session, at=moment(session, datetime.now(UTC)))
    if opened is not None:
        yield "Đã mở tài khoản quản trị đầu tiên. Mật khẩu dưới đây chỉ hiện lần này và phải đổi khi đăng nhập:"
        yield f"  tên đăng nhập: {opened.person}"
        yield f"  mật khẩu:      {opened.password}"
