"""Awards that were decided elsewhere: a list to search, one entered by hand, corrected or cancelled, many from a file.

A file is looked at first, line by line; it travels with the form until it is entered, and lies nowhere meanwhile.
"""

import base64
import zlib
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import outside_awards as acts
from actions.previews import Effect
from domain.earlier_awards import OutsideEntry
from domain.errors import Incomplete, Invalid, Refused
from domain.nominees import NomineeKind
from domain.plan import Level
from plans import award_files
from queries import outside_awards as asked
from web.access import holds, needs
from web.acts import PreviewedError, perform
from web.desk import Desk, looking, settings_of
from web.forms import Draft, Form, Submitted
from web.paging import paged
from web.rendering import page
from wording.earlier_awards import form_code
from wording.errors import page_sentence
from wording.plans import LEVELS

router = APIRouter(prefix="/khen-thuong-khac")
HOME = "/khen-thuong-khac"
FILE = f"{HOME}/nhap"
CHUNK = 16_000
"""Letters of one hidden field; a file is cut into as many as it needs."""
STATES = {"": "standing", "het": "ended", "tat-ca": "all"}
"""How the list is narrowed in the address."""


@router.get("", **needs("award:view"))
def listing(request: Request) -> Response:
    """The list, the latest decision first, and the form for one more."""
    text = request.query_params.get("q", "").strip()
    state = STATES.get(request.query_params.get("loai", ""), "standing")
    with looking(request) as desk:
        pages = paged(request, asked.count(desk.session, desk.by, text=text, state=state))
        told = {"limit": pages.limit, "offset": pages.offset}
        return page(
            desk,
            "awards/list.html",
            lines=asked.listing(desk.session, desk.by, text=text, state=state, **told),
            pages=pages,
            text=text,
            levels=tuple(LEVELS.items()),
            may_enter=holds(desk.by, "award:manage"),
        )


@router.get("/nhap", **needs("award:manage"))
def file_form(request: Request) -> Response:
    """A file is chosen; once it was handed in, what each of its lines says."""
    draft: Draft = getattr(request.state, "draft", Draft({}))
    packed = draft.of("file").values.get("csv", ())
    with looking(request) as desk:
        lines, refused = _looked_at(desk, packed)
        return page(
            desk,
            "awards/file.html",
            lines=lines,
            refused=refused,
            packed=packed,
            wrong=[line for line in lines if line.state == "wrong"],
            known=[line for line in lines if line.state == "known"],
            new=[line for line in lines if line.state == "new"],
            most=min(settings_of(request).upload_megabytes, award_files.MOST_BYTES // 1_000_000),
        )


@router.get("/nhap/mau.csv", **needs("award:manage"))
def template(request: Request) -> Response:
    """An empty file with the columns."""
    with looking(request):
        headers = {"content-disposition": 'attachment; filename="khen-thuong-khac.csv"'}
        return Response(award_files.template(), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{number}", **needs("award:view"))
def show(request: Request, number: int) -> Response:
    """One entry, what it took the place of, and what took its place."""
    with looking(request) as desk:
        found = asked.one(desk.session, desk.by, number)
        return page(
            desk, "awards/one.html", a=found, levels=tuple(LEVELS.items()), may_enter=holds(desk.by, "award:manage")
        )


@router.post("/moi", **needs("award:manage"))
def enter(request: Request, form: Submitted) -> Response:
    """One award by hand."""

    def act(desk: Desk) -> str:
        return acts.enter(desk.session, entry=_entry(form), by=desk.by, at=desk.at).nominee

    return perform(request, form, act, to=HOME, said=lambda name: f"Đã nhập khen thưởng của {name}.")


@router.post("/nhap", **needs("award:manage"))
def check_file(request: Request, form: Submitted) -> Response:
    """The file comes back line by line; nothing is entered."""
    content = form.file("file").content
    if len(content) > award_files.MOST_BYTES:
        raise Invalid("award_file_size", most=award_files.MOST_BYTES // 1_000_000, field="file")
    with looking(request) as desk:
        award_files.read(content, today=desk.today)
    request.state.form = replace(form, values={**form.values, "csv": _packed(content)}, page=FILE, name="file")
    raise PreviewedError(Effect())


@router.post("/nhap/ghi", **needs("award:manage"))
def enter_file(request: Request, form: Submitted) -> Response:
    """Everything in the file that is not there yet, all or nothing."""

    def act(desk: Desk) -> tuple[int, int]:
        lines = award_files.read(_content(form.many("csv")), today=desk.today)
        wrong = [line for line in asked.looked_at(desk.session, lines) if line.state == "wrong"]
        if wrong:
            raise Invalid("award_file_faults", lines=len(wrong), field="file")
        entries = [line.entry for line in lines if line.entry is not None]
        return acts.enter_many(desk.session, entries=entries, by=desk.by, at=desk.at)

    def said(counted: tuple[int, int]) -> str:
        return f"Đã nhập {counted[0]} khen thưởng" + (f", bỏ qua {counted[1]} đã có." if counted[1] else ".")

    return perform(request, form, act, to=HOME, said=said)


@router.post("/{number}/sua", **needs("award:manage"))
def correct(request: Request, number: int, form: Submitted) -> Response:
    """A new entry takes its place."""

    def act(desk: Desk) -> int:
        told: dict[str, Any] = {"entry": _entry(form), "reason": form.needed("reason")}
        return acts.correct(desk.session, number, **told, by=desk.by, at=desk.at).id

    return perform(request, form, act, to=lambda new: f"{HOME}/{new}", said="Đã sửa. Mục cũ vẫn xem được.")


@router.post("/{number}/huy", **needs("award:manage"))
def cancel(request: Request, number: int, form: Submitted) -> Response:
    """It does not count any more."""

    def act(desk: Desk) -> None:
        acts.cancel(desk.session, number, reason=form.needed("reason"), by=desk.by, at=desk.at)

    return perform(request, form, act, to=f"{HOME}/{number}", said="Đã hủy. Mục này không còn được tính khi cảnh báo.")


def _entry(form: Form) -> OutsideEntry:
    return OutsideEntry(
        nominee_kind=NomineeKind(form.choice("nominee_kind", [kind.value for kind in NomineeKind])),
        nominee=form.needed("nominee"),
        unit=form.optional("unit"),
        unit_name=form.text("unit_name"),
        form=form_code(form.needed("form")),
        authority=form.needed("authority"),
        level=Level(form.choice("level", [level.value for level in Level])),
        number=form.needed("number"),
        decided_on=form.day("decided_on"),
        achievement=form.text("achievement"),
        initiative=form.text("initiative"),
        period_from=form.optional_day("period_from"),
        period_to=form.optional_day("period_to"),
    )


def _looked_at(desk: Desk, packed: tuple[str, ...]) -> tuple[tuple[asked.FileLine, ...], str]:
    if not packed:
        return (), ""
    try:
        return asked.looked_at(desk.session, award_files.read(_content(packed), today=desk.today)), ""
    except Refused as refusal:
        return (), page_sentence(refusal)


def _packed(content: bytes) -> tuple[str, ...]:
    text = base64.b64encode(zlib.compress(content)).decode()
    return tuple(text[start : start + CHUNK] for start in range(0, len(text), CHUNK))


def _content(packed: tuple[str, ...]) -> bytes:
    """What `_packed` made; raises Incomplete `form_file` for anything else, also for what would unpack without end."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode("".join(packed), validate=True), award_files.MOST_BYTES + 1)
    except (ValueError, zlib.error):
        raise Incomplete("form_file", field="file") from None
    if not content:
        raise Incomplete("form_file", field="file")
    return content
