"""What somebody outside needs to be convinced that a history is the one that was sealed."""

from datetime import datetime

from domain.checkpoints import Checkpoint, PublicKey
from domain.values import Value


class ProvenEvent(Value):
    """An event with its place in the tree and the hashes that lead from there to the root (hex)."""

    id: int
    number: int
    at: datetime
    actor: str
    sentence: str
    text: str
    proof: tuple[str, ...]


class Evidence(Value):
    """The history of one thing, proven against one checkpoint.

    `waiting` events of it are younger than the checkpoint and so not among `events`. `keys` lead from the first key
    to the one that signed.
    """

    subject: str
    campaign: str | None
    campaign_name: str | None
    made_at: datetime
    events: tuple[ProvenEvent, ...]
    waiting: int
    checkpoint: Checkpoint
    keys: tuple[PublicKey, ...]
