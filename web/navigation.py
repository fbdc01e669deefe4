"""The menu: what a person may do decides what she sees; how much waits for her stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from queries import complaints, decision_desk, duties, intake, later_decisions, signing_desk, stuck
from queries.wanted import Wanted
from web.access import holds
from web.desk import Desk

Count = Callable[[Desk], int]

MOST = 99
"""Beyond this a number in the menu says no more than “many”."""


@dataclass(frozen=True)
class Place:
    """A place of the menu: address, name, the rights of which any one opens it, how many things wait there."""

    path: str
    label: str
    rights: tuple[str, ...]
    count: Count | None = None


@dataclass(frozen=True)
class Entry:
    """A place as the template shows it."""

    path: str
    label: str
    current: bool
    count: int

    @property
    def counted(self) -> str:
        """The number as it is shown."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


def _stuck(desk: Desk) -> int:
    return stuck.total(desk.session, desk.by, on=desk.today, wanted=Wanted(stuck=True))


def _mine(desk: Desk) -> int:
    return duties.count_mine(desk.session, desk.by, on=desk.today, most=MOST + 1)


def _intake(desk: Desk) -> int:
    return intake.count_waiting(desk.session, desk.by)


def _decisions(desk: Desk) -> int:
    own = decision_desk.waiting(desk.session, desk.by) + later_decisions.waiting(desk.session, desk.by)
    return own + signing_desk.waiting_by_delegation(desk.session, desk.by, on=desk.today)


def _complaints(desk: Desk) -> int:
    return complaints.waiting(desk.session, desk.by)


PLACES = (
    Place("/", "Tổng quan", ("signed_in",), _stuck),
    Place("/viec-cua-toi", "Việc của tôi", ("signed_in",), _mine),
    Place("/phong-trao", "Phong trào", ("campaign:view",)),
    Place("/don-vi-toi", "Bàn đơn vị", ("registration:submit",)),
    Place("/ho-so", "Hồ sơ khen thưởng", ("dossier:accept", "dossier:judge"), _intake),
    Place("/hoi-dong", "Hội đồng", ("meeting:convene", "ballot:open", "ballot:vote", "meeting:attend")),
    Place("/khieu-nai", "Khiếu nại", ("complaint:handle", "complaint:limit"), _complaints),
    Place(
        "/quyet-dinh",
        "Quyết định",
        ("decision:sign", "decision:sign_for", "decision:draft", "decision:issue"),
        _decisions,
    ),
    Place("/nhat-ky", "Nhật ký", ("audit:view",)),
    Place(
        "/quan-tri",
        "Quản trị",
        ("people:manage", "calendar:set", "mail:manage", "data:erase", "delegation:view", "number_book:view"),
    ),
)
"""In the order of the menu; the last part of a longer address belongs to the place that it begins with."""


def menu(desk: Desk) -> tuple[Entry, ...]:
    """The places of this viewer."""
    path = desk.request.url.path
    mine = [place for place in PLACES if any(holds(desk.by, right) for right in place.rights)]
    return tuple(Entry(place.path, place.label, _is_at(path, place.path), _waiting(desk, place)) for place in mine)


def _waiting(desk: Desk, place: Place) -> int:
    if place.path in desk.counted:
        return desk.counted[place.path]
    return place.count(desk) if place.count else 0


def _is_at(path: str, place: str) -> bool:
    return path == place if place == "/" else path == place or path.startswith(f"{place}/")
