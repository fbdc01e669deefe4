"""`thidua council`: members changed, meetings listed and shown, adjourned, their agenda split."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any

import typer

from actions import council_terms as terms
from actions import meetings as acts
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Code, Json, Reason, Round, Viewer, day, moment, pairs
from deployments.cli.tables import as_json, heading, table
from domain.stages import FINAL
from queries import council as asked
from queries.council_lines import AgendaLine, MeetingDetail
from wording.dates import moment as moment_words
from wording.dates import short_date
from wording.states import MEETING_STATES, METHODS, OUTCOMES, SEATS

Starts = Annotated[
    datetime, typer.Option("--at", metavar="GIỜ", parser=moment, help="Như 2021-11-25T08:00, giờ Việt Nam.")
]


def adjourn(code: Code, reason: Reason, as_: As, round_: Round = FINAL) -> None:
    """Hoãn phiên họp; hồ sơ chưa quyết chờ phiên sau, mọi thành viên được báo."""
    with acting(as_) as desk:
        row = acts.adjourn(desk.session, code, round_, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã hoãn phiên họp lúc {moment_words(row.at)}.")


def split(
    code: Code,
    dossiers: Annotated[list[str], typer.Argument(metavar="HỒ_SƠ…", help="Các hồ sơ chuyển sang phiên khác.")],
    starts_at: Starts,
    place: Annotated[str, typer.Option("--place", metavar="NƠI", help="Nơi họp.")],
    as_: As,
    round_: Round = FINAL,
) -> None:
    """Chuyển một phần chương trình sang một phiên họp khác."""
    with acting(as_) as desk:
        acts.split_agenda(
            desk.session, code, round_, dossiers, starts_at=starts_at, place=place, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã chuyển {len(dossiers)} hồ sơ sang phiên họp lúc {moment_words(starts_at)}, tại {place}.")


def meetings(
    code: Annotated[str | None, typer.Argument(metavar="MÃ", help="Chỉ một phong trào.")] = None,
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Liệt kê các phiên họp, mới nhất trước."""
    with looking(as_) as desk:
        found = asked.meetings(desk.session, desk.by, campaign=code)
    if json:
        as_json(found)
        return
    rows = (
        (m.id, m.campaign, m.number, moment_words(m.at), m.place, MEETING_STATES[m.state], f"{m.decided}/{m.dossiers}")
        for m in found
    )
    columns = ("Số", "Phong trào", "Phiên", "Lúc", "Nơi họp", "Trạng thái", "Đã quyết")
    table(columns, rows, empty="Chưa có phiên họp nào.")


def meeting(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="Số phiên họp, xem bằng: thidua council meetings.")],
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Xem một phiên họp: chương trình, người dự, số người cần có, ai đã bỏ phiếu."""
    with looking(as_) as desk:
        found = asked.meeting(desk.session, desk.by, number)
    as_json(found) if json else _print(found)


def _print(found: MeetingDetail) -> None:
    typer.echo(f"{found.council}: phiên {found.number}, {moment_words(found.at)}, {found.place}.")
    needed = f"quy chế cần {found.quorum_needed}" if found.quorum_needed else "quy chế không đòi số người dự"
    typer.echo(f"Có mặt {found.quorum_now}/{found.members} người được bỏ phiếu; {needed}.")
    heading("Thành viên")
    seats = ((s.person, s.name, SEATS[s.seat], "có mặt" if s.present else None) for s in found.seats)
    table(("Mã", "Họ tên", "Chức danh", "Dự họp"), seats, empty="Chưa có thành viên.")
    heading("Chương trình")
    agenda = ((line.dossier, line.nominee, line.unit_name, *_ballot(line)) for line in found.agenda)
    columns = ("Hồ sơ", "Được đề nghị", "Đơn vị", "Bỏ phiếu", "Đã bỏ", "Kết quả")
    table(columns, agenda, empty="Chương trình không có hồ sơ nào.")


def _ballot(line: AgendaLine) -> tuple[object, ...]:
    if line.kept_out:
        return "không tham gia xét", None, None
    if line.ballot is None:
        return None, None, None
    ballot = line.ballot
    cast = None if ballot.method == "paper" else f"{ballot.voted}/{ballot.may_vote}"
    outcome = "đang bỏ phiếu" if ballot.outcome is None else OUTCOMES[ballot.outcome].lower()
    return f"{METHODS[ballot.method].lower()}, lượt {ballot.turn}", cast, outcome


def change(
    code: Code,
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Quyết định thay đổi.")],
    decided_on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày quyết định.")],
    as_: As,
    effective_on: Annotated[
        date | None,
        typer.Option("--from", metavar="NGÀY", parser=day, help="Có hiệu lực từ; mặc định ngày quyết định."),
    ] = None,
    join: Annotated[
        list[str] | None,
        typer.Option("--join", metavar="NGƯỜI=CHỨC_DANH", help="Người vào, hoặc đổi chức danh thành; ghi nhiều lần."),
    ] = None,
    leave: Annotated[list[str] | None, typer.Option("--leave", metavar="NGƯỜI", help="Người thôi; nhiều lần.")] = None,
    valid_to: Annotated[
        date | None, typer.Option("--to", metavar="NGÀY", parser=day, help="Ngày kết thúc nhiệm kỳ mới.")
    ] = None,
) -> None:
    """Ghi quyết định thay đổi thành viên Hội đồng trong nhiệm kỳ; phiên đã họp không thay đổi."""
    told = terms.Change(
        document=document,
        decided_on=decided_on,
        effective_on=effective_on or decided_on,
        joins=tuple(pairs(join or (), "--join").items()),
        leaves=tuple(leave or ()),
        valid_to=valid_to,
    )
    with acting(as_) as desk:
        row = terms.change(desk.session, code, told=told, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi thay đổi Hội đồng của phong trào {code}, có hiệu lực từ {short_date(row.effective_on)}.")


VERBS: Mapping[str, Callable[..., Any]] = {
    "change": change,
    "adjourn": adjourn,
    "split": split,
    "meetings": meetings,
    "meeting": meeting,
}
