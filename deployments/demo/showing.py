"""What the demonstration prints: how far it is, and at the end a table per campaign."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from deployments.demo.run import Say
from wording.dates import short_date
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, STAGE_STATES, round_label, stage_label

SCOPES = {"total": "", "per_group": " mỗi nhóm", "per_unit": " mỗi đơn vị"}


@contextmanager
def progress() -> Iterator[Say]:
    """A bar with the simulated date on a terminal, a line per quarter elsewhere; on stderr, to keep JSON clean."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("Bắt đầu…", total=1.0)

        def say(day: date, first: date, last: date, words: str) -> None:
            share = (day - first).days / max((last - first).days, 1)
            bar.update(task, completed=min(share, 1.0), description=f"Ngày {short_date(day)}: {words}")

        yield say
        bar.update(task, completed=1.0, description="Xong")


def _lines(console: Console) -> Say:
    seen: set[tuple[int, int]] = set()

    def say(day: date, _first: date, _last: date, words: str) -> None:
        quarter = (day.year, (day.month - 1) // 3 + 1)
        if quarter not in seen:
            seen.add(quarter)
            console.print(f"Quý {quarter[1]}/{quarter[0]}: ngày {short_date(day)}, {words}", highlight=False)

    return say


def tables(result: dict[str, Any], show: Callable[[object], None]) -> None:
    """One table per campaign: stages with planned and real days, then counts, awards and mail."""
    for campaign in result["campaigns"]:
        table = Table(title=f"{campaign['code']} · {campaign['plan']}", title_justify="left", expand=False)
        for heading in ("Giai đoạn", "Hạn theo kế hoạch", "Mở", "Kết thúc", "Trạng thái"):
            table.add_column(heading)
        for stage in campaign["stages"]:
            table.add_row(*_stage_row(stage))
        show(table)
        show(_counts(campaign))
        for award in campaign["awards"]:
            show(_award(award))
        show("")
    show(_situations(result["situations"]))
    show(_proof(result["proof"]))
    mail = result["mail"]
    show(f"Thư: {mail['sent']} đã gửi, {mail['queued']} đang chờ, {mail['failed']} không gửi được.")
    show(f"Nhật ký: {result['audit']['events']} sự kiện. Thời gian: {result['seconds']} giây.")


def _proof(proof: dict[str, Any] | None) -> str:
    if proof is None:
        return "Chưa có hồ sơ nào để chứng minh."
    found = "xác nhận là đúng" if proof["holds"] else "KHÔNG xác nhận"
    return (
        f"Bằng chứng: {proof['events']} sự kiện của hồ sơ {proof['dossier']} ({proof['campaign']}) trong {proof['of']} "
        f"sự kiện đã niêm phong; chương trình kiểm tra độc lập {found}."
    )


def _situations(found: list[dict[str, Any]]) -> Table:
    """A row for the first of each kind in each campaign, with how many more there were."""
    table = Table(title="Những tình huống đã diễn ra", title_justify="left", expand=False)
    for heading in ("Ngày", "Phong trào", "Tình huống"):
        table.add_column(heading)
    times = Counter((one["campaign"], one["kind"]) for one in found)
    for one in found:
        more = times.pop((one["campaign"], one["kind"]), 0) - 1
        if more >= 0:
            again = f" (và {more} lần nữa)" if more else ""
            table.add_row(_day(one["day"]), one["campaign"], f"{one['sentence']}{again}")
    return table


def _stage_row(stage: dict[str, Any]) -> tuple[str, ...]:
    state = STAGE_STATES[stage["state"]]
    reason = f": {stage['reason']}" if stage["reason"] else ""
    days = (stage["planned_due"], stage["opened"], stage["closed"])
    return (stage_label(stage["kind"], stage["round"]), *(_day(day) for day in days), f"{state}{reason}")


def _day(text: str | None) -> str:
    return short_date(date.fromisoformat(text)) if text else "—"


def _counts(campaign: dict[str, Any]) -> str:
    return (
        f"  Đăng ký: {campaign['registrations']} · hồ sơ: {campaign['dossiers']} · "
        f"quyết định: {campaign['decisions']} · thư: {campaign['mails']}"
    )


def _award(award: dict[str, Any]) -> str:
    form = AWARD_FORMS.get(award["form"], award["form"])
    limit = "không giới hạn" if award["quota"] is None else f"tối đa {award['quota']}{SCOPES[award['scope']]}"
    held = round_label(award["round"])
    return f"  {form}, {NOMINEE_KINDS[award['kind']].lower()}{f', {held}' if held else ''}: {award['count']} ({limit})"
