"""Asks the example Café who can help with judged needs, as a member would, and counts who is named and how.

    make bench-needs                    # ours
    make bench-needs DATA=FILE          # others of the same form

Each need is asked through `plek chat --json` by somebody new. The replies stand beside those of the last run in
artefacts/: read them, the figures tell half.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import commands
from benchmarks.needs.judging import Answer, Need, group_figures, honesty
from benchmarks.talk import EXAMPLES, ROOT, Chat
from bot.cli import bootstrap
from bot.topic import Topics
from storage.database.database import Database, Tx
from storage.members import people
from storage.members.member import Profile
from storage.vocabulary import Field, Place

DATA = Path(__file__).parent / "dev.jsonl"
KEPT = ROOT / "artefacts"
ASKED = {"nl": "wie weet {need}", "en": "who knows {need}"}
MORE = " p2"


def read(file: Path) -> list[Need]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Need.of(json.loads(line)) for line in lines if line.strip()]


def play(needs: Sequence[Need]) -> list[Answer]:
    """The answer to each need."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        bootstrap.prepare(database)
        bootstrap.load_examples(database, Topics.within(commands), EXAMPLES, new=True)
        with database.begin() as tx:
            _askers(tx, needs, datetime.now(UTC))
        database.close()
        with closing(Chat(Path(folder))) as chat:
            return [_answer(chat, need) for need in needs]


def _askers(tx: Tx, needs: Sequence[Need], now: datetime) -> None:
    """Somebody for each need: a member of no region, whom nobody finds."""
    for need in needs:
        member = people.meet(tx, "terminal", need.asker, need.asker, need.lang, now)
        people.sign_up(
            tx,
            member.id,
            Profile(need.asker, None, "", "", frozenset(), frozenset()),
            [(Field.knows, Place.members)],
            now,
        )


def _answer(chat: Chat, need: Need) -> Answer:
    told = chat.says(need.asker, ASKED[need.lang].format(need=need.text), need.lang)
    first = told[-1]
    further = next((each["types"] for each in first["buttons"] if each["types"].endswith(MORE)), None)
    rest = chat.says(need.asker, further, need.lang) if further else []
    return Answer.of(need, first, [each for reply in rest for each in reply["buttons"]])


def _shown(answers: Sequence[Answer], last: dict[str, str]) -> Iterator[str]:
    for each in answers:
        before = last.get(each.need.id)
        yield f"== {each.need.id} {each.need.kind}/{each.need.sub}: {each.need.text}"
        yield f"   {each.verdict}"
        if before is not None and before != each.text:
            yield from (f"   was | {line}" for line in before.splitlines())
        yield from (f"       | {line}" for line in each.text.splitlines())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--quiet", action="store_true", help="print the figures only: the answers stay unread")
    arguments = parser.parse_args()
    KEPT.mkdir(exist_ok=True)
    kept = KEPT / f"needs-{arguments.data.stem}.json"
    last = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    answers = play(read(arguments.data))
    kept.write_text(json.dumps({each.need.id: each.text for each in answers}, ensure_ascii=False, indent=1), "utf-8")
    if not arguments.quiet:
        shown = "\n".join(_shown(answers, last))
        (KEPT / f"needs-{arguments.data.stem}.txt").write_text(f"{shown}\n", encoding="utf-8")
        print(shown)
    print("\n".join((*group_figures(answers), "", *honesty(answers))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
