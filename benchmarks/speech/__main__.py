"""Plays sentences as people type them through `plek chat --json` on the example Café, and counts good signs.

    make bench-speech                    # ours
    make bench-speech DATA=FILE          # others of the same form

The figures are a smoke signal, not the judgement: that is reading the replies, which stand side by side with those of
the last run in artefacts/. Each sentence is said by somebody new, so that no dialogue goes on in the next.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import commands
from benchmarks.talk import CHANNEL, EXAMPLES, PERSONAL, ROOT, Chat
from bot.cli import bootstrap
from bot.topic import Topics
from storage import atlas
from storage.database.database import Database, Tx
from storage.members import organisations, people, roles
from storage.members.member import Profile
from storage.members.roles import Grant
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, OrganisationKind, Place, Role

DATA = Path(__file__).parent / "dev.jsonl"
KEPT = ROOT / "artefacts"
DRIVEN = "Onder Twente"
"""The network whose convenor speaks where a sentence is one of a convenor."""
LONGEST = 1200
"""Letters of a reply that are kept to compare with."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody types, and what a good reply holds."""

    id: str
    lang: str
    who: str
    text: str
    context: str = "personal"
    before: Sequence[str] = ()
    must_contain: Sequence[str] = ()
    must_not: Sequence[str] = ()
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        return self.id.rstrip("0123456789")

    @property
    def speaker(self) -> str:
        return f"{self.who} {self.id}"

    def smokes(self, reply: str) -> bool:
        """Tell whether a reply holds all that it must, and nothing that it must not."""
        held = all(re.search(each, reply, re.IGNORECASE) for each in self.must_contain)
        return held and not any(re.search(each, reply, re.IGNORECASE) for each in self.must_not)


def read(file: Path) -> list[Sentence]:
    known = {*Sentence.__dataclass_fields__} - {"told"}
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            held = json.loads(line)
            told = {key: value for key, value in held.items() if key not in known}
            found.append(Sentence(**{key: value for key, value in held.items() if key in known}, told=told))
    return found


def people_for(tx: Tx, sentences: Sequence[Sentence], now: datetime) -> None:
    """Somebody for each sentence, of the role that it is said by, who was never here before."""
    held = atlas.atlas(tx)
    twente, bodem = held.region("Twente"), held.theme("bodem")
    organisation, _new = organisations.put(tx, "Gemeente Enschede", OrganisationKind.gemeente)
    agreed = [(each, Place.members) for each in (Field.found, Field.organisation, Field.knows)]
    for each in sentences:
        if each.who == "visitor":
            continue
        language = each.lang if each.lang in ("nl", "en") else "nl"
        member = people.meet(tx, "terminal", each.speaker, f"Deelnemer {each.id}", language, now)
        regions = frozenset({twente.id} if twente else ())
        themes = frozenset({bodem.id} if bodem else ())
        profile = Profile(
            member.name, organisation, "adviseur", "Ik weet hoe je een bodemkaart leest.", regions, themes
        )
        people.sign_up(tx, member.id, profile, agreed, now)
        if each.who == "convenor":
            for network in networks.by_name(tx, DRIVEN):
                networks.join(tx, network, member.id, NetworkRole.convenor, now)
        elif each.who != "member":
            roles.grant(tx, member.id, Grant(Role[each.who]), None, now)


def play(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return the reply to each sentence, by its id."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        bootstrap.prepare(database)
        bootstrap.load_examples(database, Topics.within(commands), EXAMPLES, new=True)
        with database.begin() as tx:
            people_for(tx, sentences, datetime.now(UTC))
        database.close()
        with closing(Chat(Path(folder))) as chat:
            replies = {}
            for each in sentences:
                for line in (*each.before, each.text):
                    replies[each.id] = _said(chat, each, line)
            return replies


def _said(chat: Chat, sentence: Sentence, text: str) -> str:
    """What came of it where it was said."""
    language = sentence.lang if sentence.lang in ("nl", "en") else "nl"
    place = CHANNEL if sentence.context == "channel" else PERSONAL
    return "\n".join(each["text"] for each in chat.says(sentence.speaker, text, language, place))[:LONGEST]


def figures(sentences: Sequence[Sentence], good: dict[str, bool]) -> Iterator[str]:
    """Yield a line a group and a line a language: how many smell well, of how many."""
    by: list[tuple[str, str]] = [("all", "")]
    by += [("group", each) for each in sorted({each.group for each in sentences})]
    by += [("language", each) for each in sorted({each.lang for each in sentences})]
    for what, value in by:
        those = [each for each in sentences if what == "all" or value == (each.group if what == "group" else each.lang)]
        well = sum(good[each.id] for each in those)
        yield f"{what:8} {value:6} {well:4} of {len(those):4}  {100 * well / len(those):5.1f} %"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    file: Path = parser.parse_args().data
    sentences = read(file)
    twice = [id_ for id_, times in Counter(each.id for each in sentences).items() if times > 1]
    if twice:
        sys.exit(f"{file}: these ids stand there twice: {', '.join(twice)}")
    KEPT.mkdir(exist_ok=True)
    kept = KEPT / f"speech-{file.stem}.json"
    last: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    replies = play(sentences)
    good = {each.id: each.smokes(replies[each.id]) for each in sentences}
    shown = []
    for each in sentences:
        before = last.get(each.id)
        was = None if before is None else each.smokes(before)
        turned = "" if was is None or was == good[each.id] else " BETTER" if good[each.id] else " WORSE"
        shown.append(f"== {each.id} {each.lang} {each.who}: {each.text}")
        shown.append(f"   wanted: {each.told.get('want', '')} | {'looks well' if good[each.id] else 'MISSED'}{turned}")
        same = before is None or before == replies[each.id]
        shown += [] if same else [f"   was | {line}" for line in (before or "").splitlines()]
        shown += [f"   {'is ' if same else 'now'} | {line}" for line in replies[each.id].splitlines() or ["(silence)"]]
    (KEPT / f"speech-{file.stem}.txt").write_text("\n".join(shown) + "\n", encoding="utf-8")
    kept.write_text(json.dumps(replies, ensure_ascii=False, indent=1), encoding="utf-8")
    print("\n".join(shown))
    print("\n".join(figures(sentences, good)))
    print(f"Replies beside those of the last run: {KEPT / f'speech-{file.stem}.txt'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
