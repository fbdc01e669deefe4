"""`thidua dossier`: proposals of units, and what the office makes of them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from actions import dossiers
from actions.dossier_parts import Paper, Proof
from deployments.cli.context import Desk, acting, looking
from deployments.cli.dossier_show import print_dossier, print_dossiers, print_warnings
from deployments.cli.options import (
    As,
    Code,
    Incoming,
    Json,
    Reason,
    Received,
    Round,
    Unit,
    Viewer,
    content_of,
    day,
    nominee_kind,
    pairs,
)
from deployments.cli.tables import as_json
from domain.nominees import NomineeKind
from domain.stages import FINAL
from models import blobs
from queries import dossiers as asked
from queries import earlier_awards
from queries.held_back import held_at
from wording.complaints import held_sentence

app = typer.Typer(no_args_is_help=True)

DossierCode = Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ, như HS-TDP-01-01.")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", metavar="THÀNH_PHẦN=TỆP", help="Tài liệu của hồ sơ; ghi nhiều lần.")
]
Evidence = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="TIÊU_CHUẨN=KẾT_QUẢ", help="Minh chứng; ghi nhiều lần.")
]
Attested = Annotated[str | None, typer.Option("--attested-by", metavar="CƠ_QUAN", help="Nơi xác nhận các minh chứng.")]


@app.callback()
def dossier() -> None:
    """Gửi, bổ sung, thẩm định, xem hồ sơ đề nghị khen thưởng."""


@app.command()
def submit(
    code: Code,
    unit: Unit,
    nominee: Annotated[str, typer.Option("--nominee", metavar="TÊN", help="Tập thể, cá nhân hoặc hộ được đề nghị.")],
    kind: Annotated[
        NomineeKind,
        typer.Option("--kind", metavar="LOẠI", parser=nominee_kind, help="collective, individual hoặc household."),
    ],
    as_: As,
    form: Annotated[str, typer.Option("--form", metavar="HÌNH_THỨC", help="Như giay_khen, bang_khen.")] = "giay_khen",
    round_: Round = FINAL,
    document: Documents = None,
    evidence: Evidence = None,
    attested_by: Attested = None,
    role: Annotated[str | None, typer.Option("--role", metavar="CHỨC_VỤ", help="Chức vụ của cá nhân.")] = None,
    achievement: Annotated[str, typer.Option("--achievement", metavar="CHỮ", help="Tóm tắt thành tích.")] = "",
    initiative: Annotated[str, typer.Option("--initiative", metavar="TÊN", help="Tên sáng kiến, nếu có.")] = "",
    incoming_number: Incoming = None,
    received_on: Received = None,
    json: Json = False,
) -> None:
    """Gửi hồ sơ đề nghị khen thưởng cho một tập thể, cá nhân hoặc hộ."""
    with acting(as_) as desk:
        row = dossiers.submit(
            desk.session,
            code,
            unit,
            round_=round_,
            nominee=nominee,
            nominee_kind=kind,
            form=form,
            papers=papers_of(desk, document or ()),
            proofs=proofs_of(evidence or (), attested_by),
            nominee_role=role,
            achievement=achievement,
            initiative=initiative,
            incoming_number=incoming_number,
            received_on=received_on,
            by=desk.by,
            at=desk.at,
        )
    as_json({"dossier": row.code}) if json else typer.echo(f"Đã nhận hồ sơ {row.code}.")


@app.command("return")
def return_(
    code: Code,
    dossier: DossierCode,
    reason: Annotated[
        list[str], typer.Option("--reason", metavar="THÀNH_PHẦN=LÝ_DO", help="Thiếu gì, vì sao; ghi nhiều lần.")
    ],
    due: Annotated[date, typer.Option("--due", metavar="NGÀY", parser=day, help="Hạn bổ sung.")],
    as_: As,
) -> None:
    """Trả hồ sơ để bổ sung; trong lúc chờ, thời gian thẩm định ngừng tính."""
    with acting(as_) as desk:
        dossiers.return_for_supplement(
            desk.session, code, dossier, reasons=pairs(reason, "--reason"), due=due, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã trả hồ sơ {dossier} để bổ sung.")


@app.command()
def supplement(
    code: Code,
    dossier: DossierCode,
    as_: As,
    document: Documents = None,
    evidence: Evidence = None,
    attested_by: Attested = None,
) -> None:
    """Bổ sung hồ sơ đã được trả."""
    with acting(as_) as desk:
        dossiers.supplement(
            desk.session,
            code,
            dossier,
            papers=papers_of(desk, document or ()),
            proofs=proofs_of(evidence or (), attested_by),
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhận bổ sung hồ sơ {dossier}.")


@app.command()
def accept(
    code: Code,
    dossier: DossierCode,
    opinion: Annotated[str, typer.Option("--opinion", metavar="CHỮ", help="Ý kiến thẩm định.")],
    as_: As,
) -> None:
    """Nhận hồ sơ đủ điều kiện, trình Hội đồng."""
    with acting(as_) as desk:
        dossiers.accept(desk.session, code, dossier, opinion=opinion, by=desk.by, at=desk.at)
    typer.echo(f"Hồ sơ {dossier} đủ điều kiện, trình Hội đồng.")


@app.command()
def ineligible(
    code: Code,
    dossier: DossierCode,
    reason: Annotated[list[str], typer.Option("--reason", metavar="LÝ_DO", help="Lý do; ghi nhiều lần.")],
    as_: As,
) -> None:
    """Kết luận hồ sơ không đủ điều kiện."""
    with acting(as_) as desk:
        dossiers.judge_ineligible(desk.session, code, dossier, reasons=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã kết luận hồ sơ {dossier} không đủ điều kiện.")


@app.command()
def withdraw(code: Code, dossier: DossierCode, as_: As, reason: Reason) -> None:
    """Rút hồ sơ trước khi Hội đồng bỏ phiếu."""
    with acting(as_) as desk:
        dossiers.withdraw(desk.session, code, dossier, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã rút hồ sơ {dossier}.")


@app.command()
def decline(code: Code, unit: Unit, as_: As, reason: Reason, round_: Round = FINAL) -> None:
    """Báo rằng đơn vị không đề nghị khen thưởng trong đợt này."""
    with acting(as_) as desk:
        dossiers.decline(desk.session, code, unit, round_=round_, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi nhận: đơn vị {unit} không đề nghị khen thưởng.")


@app.command("list")
def list_(
    code: Code,
    as_: Viewer = None,
    round_: Annotated[str | None, typer.Option("--round", metavar="ĐỢT", help="Chỉ một đợt khen.")] = None,
    state: Annotated[str | None, typer.Option("--state", metavar="TRẠNG_THÁI", help="Như submitted, accepted.")] = None,
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Tìm theo tên, không cần dấu.")] = "",
    json: Json = False,
) -> None:
    """Liệt kê hồ sơ của một phong trào."""
    with looking(as_) as desk:
        found = asked.listing(desk.session, desk.by, code, round_=round_, state=state, text=text)
    as_json(found) if json else print_dossiers(found)


@app.command()
def show(code: Code, dossier: DossierCode, as_: Viewer = None, json: Json = False) -> None:
    """Xem một hồ sơ: tài liệu, minh chứng, các lần trả, cảnh báo trùng khen thưởng."""
    with looking(as_) as desk:
        found = asked.detail(desk.session, desk.by, code, dossier)
        earlier = earlier_awards.of_dossier(desk.session, desk.by, code, dossier)
        held = held_at(desk.session, desk.by, [(code, dossier)]).get((code, dossier))
    if json:
        beside = {"earlier": [line.model_dump(mode="json") for line in earlier]}
        as_json(found.model_dump(mode="json") | beside | {"held": held.model_dump(mode="json") if held else None})
        return
    print_dossier(found)
    if held is not None:
        typer.echo(held_sentence(held.since, codes=held.codes, known=held.known, award=held.award))
    print_warnings(earlier)


def papers_of(desk: Desk, texts: Iterable[str]) -> tuple[Paper, ...]:
    """Put the files into the store first: one that nothing refers to harms nobody, a missing one does."""
    made = []
    for component, name in pairs(texts, "--document").items():
        content = content_of(Path(name))
        made.append(Paper(component, Path(name).name, len(content), blobs.put(desk.files, content)))
    return tuple(made)


def proofs_of(texts: Iterable[str], attested_by: str | None) -> tuple[Proof, ...]:
    """`criterion=value` as evidence."""
    found = pairs(texts, "--evidence")
    return tuple(Proof(criterion, value, attested_by=attested_by) for criterion, value in found.items())
