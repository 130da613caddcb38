"""Notes what any Python process asks of the network when this folder is on PYTHONPATH.

In a machine without a network what is asked for fails, and may be done without in silence. The
file that TIAOWEN_NETWORK_LOG names gets a line for each; connections inside the machine that have
a path for an address count for nothing.
"""

from __future__ import annotations

import os
import sys

ASKING = frozenset(
    f"socket.{name}"
    for name in "connect getaddrinfo gethostbyaddr gethostbyname sendmsg sendto".split()
)


def note(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ASKING:
        return
    asked = arguments[1:] if event in ASKING - HOSTS else arguments
    if asked and isinstance(asked[0], str | bytes) and event not in HOSTS:
        return
    with open(os.environ["TIAOWEN_NETWORK_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{event} {asked!r}\n")


#: These have no socket among their arguments.
HOSTS = frozenset(name for name in ASKING if "host" in name or "addrinfo" in name)

sys.addaudithook(note)
