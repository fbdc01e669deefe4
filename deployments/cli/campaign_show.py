"""How campaigns look in a terminal."""

from collections.abc import Sequence
from datetime import date, datetime

import typer

from deployments.cli.tables import heading, table
from queries.campaigns import CampaignDetail, StageLine
from queries.overview import CampaignLine
from queries.quotas import QuotaLine
from wording.dates import moment, short_date
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, STAGE_STATES
from wording.states import CAMPAIGN_STATES


def print_overview(lines: Sequence[CampaignLine]) -> None:
    """A row per campaign."""
    table(
        ("Mã", "Phong trào", "Trạng thái", "Giai đoạn đang thực hiện", "Việc chờ", "Quá hạn"),
        (
            (
                line.code,
                line.name,
                _state(line.state, suspended=line.suspended),
                ", ".join(cell.name for cell in line.stages if cell.state == "open"),
                line.waiting,
                line.overdue,
            )
            for line in lines
        ),
        empty="Chưa có phong trào nào.",
    )


def print_campaign(found: CampaignDetail) -> None:
    """Head, stages, open items, quotas."""
    typer.echo(f"{found.code}: {found.name}")
    typer.echo(f"{found.authority}. {_state(found.state, suspended=found.suspended_at is not None)}.")
    typer.echo(f"Bản kế hoạch số {found.version}; {len(found.units)} đơn vị: {', '.join(found.units) or 'chưa có'}.")
    heading("Giai đoạn")
    columns = ("Mã", "Giai đoạn", "Trạng thái", "Dự kiến", "Thực tế", "Còn / xong / quá hạn", "Tự chạy tiếp lúc")
    table(columns, (_stage(line) for line in found.stages), empty="")
    heading("Nội dung còn để ngỏ")
    rows = ((line.key, line.question, line.how, "đã hỏi" if line.asked_at else "chưa hỏi") for line in found.questions)
    table(("Mã", "Câu hỏi", "Cách trả lời", ""), rows, empty="Không còn.")
    heading("Chỉ tiêu khen thưởng")
    columns = ("Đợt", "Hình thức", "Nơi tính", "Đối tượng", "Cách hiểu", "Đã chọn", "Còn")
    table(columns, (_quota(line) for line in found.quotas), empty="Kế hoạch không nêu số lượng.")


def _state(state: str, *, suspended: bool) -> str:
    return "Đang tạm dừng" if suspended else CAMPAIGN_STATES[state]


def _stage(line: StageLine) -> tuple[object, ...]:
    state = STAGE_STATES[line.state] + (f": {line.reason}" if line.reason else "")
    planned = f"{_day(line.opens)} → {_day(line.due)}"
    real = "" if line.opened_at is None else f"{moment(line.opened_at)} → {_moment(line.closed_at)}"
    counts = f"{line.owed} / {line.done} / {line.lapsed}"
    return line.stage, line.name, state, planned, real, counts, _moment(line.next_at)


def _quota(line: QuotaLine) -> tuple[object, ...]:
    kinds = ", ".join(NOMINEE_KINDS[kind] for kind in line.kinds)
    reading = f"{line.reading} (chưa xác nhận)" if line.ambiguous else line.reading
    return line.round_name, AWARD_FORMS.get(line.form, line.form), line.place, kinds, reading, line.used, line.left


def _day(day: date | None) -> str:
    return short_date(day) if day else "…"


def _moment(at: datetime | None) -> str:
    return moment(at) if at else "…"
