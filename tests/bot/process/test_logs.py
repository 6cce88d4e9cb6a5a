"""Log lines tell an operator what happened to which message, and never what anyone wrote."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.process import logs
from storage.atlas import NameTaken
from tests.cafe import Door

SAID = "de buurman van nummer 12 heeft asbest"
SECRET = "syt_c2VjcmV0-token"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:  # Any: as logged
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_line_about_a_message_carries_its_id() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream=stream)
    with structlog.contextvars.bound_contextvars(trace="matrix:$abc"):
        structlog.get_logger().info("handled", ms=3)
        logging.getLogger("nio").warning("Timed out, sleeping for %ds", 4)
    assert [line["trace"] for line in lines(stream)] == ["matrix:$abc"] * 2
    assert lines(stream)[0] | {"timestamp": ""} == {
        "event": "handled",
        "ms": 3,
        "trace": "matrix:$abc",
        "level": "info",
        "timestamp": "",
    }


async def test_one_id_leads_from_what_came_in_to_all_that_was_sent_for_it(door: Door) -> None:
    stream = io.StringIO()
    member = await door.member("Lezer")
    logs.configure("json", "info", stream=stream)
    message = member.message("hulp")
    await member.meets(message)
    told = [line for line in lines(stream) if line["event"] in ("handled", "sent")]
    assert [line["event"] for line in told] == ["handled", "sent"]
    assert {line["trace"] for line in told} == {f"door:{message.id}"}
    assert SAID not in stream.getvalue()


def test_an_exception_tells_where_it_happened_and_not_what_it_choked_on() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream=stream)
    try:
        try:
            int(SAID)
        except ValueError as error:
            raise KeyError(SAID) from error
    except KeyError:
        structlog.get_logger().exception("handler failed")
    (line,) = lines(stream)
    assert SAID not in stream.getvalue()
    assert "tests.bot.process.test_logs" in line["exception"]
    assert line["exception"].index("ValueError") < line["exception"].index("KeyError")


def test_an_exception_of_ours_says_why() -> None:
    assert logs.where(NameTaken("water")) == "NameTaken: water"
    assert logs.where(OSError(28, "No space left on device")) == "OSError: No space left on device"


def test_every_failure_of_a_group_is_told() -> None:
    told = logs.where(ExceptionGroup("several", [ValueError(SAID), TimeoutError()]))
    assert "ValueError" in told
    assert "TimeoutError" in told
    assert SAID not in told


def test_what_a_library_filled_in_is_left_out() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream=stream)
    logging.getLogger("nio").warning("Error validating response: " + SAID)
    logging.getLogger("nio").warning(f"Event {{'body': '{SAID}'}}")
    logging.getLogger("aiohttp").error("Error handling %s", SAID)
    assert SAID not in stream.getvalue()
    assert [line["event"] for line in lines(stream)] == ["Error validating response", "Event", "Error handling %s"]


def test_chatter_of_libraries_is_not_logged() -> None:
    stream = io.StringIO()
    logs.configure("json", "debug", stream=stream)
    logging.getLogger("sqlalchemy.engine").info("INSERT ...")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("format", ["json", "human"])
def test_a_secret_is_hidden_wherever_it_turns_up(format: str) -> None:  # noqa: A002  # the setting's name
    stream = io.StringIO()
    url = "postgresql://plek:s3cr3t%2Fpass@db/plek"
    logs.configure(format, "info", [SECRET, url], stream=stream)
    structlog.get_logger().info("connecting", url=url, header=f"Bearer {SECRET}", password="s3cr3t/pass")
    structlog.get_logger().error("stopped", exc_info=OSError(1, f"refused {SECRET}"))
    for hidden in (SECRET, "s3cr3t%2Fpass", "s3cr3t/pass"):
        assert hidden not in stream.getvalue()


def test_the_level_is_the_least_that_is_logged() -> None:
    stream = io.StringIO()
    logs.configure("json", "warning", stream=stream)
    structlog.get_logger().info("handled")
    structlog.get_logger().warning("undeliverable")
    assert [line["event"] for line in lines(stream)] == ["undeliverable"]
