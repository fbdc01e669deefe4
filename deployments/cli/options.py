"""Options and arguments that several verbs share, and how what is typed is read."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import Incomplete, Invalid, NotFound
from domain.nominees import NomineeKind
from domain.people import Role
from domain.stages import StageKey
from domain.steps import OFFICE_ZONE
from wording.labels import NOMINEE_KINDS, ROLES


def day(text: str) -> date:
    """`2021-11-20` or `20/11/2021`."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải ngày, viết như 2021-11-20 hoặc 20/11/2021")


def moment(text: str) -> datetime:
    """`2021-11-25T08:00` or with a blank between, in the office's time where no zone is given."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” không phải giờ, viết như 2021-11-25T08:00") from None
    return found if found.tzinfo else found.replace(tzinfo=OFFICE_ZONE)


def stage_key(text: str) -> StageKey:
    """`dossier_intake@2025`."""
    try:
        return StageKey.parse(text)
    except Invalid as error:
        allowed = ", ".join(map(str, error.data["allowed"]))  # type: ignore[call-overload]  # data is not typed by code
        raise typer.BadParameter(f"“{text}” không phải giai đoạn, có: {allowed}") from None


def role(text: str) -> Role:
    """A role by its code."""
    return Role(_known(text, Role, ROLES))


def nominee_kind(text: str) -> NomineeKind:
    """A kind of nominee by its code."""
    return NomineeKind(_known(text, NomineeKind, NOMINEE_KINDS))


def _known(text: str, words: Iterable[StrEnum], labels: object) -> str:
    codes = [word.value for word in words]
    if text not in codes:
        shown = ", ".join(f"{code} ({labels[code]})" for code in codes)  # type: ignore[index]  # a mapping of labels
        raise typer.BadParameter(f"“{text}” chưa đúng, chọn: {shown}")
    return text


def pairs(texts: Iterable[str], option: str) -> dict[str, str]:
    """`a=b` as a → b.

    Raises:
        Invalid: `pair_form`, `pair_twice`.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Invalid("pair_form", found=text, option=option)
        if name.strip() in found:
            raise Invalid("pair_twice", found=name.strip(), option=option)
        found[name.strip()] = value.strip()
    return found


def text_of(text: str | None, file: Path | None) -> str:
    """What was typed, or what stands in a UTF-8 file.

    Raises:
        Incomplete: `text_missing`. NotFound: `text_file`.
    """
    if file is not None:
        return content_of(file).decode("utf-8-sig", errors="replace")
    if not text:
        raise Incomplete("text_missing", what="text")
    return text


def content_of(file: Path) -> bytes:
    """The bytes of a file; raises NotFound `text_file`."""
    try:
        return file.read_bytes()
    except OSError:
        raise NotFound("text_file", path=str(file)) from None


As = Annotated[
    str,
    typer.Option("--as", metavar="NGƯỜI", help="Mã người thực hiện. Thêm --preview để chỉ xem trước, không đổi gì."),
]
Viewer = Annotated[str | None, typer.Option("--as", metavar="NGƯỜI", help="Chỉ xem những gì người này được xem.")]
Code = Annotated[str, typer.Argument(metavar="MÃ", help="Mã phong trào, như NH-2021-01.")]
Stage = Annotated[
    StageKey, typer.Argument(metavar="GIAI_ĐOẠN", parser=stage_key, help="Như registration, dossier_intake@2025.")
]
Day = Annotated[date, typer.Argument(metavar="NGÀY", parser=day, help="Như 2021-11-20.")]
Round = Annotated[str, typer.Option("--round", metavar="ĐỢT", help="Đợt khen: final, midterm hoặc năm như 2025.")]
Unit = Annotated[str, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Mã đơn vị.")]
Reason = Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do, được ghi vào nhật ký.")]
Document = Annotated[str | None, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản.")]
Json = Annotated[bool, typer.Option("--json", help="In dạng JSON cho máy đọc.")]
Incoming = Annotated[
    str | None, typer.Option("--incoming-number", metavar="SỐ", help="Số đến, khi nhập thay đơn vị gửi bản giấy.")
]
Received = Annotated[
    date | None,
    typer.Option("--received-on", metavar="NGÀY", parser=day, help="Ngày đến của bản giấy; tính hạn theo ngày này."),
]
Text = Annotated[str | None, typer.Option("--text", metavar="CHỮ", help="Nội dung.")]
File = Annotated[Path | None, typer.Option("--file", metavar="TỆP", help="Tệp chữ UTF-8 chứa nội dung.")]
