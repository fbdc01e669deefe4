"""Good examples of what is done about an issued decision, and a campaign that has one."""

from actions import later_decisions, later_drafts, recoveries
from domain.delegations import Signing
from domain.later_decisions import Ground, Named, Passage
from models.decisions import Decision
from models.later_decisions import Recovery
from tests.store import playing
from tests.store.preparing import DECISION, Act, signed
from tests.store.scenario import World

WHY = "Kết luận kiểm tra nêu rõ"
GROUND = {"ground": Ground.FALSE_STATEMENT, "reason": WHY, "document": "12/KL-TTr"}


def issued(world: World) -> None:
    """Decision 1 is issued, with two nominees."""
    signed(world)
    playing.issue(world, number="45/QĐ-UBND", by="clerk")


def cancel(world: World, *dossiers: str, about: int = 1, by: str = "officer") -> Decision:
    return world.do(later_drafts.cancel, about, dossiers=dossiers or ("HS-DV-1-01",), **GROUND, by=by)


def replace(world: World, *left_out: str, about: int = 1, by: str = "officer", **names: Named) -> Decision:
    told = {name.replace("_", "-"): value for name, value in names.items()}
    return world.do(later_drafts.replace, about, left_out=left_out, names=told, reason=WHY, by=by)


def correct(world: World, *, about: int = 1, by: str = "officer") -> Decision:
    return world.do(later_drafts.correct, about, passages=[Passage("Khu 14", "Khu 4")], reason=WHY, by=by)


def sign(world: World, row: Decision, *, by: str = "leader") -> None:
    world.do(later_decisions.sign, row.id, signing=Signing(title="CHỦ TỊCH"), by=by)


def issue(world: World, row: Decision, number: str = "61/QĐ-UBND", *, by: str = "clerk") -> None:
    world.do(later_decisions.issue, row.id, book_number=number, issued_on=world.today, by=by)


def carried_out(world: World, row: Decision, number: str = "61/QĐ-UBND") -> Decision:
    """Signed and issued."""
    sign(world, row)
    issue(world, row, number)
    return row


def _drafted(world: World) -> None:
    issued(world)
    cancel(world)


def _signed(world: World) -> None:
    _drafted(world)
    sign(world, later(world))


def _cancelled(world: World) -> None:
    _signed(world)
    issue(world, later(world))


def later(world: World) -> Decision:
    """The decision drafted last."""
    return world.rows(Decision)[-1]


def recover(world: World, by: str = "officer", *, number: int | None = None) -> Recovery:
    one = number or world.rows(Recovery)[0].id
    return world.do(recoveries.note_recovery, later(world).id, one, recovered_on=world.today, by=by)


LATER_ACTS: tuple[Act, ...] = (
    Act("replace", DECISION, "decision:draft", lambda w, by: replace(w, "HS-DV-1-01", by=by), "officer", ready=issued),
    Act("correct", DECISION, "decision:draft", lambda w, by: correct(w, by=by), "officer", "clerk", issued),
    Act("cancel_by_decision", DECISION, "decision:draft", lambda w, by: cancel(w, by=by), "officer", "leader", issued),
    Act("sign_later", DECISION, "decision:sign", lambda w, by: sign(w, later(w), by=by), "leader", "officer", _drafted),
    Act("issue_later", DECISION, "decision:issue", lambda w, by: issue(w, later(w), by=by), "clerk", "leader", _signed),
    Act(
        "drop_later",
        DECISION,
        "decision:draft",
        lambda w, by: w.do(later_decisions.drop, later(w).id, reason="vì", by=by),
        ready=_signed,
    ),
    Act("recover", DECISION, "award:recover", recover, "officer", "leader", _cancelled),
)
