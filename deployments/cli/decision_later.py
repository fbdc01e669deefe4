"""`thidua decision`: what replaces, corrects or cancels an issued decision, and the list for everybody."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from actions import later_decisions, later_drafts, publication, recoveries
from deployments.cli.context import acting, looking
from deployments.cli.issuing_options import ByDelegation, RegisterNumber, Signed, Title, scan_of, signing_of
from deployments.cli.options import As, Code, Document, Json, Reason, Viewer, day, pairs
from deployments.cli.tables import as_json, heading, table
from domain.errors import Invalid
from domain.later_decisions import Ground, Named, Passage
from models.decisions import Decision
from queries import later_decisions as asked
from queries import public_list
from queries.campaigns import visible
from wording.dates import short_date
from wording.labels import AWARD_FORMS
from wording.later_decisions import DECISION_KINDS, GROUNDS, RECOVERED, STANDINGS
from wording.states import DECISION_STATES

Number = Annotated[int, typer.Argument(metavar="THỨ_TỰ", help="Số thứ tự của quyết định, như decision list in ra.")]


def replace(
    code: Code,
    number: Number,
    reason: Reason,
    as_: As,
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", metavar="HỒ_SƠ", help="Đưa hồ sơ này ra khỏi danh sách.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HỒ_SƠ=TÊN", help="Ghi lại tên trong danh sách.")
    ] = None,
    unit_name: Annotated[
        list[str] | None, typer.Option("--unit-name", metavar="HỒ_SƠ=ĐƠN_VỊ", help="Ghi lại tên đơn vị.")
    ] = None,
    document: Document = None,
) -> None:
    """Dự thảo quyết định thay thế, khi quyết định đã ban hành sai nội dung."""
    names, units = pairs(name or (), "--name"), pairs(unit_name or (), "--unit-name")
    with acting(as_) as desk:
        about = asked.about(desk.session, desk.by, code, number)
        written = {line.dossier: Named(line.nominee, line.unit_name) for line in about.lines}
        told = {
            dossier: Named(names.get(dossier, old.nominee), units.get(dossier, old.unit_name))
            for dossier in {**names, **units}
            # A dossier that is not listed is refused by the action, which says so.
            for old in (written.get(dossier, Named("-", "-")),)
        }
        row = later_drafts.replace(
            desk.session,
            code,
            number,
            left_out=leave_out or (),
            names=told,
            reason=reason,
            document=document,
            by=desk.by,
            at=desk.at,
        )
        said = _drafted(row)
    typer.echo(said)


def correct(
    code: Code,
    number: Number,
    stood: Annotated[list[str], typer.Option("--stood", metavar="CHỮ", help="Đã ghi; lặp lại cùng --stands.")],
    stands: Annotated[list[str], typer.Option("--stands", metavar="CHỮ", help="Nay sửa lại là.")],
    reason: Reason,
    as_: As,
    document: Document = None,
) -> None:
    """Dự thảo quyết định đính chính, khi sai thể thức, câu chữ."""
    with acting(as_) as desk:
        told = _passages(stood, stands)
        row = later_drafts.correct(
            desk.session, code, number, passages=told, reason=reason, document=document, by=desk.by, at=desk.at
        )
        said = _drafted(row)
    typer.echo(said)


def cancel(
    code: Code,
    number: Number,
    dossier: Annotated[list[str], typer.Option("--dossier", metavar="HỒ_SƠ", help="Hồ sơ bị hủy; lặp lại được.")],
    ground: Annotated[str, typer.Option("--ground", metavar="CĂN_CỨ", help=f"Một trong: {', '.join(GROUNDS)}.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Văn bản kết luận làm căn cứ.")],
    reason: Reason,
    as_: As,
) -> None:
    """Dự thảo quyết định hủy bỏ khen thưởng một số hoặc toàn bộ trường hợp."""
    if ground not in GROUNDS:
        raise Invalid("cancellation_ground", found=ground, allowed=tuple(GROUNDS))
    with acting(as_) as desk:
        row = later_drafts.cancel(
            desk.session,
            code,
            number,
            dossiers=dossier,
            ground=Ground(ground),
            reason=reason,
            document=document,
            by=desk.by,
            at=desk.at,
        )
        said = _drafted(row)
    typer.echo(said)


def sign_change(
    code: Code,
    number: Number,
    as_: As,
    title: Title = "",
    delegation: ByDelegation = None,
) -> None:
    """Ký quyết định thay thế, đính chính hoặc hủy bỏ."""
    with acting(as_) as desk:
        signing = signing_of(title, delegation)
        later_decisions.sign(desk.session, code, number, signing=signing, by=desk.by, at=desk.at)
    typer.echo("Đã ký.")


def issue_change(
    code: Code,
    number: Number,
    on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày ban hành.")],
    as_: As,
    book_number: RegisterNumber = None,
    file: Signed = None,
) -> None:
    """Ban hành quyết định thay thế, đính chính hoặc hủy bỏ; các đơn vị liên quan được thông báo."""
    with acting(as_) as desk:
        row = later_decisions.issue(
            desk.session,
            code,
            number,
            book_number=book_number,
            issued_on=on,
            scan=scan_of(desk.files, file),
            by=desk.by,
            at=desk.at,
        )
        said = f"Đã ban hành Quyết định {row.number} ngày {short_date(on)}."
    typer.echo(said)


def drop_change(code: Code, number: Number, reason: Reason, as_: As) -> None:
    """Bỏ dự thảo thay thế, đính chính hoặc hủy bỏ chưa ban hành."""
    with acting(as_) as desk:
        later_decisions.drop(desk.session, code, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo("Đã bỏ dự thảo.")


def recover(
    code: Code,
    number: Number,
    item: Annotated[int, typer.Argument(metavar="KHOẢN", help="Số của khoản thu hồi, như decision show-change in ra.")],
    on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày thu hồi.")],
    as_: As,
    document: Document = None,
) -> None:
    """Ghi nhận hiện vật hoặc tiền thưởng đã thu hồi."""
    with acting(as_) as desk:
        told: dict[str, Any] = {"recovered_on": on, "document": document}
        recoveries.note_recovery(desk.session, code, number, item, **told, by=desk.by, at=desk.at)
    typer.echo("Đã ghi nhận thu hồi.")


def show_change(code: Code, number: Number, as_: Viewer = None, json: Json = False) -> None:
    """Xem một quyết định thay thế, đính chính hoặc hủy bỏ, và các khoản phải thu hồi."""
    with looking(as_) as desk:
        found = asked.sheet(desk.session, desk.by, code, number)
    if json:
        as_json(found)
        return
    heading(f"{DECISION_KINDS[found.kind]} {found.book_number or ''}: {DECISION_STATES[found.state]}")
    typer.echo(f"Đối với Quyết định {found.about_number}. Lý do: {found.reason}")
    if found.ground:
        typer.echo(f"Căn cứ: {GROUNDS[found.ground]}; {found.document}")
    for stood, stands in found.passages:
        typer.echo(f"Đã ghi: “{stood}”; nay sửa lại là: “{stands}”.")
    if found.lines:
        table(
            ("TT", "Được khen", "Đơn vị"), ((one.position, one.nominee, one.unit_name) for one in found.lines), empty=""
        )
    if found.recoveries:
        rows = (
            (o.number, o.nominee, RECOVERED[o.item], o.recovered_on and short_date(o.recovered_on))
            for o in found.recoveries
        )
        table(("Khoản", "Của", "Hiện vật, tiền", "Đã thu hồi"), rows, empty="")


def public(code: Code, as_: Viewer = None, json: Json = False) -> None:
    """In danh sách khen thưởng của một phong trào như danh sách công khai."""
    with looking(as_) as desk:
        visible(desk.session, desk.by, code)
        found = public_list.awards(desk.session, campaign=code)
    if json:
        as_json(found)
        return
    columns = ("Số", "Ngày", "Hình thức", "Được khen", "Đơn vị", "Hiệu lực")
    rows = (
        (
            a.number,
            short_date(a.issued_on),
            AWARD_FORMS.get(a.form, a.form),
            a.nominee,
            a.unit_name,
            STANDINGS[a.standing],
        )
        for a in found
    )
    table(columns, rows, empty="Chưa có quyết định nào được ban hành.")


def publish(
    opened: Annotated[bool, typer.Option("--open/--close", help="Mở cho mọi người xem, hay thôi công khai.")],
    reason: Reason,
    as_: As,
) -> None:
    """Mở hoặc đóng danh sách khen thưởng công khai."""
    with acting(as_) as desk:
        act = publication.publish if opened else publication.withdraw
        act(desk.session, reason=reason, by=desk.by, at=desk.at)
    typer.echo("Danh sách đã mở cho mọi người xem." if opened else "Đã thôi công khai danh sách.")


def _passages(stood: Sequence[str], stands: Sequence[str]) -> list[Passage]:
    if len(stood) != len(stands):
        raise Invalid("passages_uneven", stood=len(stood), stands=len(stands))
    return [Passage(*both) for both in zip(stood, stands, strict=True)]


def _drafted(row: Decision) -> str:
    return f"Đã dự thảo {DECISION_KINDS[row.kind].lower()}, số thứ tự {row.id}."


VERBS: Mapping[str, Callable[..., Any]] = {
    "replace": replace,
    "correct": correct,
    "cancel": cancel,
    "sign-change": sign_change,
    "issue-change": issue_change,
    "drop-change": drop_change,
    "recover": recover,
    "show-change": show_change,
    "public": public,
    "publish": publish,
}
"""Name of the verb → what it does."""
