"""Lists come in as people have them: as spreadsheets write them, with the headings and dates that people use."""

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import commands
from bot.exchange import dates, exporting, importing, row, sources
from bot.exchange.formats import formats
from bot.exchange.importing import Outcome, Report
from bot.exchange.sources import Found
from bot.topic import Topics
from storage.database.database import Database
from storage.exchange import known
from storage.maintenance import snapshot
from storage.networks import networks
from tests.bot.exchange.test_importing import NOW, load, totals

TOPICS = Topics.within(commands)
KNOWN = formats(TOPICS)
MOMENT = datetime(2026, 10, 6, 9, 30)  # noqa: DTZ001  # cells have no zone
LEDEN = "Sleutel;Naam;Toestemming\nfrits;Schakelaar Fryslân;ja\n"


@pytest.fixture
def found(tmp_path: Path) -> Callable[[bytes], Found]:
    """What is found in a file with this content."""

    def read(content: bytes, name: str = "lijst.csv") -> Found:
        file = tmp_path / name
        file.write_bytes(content)
        return sources.find(KNOWN, [file], tmp_path / "unpacked")

    return read


def rows(found: Found) -> list[dict[str, str]]:
    assert not found.refused, found.refused
    (source,) = found.sources
    return [dict(each.values) for each in source.records()]


@pytest.mark.parametrize(
    "content",
    [
        LEDEN.encode(),
        LEDEN.encode("utf-8-sig"),
        LEDEN.encode("cp1252"),
        LEDEN.encode("utf-16"),
        LEDEN.encode("utf-16-le"),
        LEDEN.replace(";", "\t").encode("utf-16"),
        LEDEN.replace(";", ",").encode(),
        f"sep=;\r\n{LEDEN}".replace("\n", "\r\n").encode("cp1252"),
        f'"sep=|"\n{LEDEN.replace(";", "|")}'.encode(),
        LEDEN.replace("\n", ";;;\n").encode(),
        f";;;;\n;;;;\n{LEDEN}\n;;;;\n".encode(),
        f"Ledenlijst van het Café, stand 1-10-2026;;\n{LEDEN}".encode(),
        LEDEN.replace("Sleutel;Naam;Toestemming", " KEY * ;name (verplicht);CONSENT").encode(),
        LEDEN.replace("Naam", '"Naam\n"').encode(),
    ],
)
def test_a_list_is_read_however_a_spreadsheet_wrote_it(found: Callable[[bytes], Found], content: bytes) -> None:
    assert rows(found(content)) == [{"key": "frits", "name": "Schakelaar Fryslân", "consent": "ja"}]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("2026-09-15", "2026-09-15"),
        ("15-9-2026", "2026-09-15"),
        ("5-9-2026", "2026-09-05"),
        ("05.09.2026", "2026-09-05"),
        ("15/9/2026", "2026-09-15"),
        ("9/15/2026", "2026-09-15"),
        ("2026/9/15", "2026-09-15"),
        ("15-9-2026 9:30", "2026-09-15T09:30"),
        ("15-9-2026 9.30", "2026-09-15T09:30"),
        ("9/15/2026 1:05:00 PM", "2026-09-15T13:05"),
        ("2026-09-15T09:30", "2026-09-15T09:30"),
        ("2026-09-15T09:30+02:00", "2026-09-15T09:30+02:00"),
    ],
)
def test_a_day_is_read_as_spreadsheets_write_it(said: str, means: str) -> None:
    assert dates.iso(said) == means


@pytest.mark.parametrize("said", ["31-2-2026", "vorig jaar", "9-2026", "15/15/2026", "15-9-26", "15-9/2026"])
def test_what_is_no_day_says_how_to_write_one(said: str) -> None:
    with pytest.raises(dates.NoDay, match="Write it like 2026-10-06"):
        dates.iso(said)


def test_a_day_that_can_be_two_is_read_as_the_rest_of_its_file_shows(found: Callable[[bytes], Found]) -> None:
    with pytest.raises(dates.NoDay, match="can be two days"):
        dates.iso("3/4/2026")
    for other, first in (("15/4/2026", False), ("4/15/2026", True), ("3/4/2026", None)):
        read = found(f"name,kind,level,confirmed\nA,x,y,3/4/2026\nB,x,y,{other}\n".encode())
        assert sources.month_first(read.sources[0]) is first
    assert dates.iso("3/4/2026", month_first=True) == "2026-03-04"
    assert dates.iso("3/4/2026", month_first=False) == "2026-04-03"


