"""Declares the files of ways of working, of questions to talk over, and of area processes; never of agreements."""

from collections.abc import Iterator

from bot.chat.texts import _
from bot.exchange.format import Format
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View
from storage.area_process import area_processes, ways
from storage.area_process.area_process import Principle, Step
from storage.area_process.tables import LONGEST_TEXT, LONGEST_TITLE
from storage.exchange import Result
from storage.networks import networks

_FOR_READERS = frozenset({"doubt", "source"})


def _step(row: Row) -> int:
    said = row.text("step", 2, needed=True)
    if not said.isdecimal():
        raise Rejected(_("«{said}» is no number.", said=said), "step")
    return int(said)


def _put_step(row: Row) -> Result:
    way, title = row.name("process", LONGEST_TITLE), row.name("title", LONGEST_TITLE)
    done, lesson = row.text("done_when", LONGEST_TEXT), row.text("text", LONGEST_TEXT)
    return ways.put_step(row.tx, Step(way, _step(row), title, done, lesson))


def _steps(view: View) -> Iterator[dict[str, str]]:
    for number, each in enumerate(ways.steps(view.tx), 1):
        yield {
            "key": f"step-{number}",
            "title": each.title,
            "process": each.way,
            "step": str(each.number),
            "done_when": each.done_when,
            "text": each.lesson,
        }


def _put_principle(row: Row) -> Result:
    title, question = row.name("title", LONGEST_TITLE), row.text("text", LONGEST_TEXT, needed=True)
    return ways.put_principle(row.tx, Principle(title, row.text("group", 40, needed=True), question))


def _principles(view: View) -> Iterator[dict[str, str]]:
    for number, each in enumerate(ways.all_principles(view.tx), 1):
        yield {"key": f"principle-{number}", "title": each.title, "group": each.part, "text": each.question}


def _put_process(row: Row) -> Result:
    network, way = row.network("network", row.text("network", 160, needed=True)), row.name("process", LONGEST_TITLE)
    if not ways.steps(row.tx, way):
        raise Rejected(_("«{said}» is no way of working that I know.", said=way), "process")
    started = area_processes.start(row.tx, network, way, _step(row), row.moment("date"))
    return Result.new if started else Result.same


def _processes(view: View) -> Iterator[dict[str, str]]:
    found = area_processes.every(view.tx)
    names = networks.named(view.tx, [each.network_id for each in found])
    for each in found:
        name = names.get(each.network_id, "")
        if name:
            moved = each.moved_at.date().isoformat()
            yield {"network": name, "process": each.way, "step": str(each.number), "date": moved}


FORMATS = (
    Format(
        "process_steps",
        ("key", "title", "process", "step", "done_when"),
        ("text", "doubt", "source"),
        _put_step,
        _steps,
        rank=91,
        ignored=_FOR_READERS,
    ),
    Format(
        "checklist",
        ("key", "title", "group", "text"),
        ("doubt", "source"),
        _put_principle,
        _principles,
        rank=92,
        ignored=_FOR_READERS,
    ),
    Format("area_processes", ("network", "process", "step"), ("date",), _put_process, _processes, rank=93),
)
