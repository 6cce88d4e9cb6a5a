"""A classifier learns from samples, forgives slips, and reads the same after it was kept."""

from pathlib import Path

import numpy as np

from bot.language.classifier import Classifier, Sample, train

LINES = {
    "close": ("sluit mijn vraag", "de vraag mag dicht", "mijn vraag is klaar, sluiten maar", "vraag afsluiten graag"),
    "follow": (
        "volg bodem voor mij",
        "ik wil water volgen",
        "hou me op de hoogte van bodem",
        "seintje over water graag",
    ),
    "list": ("welke netwerken zijn er", "toon alle netwerken", "lijst van netwerken graag", "netwerken in de buurt"),
}
SAMPLES = [Sample(intent, tuple(line.split())) for intent, lines in LINES.items() for line in lines]
TRAINED = train(SAMPLES)


def test_each_sample_is_read_as_it_was_meant() -> None:
    for sample in SAMPLES:
        assert TRAINED.read(sample.words)[0].intent == sample.intent


def test_a_slip_in_a_word_is_forgiven() -> None:
    assert TRAINED.read(("slyit", "mijn", "vrag"))[0].intent == "close"
    assert TRAINED.read(("toon", "netwrken"))[0].intent == "list"


def test_words_that_nobody_ever_said_tell_nothing() -> None:
    guesses = TRAINED.read(("xyzzy", "qqqqq"))
    assert {round(each.p, 6) for each in guesses} == {round(1 / len(LINES), 6)}
    assert sum(each.p for each in TRAINED.read(("sluit", "netwerken"))) == 1 or np.isclose(
        sum(each.p for each in TRAINED.read(("sluit", "netwerken"))), 1, atol=1e-5
    )


def test_training_is_the_same_each_time() -> None:
    assert np.array_equal(train(SAMPLES).weights, TRAINED.weights)


def test_what_was_kept_reads_the_same(tmp_path: Path) -> None:
    TRAINED.save(tmp_path / "kept.npz")
    kept = Classifier.load(tmp_path / "kept.npz")
    for sample in SAMPLES:
        assert [each.intent for each in kept.read(sample.words)] == [each.intent for each in TRAINED.read(sample.words)]


def test_a_long_line_costs_no_more_than_its_beginning() -> None:
    long = ("sluit", "mijn", "vraag") + ("woord",) * 10_000
    assert TRAINED.read(long) == TRAINED.read(long[:60])
