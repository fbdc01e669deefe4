"""What happens to dossiers beside the usual way: let in late, an outside body asked, one step back."""

from typing import Annotated

import typer

from actions import consultations, helping, lateness
from actions.entering import Late
from actions.proposing import Proposal
from deployments.cli.context import acting
from deployments.cli.dossier import Attested, Documents, DossierCode, Evidence, app, papers_of, proofs_of
from deployments.cli.helping import Authority
from deployments.cli.options import As, Code, Day, Incoming, Reason, Received, Round, Unit, nominee_kind
from domain.nominees import NomineeKind
from domain.stages import FINAL

__all__ = ["app"]

Body = Annotated[str, typer.Option("--body", metavar="CƠ_QUAN", help="Cơ quan được hỏi ý kiến.")]


@app.command()
def late(
    code: Code,
    unit: Unit,
    nominee: Annotated[str, typer.Option("--nominee", metavar="TÊN", help="Tập thể, cá nhân hoặc hộ được đề nghị.")],
    kind: Annotated[
        NomineeKind,
        typer.Option("--kind", metavar="LOẠI", parser=nominee_kind, help="collective, individual hoặc household."),
    ],
    authority: Authority,
    leave: Annotated[str, typer.Option("--leave", metavar="SỐ", help="Số văn bản cho phép nhận muộn.")],
    reason: Reason,
    as_: As,
    form: Annotated[str, typer.Option("--form", metavar="HÌNH_THỨC", help="Như giay_khen, bang_khen.")] = "giay_khen",
    round_: Round = FINAL,
    document: Documents = None,
    evidence: Evidence = None,
    attested_by: Attested = None,
    incoming_number: Incoming = None,
    received_on: Received = None,
) -> None:
    """Nhận hồ sơ đến sau hạn, có người cho phép; hồ sơ được ghi rõ là nhận muộn."""
    with acting(as_) as desk:
        proposal = Proposal(
            nominee=nominee,
            nominee_kind=kind,
            form=form,
            papers=papers_of(desk, document or ()),
            proofs=proofs_of(evidence or (), attested_by),
            incoming_number=incoming_number,
            received_on=received_on,
        )
        row = lateness.accept_dossier(
            desk.session,
            code,
            unit,
            round_=round_,
            proposal=proposal,
            late=Late(authority, leave, reason),
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhận muộn hồ sơ {row.code}.")


@app.command()
def consult(
    code: Code,
    dossier: DossierCode,
    due: Day,
    as_: As,
    body: Body,
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Số công văn xin ý kiến.")],
) -> None:
    """Xin ý kiến hiệp y; trong lúc chờ, thời gian thẩm định ngừng tính."""
    with acting(as_) as desk:
        consultations.ask_body(
            desk.session, code, dossier, body=body, document=document, due=due, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã ghi việc xin ý kiến {body} về hồ sơ {dossier}.")


@app.command()
def opinion(
    code: Code,
    dossier: DossierCode,
    answer: Annotated[str, typer.Argument(metavar="Ý_KIẾN", help="agrees, disagrees hoặc no_opinion.")],
    as_: As,
    body: Annotated[str | None, typer.Option("--body", metavar="CƠ_QUAN", help="Cơ quan nào trả lời.")] = None,
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Nội dung ý kiến.")] = "",
    document: Annotated[str | None, typer.Option("--document", metavar="SỐ", help="Số văn bản trả lời.")] = None,
) -> None:
    """Nhập ý kiến của cơ quan được hỏi."""
    with acting(as_) as desk:
        consultations.record_opinion(
            desk.session,
            code,
            dossier,
            answer=answer,
            opinion=text,
            document=document,
            body=body,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhập ý kiến về hồ sơ {dossier}.")


@app.command("step-back")
def step_back(code: Code, dossier: DossierCode, as_: As, reason: Reason) -> None:
    """Đưa hồ sơ chưa bỏ phiếu từ Hội đồng về thẩm định lại."""
    with acting(as_) as desk:
        helping.step_back_dossier(desk.session, code, dossier, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Hồ sơ {dossier} được thẩm định lại.")
