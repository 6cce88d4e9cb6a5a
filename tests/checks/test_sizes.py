"""`checks.sizes`: what it finds too long, and what it lets be."""

from pathlib import Path

from checks.sizes import long, main

LINE = "x = 1\n"


def test_a_module_of_400_lines_is_well_and_one_of_401_is_not() -> None:
    assert list(long(400 * LINE)) == []
    assert list(long(401 * LINE)) == ["401 lines, of at most 400"]


def test_a_module_that_says_why_may_be_longer() -> None:
    assert list(long("# Long: one table.\n" + 400 * LINE)) == []


def test_a_function_of_60_lines_is_well_and_one_of_61_is_not_wherever_it_stands() -> None:
    for head, deep in (("def f():\n", 1), ("class A:\n    async def f():\n", 2)):
        body = "    " * deep + LINE
        assert list(long(head + 59 * body)) == []
        assert list(long(head + 60 * body)) == ["f has 61 lines, of at most 60"]


def test_migrations_are_as_long_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "storage" / "migrations" / "versions"
    folder.mkdir(parents=True)
    (folder / "0001_first.py").write_text(500 * LINE)
    assert main(tmp_path) == 0
    (tmp_path / "storage" / "long.py").write_text(500 * LINE)
    assert main(tmp_path) == 1
