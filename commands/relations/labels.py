"""Names what one network or organisation can be to another, from either side, and whether it is there already."""

from collections.abc import Mapping
from typing import Final

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.labels import Labels
from bot.things.measures import Ties
from bot.topic import Topics
from storage.relations.relation import RelationKind, Standing, Tie

KINDS = Labels(
    RelationKind,
    {
        RelationKind.sluit_aan_bij: _("joins up with"),
        RelationKind.deelt_mensen_met: _("shares people with"),
        RelationKind.gaat_over_in: _("goes over into"),
        RelationKind.benut: _("makes use of"),
        RelationKind.doet_mee_aan: _("takes part in"),
        RelationKind.werkt_samen_met: _("works together with"),
        RelationKind.wil_meewerken_aan: _("wants to work on"),
        RelationKind.wordt_beheerd_door: _("is managed by"),
        RelationKind.is_voorbeeld_voor: _("is an example for"),
    },
    {
        RelationKind.sluit_aan_bij: ("sluit aan op", "sluiten aan bij", "aansluiten bij", "connects to"),
        RelationKind.deelt_mensen_met: ("delen mensen met", "deelt deelnemers met", "share people with"),
        RelationKind.gaat_over_in: ("wordt", "gaan over in", "becomes", "turns into"),
        RelationKind.benut: ("gebruikt", "maakt gebruik van", "uses"),
        RelationKind.doet_mee_aan: ("doet mee met", "doen mee aan", "neemt deel aan", "participates in"),
        RelationKind.werkt_samen_met: ("werken samen met", "samenwerken met", "works with", "cooperates with"),
        RelationKind.wil_meewerken_aan: (
            "wil meedoen aan",
            "willen meewerken aan",
            "wil samenwerken met",
            "wants to join",
        ),
        RelationKind.wordt_beheerd_door: ("valt onder", "hoort onder", "managed by", "is run by"),
        RelationKind.is_voorbeeld_voor: ("voorbeeld voor", "is een voorbeeld voor", "example for"),
    },
)
STANDINGS = Labels(Standing, {Standing.exists: _("is there"), Standing.chance: _("chance")}, {})
_BACK: Final[Mapping[str, Msg]] = {
    RelationKind.sluit_aan_bij: _("is joined by"),
    RelationKind.deelt_mensen_met: _("shares people with"),
    RelationKind.gaat_over_in: _("came out of"),
    RelationKind.benut: _("is made use of by"),
    RelationKind.doet_mee_aan: _("has as a participant"),
    RelationKind.werkt_samen_met: _("works together with"),
    RelationKind.wil_meewerken_aan: _("may count on"),
    RelationKind.wordt_beheerd_door: _("manages"),
    RelationKind.is_voorbeeld_voor: _("follows the example of"),
}


def told(ctx: Context, tie: Tie) -> Msg:
    """Tell what the first of a tie is to the other."""
    return called(ctx.topics, tie)


def called(topics: Topics, tie: Tie) -> Msg:
    """Tell the same, where nobody is spoken to."""
    if tie.name in _BACK:
        return _BACK[tie.name] if tie.back else KINDS[RelationKind(tie.name)]
    return next((each.label for each in topics.all(Ties) if each.name == tie.name), _COUNTED)


_COUNTED: Final = _("tied to")
