"""What the store holds about me: to read, to print, to take away, to have put right; for others with a reason only."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import corrections
from actions.viewing import note_view
from domain.people import Principal
from domain.personal_data import Field, Sensitive
from models.finders import person_by_code
from queries.own_data import OwnData, opened, own_data
from web.access import SIGNED_IN, needs
from web.acts import perform
from web.desk import Desk, looking
from web.forms import Submitted
from web.rendering import page
from wording.personal_data import FIELDS

router = APIRouter(prefix="/ca-nhan/du-lieu")
HOME = "/ca-nhan/du-lieu"


@router.get("", **needs(SIGNED_IN))
def mine(request: Request) -> Response:
    """Everything about oneself, and the form to have something put right."""
    with looking(request) as desk:
        own = desk.signed.own
        data = own_data(desk.session, own, own.code, at=desk.at)
        return page(desk, "own_data/show.html", data=data, mine=True, home=HOME, fields=tuple(FIELDS.items()))


@router.get("/tai-ve.json", **needs(SIGNED_IN))
def take_mine(request: Request) -> Response:
    """The same as a file."""
    with looking(request) as desk:
        own = desk.signed.own
        return _file(own_data(desk.session, own, own.code, at=desk.at))


@router.post("/sua", **needs(SIGNED_IN))
def correct(request: Request, form: Submitted) -> Response:
    """Ask that something is put right."""
    return perform(
        request,
        form,
        lambda desk: corrections.ask(
            desk.session,
            Field(form.choice("field", tuple(Field))),
            right=form.text("right"),
            wrong=form.text("wrong"),
            reason=form.needed("reason"),
            by=desk.signed.own,
            at=desk.at,
        ),
        to=HOME,
        said=lambda asked: f"Đã gửi yêu cầu số {asked.id}. Câu trả lời được gửi qua thư và hiện ở trang này.",
    )


@router.get("/{person}", **needs("data:open"))
def others(request: Request, person: str) -> Response:
    """Another's data, once a reason was given today; before that, the form for the reason."""
    with looking(request) as desk:
        row = person_by_code(desk.session, person)
        if not _may_look(desk, row.code):
            return page(desk, "own_data/reason.html", person=row.code, name=row.name)
        data = own_data(desk.session, desk.by, row.code, at=desk.at)
        return page(desk, "own_data/show.html", data=data, mine=False, home=f"{HOME}/{row.code}", fields=())


@router.post("/{person}/mo", **needs("data:open"))
def give_reason(request: Request, person: str, form: Submitted) -> Response:
    """Say why; from then on the data is shown until the day ends."""

    def act(desk: Desk) -> str:
        row = person_by_code(desk.session, person)
        note_view(
            desk.session,
            Sensitive.PERSON,
            f"person:{row.code}",
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        )
        return row.code

    return perform(
        request,
        form,
        act,
        to=lambda code: f"{HOME}/{code}",
        said="Đã ghi lý do; người ấy xem được lần xem này.",
    )


@router.get("/{person}/tai-ve.json", **needs("data:open"))
def take(request: Request, person: str) -> Response:
    """Another's data as a file; refused without a reason of today."""
    with looking(request) as desk:
        return _file(own_data(desk.session, _looker(desk, person), person, at=desk.at))


def _looker(desk: Desk, person: str) -> Principal:
    return desk.signed.own if person == desk.signed.own_code else desk.by


def _may_look(desk: Desk, person: str) -> bool:
    return person == desk.by.code or opened(desk.session, desk.by, person, at=desk.at)


def _file(data: OwnData) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="du-lieu-{data.at:%Y%m%d}.json"'}
    return Response(data.model_dump_json(indent=2), media_type="application/json; charset=utf-8", headers=headers)
