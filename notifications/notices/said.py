"""What every notice has: to whom it is said, and about what."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from notifications.fields import Code, Line


class Said(BaseModel):
    """What every notice says: to whom."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    kind: ClassVar[str]
    # Because a legal notice starts a clock or proves a receipt, it goes out at once; others wait for the digest.
    legal: ClassVar[bool] = False

    recipient_name: Line

    @property
    def thread(self) -> str:
        """The code whose letters hang together in the reader's mail program; empty for a letter of its own."""
        return ""


class Notice(Said):
    """What is said about a campaign."""

    campaign_code: Code
    campaign_name: Line

    @property
    def thread(self) -> str:
        return self.campaign_code


class OfficeNotice(Said):
    """What is said about the service itself, whatever campaigns there are."""
