"""Files come in row by row: again changes nothing, and one bad row keeps no other out."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import commands
from bot.chat.texts import Language
from bot.exchange import exporting, importing
from bot.exchange.csv_reader import Csv, rows
from bot.exchange.importing import Outcome, Report
from bot.topic import Topics
from storage import atlas, exchange, search, vocabulary
from storage.cases import cases
from storage.database.database import Database
from storage.glossary import words
from storage.members import people
from storage.networks import networks
from storage.programmes import programmes
from storage.questions import questions
from storage.vocabulary import Field, NetworkRole, NetworkStatus, Place, QuestionStatus
from tests import ROOT

TOPICS = Topics.within(commands)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
EXAMPLES = ROOT / "examples" / "plek"


def load(database: Database, *paths: Path, example: bool = False) -> Report:
    return importing.load(database, TOPICS, paths, NOW, example=example)


def totals(report: Report) -> dict[Outcome, int]:
    return {outcome: sum(counts[outcome] for counts in report.counts.values()) for outcome in Outcome}


def write(file: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return file


@pytest.fixture
def furnished(example_url: str) -> Iterator[Database]:
    """With the example set."""
    opened = Database(example_url)
    yield opened
    opened.close()


def test_the_example_set_comes_in_whole_and_only_once(furnished: Database) -> None:
    again = load(furnished, EXAMPLES)
    assert totals(again) == {Outcome.new: 0, Outcome.changed: 0, Outcome.same: 896, Outcome.rejected: 0}


def test_what_comes_in_can_be_found_with_who_answers_for_it(furnished: Database) -> None:
    with furnished.begin() as tx:
        map_ = atlas.atlas(tx)
        twente = map_.region("Twente")
        assert twente is not None
        (id_,) = networks.by_name(tx, "Onder Twente")
        network = networks.get(tx, id_)
        assert network is not None
        assert network.status is NetworkStatus.listed
        assert twente.id in network.regions
        (convenor,) = people.load(tx, network.convenors)
        assert convenor.name == "Aanjager Bodem Twente"
        assert convenor.agreed(Field.knows)
        assert networks.part_of(tx, id_, convenor.id) is NetworkRole.convenor
        asked = exchange.known(tx, "question", "bodem-vroeg-in-plan")
        assert asked is not None
        question = questions.get_one(tx, asked)
        assert question.status is QuestionStatus.closed or question.status is QuestionStatus.answered
        assert any(answer.accepted_at for answer in question.answers)
        assert search.of_source(tx, "network", id_)


def test_nobody_who_did_not_consent_can_be_found(furnished: Database) -> None:
    with furnished.begin() as tx:
        id_ = exchange.known(tx, "member", "adviseur-sanering-almelo")
        assert id_ is not None
        assert people.get_one(tx, id_).consents == frozenset()
        assert search.of_source(tx, "member", id_) == []


def test_each_bad_row_is_reported_with_its_line_and_reason_and_the_others_come_in(
    furnished: Database, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "networks.csv",
        "name,kind,level,region,themes,confirmed",
        "Leerkring Veenweide,leernetwerk,regionaal,Friesland,water;bodem en ondergrond,2026-10-01",
        "Leerkring Zand,leerkrans,regionaal,Twente,water,",
        "Leerkring Klei,leernetwerk,regionaal,Twentte,water,",
        ",leernetwerk,regionaal,Twente,water,",
        "Leerkring Löss,leernetwerk,regionaal,Limburg,water,vorig jaar",
        "Leerkring Duin,leernetwerk,regionaal,Twente",
        '"Leerkring\nmet een regel erin",leernetwerk,regionaal,Twente,water,',
        f"{'x' * 161},leernetwerk,regionaal,Twente,water,",
        "Leerkring Bos,leernetwerk,regionaal,Twente,water,",
    )
    report = load(furnished, file)
    assert report.counts["networks"] == {
        Outcome.new: 3,
        Outcome.changed: 0,
        Outcome.same: 0,
        Outcome.rejected: 6,
    }
    told = {refusal.line: refusal.reason for refusal in report.rejected}
    assert list(told) == [3, 4, 5, 6, 7, 10]
    assert told[3].startswith("kind: «leerkrans» is none of: kennisnetwerk, leernetwerk,")
    assert told[4] == "region: there is no «Twentte». Did you mean «Twente»?"
    assert told[5] == "name: this is needed."
    assert told[6] == "confirmed: «vorig jaar» is no date. Write it like 2026-10-06."
    assert told[7] == "4 fields, the header has 6."
    assert told[10] == "name: 161 characters, at most 160 fit."
    read = {line: reason for _file, line, reason in importing.plain(report, 50, Language("nl"))["rejected"]}
    assert read[4] == "region: «Twentte» is er niet. Bedoel je «Twente»?"
    assert read[6] == "confirmed: «vorig jaar» is geen datum. Schrijf het als 2026-10-06."
    assert read[7] == "4 velden, de kopregel heeft er 6."
    with furnished.begin() as tx:
        assert networks.by_name(tx, "Leerkring Bos")


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", "name,kind", '"Waterschap,waterschap', "Provincie,provincie", 'A "b" c,gemeente')
    _head, *read = rows(Csv(file, "utf-8", ","), 2)
    assert [(line.number, line.fault is None) for line in read] == [(2, False), (3, True), (4, True)]
    assert read[1].cells == ["Provincie", "provincie"]


def test_a_quote_that_meets_another_later_costs_one_row(tmp_path: Path) -> None:
    lines = ["name,kind", '"Waterschap,waterschap', "Provincie,provincie", '"Gemeente",gemeente', "Rijk,rijk"]
    _head, *read = rows(Csv(write(tmp_path / "x.csv", *lines), "utf-8", ","), 2)
    assert [line.number for line in read if line.fault] == [2]
    assert [line.cells[0] for line in read if not line.fault] == ["Provincie", "Gemeente", "Rijk"]


def test_a_spreadsheet_may_write_semicolons_a_byte_order_mark_and_empty_lines(
    database: Database, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "Regio's.csv", "\ufeffName;Level;Parents;Also", '"Oost";regionaal;;"Oosten;East"', "", ";;;"
    )
    assert totals(load(database, file))[Outcome.new] == 1
    with database.begin() as tx:
        east = atlas.atlas(tx).region("East")
        assert east is not None
        assert east.name == "Oost"


def test_a_row_in_another_encoding_than_the_rest_is_refused_and_says_what_to_do(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "organisations.csv"
    good = "name,kind\nProvincie Drenthe,provincie\nVerenigd Curaçao,gemeente\n".encode()
    file.write_bytes(good + "Provincie Fryslân,provincie\n".encode("cp1252"))
    report = load(database, file)
    assert totals(report)[Outcome.new] == 2
    assert report.rejected[0].reason.endswith("others in this file are. Save it as «CSV UTF-8».")


def test_a_region_may_lie_in_one_that_comes_later(database: Database, tmp_path: Path) -> None:
    file = write(
        tmp_path / "regions.csv",
        "name,level,parents",
        "Twente,regionaal,Overijssel",
        "Overijssel,regionaal,Nederland",
        "Nederland,nationaal,",
        "Nergens,regionaal,Nooitland",
    )
    report = load(database, file)
    assert totals(report) == {Outcome.new: 3, Outcome.changed: 0, Outcome.same: 0, Outcome.rejected: 1}
    assert report.rejected[0].line == 5


def test_a_name_that_means_something_else_is_refused(furnished: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "regions.csv", "name,level,parents,also", "Nieuwland,regionaal,Nederland,Twente")
    (refused,) = load(furnished, file).rejected
    assert refused.reason == "the name «Twente» already means something else."


def test_a_file_that_is_none_of_ours_is_refused_and_the_others_come_in(database: Database, tmp_path: Path) -> None:
    write(tmp_path / "agenda.csv", "datum,tijd", "2026-01-01,09:00")
    write(tmp_path / "members.csv", "key,name,e-mail", "a,A,a@b")
    write(tmp_path / "leeg.csv")
    write(tmp_path / "regions.csv", "name,level,parents", "Nederland,nationaal,")
    report = load(database, tmp_path)
    assert totals(report)[Outcome.new] == 1
    told = {refusal.file.name: refusal.reason for refusal in report.rejected}
    assert "as members, this file misses consent and does not know e-mail." in told["members.csv"]
    assert "this header is none that I know" in told["agenda.csv"]
    assert told["leeg.csv"].startswith("There is no header line in it")


def test_a_file_is_recognised_by_its_header_whatever_it_is_called(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "export (3).csv", "name,level,parents,also", "Nederland,nationaal,,NL")
    assert load(database, file).counts["regions"][Outcome.new] == 1


def test_a_changed_row_changes_and_an_empty_field_says_nothing(furnished: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", "name,kind,level,aim,themes", "Onder Twente,leernetwerk,regionaal,Samen leren,")
    assert load(furnished, file).counts["networks"][Outcome.changed] == 1
    with furnished.begin() as tx:
        network = networks.get(tx, networks.by_name(tx, "Onder Twente")[0])
        assert network is not None
        assert (network.aim, network.kind) == ("Samen leren", "leernetwerk")
        assert network.themes


def test_what_is_no_programme_becomes_a_word_and_a_doubt_is_no_fact(furnished: Database, tmp_path: Path) -> None:
    head = "key,title,kind,level,area_based,lead,text,doubt"
    file = write(
        tmp_path / "programmes.csv",
        head,
        "p1,Zeker Programma,deal,regionaal,no,Provincie Voorbeeld,,",
        "p2,Onzeker Programma,deal,regionaal,no,Provincie Voorbeeld,,wie trekt staat er niet",
        "p3,Zwerfkeienwet,wet,nationaal,no,,,",
        "p4,Omgevingswet,wet,nationaal,no,,Iets anders dan er staat,",
    )
    report = load(furnished, file)
    assert totals(report) == {Outcome.new: 3, Outcome.changed: 0, Outcome.same: 1, Outcome.rejected: 0}
    assert totals(load(furnished, file))[Outcome.same] == 4
    with furnished.begin() as tx:
        one, other = (
            programmes.load(tx, networks.by_name(tx, name)) for name in ("Zeker Programma", "Onzeker Programma")
        )
        assert [[each.facts.lead for each in found.values()] for found in (one, other)] == [
            ["Provincie Voorbeeld"],
            [""],
        ]
        word, law = (words.called_exactly(tx, name) for name in ("Zwerfkeienwet", "Omgevingswet"))
        assert word is not None
        assert law is not None
        assert [each.text for each in word.meanings] == ["Wet."]
        assert "Iets anders" not in str(law.meanings), "what stands there is said better"
    cases_ = write(
        tmp_path / "cases.csv", "key,title,asks_for,doubt", "c1,Zeker,Hoe dan?,", "c2,Onzeker,Hoe dan?,afgeleid"
    )
    assert totals(load(furnished, cases_))[Outcome.new] == 2
    with furnished.begin() as tx:
        told = {each.title: each.example for each in cases.load(tx, cases.latest(tx, 2))}
    assert told == {"Zeker": False, "Onzeker": True}


def test_what_a_network_needs_and_until_when_it_runs_goes_in_and_out(furnished: Database, tmp_path: Path) -> None:
    head, name = "name,kind,level,needs,offers,until", "Onder Twente"
    file = write(tmp_path / "n.csv", head, f"{name},leernetwerk,regionaal,geld;mensen,ruimte,2027-03-31")
    assert load(furnished, file).counts["networks"][Outcome.changed] == 1
    assert load(furnished, file).counts["networks"][Outcome.same] == 1
    wrong = write(tmp_path / "w.csv", head, f"{name},leernetwerk,regionaal,goud,,")
    assert load(furnished, wrong).rejected[0].reason.startswith("needs: «goud» is none of: mensen, geld,")
    exporting.write(furnished, TOPICS, tmp_path / "out", None, NOW)
    with (tmp_path / "out" / "networks.csv").open(encoding="utf-8-sig", newline="") as out:
        (row,) = (each for each in csv.DictReader(out) if each["name"] == name)
    assert (row["needs"], row["offers"], row["until"]) == ("geld;mensen", "ruimte", "2027-03-31")


def test_an_import_takes_consent_away_and_never_gives_it_back(furnished: Database, tmp_path: Path) -> None:
    with furnished.begin() as tx:
        id_ = exchange.known(tx, "member", "aanjager-bodem-twente")
        assert id_ is not None
        people.set_consents(tx, id_, [(Field.found, Place.rooms)], NOW)
    assert load(furnished, EXAMPLES / "members.csv").counts["members"][Outcome.same] == 48
    with furnished.begin() as tx:
        assert people.get_one(tx, id_).consents == {(Field.found, Place.rooms)}
    file = write(tmp_path / "m.csv", "key,name,consent", "aanjager-bodem-twente,Aanjager Bodem Twente,no")
    assert load(furnished, file).counts["members"][Outcome.changed] == 1
    with furnished.begin() as tx:
        assert people.get_one(tx, id_).consents == frozenset()


def test_who_signed_off_is_not_signed_up_again(furnished: Database) -> None:
    with furnished.begin() as tx:
        id_ = exchange.known(tx, "member", "aanjager-bodem-twente")
        assert id_ is not None
        people.sign_off(tx, id_)
    (refused,) = load(furnished, EXAMPLES / "members.csv").rejected
    assert "Only they can sign up again." in refused.reason


def test_a_question_that_was_closed_here_stays_closed(furnished: Database) -> None:
    with furnished.begin() as tx:
        id_ = exchange.known(tx, "question", "typen-kennis")
        assert id_ is not None
        questions.close(tx, id_, vocabulary.Outcome.withdrawn, "", NOW)
    assert load(furnished, EXAMPLES / "questions.csv").counts["questions"][Outcome.same] == 49
    with furnished.begin() as tx:
        assert questions.get_one(tx, id_).status is QuestionStatus.closed


def test_an_example_member_can_be_tried_in_the_terminal(database: Database) -> None:
    load(database, EXAMPLES, example=True)
    with database.begin() as tx:
        member = people.by_identity(tx, "terminal", "kennisschakelaar-twente")
        assert member is not None
        assert member.example


def test_what_goes_out_comes_back_in_unchanged(furnished: Database, tmp_path: Path) -> None:
    written = exporting.write(furnished, TOPICS, tmp_path, None, NOW)
    assert sum(written.values()) == 926
    again = totals(load(furnished, tmp_path))
    assert again == {Outcome.new: 0, Outcome.changed: 0, Outcome.same: 926, Outcome.rejected: 0}


def contents(file: Path) -> list[list[str]]:
    """What a file says, but for the numbers, which are each database's own."""
    return sorted([value for name, value in row.items() if name != "number"] for row in csv.DictReader(file.open()))


