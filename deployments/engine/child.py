"""Runs a module as a child that dies with its parent: `python -m deployments.engine.child MODULE ARGUMENTS…`.

The parent holds the other end of standard input. When the parent is gone, even by kill -9, the system closes that
end, and the child ends at once. This needs no privilege and works wherever pipes do.
"""

import os
import runpy
import signal
import sys
import threading

ORPHANED = 70


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    # At once and without clean-up, because nobody is left to wait for it; every step of ours is safe against that.
    os._exit(ORPHANED)


def main() -> None:
    """Watch the parent, then become the module named by the arguments."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    # A shell that starts its jobs in the background hands down an ignored SIGINT, and then nothing could stop us.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
