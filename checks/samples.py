"""Checks that no two commands claim the same words: a sample says one thing, and is read as what it says.

Two samples collide when they are the same words under two commands, or when what was learnt from all of them reads one
as another command: then it says more like that one's samples than like its own. `--confusions` also prints what samples
are read as when they were not learnt from, which fails nothing; it learns five times.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import commands
from bot.command.command import Commands
from bot.language.classifier import Classifier, Sample, train
from bot.language.learning import cache_folder
from bot.sentences.samples import learning_of, samples_of

FOLDS = 5
SHOWN = 40
"""Confusions that are printed, most frequent first."""


def same(samples: Sequence[Sample]) -> Iterator[tuple[Sample, Sample]]:
    """Yield the samples that say the same as one of another command, with that one."""
    first: dict[tuple[str, ...], Sample] = {}
    for each in samples:
        other = first.setdefault(each.words, each)
        if other.intent != each.intent:
            yield each, other


def misread(samples: Sequence[Sample], classifier: Classifier) -> Iterator[tuple[Sample, str, float]]:
    """Yield the samples that are read as another command, with that one and how probable it is."""
    for each in samples:
        best = classifier.read(each.words)[0]
        if best.intent != each.intent:
            yield each, best.intent, best.p


def confusions(samples: Sequence[Sample]) -> Counter[tuple[str, str]]:
    """Count what samples are read as that were not learnt from: by what they say, and what was read."""
    found: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        learnt = train([each for at, each in enumerate(samples) if at % FOLDS != fold])
        unseen = samples[fold::FOLDS]
        found.update((each.intent, learnt.read(each.words)[0].intent) for each in unseen)
    return Counter({pair: times for pair, times in found.items() if pair[0] != pair[1]})


def told(samples: Sequence[Sample], classifier: Classifier, rooms: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each collision."""
    for each, other in same(samples):
        yield f"{_named(each.intent, rooms)} and {_named(other.intent, rooms)} both say: {' '.join(each.words)}"
    for each, read_as, p in misread(samples, classifier):
        named = f"{_named(each.intent, rooms)} is read as {_named(read_as, rooms)} ({p:.2f})"
        yield f"{named}: {' '.join(each.words)}"


def _named(intent: str, rooms: Mapping[str, str]) -> str:
    return f"{rooms[intent]}/{intent}" if intent in rooms else intent


def main(arguments: Sequence[str] = ()) -> int:
    known = Commands.within(commands)
    rooms = {each.name: each.run.__module__.removeprefix(f"{commands.__name__}.").split(".")[0] for each in known.all}
    samples = samples_of(known.topics)
    learnt = learning_of(known, cache_folder()).learn().known
    found = [*told(samples, learnt.classifier, rooms)] if learnt else []
    print("".join(f"{line}\n" for line in found), end="")
    if "--confusions" in arguments:
        counted = confusions(samples)
        print(f"{sum(counted.values())} of {len(samples)} are read as another when they were not learnt from:")
        for (said, read_as), times in counted.most_common(SHOWN):
            print(f"{times:4}  {_named(said, rooms)} as {_named(read_as, rooms)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
