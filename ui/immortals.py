"""Keeps Python up to 3.11 alive under PySide6 6.12, which forgets to count references.

PySide6 6.12.0 is built as if `None`, `True` and `False` were immortal, as they are from Python 3.12 on.
On 3.10 and 3.11 each Qt call that returns one of them, and each signal, takes a reference that it
never had: after some five thousand calls the interpreter stops with `none_dealloc: deallocating
None`. 6.11.3 does not. Importing this module gives these objects more references than can be lost.
"""

import ctypes
import sys

#: Far more than a day's calls, far from what the counter can hold.
_ENOUGH = 1 << (40 if sys.maxsize > 2**32 else 28)
_LOSING = (None, True, False, NotImplemented)


def make_immortal() -> None:
    """Raise the reference counts, on the versions of CPython that still count these objects."""
    counted = sys.implementation.name == "cpython" and sys.version_info < (3, 12)
    if not counted or hasattr(sys, "getobjects"):  # tracing builds lay objects out otherwise
        return
    for one in _LOSING:
        count = ctypes.c_ssize_t.from_address(id(one))
        if count.value < _ENOUGH // 2:
            count.value += _ENOUGH


make_immortal()
