"""`checks.samples`: two commands that claim the same words collide."""

from bot.language.classifier import Sample, train
from checks.samples import misread, same, told

ROOMS = {"close": "questions", "stop": "signals"}
LINES = {"close": ("sluit {K}", "{K} is klaar", "maak {K} dicht"), "stop": ("stop {S}", "ga niet verder met {S}")}
SAMPLES = [Sample(intent, tuple(line.split())) for intent, lines in LINES.items() for line in lines]


def test_samples_that_say_different_things_pass() -> None:
    assert not [*told(SAMPLES, train(SAMPLES), ROOMS)]


def test_the_same_words_under_two_commands_are_found() -> None:
    twice = [*SAMPLES, Sample("stop", ("sluit", "{K}"))]
    ((each, other),) = same(twice)
    assert (each.intent, other.intent) == ("stop", "close")
    assert any("questions/close" in line and "signals/stop" in line for line in told(twice, train(SAMPLES), ROOMS))


def test_a_sample_that_is_read_as_another_command_is_found() -> None:
    strange = Sample("stop", ("sluit", "{K}", "maar"))
    assert [(each, read_as) for each, read_as, _p in misread([*SAMPLES, strange], train(SAMPLES))] == [
        (strange, "close")
    ]
