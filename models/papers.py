"""Papers: sealed ones of a secret ballot on screen, those that came of them, and what a counting team found."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from domain.secrecy import CHOICES, SEALED_SIZE
from models.base import Row, one_of, together


class BallotVoter(Row, table=True):
    """That somebody has voted in a secret ballot, `written` from afar. It holds no moment and nothing of the paper."""

    __tablename__ = "ballot_voter"
    __table_args__ = (UniqueConstraint("ballot_id", "person_id", name="a_voter_is_noted_once"),)

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id")
    person_id: int = Field(foreign_key="person.id")
    written: bool = False


class SealedPaper(Row, table=True):
    """A voter's paper under her ballot's key; destroyed when the ballot closes. No event digests it."""

    __tablename__ = "sealed_paper"
    __table_args__ = (
        UniqueConstraint("ballot_id", "person_id", name="a_voter_has_one_sealed_paper"),
        CheckConstraint(f"length(sealed) = {SEALED_SIZE}", name="sealed_paper_has_one_size"),
    )

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id")
    person_id: int = Field(foreign_key="person.id")
    sealed: bytes


class BallotPaper(Row, table=True):
    """A paper of a closed secret ballot, without its voter; numbered after they were shuffled."""

    __tablename__ = "ballot_paper"
    __table_args__ = (
        UniqueConstraint("ballot_id", "number", name="a_paper_is_numbered_once"),
        one_of("choice", CHOICES, table="ballot_paper"),
    )

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id")
    number: int
    choice: str = Field(max_length=8)


class PaperCount(Row, table=True):
    """What a counting team found: papers issued and returned, its people (JSON), its minutes and their scan.

    `written` are the absent members' opinions among the papers.
    """

    __tablename__ = "paper_count"
    __table_args__ = (
        UniqueConstraint("ballot_id", name="a_ballot_is_counted_once"),
        CheckConstraint("0 <= returned AND returned <= issued AND 0 <= written", name="paper_count_adds_up"),
        together("file_name", "size", "digest", table="paper_count"),
    )

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id")
    issued: int
    returned: int
    written: int = 0
    tellers: str
    document: str = Field(max_length=200)
    file_name: str | None = Field(default=None, max_length=200)
    size: int | None = None
    digest: str | None = Field(default=None, max_length=64)
