"""Guards the cells of a file against being calculated by a spreadsheet, and takes the guard off again.

What begins like a formula gets one apostrophe, which spreadsheets read as "this is text". Spreadsheets that expect
another separator than ours begin a cell at each of those and at each line, so what follows one is guarded too
(OWASP, "CSV Injection").
"""

import re

_BEGINS = r"(?:\A|(?<=[;,\t\r\n]))"
_FORMULA = "(?='*[ \xa0\ufeff]*[=+\\-@\t\r＝＋－＠])"
_UNGUARDED = re.compile(_BEGINS + _FORMULA)
_GUARDED = re.compile(_BEGINS + "'" + _FORMULA)


def guarded(value: str) -> str:
    """Return the value as it goes out."""
    return _UNGUARDED.sub("'", value)


def unguarded(value: str) -> str:
    """Return the value as it was before `guarded`: exactly one guard is taken off."""
    return _GUARDED.sub("", value)
