"""Invented people: family, middle and given names put together by chance; nobody who lives is meant."""

from deployments.demo.chance import one_of

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh")
MIDDLE = ("Thị", "Văn", "Minh", "Thanh", "Ngọc", "Quang", "Hữu", "Thu", "Đức", "Kim", "Xuân", "Hải")
GIVEN = ("An", "Bình", "Châu", "Dung", "Giang", "Hạnh", "Hoà", "Khánh", "Lan", "Mai", "Nga", "Oanh", "Phúc", "Quý")
GIVEN_MORE = ("Sơn", "Tâm", "Thảo", "Trang", "Tú", "Uyên", "Vân", "Vinh", "Yến", "Đạt", "Hương", "Loan", "Long", "Tuấn")


def person_name(seed: str, *words: str) -> str:
    """The name of somebody who does not exist."""
    parts = (FAMILY, MIDDLE, GIVEN + GIVEN_MORE)
    return " ".join(one_of(part, seed, *words, str(place)) for place, part in enumerate(parts))
