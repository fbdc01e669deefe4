"""`--preview` of every verb that acts: the verb really runs, and at its end the transaction is undone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlmodel import Session

from actions.previews import Effect, StageChanged, watching
from deployments.cli.preview_option import Previewed, preview_asked
from deployments.cli.tables import heading, table
from domain.stages import StageKey
from wording.dates import short_date
from wording.effects import change_label, day_text, mail_label, table_label, what_label
from wording.labels import ROLES, stage_label


@contextmanager
def undone_if_asked(session: Session) -> Iterator[None]:
    """Around what a verb does in its transaction: raises Previewed at its end where a preview was asked for."""
    if not preview_asked():
        yield
        return
    with watching(session) as watch:
        yield
        raise Previewed(watch.effect())


def show(effect: Effect, *, as_json: bool) -> None:
    """Print what would happen."""
    if as_json:
        typer.echo(json.dumps({"preview": effect.model_dump(mode="json")}, ensure_ascii=False, indent=2))
        return
    typer.echo("Xem trước: chưa có gì được thay đổi.")
    heading("Ngày và trạng thái giai đoạn")
    table(("Giai đoạn", "Nội dung", "Trước", "Sau"), map(_date, effect.dates), empty="Không thay đổi.")
    heading("Việc")
    duties = (
        (change_label(d.change), d.what, ROLES.get(d.holder, d.holder), short_date(d.due) if d.due else None)
        for d in effect.duties
    )
    table(("Thay đổi", "Việc", "Người giữ", "Hạn"), duties, empty="Không thay đổi.")
    heading("Thư sẽ gửi")
    mails = ((mail_label(mail.kind), len(mail.recipients), ", ".join(mail.recipients)) for mail in effect.mails)
    table(("Thư", "Số người", "Gửi cho"), mails, empty="Không có thư.")
    heading("Dữ liệu")
    rows = ((table_label(row.table), row.added, row.changed) for row in effect.rows)
    table(("Bảng", "Thêm", "Sửa"), rows, empty="Không thay đổi.")


def _date(change: StageChanged) -> tuple[object, ...]:
    key = StageKey.parse(change.stage)
    name = stage_label(key.kind.value, key.round)
    return name, what_label(change.what), day_text(change.old), day_text(change.new)
