"""Numbers as Vietnamese are used to: a point between thousands, a comma before decimals."""


def grouped(number: int) -> str:
    """`1.390.000`."""
    return f"{number:,}".replace(",", ".")


def money(dong: int) -> str:
    """`1.390.000 đồng`."""
    return f"{grouped(dong)} đồng"


def percent(part: int, whole: int) -> str:
    """`86,7%`, to one decimal, halves up; ZeroDivisionError when there is no whole."""
    units, tenths = divmod((part * 2000 + whole) // (2 * whole), 10)
    return f"{units}%" if tenths == 0 else f"{units},{tenths}%"
