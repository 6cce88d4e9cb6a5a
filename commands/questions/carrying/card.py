"""Tells below an answer from which area and level it comes, how far it carries, and how often it was used."""

from collections.abc import Mapping

from bot.chat.reply import Inline, Words, own, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.labels import label_of
from bot.members.visibility import place_of
from commands.questions.carrying.labels import CARRYING
from storage.members.member import Member
from storage.questions.question import Answer
from storage.vocabulary import Field, Level, OrganisationKind

MOST_REGIONS = 2
"""Regions of who answered that are named: somebody of more is of a wider area."""

_LEVELS: Mapping[OrganisationKind, Level] = {
    OrganisationKind.gemeente: Level.lokaal,
    OrganisationKind.maatschappelijk_initiatief: Level.lokaal,
    OrganisationKind.provincie: Level.regionaal,
    OrganisationKind.waterschap: Level.regionaal,
    OrganisationKind.omgevingsdienst: Level.regionaal,
    OrganisationKind.rijk: Level.nationaal,
    OrganisationKind.uitvoeringsorganisatie: Level.nationaal,
    OrganisationKind.planbureau: Level.nationaal,
    OrganisationKind.koepel: Level.nationaal,
}


def below(ctx: Context, answer: Answer, by: Member | None) -> Words:
    """Return that line; nothing where there is nothing to say. `by` is null where nobody may know who answered."""
    told: list[Inline | Msg] = [*_origin(ctx, by)]
    if answer.carries:
        told.append(CARRYING[answer.carries])
    line: list[Inline | Msg] = [part for each in told for part in (" · ", each)][1:]
    if answer.carries and answer.source:
        line += [": ", *(own((answer.source,), answer.source_by) if answer.source_by else (answer.source,))]
    if answer.used:
        line += [" · " if line else "", _n("used {n} time", "used {n} times", answer.used)]
    return words(*line) if line else ()


def _origin(ctx: Context, by: Member | None) -> list[Inline | Msg]:
    """Return the regions and level of who shows their organisation here; its name stands with theirs."""
    place = place_of(ctx)
    if by is None or by.organisation is None:
        return []
    if not (by.agreed(Field.found, place) and by.agreed(Field.organisation, place)):
        return []
    regions = sorted(ctx.atlas.regions[each].name for each in by.regions)
    told: list[Inline | Msg] = [*own((", ".join(regions),), by.id)] if 0 < len(regions) <= MOST_REGIONS else []
    level = _LEVELS.get(by.organisation.kind) if by.organisation.kind else None
    return [*told, label_of(level)] if level else told


def reach_told(answer: Answer) -> Msg | None:
    """Tell who answered what was read from their words."""
    return _("I read: {reach}.", reach=CARRYING[answer.carries]) if answer.carries else None
