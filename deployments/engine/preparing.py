"""What has to be done to the data before a worker may run, in a process of its own.

Of its own, because the store's libraries would stay in the supervisor's memory (54 MB), and because Prefect's server
can start meanwhile. Prints what the user should read; ends with 1 and a sentence when the data cannot be used.
"""

import importlib
import importlib.util
import sys

import settings
from domain.errors import Refused
from wording.errors import sentence

PREPARE = "deployments.prepare"
FIRST_START = "deployments.first_start"


def main() -> None:
    """Run `deployments.prepare.prepare(settings)` where there is one, then see that somebody can sign in."""
    if importlib.util.find_spec(PREPARE) is None:
        return
    try:
        current = settings.load()
        importlib.import_module(PREPARE).prepare(current)
        print(*importlib.import_module(FIRST_START).first_lines(current), sep="\n", end="")
    except Refused as error:
        print(sentence(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
