"""Declares the file of requests of nobody in particular; what people asked themselves goes in no file."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from storage.exchange import Result
from storage.helpdesk import lists
from storage.helpdesk.request import REQUEST, Desk, Draft, Help
from storage.helpdesk.tables import LONGEST


def _put(row: Row) -> Result:
    desk, sort = row.text("desk", 40, needed=True), row.text("help_kind", 40) or Help.refer
    if desk not in list(Desk):
        raise Rejected(none_of(desk, Desk), "desk")
    # What says more than one of the sorts is told in the words of the file: it is a matter of whom to turn to.
    sort = sort if sort in list(Help) else Help.refer
    regions = [each for each in row.regions("regions") if each not in _everywhere(row)]
    goes_to, text = row.text("goes_to", 160), row.text("text", 300)
    draft = Draft(
        row.text("title", LONGEST, needed=True),
        Desk(desk),
        Help(sort),
        regions[0] if len(regions) == 1 else None,
        row.text("asked_by", 160),
        f"{text} ({goes_to})" if goes_to and text else text or goes_to,
    )
    key = row.text("key", 120, needed=True)
    return lists.put(row.tx, key, draft, row.moment("date"), example=row.example)


def _everywhere(row: Row) -> frozenset[int]:
    """Which regions are the whole country: what is asked from there is of no region."""
    known = row.world.atlas(row.tx).regions
    return frozenset(each for each, region in known.items() if region.level == "nationaal")


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.from_lists(view.tx):
        yield {
            "key": view.key(REQUEST, each.number.lower(), each.id),
            "title": each.text,
            "desk": each.draft.desk,
            "asked_by": each.draft.asked_by,
            "help_kind": each.draft.help,
            "regions": view.regions(frozenset({each.draft.region_id} if each.draft.region_id else ())),
            "text": each.draft.advice,
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "helpdesk",
    ("key", "title", "desk", "help_kind"),
    ("asked_by", "regions", "goes_to", "text", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=83,
    becomes=(REQUEST,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"vraag": "title", "hulpvraag": "title", "loket": "desk"},
)
