"""The operating system's keyring, where there is one that answers; never waited for long.

A keyring may be missing, locked, or behind a service that never answers (a session without a screen). So it
is asked in a thread of its own, and given up on after some seconds; then the encrypted file keeps the keys.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

SERVICE = "Fieldwork"
#: Seconds after which a keyring counts as not there. Unlocking it may take somebody this long.
PATIENCE = 20.0

T = TypeVar("T")


def put(name: str, secret: str) -> bool:
    """Keeps a secret under a name; False where no keyring took it. It is read back before it counts."""
    return bool(_asked(lambda: _put(name, secret)))


def get(name: str) -> str | None:
    """The secret of this name; None where there is none, or no keyring."""
    return _asked(lambda: _get(name))


def forget(name: str) -> None:
    """Removes a secret, where it can be."""
    _asked(lambda: _forget(name))


def _asked(question: Callable[[], T]) -> T | None:
    """The keyring's answer; None where it refuses, is not installed, or does not answer in time."""
    answers: list[T] = []

    def ask() -> None:
        # Keyrings fail in many ways, each with exceptions of its own; all of them mean that there is none.
        with suppress(Exception):
            answers.append(question())

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return answers[0] if answers else None


def _put(name: str, secret: str) -> bool:
    import keyring  # here, because it looks for its backends when it is imported

    if keyring.get_keyring().priority < 1:  # those that keep nothing, or keep it in the open
        return False
    keyring.set_password(SERVICE, name, secret)
    return keyring.get_password(SERVICE, name) == secret


def _get(name: str) -> str | None:
    import keyring

    return keyring.get_password(SERVICE, name)


def _forget(name: str) -> None:
    import keyring

    keyring.delete_password(SERVICE, name)
