"""Puts into words what can be chosen in a poll, and what came of it, without anybody's name."""

from collections.abc import Iterable, Mapping

from bot.chat.reply import Block, Fact, Facts, Inline, Item, Items, Text, Words, of_thing, words
from bot.chat.spans import shorten
from bot.chat.texts import Msg, _, _n
from bot.command.labels import label_of
from storage.polls.poll import POLL, Draft, Poll, Result, Sort
from storage.vocabulary import OrganisationKind

SHOWN_REASONS = 2
"""Reasons on the card; the others stand behind a button."""
REASON = 100
"""Characters of a reason on the card."""
BRIEF = 40
"""Characters of a choice where several stand in a line."""


def of_poll(poll: Poll, text: str) -> Words:
    """Words of a poll, that go with it."""
    return of_thing((text,), POLL, poll.id)


def options_told(draft: Draft) -> Words:
    """What can be chosen, with the number of each."""
    if draft.sort in (Sort.scale, Sort.dilemma):
        low, high = draft.options
        return words(f"1 {low} – {draft.places} {high}")
    return words(" · ".join(f"{number}. {each}" for number, each in enumerate(draft.options, 1)))


def name_of(draft: Draft, place: int) -> str:
    """What a vote for that place says."""
    return str(place) if draft.sort in (Sort.scale, Sort.dilemma) else draft.options[place - 1]


def how(draft: Draft) -> Msg:
    """How one chooses, as part of a proposal."""
    match draft.sort:
        case Sort.choice:
            return _n("choose one of {n}", "choose one of {n}", len(draft.options))
        case Sort.scale:
            return _("a number from 1 to 5")
        case Sort.top:
            return _n("choose three of {n}", "choose three of {n}", len(draft.options))
        case _:
            return _("a place from 1 to 7, and why")


def result_blocks(poll: Poll, result: Result, *, brief: bool = True) -> list[Block]:
    """What came of it: how often each was chosen, then by kind of organisation, then reasons."""
    draft = poll.draft
    blocks: list[Block] = []
    if draft.sort in (Sort.scale, Sort.dilemma):
        blocks.append(Text(of_poll(poll, _line(draft, result.counts))))
        blocks.append(Text(words(_spread(draft, result))))
    else:
        rows = [
            Fact(f"{draft.options[place - 1]}", words(str(votes))) for place, votes in _ordered(draft, result.counts)
        ]
        blocks.append(Facts(tuple(rows)))
    kinds = [
        Fact(label_of(OrganisationKind(kind)), words(_in_a_line(draft, counts))) for kind, counts in _kinds(result)
    ]
    if kinds and not brief:
        blocks.append(Facts(tuple(kinds)))
    shown = result.reasons[:SHOWN_REASONS] if brief else result.reasons
    if shown:
        blocks.append(Items(tuple(Item(words(*_reason(poll, place, why, brief=brief))) for place, why in shown)))
    return blocks


def in_a_sentence(draft: Draft, result: Result) -> str:
    """What came of it, on one line: for who hears of it."""
    if draft.sort in (Sort.scale, Sort.dilemma):
        return spread_of(draft, result.counts)
    return _in_a_line(draft, result.counts)


def spread_of(draft: Draft, counts: Mapping[int, int]) -> str:
    """How often each place was chosen: "1: 3, 2: 0"."""
    return ", ".join(f"{place}: {counts.get(place, 0)}" for place in range(1, draft.places + 1))


def _in_a_line(draft: Draft, counts: Mapping[int, int]) -> str:
    told = (f"{shorten(name_of(draft, place), BRIEF)} {votes}" for place, votes in _ordered(draft, counts))
    return ", ".join(told)


def _ordered(draft: Draft, counts: Mapping[int, int]) -> list[tuple[int, int]]:
    """Each that can be chosen with its votes: of a top three the most chosen first."""
    every = [(place, counts.get(place, 0)) for place in range(1, draft.places + 1)]
    return sorted(every, key=lambda each: -each[1]) if draft.sort is Sort.top else every


def _line(draft: Draft, counts: Mapping[int, int]) -> str:
    """The places that were chosen, as marks on a line between its two ends."""
    low, high = draft.options
    marks = "".join("●" if counts.get(place) else "·" for place in range(1, draft.places + 1))
    return f"{low} {marks} {high}"


def _spread(draft: Draft, result: Result) -> Msg:
    total = sum(place * votes for place, votes in result.counts.items())
    mean = round(total / max(result.votes, 1), 1)
    return _("{spread}. On average {mean}.", spread=spread_of(draft, result.counts), mean=mean)


def _kinds(result: Result) -> Iterable[tuple[str, Mapping[int, int]]]:
    return sorted(result.by_kind.items())


def _reason(poll: Poll, place: int, why: str, *, brief: bool) -> list[Inline]:
    said = shorten(why, REASON) if brief else why
    return list(of_poll(poll, f"“{said}” ({name_of(poll.draft, place)})"))


def spaced(told: Iterable[Msg]) -> list[Inline]:
    """Sentences on one line."""
    said: list[Inline] = []
    for each in told:
        said += [" ", each] if said else [each]
    return said
