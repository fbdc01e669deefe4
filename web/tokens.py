"""Signed values that travel through a browser: the token of a form, the word after an act, what was typed."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

KEY = Path("keys") / "web.key"
A_DAY = 86_400
AN_HOUR = 3_600


@dataclass(frozen=True)
class Tokens:
    """Signs and reads with one key of the installation."""

    key: str

    @classmethod
    def of(cls, directory: Path) -> "Tokens":
        """With the key in the data directory, made when it is missing; several processes end up with one."""
        path = directory / KEY
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(path.read_text(encoding="ascii"))
        made = secrets.token_hex(32)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made)
        return cls(made)

    def form(self, session: str) -> str:
        """The token of every form of one signed-in session; empty for a visitor."""
        return self._signer("form").dumps(_short(session))

    def is_of(self, token: str, session: str) -> bool:
        """Was this token given to this session?"""
        return bool(self._read("form", token, A_DAY) == _short(session))

    def pack(self, purpose: str, value: Any) -> str:
        """A plain value, signed for a purpose."""
        return str(self._signer(purpose).dumps(value))

    def unpack(self, purpose: str, token: str, *, age: int = AN_HOUR) -> Any:
        """The value, or None when it is not ours, of another purpose, or older than `age` seconds."""
        return self._read(purpose, token, age)

    def _read(self, purpose: str, token: str, age: int) -> Any:
        try:
            return self._signer(purpose).loads(token, max_age=age)
        except BadData:
            return None

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.key, salt=purpose)


def _short(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()[:32]
