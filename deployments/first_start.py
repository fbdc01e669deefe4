"""What a new installation makes for itself, told once to whoever starts it: an account, and a key for the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlmodel import Session

from actions.accounts import first_account
from actions.checkpoints import signing_key
from models.engine import open_engine, writing
from models.ledger_keys import path_of
from models.ledger_rows import last_key
from queries.principals import moment
from settings import Settings


def first_lines(current: Settings) -> Iterator[str]:
    """Make what is missing, and say what there is now. The store has to be migrated."""
    with writing(open_engine(current.database_url)) as session:
        at = moment(session, datetime.now(UTC))
        opened = first_account(session, at=at)
        key = _first_key(session, current, at)
    if opened is not None:
        yield "Đã mở tài khoản quản trị đầu tiên. Mật khẩu dưới đây chỉ hiện lần này và phải đổi khi đăng nhập:"
        yield f"  tên đăng nhập: {opened.person}"
        yield f"  mật khẩu:      {opened.password}"
    if key is not None:
        yield "Đã tạo khóa ký điểm neo của nhật ký. Sao lưu tệp này, để riêng với bản sao lưu kho dữ liệu:"
        yield f"  {path_of(current.data_directory, key)}"


def _first_key(session: Session, current: Settings, at: datetime) -> str | None:
    """The id of the key that was made; None where one signs already, be its file here or elsewhere."""
    if last_key(session) is not None:
        return None
    with signing_key(session, current.data_directory, at=at) as key:
        return key.id
