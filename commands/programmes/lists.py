"""Declares the files of programmes, of functions of hubs and of tasks."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import LONGEST_TEXT, Belongs, Rejected, Row, joined
from bot.exchange.view import View, also, day
from commands.programmes.publication import PUBLISHED
from storage.database.text import fold
from storage.exchange import Result
from storage.members import organisations
from storage.networks import networks
from storage.networks.lists import network_names
from storage.networks.network import Sheet
from storage.programmes import lists
from storage.programmes.hub import Covered, Phase, Reach
from storage.programmes.lists import FUNCTION, PROGRAMME, FunctionSheet, ProgrammeSheet
from storage.programmes.part import Part
from storage.programmes.programme import Course, Facts
from storage.programmes.task import TASK, Draft, Scale, State
from storage.vocabulary import Level, NetworkKind

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_COURSES: Final = {
    "lopend": Course.runs,
    "in wording": Course.making,
    "verkenning": Course.explored,
    "voorgesteld": Course.proposed,
    "afgesloten": Course.agreed,
    "afgerond": Course.ended,
    **{each.value: each for each in Course},
}
_WORDS: Final = frozenset({"wet", "visie", "kader", "beleidsnota", "overleg"})
"""Sorts that are no programme: they belong in the list of words."""
_STATES: Final = {
    "genoemd": State.open,
    "besproken": State.open,
    "vastgesteld": State.complete,
    "verwerkt": State.done,
    **{each.value: each for each in (State.open, State.complete, State.running, State.done)},
}


def _one(row: Row, column: str, known: Mapping[str, T], default: T) -> T:
    told = fold(row.text(column, 60))
    if told and told not in known:
        raise Rejected(none_of(told, known), column)
    return known[told] if told else default


def _member(row: Row, column: str, kind: type[E], default: E) -> E:
    """One of a closed set of ours, by its value."""
    return _one(row, column, {fold(each.value): each for each in kind}, default)


def _word(row: Row, sort: str, title: str) -> dict[str, str]:
    """What the list of words has of something that is no programme: what sort it is, where no more is told."""
    key, said = row.text("key", 100, needed=True), row.text("text", LONGEST_TEXT)
    also, doubt = joined(row.several("also")), row.text("doubt", LONGEST_TEXT)
    text = said or f"{sort[:1].upper()}{sort[1:]}."
    return {"key": f"{key}-word", "title": title, "also": also, "text": text, "doubt": doubt}


def _put_programme(row: Row) -> Result:
    sort, title = row.text("kind", 60, needed=True), row.name("title", 160)
    if fold(sort) in _WORDS:
        told = _("«{said}» is no programme. Put «{title}» in the list of words.", said=sort, title=title)
        raise Belongs(told, "kind", "words", _word(row, sort, title))
    other = row.text("network", 160)
    there = networks.load(row.tx, [row.network("network", other)]) if other else []
    # A programme of another name that the list of networks has is the same; of another kind it belongs to it.
    same = bool(there) and (there[0].kind is NetworkKind.programma or fold(there[0].name) == fold(title))
    names = {*row.several("also"), *([title] if same and there[0].name != title else [])}
    # Who leads it is what sources say least: with a doubt beside it, it is nothing to tell.
    lead = "" if row.doubted else row.text("lead", 160)
    known = organisations.named(row.tx, lead) if lead else None
    sheet = Sheet(
        name=there[0].name if same else title,
        kind=NetworkKind.programma,
        level=row.one_of("level", Level, needed=True) or Level.regionaal,
        aim=row.text("text", LONGEST_TEXT),
        organisation_id=known.id if known else None,
        regions=row.regions("regions"),
        themes=row.themes("themes"),
        also=tuple(sorted(names)),
    )
    facts = Facts(sort, _one(row, "status", _COURSES, Course.runs), lead, row.yes("area_based"))
    whole = ProgrammeSheet(
        row.text("key", 120, needed=True),
        sheet,
        facts,
        part_of=there[0].id if there and not same else None,
        becomes=row.reference("becomes", PROGRAMME),
        until=row.day("until"),
    )
    return lists.put_programme(row.tx, whole, row.world.now, example=row.example)


def _programmes(view: View) -> Iterator[dict[str, str]]:
    names = network_names(view.tx)
    for network, facts, until in lists.all_programmes(view.tx):
        after = lists.becomes(view.tx, network.id)
        yield {
            "key": view.key(PROGRAMME, f"n-{network.id}", network.id),
            "title": network.name,
            "also": also(names, network.id, network.name),
            "level": network.level,
            "regions": view.regions(network.regions),
            "kind": facts.sort or network.kind,
            "area_based": "yes" if facts.area_based else "no",
            "themes": view.themes(network.themes),
            "lead": facts.lead,
            "network": "",
            "status": facts.course,
            "text": network.aim,
            "until": until.isoformat() if until else "",
            "becomes": view.key(PROGRAMME, f"n-{after}", after) if after else "",
        }


PROGRAMMES = Format(
    "programmes",
    ("key", "title", "kind", "level", "area_based"),
    ("also", "regions", "themes", "lead", "network", "status", "text", "until", "becomes", "doubt", "source"),
    _put_programme,
    _programmes,
    rank=45,
    becomes=(PROGRAMME,),
    refers_to_itself=True,
    ignored=frozenset({"doubt", "source"}),
)


def _put_function(row: Row) -> Result:
    part = _member(row, "function", Part, Part.learning)
    reach = _member(row, "hub_kind", Reach, Reach.regional)
    if part not in reach.functions:
        raise Rejected(_("«{said}» is no function of a hub of that kind.", said=part), "function")
    sheet = FunctionSheet(
        row.text("key", 120, needed=True),
        row.name("title", 160),
        reach,
        _member(row, "phase", Phase, Phase.idea),
        part,
        _member(row, "status", Covered, Covered.no),
        "; ".join(row.several("by")),
        row.text("missing", 300),
        row.text("next_step", 300),
    )
    return lists.put_function(row.tx, sheet, row.world.now, example=row.example)


def _functions(view: View) -> Iterator[dict[str, str]]:
    for name, reach, phase, each in lists.all_functions(view.tx):
        yield {
            "key": view.key(FUNCTION, f"hf-{each.id}", each.id),
            "title": name,
            "hub_kind": reach,
            "phase": phase,
            "function": each.part,
            "status": each.covered,
            "by": each.by.replace("; ", ";"),
            "missing": each.missing,
            "next_step": each.next_step,
        }


FUNCTIONS = Format(
    "hubs_functions",
    ("key", "title", "hub_kind", "phase", "function", "status"),
    ("by", "missing", "next_step", "doubt", "source"),
    _put_function,
    _functions,
    rank=46,
    becomes=(FUNCTION,),
    ignored=frozenset({"doubt", "source"}),
)


def _put_task(row: Row) -> Result:
    agenda = row.text("agenda", 160)
    region = row.world.atlas(row.tx).region(agenda) if agenda else None
    network = networks.by_name(row.tx, agenda)[:1] if agenda and not region else []
    draft = Draft(
        title=row.text("title", 160, needed=True),
        list_name=region.name if region else agenda,
        region_id=region.id if region else None,
        network_id=network[0] if network else None,
        sort=row.text("kind", 60),
        scale=_member(row, "scale", Scale, Scale.area) if row.text("scale", 60) else None,
        roles=(row.text("rijk_role", 160), row.text("regio_role", 160), row.text("third_role", 160)),
        learnt=row.text("text", 1000),
        state=_one(row, "status", _STATES, State.open),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key = row.text("key", 120, needed=True)
    return lists.put_task(row.tx, key, draft, row.moment("date"), example=row.example)


def _tasks(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_tasks(view.tx):
        if each.state in (State.withdrawn, State.hidden):
            continue
        rijk, regio, third = each.draft.roles
        yield {
            "key": view.key(TASK, each.number.lower(), each.id),
            "title": each.title,
            "kind": each.draft.sort,
            "agenda": each.draft.list_name,
            "regions": view.regions(each.draft.regions),
            "themes": view.themes(each.draft.themes),
            "rijk_role": rijk,
            "regio_role": regio,
            "third_role": third,
            "status": each.state,
            "text": each.draft.learnt,
            "scale": each.draft.scale or "",
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


TASKS = Format(
    "tasks_duos",
    ("key", "title", "agenda", "rijk_role", "regio_role"),
    ("kind", "regions", "themes", "third_role", "status", "text", "scale", "date", NUMBER, "doubt", "source"),
    _put_task,
    _tasks,
    rank=81,
    becomes=(TASK,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "title",
            "agenda": "agenda",
            "status": "state",
            "date": "made",
            "regions": "regions",
            "themes": "themes",
        },
    ),
)
FORMATS = (PROGRAMMES, FUNCTIONS, TASKS)