def test_what_goes_out_furnishes_another_database_alike(
    furnished: Database, tmp_path: Path, sqlite_prepared: Path
) -> None:
    exporting.write(furnished, TOPICS, tmp_path / "one", None, NOW)
    (tmp_path / "other.db").write_bytes(sqlite_prepared.read_bytes())
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    assert totals(load(other, tmp_path / "one"))[Outcome.new] == 926
    exporting.write(other, TOPICS, tmp_path / "two", None, NOW)
    other.close()
    for file in (tmp_path / "one").iterdir():
        ours, theirs = contents(file), contents(tmp_path / "two" / file.name)
        assert ours == theirs, file.name


def test_only_what_members_agreed_to_goes_out(furnished: Database, tmp_path: Path) -> None:
    with furnished.begin() as tx:
        hidden = exchange.known(tx, "member", "adviseur-sanering-almelo")
        shy = exchange.known(tx, "member", "aanjager-bodem-twente")
        assert hidden is not None
        assert shy is not None
        people.set_consents(tx, shy, [(Field.found, Place.members)], NOW)
    out = tmp_path / "out"
    exporting.write(furnished, TOPICS, out, Place.members, NOW)
    everything = "".join(file.read_text() for file in out.iterdir())
    assert "adviseur-sanering-almelo" not in everything
    assert "Ik weet welke boringen, kaarten en metingen er al zijn" not in everything
    rows = {row["key"]: row for row in csv.DictReader((out / "members.csv").open(encoding="utf-8"))}
    assert rows["aanjager-bodem-twente"]["organisation"] == ""
    assert rows["kennisschakelaar-twente"]["organisation"] == "Provincie Overijssel"
    exporting.write(furnished, TOPICS, tmp_path / "web", Place.web, NOW)
    assert (tmp_path / "web" / "members.csv").read_text().count("\n") == 1


def test_files_that_go_out_are_for_the_operator_only(furnished: Database, tmp_path: Path) -> None:
    exporting.write(furnished, TOPICS, tmp_path / "out", None, NOW)
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "out").iterdir()} == {0o600}


def test_an_anonymous_export_takes_no_name_off_what_is_here(furnished: Database, tmp_path: Path) -> None:
    exporting.write(furnished, TOPICS, tmp_path, Place.web, NOW)
    again = totals(load(furnished, tmp_path))
    assert (again[Outcome.changed], again[Outcome.new], again[Outcome.rejected]) == (0, 0, 0)