def test_what_is_not_read_is_named_with_what_would_be(found: Callable[[bytes], Found]) -> None:
    read = found(b"key;name;consent;E-mail;organisaton;;;\na;A;ja;a@b.nl;X;los;\n")
    assert rows(read) == [{"key": "a", "name": "A", "consent": "ja"}]
    unknown, stray = map(str, read.notes)
    assert "lijst.csv:1: not read: «E-mail» and «organisaton» (did you mean «organisation»?)." in unknown
    assert "Columns of members" in unknown
    assert "lijst.csv:2: column 6 has no heading" in stray


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Sleutel;Vraag;Status;Regio;Thema;Datum", "questions"),
        ("key;question;status;region;date", "questions"),
        ("Vraag;Antwoord;Lid;Datum", "answers"),
        ("Sleutel;Titel;Status;Begin;Einde;Regio", "events"),
        ("Sleutel;Les;Kant;Aspect", "lessons"),
        ("Sleutel;Woord;Betekenis", "words"),
        ("Naam;Soort;Niveau;Regio;Doel", "networks"),
    ],
)
def test_what_a_list_is_of_shows_in_its_headings_whatever_it_is_called(
    found: Callable[[bytes], Found], header: str, kind: str
) -> None:
    read = found(f"{header}\n{'x;' * header.count(';')}x\n".encode())
    assert [each.format.name for each in read.sources] == [kind], read.refused
    assert not read.notes


@pytest.mark.parametrize("header", ["key;title;group;text;needs;bot_role;source", "Sleutel;Titel;Soort;Opties;Waar"])
def test_a_list_of_something_else_is_not_taken_for_one_of_ours(found: Callable[..., Found], header: str) -> None:
    content = f"{header}\n{'x;' * header.count(';')}x\n".encode()
    (refused,) = found(content, "roles.csv").refused
    assert "If it is one, give the file, or the sheet, that name." in refused.reason
    name = re.search(r"a list of (\w+)", refused.reason)
    assert name
    assert [each.format.name for each in found(content, f"{name[1]}.csv").sources] == [name[1]]


def test_a_heading_that_is_there_twice_is_refused(found: Callable[[bytes], Found]) -> None:
    (refused,) = found(b"key;name;consent;Naam\na;A;ja;B\n").refused
    assert refused.reason == "the column name is there twice: «name» and «Naam». Keep one of them."


def test_a_key_that_is_there_twice_is_refused_with_both_places(database: Database, tmp_path: Path) -> None:
    one, two = tmp_path / "een.csv", tmp_path / "twee.csv"
    one.write_text("name;kind\nProvincie Drenthe;provincie\nRijk;rijk\nprovincie drenthe;gemeente\n")
    two.write_text("name;kind\nRijk;rijk\n")
    report = load(database, one, two)
    assert totals(report)[Outcome.new] == 2
    here, there = map(str, report.rejected)
    assert here == f"{one}:4: name: «provincie drenthe» is in line 2 too. Keep one of them."
    assert there == f"{two}:2: name: «Rijk» is in {one}:3 too. Keep one of them."


