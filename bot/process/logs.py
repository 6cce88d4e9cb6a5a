"""Writes log lines for operators: JSON or for humans, one id per message, never what people wrote nor a secret.

A handler binds `trace` for each event (`bot.inbound.dispatcher`), so every line about a message carries its id. Of an
exception we log where it happened; what it says only when we or the system worded it, since a library quotes what
it choked on.
"""

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

import structlog
from structlog.typing import EventDict, Processor

OURS = ("bot", "adapters", "commands", "storage")
HIDDEN = "[hidden]"
_SHORTEST = 6
"""A shorter secret is no secret, and hiding it would eat words out of every line."""
_FILLED = re.compile(r"[:={}\[\]()<>'\"`\d]")


class Mask:
    """Replaces secrets in text. What a URL hides (its password) is a secret of its own."""

    def __init__(self, secrets: Iterable[str]) -> None:
        hidden = set()
        for secret in secrets:
            hidden.add(secret)
            if "://" in secret:
                password = urlsplit(secret).password or ""
                hidden |= {password, unquote(password)}
        sought = sorted((each for each in hidden if len(each) >= _SHORTEST), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, sought))) if sought else None

    def __call__(self, text: str) -> str:
        return self._pattern.sub(HIDDEN, text) if self._pattern else text


def configure(format: str, level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:  # noqa: A002  # the setting's name
    """Log to `stream` (standard error). `format` is json, human or auto: for humans when it is a terminal."""
    stream = stream or sys.stderr
    human = format == "human" or (format == "auto" and stream.isatty())
    mask = Mask(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where,
    ]
    rendered: Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty())
        if human
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_brief, structlog.stdlib.add_logger_name, *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            rendered,
            lambda _logger, _name, line: mask(str(line)),
        ],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    least = logging.getLevelNamesMapping()[level.upper()]
    root = logging.getLogger()
    root.handlers = [handler]
    # Libraries tell of trouble only; their chatter holds what people wrote.
    root.setLevel(max(least, logging.WARNING))
    logging.getLogger("plek").setLevel(least)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=lambda *_names: logging.getLogger("plek"),
        wrapper_class=structlog.make_filtering_bound_logger(least),
        cache_logger_on_first_use=False,
    )


def why(failure: OSError) -> str:
    """Return what the system says of it, in its own words: "Address already in use"."""
    return os.strerror(failure.errno) if failure.errno and failure.errno > 0 else failure.strerror or str(failure)


def where(error: BaseException) -> str:
    """Return an exception as frames and types: `ValueError at storage.text:12 fold`, causes first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = [
        f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    parts = [*([where(cause)] if cause else []), *frames, f"{type(error).__qualname__}{_said(error)}"]
    if isinstance(error, BaseExceptionGroup):
        parts += [where(each) for each in error.exceptions]
    return "\n".join(parts)


def _said(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror or error.errno}"
    if type(error).__module__.partition(".")[0] in OURS:
        return f": {error}"
    return ""


def _where(_logger: Any, _name: str, event: EventDict) -> EventDict:  # Any: as structlog has it
    happened: Any = event.pop("exc_info", None)  # Any: True, an exception, or a triple
    error: BaseException | None = None
    if isinstance(happened, BaseException):
        error = happened
    elif isinstance(happened, tuple):
        error = happened[1]
    elif happened:
        error = sys.exc_info()[1]
    if error is not None:
        event["exception"] = where(error)
    return event


def _brief(_logger: Any, _name: str, event: EventDict) -> EventDict:  # Any: as structlog has it
    """Of a library's line keep the text as written in its source, without what it filled in, and where it stands."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        text = str(record.msg).partition("\n")[0]
        # Without arguments it may have been filled in already: keep what comes before anything that looks filled in.
        event["event"] = text if record.args else _FILLED.split(text)[0].strip()[:80]
        event["at"] = f"{record.funcName}:{record.lineno}"
        info: tuple[type[BaseException], BaseException, TracebackType | None] | Any = record.exc_info  # Any: or nothing
        if info:
            event["exc_info"] = info
    return event
