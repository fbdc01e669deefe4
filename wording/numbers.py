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


def file_size(count: int) -> str:
    """`1 KB`, `840 KB`, `2,4 MB`; a file that is there is never shown as nothing."""
    if count < 1_000_000:
        return f"{grouped(max(1, round(count / 1_000)))} KB"
    tenths = round(count / 100_000)
    return f"{grouped(tenths // 10)},{tenths % 10} MB"
