"""The ledger: which events are sealed, the tree over them, the signed checkpoints, and who checked it when.

An RFC 9162 tree in rows: a leaf for each event, and the hash of every subtree that is complete and will never change.
Nothing here refers to live data, and nothing but the queue is ever taken away.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field

from models.base import Row, together

BIG = BigInteger().with_variant(Integer, "sqlite")
"""Twice as large as the number of an event; on SQLite every integer is, and only INTEGER is the row's own key."""


class UnsealedEvent(Row, table=True):
    """An event that waits for its place in the tree; written in the event's own transaction."""

    __tablename__ = "unsealed_event"

    event_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


class LedgerLeaf(Row, table=True):
    """The place of an event, counted from 0 without gaps, and its hash."""

    __tablename__ = "ledger_leaf"
    __table_args__ = (UniqueConstraint("event_id", name="an_event_is_sealed_once"),)

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    event_id: int
    hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


class LedgerNode(Row, table=True):
    """The hash of a subtree, once all its leaves are there.

    `number` is its place in the order of the leaves (`domain.merkle.place_number`): one key, because SQLite finds
    several pairs of columns only by reading the whole table.
    """

    __tablename__ = "ledger_node"
    __table_args__ = (CheckConstraint("number % 2 = 1", name="ledger_node_is_above_the_leaves"),)

    number: int = Field(sa_column=Column(BIG, primary_key=True, autoincrement=False))
    hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))


class LedgerKey(Row, table=True):
    """A public key that signs checkpoints; all but the first are announced by a signature of the one before."""

    __tablename__ = "ledger_key"
    __table_args__ = (
        UniqueConstraint("id", name="a_key_is_made_once"),
        together("signed_by", "signature", table="ledger_key"),
    )

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    id: str = Field(max_length=16)
    public: str = Field(max_length=64)
    made_at: datetime
    made_by: str = Field(max_length=60)
    reason: str = Field(default="", max_length=1000)
    signed_by: str | None = Field(default=None, max_length=16)
    signature: str | None = Field(default=None, max_length=100)


class CheckpointRow(Row, table=True):
    """The root of the tree over the first `size` events, signed."""

    __tablename__ = "checkpoint"
    __table_args__ = (UniqueConstraint("size", name="a_size_is_signed_once"),)

    id: int = Field(default=None, primary_key=True)
    size: int
    root: str = Field(max_length=64)
    at: datetime
    key: str = Field(max_length=16)
    signature: str = Field(max_length=100)


class LedgerCheck(Row, table=True):
    """Somebody went through the whole ledger. `findings` are told as a JSON list; `anchored` is the outside size."""

    __tablename__ = "ledger_check"

    id: int = Field(default=None, primary_key=True)
    at: datetime
    by: str = Field(max_length=60)
    sealed: int
    unsealed: int
    anchored: int | None = None
    findings: str