@given(st.lists(st.text(st.sampled_from("a;\\ '")).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_a_name_may_hold_what_separates_names(names: list[str]) -> None:
    assert row.separate(row.joined(names)) == names


def made(file: Path, *lists: tuple[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, cells in lists:
        sheet = book.create_sheet(name)
        for each in cells:
            sheet.append(each)
    book.save(file)
    return file


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    leden: list[list[object]] = [
        [None, None],
        ["Leden", None, None],
        ["Naam", "Key", "Toestemming", "Weet"],
        [],
        ["A\nB", 12.0, True, "x"],
    ]
    events: list[list[object]] = [["key", "title", "status", "start"], ["m", "Overleg", "gepland", MOMENT]]
    events += [["n", "Later", "gepland", date(2026, 10, 7)], ["o", "Laat", "gepland", time(9, 30)]]
    file = made(
        tmp_path / "x.xlsx", ("Leden", leden), ("events", events), ("Toelichting", [["Lees", "mij"]]), ("L", [])
    )
    read = sources.find(KNOWN, [file], tmp_path / "unpacked")
    assert not read.refused
    assert [each.where for each in read.sources] == [f"{file} [Leden]", f"{file} [events]"]
    people, meetings = (list(each.records()) for each in read.sources)
    assert [(each.line, dict(each.values)) for each in people] == [
        (5, {"name": "A\nB", "key": "12", "consent": "yes", "knows": "x"})
    ]
    assert [each.values["start"] for each in meetings] == ["2026-10-06T09:30", "2026-10-07", "09:30"]
    (note,) = read.notes
    assert str(note).startswith(f"{file} [Toelichting]:1: this header is none that I know")


def bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(5):
            parts.writestr(f"{number}", b"\0" * 100_000_000)


def far_away(file: Path) -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "key", "x"
    book.save(file)


def formulas(file: Path) -> None:
    made(file, ("members", [["key", "name", "consent"], ["a", "=1+1", "ja"]]))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (bomb, "unpacked it is over 400 MB"),
        (far_away, "There is no header line in it"),
        (lambda file: file.write_bytes(b"PK\x03\x04 and more"), "this is no workbook that can be read"),
        (
            lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0 and more"),
            "this is an older workbook, or it has a password",
        ),
        (lambda file: zipfile.ZipFile(file, "w").writestr("x", "y"), "this is no workbook that can be read"),
    ],
)
def test_a_workbook_that_harms_is_refused_and_says_what_to_do(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    make(tmp_path / "x.xlsx")
    (refused,) = sources.find(KNOWN, [tmp_path / "x.xlsx"], tmp_path / "unpacked").refused
    assert refused.reason.startswith(told)


def test_a_formula_without_a_value_is_no_value(tmp_path: Path) -> None:
    formulas(tmp_path / "x.xlsx")
    read = sources.find(KNOWN, [tmp_path / "x.xlsx"], tmp_path / "unpacked")
    assert rows(read) == [{"key": "a", "name": "", "consent": "ja"}]


@pytest.fixture
def furnished(example_url: str) -> Iterator[Database]:
    """With the example set."""
    opened = Database(example_url)
    yield opened
    opened.close()


def resaved(folder: Path) -> None:
    """As a Dutch Excel saves what it opened: a semicolon, a byte order mark, its own days, and capitals in headings."""
    for file in folder.glob("*.csv"):
        head, *lines = csv.reader(file.open(encoding="utf-8", newline=""))
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            out = csv.writer(opened, delimiter=";", lineterminator="\r\n")
            out.writerow([each.capitalize() for each in head] + ["", ""])
            for line in lines:
                cells = [re.sub(r"^(\d{4})-0?(\d+)-0?(\d+)$", r"\3-\2-\1", each) for each in line]
                out.writerow([re.sub(r"^(\S+)T0?(\d+:\d\d)$", r"\1 \2", each) for each in cells] + ["", ""])


def report_of(report: Report) -> tuple[dict[Outcome, int], list[str]]:
    return totals(report), [str(each) for each in (*report.rejected, *report.notes)]


def test_what_goes_out_comes_back_after_a_spreadsheet_saved_it(furnished: Database, tmp_path: Path) -> None:
    everything = {Outcome.new: 0, Outcome.changed: 0, Outcome.same: 926, Outcome.rejected: 0}
    exporting.write(furnished, TOPICS, tmp_path / "csv", None, NOW)
    resaved(tmp_path / "csv")
    assert report_of(load(furnished, tmp_path / "csv")) == (everything, [])
    exporting.write(furnished, TOPICS, tmp_path, None, NOW, as_workbook=True)
    file = tmp_path / exporting.WORKBOOK
    assert file.stat().st_mode & 0o777 == 0o600
    book = load_workbook(file)
    book.save(file)
    assert report_of(load(furnished, file)) == (everything, [])


def test_who_drives_a_network_of_any_name_comes_over(database: Database, tmp_path: Path, sqlite_prepared: Path) -> None:
    name = "Kring; water\\land"
    (tmp_path / "networks.csv").write_text(f'name,kind,level\n"{name}",leernetwerk,regionaal\n')
    (tmp_path / "members.csv").write_text("key,name,consent,convenor_of\na,Aanjager,ja,Kring\\; water\\\\land\n")
    assert not load(database, tmp_path).rejected
    exporting.write(database, TOPICS, tmp_path / "out", None, NOW)
    (tmp_path / "other.db").write_bytes(sqlite_prepared.read_bytes())
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    assert not load(other, tmp_path / "out").rejected
    with other.begin() as tx:
        (network,) = networks.load(tx, networks.by_name(tx, name))
        assert network.name == name
        assert network.convenors == (known(tx, "member", "a"),)
    other.close()


def test_a_trial_tells_what_would_be_and_writes_nothing(furnished: Database, tmp_path: Path) -> None:
    file = tmp_path / "networks.csv"
    file.write_text(
        "name;kind;level;aim\nKring Duin;leernetwerk;regionaal;\nOnder Twente;leernetwerk;regionaal;Anders\n"
    )
    with snapshot.trial(furnished) as copy:
        report = importing.load(copy, TOPICS, [file], NOW)
    assert [(outcome.value, str(each)) for outcome, each in report.made] == [
        ("new", f"{file}:2: Kring Duin · leernetwerk"),
        ("changed", f"{file}:3: Onder Twente · leernetwerk"),
    ]
    with furnished.begin() as tx:
        assert networks.by_name(tx, "Kring Duin") == []
