"""`thidua delegation`: who signs in whose place."""

from datetime import date
from typing import Annotated

import typer

from actions import delegations
from actions.delegations import Basis, Titles
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, Reason, Viewer, day
from deployments.cli.tables import as_json, table
from domain.delegations import Reach, SigningForm
from domain.later_decisions import DecisionKind
from queries import delegations as asked
from queries.delegations import DelegationLine
from wording.dates import short_date
from wording.issuing import block_line

app = typer.Typer(no_args_is_help=True)

FORMS = {"KT": SigningForm.IN_PLACE, "TL": SigningForm.BY_ORDER, "TUQ": SigningForm.BY_AUTHORITY}


def _form(text: str) -> SigningForm:
    try:
        return FORMS[text.rstrip(".").upper()]
    except KeyError:
        raise typer.BadParameter("Chọn KT, TL hoặc TUQ.") from None


def _kind(text: str) -> DecisionKind:
    try:
        return DecisionKind(text)
    except ValueError:
        raise typer.BadParameter(f"Chọn {', '.join(DecisionKind)}.") from None


@app.callback()
def delegation_() -> None:
    """Giao ký thay (KT.), thừa lệnh (TL.), thừa ủy quyền (TUQ.), theo văn bản, trong một thời gian."""


@app.command()
def add(
    head: Annotated[str, typer.Argument(metavar="NGƯỜI_GIAO", help="Mã người giao ký.")],
    delegate: Annotated[str, typer.Argument(metavar="NGƯỜI_KÝ", help="Mã người ký thay.")],
    form: Annotated[SigningForm, typer.Argument(metavar="HÌNH_THỨC", parser=_form, help="KT, TL hoặc TUQ.")],
    as_: As,
    valid_from: Annotated[date, typer.Option("--from", metavar="NGÀY", parser=day, help="Từ ngày.")],
    valid_to: Annotated[date, typer.Option("--to", metavar="NGÀY", parser=day, help="Đến hết ngày.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản giao.")],
    document_date: Annotated[date, typer.Option("--document-date", metavar="NGÀY", parser=day, help="Ngày văn bản.")],
    collective: Annotated[str, typer.Option("--collective", metavar="TÊN", help="Thay mặt (TM.) tập thể nào.")] = "",
    head_title: Annotated[str, typer.Option("--head-title", metavar="CHỨC_VỤ", help="Chức vụ người giao.")] = "",
    title: Annotated[str, typer.Option("--title", metavar="CHỨC_VỤ", help="Chức vụ người ký.")] = "",
    authority: Annotated[str | None, typer.Option("--authority", metavar="TÊN", help="Chỉ của một cơ quan.")] = None,
    kind: Annotated[
        DecisionKind | None, typer.Option("--kind", metavar="LOẠI", parser=_kind, help="Chỉ một loại quyết định.")
    ] = None,
    award: Annotated[str | None, typer.Option("--award", metavar="HÌNH_THỨC", help="Chỉ một hình thức khen.")] = None,
    json: Json = False,
) -> None:
    """Nhập giấy giao ký; cả hai người được báo bằng thư."""
    with acting(as_) as desk:
        made = delegations.enter(
            desk.session,
            head,
            delegate,
            form,
            titles=Titles(delegator=head_title, delegate=title, collective=collective),
            reach=Reach(authority=authority, kind=kind, award_form=award),
            basis=Basis(document=document, document_date=document_date, valid_from=valid_from, valid_to=valid_to),
            by=desk.by,
            at=desk.at,
        )
    if json:
        as_json({"number": made.id, "delegator": head, "delegate": delegate})
        return
    typer.echo(f"Đã giao {delegate} ký thay {head} (giấy số {made.id}).")


@app.command("list")
def list_(
    as_: Viewer = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NGƯỜI", help="Chỉ của một người.")] = None,
    over: Annotated[bool, typer.Option("--over", help="Kể cả giấy đã hết hiệu lực.")] = False,
    json: Json = False,
) -> None:
    """Liệt kê ai ký thay ai."""
    with looking(as_) as desk:
        found = asked.delegations(desk.session, desk.by, on=desk.today, person=person, over=over)
    if json:
        as_json(found)
        return
    columns = ("Số", "Người giao", "Người ký", "Ghi trên văn bản", "Phạm vi", "Từ ngày", "Đến hết ngày", "Văn bản")
    table(columns, map(_row, found), empty="Không ai ký thay ai.")


@app.command()
def end(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="Số trong thidua delegation list.")],
    as_: As,
    reason: Reason,
) -> None:
    """Kết thúc việc giao ký trước hạn; những gì đã ký vẫn có hiệu lực."""
    with acting(as_) as desk:
        delegations.end(desk.session, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã kết thúc giấy giao ký số {number}.")


def _row(line: DelegationLine) -> tuple[object, ...]:
    days = (short_date(line.valid_from), short_date(line.valid_to))
    people = (line.delegator_name, line.delegate_name)
    return (line.number, *people, block_line(line.block), line.reach, *days, line.document)
