"""How dossiers look in a terminal."""

from collections.abc import Sequence

import typer

from deployments.cli.tables import heading, table
from queries.dossiers import DossierDetail, DossierLine, ReturnLine
from queries.earlier_lines import EarlierLine
from wording.components import component_label
from wording.dates import moment, short_date
from wording.earlier_awards import ANSWERS, WHAT
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, round_label
from wording.numbers import grouped
from wording.states import DOSSIER_STATES


def print_dossiers(lines: Sequence[DossierLine]) -> None:
    """A row per dossier."""
    columns = ("Mã", "Đợt", "Đơn vị", "Đề nghị", "Loại", "Hình thức", "Trạng thái", "Hạng")
    table(columns, (_row(line) for line in lines), empty="Chưa có hồ sơ nào.")


def print_dossier(found: DossierDetail) -> None:
    """One dossier with its papers, proofs and returns."""
    typer.echo(f"{found.code}: {found.nominee} ({NOMINEE_KINDS[found.nominee_kind]}), {found.unit_name}")
    typer.echo(f"{_form(found.form)}. {DOSSIER_STATES[found.state]}. Gửi lúc {moment(found.submitted_at)}.")
    if found.late_document is not None:
        typer.echo(f"Nộp muộn: {found.late_authority} cho phép theo {found.late_document}.")
    if found.opinion:
        typer.echo(f"Ý kiến thẩm định: {found.opinion}")
    if found.initiative:
        typer.echo(f"Sáng kiến: {found.initiative}")
    heading("Tài liệu")
    columns = ("Thành phần", "Tệp", "Byte", "Gửi lúc", "Đã thay")
    papers = (
        (component_label(p.component), p.file_name, grouped(p.size), moment(p.added_at), "x" if p.replaced_at else "")
        for p in found.papers
    )
    table(columns, papers, empty="Chưa có.")
    heading("Minh chứng")
    proofs = ((p.criterion, p.value, p.attested_by, short_date(p.on)) for p in found.proofs)
    table(("Tiêu chuẩn", "Kết quả", "Nơi xác nhận", "Ngày"), proofs, empty="Chưa có.")
    if found.returns:
        heading("Các lần trả để bổ sung")
        table(("Trả lúc", "Lý do", "Hạn", "Bổ sung lúc"), (_return(one) for one in found.returns), empty="")


def print_warnings(lines: Sequence[EarlierLine]) -> None:
    """What the dossier resembles, with what was answered; nothing where there is nothing."""
    if lines:
        heading("Có thể trùng khen thưởng (cảnh báo để đối chiếu)")
        columns = ("Với", "Là gì", "Được khen", "Quyết định", "Trùng gì", "Kết luận")
        table(columns, (_warning(line) for line in lines), empty="")


def _warning(line: EarlierLine) -> tuple[object, ...]:
    decided = f"{line.number}, {short_date(line.decided_on)}" if line.number and line.decided_on else None
    answered = f"{ANSWERS[line.answer.answer]}: {line.answer.reason}" if line.answer else None
    what = f"{WHAT[line.what]}: {_form(line.form)}, {line.authority}"
    return line.key, what, f"{line.nominee}, {line.unit_name}", decided, line.words, answered


def _return(one: ReturnLine) -> tuple[object, ...]:
    reasons = "; ".join(f"{component_label(part)}: {text}" for part, text in one.reasons.items())
    answered = moment(one.supplemented_at) if one.supplemented_at else None
    return moment(one.returned_at), reasons, short_date(one.due), answered


def _row(line: DossierLine) -> tuple[object, ...]:
    kind, state = NOMINEE_KINDS[line.nominee_kind], DOSSIER_STATES[line.state]
    if line.late_document is not None:
        state += f" (nộp muộn, theo {line.late_document})"
    return line.code, round_label(line.round), line.unit_name, line.nominee, kind, _form(line.form), state, line.rank


def _form(code: str) -> str:
    return AWARD_FORMS.get(code, code)
