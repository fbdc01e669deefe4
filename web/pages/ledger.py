"""What the trail rests on, for the auditor: is it checked, what was found, what is kept outside, how is it proven.

Nothing here changes anything; that somebody asked for a check or compared is written down.
"""

from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions.checkpoints import ask_check, note_comparison
from documents.evidence import page as paper
from documents.evidence import verifier
from domain.checkpoints import Anchors, anchors_in
from domain.errors import Incomplete, WrongState
from domain.ledger import Finding
from domain.personal_data import Sensitive
from queries import ledger_desk
from queries.ledger import evidence, state
from queries.ledger_desk import MOST, Verdict
from web.access import needs
from web.acts import perform
from web.desk import acting, looking, settings_of
from web.forms import Form, Submitted
from web.rendering import page, part
from web.viewing import noted
from wording.errors import sentence

router = APIRouter(prefix="/nhat-ky/kiem-chung")
HOME = "/nhat-ky/kiem-chung"


class Line(NamedTuple):
    """What is wrong, and the events to look at."""

    finding: Finding
    events: tuple[int, ...]


@router.get("", **needs("audit:view"))
def show(request: Request) -> Response:
    """How the ledger stands, the last checks, and what they found."""
    with looking(request) as desk:
        checks = ledger_desk.checks(desk.session, desk.by)
        shown = page(
            desk,
            "audit/ledger.html",
            ledger=state(desk.session),
            keys=ledger_desk.public_keys(desk.session, desk.by),
            checks=checks,
            findings=[_line(one) for one in checks[0].findings] if checks else [],
            restored=ledger_desk.restored(desk.session, desk.by),
            checking=request.app.state.runs.look().checking,
        )
    noted(desk, Sensitive.TRAIL, "ledger:all")
    return shown


@router.get("/dang-chay", **needs("audit:view"))
def going(request: Request) -> Response:
    """Whether a check is still going on, asked for every few seconds."""
    with looking(request) as desk:
        return part(desk, "audit/checking.html", checking=request.app.state.runs.look().checking)


@router.post("/chay", **needs("audit:view"))
def check(request: Request, form: Submitted) -> Response:
    """Let a worker go through everything, held against what was handed in; the answer stands here when it is there."""
    outside = _outside(form)
    if not form.wants_preview:
        # Before the event, because an engine that is away refuses.
        request.app.state.runs.start_check(_lines(outside))
    sizes = tuple(one.size for one in outside.checkpoints[-MOST:])
    return perform(
        request,
        form,
        lambda desk: ask_check(desk.session, sizes=sizes, by=desk.by, at=desk.at),
        to=HOME,
        said="Đã giao việc kiểm tra. Kết quả hiện ở trang này khi xong; trong lúc đó mọi người vẫn làm việc.",
    )


@router.get("/diem-neo", **needs("audit:view"))
def checkpoints(request: Request) -> Response:
    """Every checkpoint and where it went, and a form to compare those that were kept outside."""
    return _checkpoints(request, ())


@router.post("/diem-neo", **needs("audit:view"))
def compare(request: Request, form: Submitted) -> Response:
    """The same with what the store says to the checkpoints that were handed in."""
    outside = _outside(form)
    if not outside.checkpoints:
        raise Incomplete("no_checkpoint_in_text", field="tep")
    with acting(request) as desk:
        found = ledger_desk.compared(desk.session, desk.by, outside)
        wrong = sum(one.verdict not in (Verdict.SAME, Verdict.UNKNOWN_KEY) for one in found)
        note_comparison(desk.session, checkpoints=len(found), different=wrong, by=desk.by, at=desk.at)
    return _checkpoints(request, found)


@router.get("/diem-neo.txt", **needs("audit:view"))
def download(request: Request) -> Response:
    """Keys and checkpoints to be kept outside."""
    with looking(request) as desk:
        content = ledger_desk.lines(desk.session, desk.by)
    noted(desk, Sensitive.TRAIL, "ledger:all")
    return _file(content, "diem-neo.txt", "text/plain; charset=utf-8")


@router.get("/verify.py", **needs("audit:view"))
def program(request: Request) -> Response:
    """The program that verifies a bundle without this service; it lies in every bundle too."""
    with looking(request):
        return _file(verifier(), "verify.py", "text/plain; charset=utf-8")


@router.get("/bang-chung", **needs("audit:view"))
def pack(request: Request) -> Response:
    """The history of one thing with its proof, to read and to print; as a file with `tai=1`."""
    subject, campaign = (request.query_params.get(name, "").strip() for name in ("doi_tuong", "phong_trao"))
    with looking(request) as desk:
        if not subject:
            return page(desk, "audit/evidence.html", evidence=None, refused="")
        try:
            found = evidence(desk.session, desk.by, subject, campaign=campaign or None, at=desk.at)
        except WrongState as refused:
            # Nobody did anything wrong: what is young has no proof before the evening.
            return page(desk, "audit/evidence.html", evidence=None, refused=sentence(refused))
        shown = page(desk, "audit/evidence.html", evidence=found, refused="")
    noted(desk, Sensitive.PROOF, f"proof:{subject}", campaign or None)
    if request.query_params.get("tai") != "1":
        return shown
    return _file(paper(found, office=settings_of(request).office_name), "bang-chung.html", "text/html; charset=utf-8")


def _checkpoints(request: Request, found: tuple[ledger_desk.Compared, ...]) -> Response:
    with looking(request) as desk:
        shown = page(
            desk,
            "audit/checkpoints.html",
            checkpoints=ledger_desk.signed(desk.session, desk.by),
            compared=found,
            most=settings_of(request).upload_megabytes * 1_000_000,
        )
    noted(desk, Sensitive.TRAIL, "ledger:all")
    return shown


def _outside(form: Form) -> Anchors:
    """What stands in the file and in the text that were handed in; both may be missing."""
    file, text = form.optional_file("tep"), form.text("dong")
    given = [anchors_in(content) for content in (file.content if file else b"", text.encode()) if content]
    return Anchors(
        tuple(sorted({one for anchors in given for one in anchors.checkpoints}, key=lambda one: (one.size, one.at))),
        tuple({key.id: key for anchors in given for key in anchors.keys}.values()),
    )


def _lines(outside: Anchors) -> str:
    if not outside.checkpoints:
        return ""
    return "\n".join([*(key.line for key in outside.keys), *(one.line for one in outside.checkpoints[-MOST:])])


def _line(finding: Finding) -> Line:
    events = (finding.data.get("event"), finding.data.get("other"))
    return Line(finding, tuple(number for number in events if isinstance(number, int)))


def _file(content: str, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content.encode(), media_type=kind, headers=headers)
