"""Printing a closed ballot with the working of its tally."""

import typer

from deployments.cli.tables import heading, table
from domain.ballots import Tally
from queries.council_lines import BallotResult
from wording.states import CHOICES, DENOMINATORS, GROUNDS, METHODS, OUTCOMES, TALLY_STEPS


def print_result(found: BallotResult) -> None:
    """Papers, working, other readings, who was recused and who counted."""
    typer.echo(f"{found.dossier} ({found.nominee}), lượt {found.turn}, {METHODS[found.method].lower()}:")
    reason = f" Lý do: {found.reason}." if found.reason else ""
    typer.echo(f"{OUTCOMES[found.outcome]}.{reason}")
    typer.echo(
        f"Phiếu: {found.yes} đồng ý, {found.no} không đồng ý, {found.blank} trắng, {found.invalid} không hợp lệ."
    )
    if found.tally is not None:
        _print_tally(found.tally)
    if found.rule is not None:
        typer.echo(f"Quy chế: {found.rule.source}.")
    for line in found.recused:
        typer.echo(f"Không tham gia: {line.name} ({GROUNDS[line.ground].lower()}).")
    if found.counting is not None:
        team = found.counting
        typer.echo(f"Tổ kiểm phiếu: {', '.join(team.tellers) or 'chưa ghi tên'}; biên bản {team.document}.")
        typer.echo(f"Phát ra {team.issued}, thu về {team.returned}; bản quét: {team.file_name or 'chưa có'}.")
    if found.votes:
        heading("Phiếu công khai")
        table(("Thành viên", "Phiếu"), ((vote.name, CHOICES[vote.choice]) for vote in found.votes), empty="")


def _print_tally(tally: Tally) -> None:
    heading("Cách tính")
    table(("Mục", "Số"), ((TALLY_STEPS[step.code], step.value) for step in tally.working), empty="")
    if tally.settled_by_chair:
        typer.echo("Ngang phiếu, Chủ tịch quyết định.")
    heading("Nếu tính theo mẫu số khác")
    others = (
        (DENOMINATORS[other.denominator], f"{other.got}/{other.base}", other.needed, "đạt" if other.passed else "không")
        for other in tally.readings
    )
    table(("Mẫu số", "Đồng ý", "Cần", "Kết quả"), others, empty="")
