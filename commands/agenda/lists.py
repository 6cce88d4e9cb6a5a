"""Declares the file of agenda items, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from commands.agenda.publication import PUBLISHED
from commands.agenda.readers import Agenda
from storage.agenda import lists
from storage.agenda.item import ITEM, Draft, Half, State
from storage.agenda.lists import ItemSheet
from storage.database.text import fold
from storage.exchange import Result
from storage.networks import networks
from storage.vocabulary import KnowledgeType, Level, QuestionKind

LONGEST = 200
_STATES = {
    "voorgesteld": State.proposed,
    "op de agenda": State.listed,
    "opgepakt": State.taken_up,
    "afgerond": State.done,
    "geparkeerd": State.parked,
    **{fold(each.value): each for each in (State.proposed, State.listed, State.taken_up, State.done, State.parked)},
}


def _put(row: Row) -> Result:
    place = _agenda(row, row.text("agenda", 160, needed=True))
    status = fold(row.text("status", 40))
    if status and status not in _STATES:
        raise Rejected(none_of(status, _STATES), "status")
    half = row.text("half", 40, needed=True)
    if half not in list(Half):
        raise Rejected(none_of(half, Half), "half")
    draft = Draft(
        text=row.text("title", LONGEST, needed=True),
        list_name=place.name,
        region_id=place.region_id,
        network_id=place.network_id,
        half=Half(half),
        kind=row.one_of("kind", QuestionKind),
        knowledge_type=row.one_of("knowledge_type", KnowledgeType),
        level=row.one_of("level", Level),
        parent_id=row.reference("parent", ITEM),
        state=_STATES[status] if status else State.proposed,
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    question = row.reference("question", "question")
    return lists.put_item(
        row.tx,
        ItemSheet(row.text("key", 120, needed=True), draft, question),
        row.moment("date"),
        example=row.example,
    )


def _agenda(row: Row, name: str) -> Agenda:
    """A region, a network, or a group that has no number here."""
    map_ = row.world.atlas(row.tx)
    if region := map_.region(name):
        return Agenda(region.name, region_id=region.id)
    for network in networks.load(row.tx, networks.by_name(row.tx, name)[:1]):
        return Agenda(network.name, network_id=network.id)
    return Agenda(name)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_items(view.tx):
        if each.room_id is not None or each.state in (State.hidden, State.merged, State.withdrawn):
            continue
        parent = view.key(ITEM, f"g-{each.parent_id}", each.parent_id) if each.parent_id else ""
        question = lists.question_of(view.tx, each.id)
        yield {
            "key": view.key(ITEM, each.number.lower(), each.id),
            "title": each.text,
            "agenda": each.list_name,
            "half": each.half,
            "kind": each.kind or "",
            "knowledge_type": each.knowledge_type or "",
            "level": each.level or "",
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "parent": parent,
            "question": view.key("question", f"k-{question}", question) if question else "",
            "status": each.state,
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "agenda_items",
    ("key", "title", "agenda", "half"),
    (
        "kind",
        "knowledge_type",
        "level",
        "regions",
        "themes",
        "parent",
        "question",
        "status",
        "date",
        NUMBER,
        "doubt",
        "source",
    ),
    _put,
    _rows,
    rank=80,
    becomes=(ITEM,),
    refers_to_itself=True,
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"punt": "title", "helft": "half"},
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "text",
            "agenda": "agenda",
            "half": "half",
            "status": "state",
            "date": "made",
            "regions": "regions",
            "themes": "themes",
        },
    ),
)
