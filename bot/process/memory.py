"""Gives memory that is no longer used back to the system."""

import ctypes


def give_back() -> None:
    """Ask the C library to return what was freed: glibc keeps it for each thread that once needed much.

    Does nothing with a library that knows no such call.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
