"""Deputies in words: how far a document reaches, and who acts in whose place."""

from wording.labels import ROLES


def reach_phrase(role: str | None, unit: str | None, campaign: str | None) -> str:
    """`vai trò lãnh đạo, phong trào NH-2021-01`, or everything."""
    parts = (
        f"vai trò {_small(ROLES[role])}" if role else "",
        f"đơn vị {unit}" if unit else "",
        f"phong trào {campaign}" if campaign else "",
    )
    return ", ".join(part for part in parts if part) or "mọi việc của người vắng mặt, trừ bỏ phiếu và cử người thay"


def in_place_of(name: str, away: str | None) -> str:
    """`Trần Thị Bình thay Nguyễn Văn An`, or the one name."""
    return f"{name} thay {away}" if away else name


def _small(label: str) -> str:
    """Only the first letter, because `Hội đồng` keeps its own."""
    return label[0].lower() + label[1:]
