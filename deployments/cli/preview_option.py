"""The option `--preview`, which every verb that acts understands; what it does stands in `previewing`.

It is apart because the root of the command must not import the store only to list its verbs.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING

from domain.errors import Incomplete

if TYPE_CHECKING:
    from actions.previews import Effect

OPTION = "--preview"
_ASKED: ContextVar[bool] = ContextVar("preview_asked", default=False)


class Previewed(Exception):
    """A verb has run to its end in a preview; nothing of it is kept."""

    def __init__(self, effect: "Effect") -> None:
        super().__init__("previewed")
        self.effect = effect


def without_option(arguments: Sequence[str]) -> list[str]:
    """The arguments for the verb itself; from now on a writing transaction is a preview where it was asked for.

    Raises:
        Incomplete: `preview_acts_for_nobody` without `--as`, because verbs that act name who acts.
    """
    asked = OPTION in arguments
    if asked and not any(word == "--as" or word.startswith("--as=") for word in arguments):
        raise Incomplete("preview_acts_for_nobody")
    _ASKED.set(asked)
    # The effect is printed in place of what the verb would say, so whether as JSON is not the verb's to know.
    taken = (OPTION, "--json") if asked else ()
    return [word for word in arguments if word not in taken]


def preview_asked() -> bool:
    """Is this run of the command a preview?"""
    return _ASKED.get()
