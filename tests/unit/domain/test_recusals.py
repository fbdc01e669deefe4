"""Who is close to a dossier, as the data shows it."""

import pytest

from domain.recusals import Conflict, Ground, Judged, Member, find

MEMBER = Member(person_id=7, code="uv1", name="nguyen thi mai", units=frozenset({3}))
FAR = Judged(dossier_id=1, unit_id=9, submitted_by="cb9", nominee="tran van hung", signed_by=frozenset({"le van tam"}))


@pytest.mark.parametrize(
    ("changes", "grounds"),
    [
        ({}, []),
        ({"unit_id": 3}, [Ground.OWN_UNIT]),
        ({"submitted_by": "uv1"}, [Ground.PROPOSER]),
        ({"signed_by": frozenset({"nguyen thi mai", "le van tam"})}, [Ground.CO_SIGNER]),
        ({"nominee": "nguyen thi mai"}, [Ground.NOMINEE]),
        ({"nominee": None}, []),
        ({"unit_id": 3, "submitted_by": "uv1"}, [Ground.OWN_UNIT, Ground.PROPOSER]),
    ],
)
def test_grounds_are_found(changes: dict[str, object], grounds: list[Ground]) -> None:
    judged = Judged(**{**{name: getattr(FAR, name) for name in FAR.__slots__}, **changes})
    assert find([MEMBER], [judged]) == tuple(Conflict(1, 7, ground) for ground in grounds)


def test_member_without_a_unit_is_close_to_none() -> None:
    assert find([Member(1, "uv2", "ai do")], [FAR]) == ()


def test_everybody_is_held_against_everything() -> None:
    near = [Judged(dossier_id=n, unit_id=3, submitted_by="cb", nominee=None) for n in (1, 2)]
    assert [(one.dossier_id, one.person_id) for one in find([MEMBER, Member(8, "uv3", "x")], near)] == [(1, 7), (2, 7)]
