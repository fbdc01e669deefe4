"""Secret papers on screen: cast, replaced, opened once, or never again."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from actions import ballots, revotes
from actions.dossiers import withdraw
from actions.previews import preview
from domain.errors import Broken, Refused
from domain.people import SYSTEM
from models import ballot_keys
from models.council import Ballot
from models.engine import reading, writing
from models.papers import BallotPaper, BallotVoter, SealedPaper
from queries.reconciling import reconcile
from tests.store import playing
from tests.store.checks import refused
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.sitting_acts import declare, recuse


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / ballot_keys.DIRECTORY


@pytest.fixture
def sitting(store: Engine, keys: Path) -> World:
    """The secret ballot on the first dossier is open to five members."""
    return secret(store, keys)


def secret(store: Engine, keys: Path, *people: str, **rule: object) -> World:
    world = on_day(store, method="secret", **rule)
    playing.attend(world, *(people or VOTERS))
    open_(world, keys)
    return world


def open_(world: World, keys: Path, dossier: str = "HS-DV-1-01") -> None:
    world.do(ballots.open_ballot, "final", dossier, keys=keys, by="secretary")


def cast(world: World, keys: Path, *choices: str, people: tuple[str, ...] = VOTERS, **values: object) -> None:
    for person, choice in zip(people, choices, strict=False):
        world.do(ballots.vote, "final", "HS-DV-1-01", choice, keys=keys, by=person, **values)


def close(world: World, keys: Path | None) -> str:
    return world.do(ballots.close_ballot, "final", "HS-DV-1-01", keys=keys, by="secretary").outcome


def test_papers_are_counted_without_their_voters(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes", "blank", "yes")
    assert close(sitting, keys) == "passed"
    [row] = sitting.rows(Ballot)
    assert (row.yes, row.no, row.blank) == (3, 1, 1)
    assert sorted(paper.choice for paper in sitting.rows(BallotPaper)) == ["blank", "no", "yes", "yes", "yes"]


def test_who_voted_is_known(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    assert len(sitting.rows(BallotVoter)) == 3
    assert {duty.person for duty in sitting.owed("vote")} == {"member3", "member4"}


def test_second_paper_takes_the_place_of_the_first(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "no", "no", "no", "no", "no")
    cast(sitting, keys, "yes", "yes", "yes")
    close(sitting, keys)
    [row] = sitting.rows(Ballot)
    assert (row.yes, row.no, len(sitting.rows(BallotVoter))) == (3, 2, 5)


def test_key_and_sealed_papers_go_with_the_closing(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    assert (len(ballot_keys.names(keys)), len(sitting.rows(SealedPaper))) == (1, 3)
    close(sitting, keys)
    assert (ballot_keys.names(keys), sitting.rows(SealedPaper)) == ((), [])


@pytest.mark.usefixtures("sitting")
def test_key_is_for_its_owner_only(keys: Path) -> None:
    [name] = ballot_keys.names(keys)
    assert ((keys / name).stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (keys / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_key_stays_when_the_closing_is_undone(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    secretary = sitting.who("secretary")
    with writing(sitting.engine) as session:
        ballots.close_ballot(session, sitting.code, "final", "HS-DV-1-01", keys=keys, by=secretary, at=sitting.now)
        session.rollback()
    assert close(sitting, keys) == "failed"


def test_lost_key_makes_the_ballot_void(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    ballot_keys.destroy(keys, ballot_keys.names(keys)[0])
    with refused(sitting, "ballot_key_lost"):
        close(sitting, keys)
    sitting.do(revotes.void_ballot, "final", "HS-DV-1-01", reason="Mất khóa", keys=keys, by="secretary")
    assert (sitting.rows(SealedPaper), sitting.rows(Ballot)[0].outcome) == ([], "void")
    open_(sitting, keys)
    cast(sitting, keys, "yes", "yes", "yes", "yes", "no")
    assert close(sitting, keys) == "passed"


def test_vote_under_a_lost_key_is_refused(sitting: World, keys: Path) -> None:
    ballot_keys.destroy(keys, ballot_keys.names(keys)[0])
    with refused(sitting, "ballot_key_lost"):
        cast(sitting, keys, "yes")


@pytest.mark.parametrize("cast_", [(), ("yes",), ("yes", "no")])
def test_too_few_papers_are_not_opened(sitting: World, keys: Path, cast_: tuple[str, ...]) -> None:
    cast(sitting, keys, *cast_)
    with refused(sitting, "too_few_papers"):
        close(sitting, keys)


def test_secret_ballot_without_a_place_for_keys_is_on_paper(store: Engine) -> None:
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    with refused(world, "secret_on_paper"):
        world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")


def test_paper_is_not_counted_while_the_screen_is_open(sitting: World) -> None:
    with refused(sitting, "ballot_on_screen"):
        sitting.do(ballots.enter_count, "final", "HS-DV-1-01", yes=4, no=1, document="02/BB", by="secretary")


def test_absent_member_votes_from_afar_where_the_rule_admits_it(store: Engine, keys: Path) -> None:
    world = secret(store, keys, *VOTERS[:4], absent="written_opinion", threshold="4/5", comparator=">=", tie="fails")
    cast(world, keys, "yes", "yes", "yes", "no", "yes")
    assert (close(world, keys), [row.written for row in world.rows(BallotVoter)].count(True)) == ("passed", 1)


def test_absent_member_stays_out_where_it_does_not(store: Engine, keys: Path) -> None:
    world = secret(store, keys, *VOTERS[:4])
    with refused(world, "not_present"):
        cast(world, keys, "yes", people=("member4",))


def test_recused_member_puts_no_paper_in(store: Engine, keys: Path) -> None:
    world = on_day(store, method="secret")
    declare(world, "member4")
    recuse(world, "member4")
    playing.attend(world, *VOTERS)
    open_(world, keys)
    with refused(world, "recused"):
        cast(world, keys, "yes", people=("member4",))


@pytest.mark.parametrize("choice", ["", "maybe", "invalid", "YES"])
def test_unusable_paper_is_refused(sitting: World, keys: Path, choice: str) -> None:
    with refused(sitting, "choice"):
        cast(sitting, keys, choice)


def test_withdrawn_dossier_destroys_what_was_sealed(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    sitting.do(withdraw, "HS-DV-1-01", reason="Rút", by="cb-dv-1")
    assert sitting.rows(SealedPaper) == []
    open_(sitting, keys, "HS-DV-2-01")
    assert len(ballot_keys.names(keys)) == 1


def test_closing_is_not_looked_at_before(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    secretary = sitting.who("secretary")
    with writing(sitting.engine) as session, pytest.raises(Refused, match="preview_would_tell"):
        preview(
            session,
            lambda: ballots.close_ballot(
                session, sitting.code, "final", "HS-DV-1-01", keys=keys, by=secretary, at=sitting.now
            ),
        )


def test_opening_that_is_only_looked_at_makes_no_key(store: Engine, keys: Path) -> None:
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    secretary = world.who("secretary")
    with writing(world.engine) as session:
        preview(
            session,
            lambda: ballots.open_ballot(
                session, world.code, "final", "HS-DV-1-01", keys=keys, by=secretary, at=world.now
            ),
        )
    assert ballot_keys.names(keys) == ()


@pytest.mark.unsound
def test_sealed_paper_put_under_another_name_is_noticed(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    with sitting.engine.begin() as connection:
        one, two = connection.execute(text("SELECT sealed FROM sealed_paper ORDER BY id LIMIT 2")).scalars()
        connection.execute(text("UPDATE sealed_paper SET sealed = :two WHERE sealed = :one"), {"one": one, "two": two})
    with pytest.raises(Broken, match="sealed_paper_changed"):
        close(sitting, keys)


@pytest.mark.unsound
def test_sealed_paper_taken_away_is_noticed(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    with sitting.engine.begin() as connection:
        connection.execute(text("DELETE FROM sealed_paper WHERE person_id = (SELECT MAX(person_id) FROM sealed_paper)"))
    with pytest.raises(Broken, match="sealed_papers_differ"):
        close(sitting, keys)


def test_nobody_replaces_a_paper_for_somebody_else(store: Engine, keys: Path) -> None:
    world = secret(store, keys, *VOTERS[:4], absent="written_opinion")
    cast(world, keys, "yes", people=("member4",))
    with refused(world, "voted_already"):
        cast(world, keys, "no", people=("secretary",), written_by="member4")


def test_voter_has_the_last_word_over_who_entered_for_her(store: Engine, keys: Path) -> None:
    world = secret(store, keys, *VOTERS[:4], absent="written_opinion")
    cast(world, keys, "no", people=("secretary",), written_by="member4")
    cast(world, keys, "yes", "yes", "yes", "yes")
    cast(world, keys, "yes", people=("member4",))
    assert close(world, keys) == "passed"
    assert world.rows(Ballot)[0].yes == 5


def test_trail_covers_everything_but_sealed_papers(sitting: World, keys: Path) -> None:
    cast(sitting, keys, "yes", "no", "yes")
    with reading(sitting.engine) as session:
        before = reconcile(session, SYSTEM)
    close(sitting, keys)
    with reading(sitting.engine) as session:
        after = reconcile(session, SYSTEM)
    assert (before.findings, after.findings, "sealed_paper" in after.exempt) == ((), (), True)
