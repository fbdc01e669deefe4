"""What every page of one campaign shows around its own part: name, state, tabs, and who may change what."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from domain.permissions import allowed
from models.campaigns import Campaign
from queries.campaigns import visible
from web.access import require_entry_in
from web.desk import Desk
from web.rendering import page

TABS = (
    ("", "Tiến độ", "campaign:view"),
    ("/ke-hoach", "Kế hoạch", "campaign:view"),
    ("/phien-ban", "Phiên bản", "campaign:view"),
    ("/dot", "Đợt và chỉ tiêu", "campaign:view"),
    ("/don-vi", "Đơn vị tham gia", "campaign:view"),
    ("/viec", "Việc", "campaign:view"),
    ("/y-kien", "Lấy ý kiến", "comments:manage"),
    ("/thu", "Thư", "mail:manage"),
    ("/lich-su", "Lịch sử", "audit:view"),
    ("/thay-doi", "Thay đổi", "campaign:amend"),
)
"""The end of the address, the words, and the right that opens it."""


@dataclass(frozen=True)
class Frame:
    """One campaign before one viewer; `whole`: she sees every unit's matters."""

    campaign: Campaign
    desk: Desk

    @property
    def home(self) -> str:
        """The address of the campaign's first page."""
        return f"/phong-trao/{self.campaign.code}"

    @property
    def whole(self) -> bool:
        """Does the viewer see the campaign and not only a unit's part of it?"""
        return self.may("campaign:view")

    @property
    def over(self) -> bool:
        """Is it closed or cancelled, so that nothing can be changed?"""
        return self.campaign.state in ("closed", "cancelled")

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """Addresses and words of the parts that the viewer may open; a unit sees the campaign's and its own."""
        own = {"campaign:view"}
        return tuple((self.home + end, words) for end, words, right in TABS if right in own or self.may(right))

    def may(self, action: str) -> bool:
        """May the viewer do this in the campaign as a whole?"""
        return allowed(action, self.desk.by, campaign_id=self.campaign.id)


def framed(desk: Desk, code: str) -> Frame:
    """One campaign before the viewer.

    Raises:
        NotFound: `campaign`, also for one that she may not see.
        NotAllowed: `role_missing`, where she holds none of the rights that the page needs in this campaign.
    """
    campaign = visible(desk.session, desk.by, code)
    require_entry_in(desk.request, desk.by, campaign.id)
    return Frame(campaign, desk)


def campaign_page(frame: Frame, template: str, **values: Any) -> Response:
    """A page of a campaign inside of its frame."""
    return page(frame.desk, f"campaign/{template}", frame=frame, campaign=frame.campaign, **values)
