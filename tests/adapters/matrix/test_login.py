"""Logging in, a login that is refused, a homeserver that is away, and what the doctor says of it."""

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from adapters.matrix import credentials, plain
from adapters.matrix.adapter import Matrix
from adapters.matrix.cli import app
from adapters.matrix.credentials import NoLogin, StoreInUse
from adapters.matrix.doctor import check
from adapters.matrix.rooms import conversation
from adapters.matrix.settings import MatrixSettings
from bot.app import utc_now
from bot.chat.adapter import RetryLater
from bot.chat.message import Conversation, Kind
from bot.chat.reply import PAYLOAD_VERSION, codec, say
from bot.chat.texts import Language
from bot.cli import health
from bot.cli.console import reasons
from bot.cli.deployment import Deployment
from bot.command.command import Commands
from storage.database.database import Database
from storage.messaging import outbox
from storage.messaging.outbox import Letter
from storage.vocabulary import Lane, Operation
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import PATIENCE, Member, body
from tests.servers.synapse import Account, Synapse


def with_password(synapse: Synapse, bot: Account, folder: Path, password: str | None = None) -> MatrixSettings:
    known = {"homeserver": synapse.url, "user": bot.user_id, "store": folder / "matrix"}
    return MatrixSettings.model_validate({**known, "password": password or bot.password})


async def test_it_logs_in_by_password_once_and_keeps_its_device(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    settings = with_password(synapse, bot, tmp_path)
    member = await enter("adviseur-water")
    async with running(cafe_on(cafe_database, settings)):
        chat = await member.chat_with(bot.user_id, encrypted=True)
    first = credentials.load(settings)
    async with running(cafe_on(cafe_database, settings)):
        assert "Netwerken" in body(await member.ask(chat, "hulp"))
    assert first
    assert credentials.load(settings) == first
    assert first.pickle_key not in ("", "DEFAULT_KEY")
    assert (settings.store.stat().st_mode & 0o777, (settings.store / "login.json").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


@pytest.mark.parametrize("how", ["password", "token"])
async def test_a_refused_login_stops_it_with_a_clear_message(
    how: str, synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path
) -> None:
    if how == "password":
        settings = with_password(synapse, bot, tmp_path, "onjuist")
    else:
        settings = settings_for(synapse, bot, tmp_path, access_token="onjuist")
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(BaseExceptionGroup) as stopped:
            await cafe_on(cafe_database, settings).run()
    (reason,) = reasons(stopped.value)
    assert bot.user_id in reason
    assert "refused" in reason


async def test_a_login_that_is_taken_back_while_it_serves_stops_it_with_a_clear_message(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    serving = asyncio.create_task(cafe_on(cafe_database, settings_for(synapse, bot, tmp_path)).run())
    await member.chat_with(bot.user_id)
    await plain.call(synapse.url, "POST", f"{plain.CLIENT}/logout", {}, token=bot.access_token)
    with pytest.raises(BaseExceptionGroup) as stopped:
        async with asyncio.timeout(PATIENCE):
            await serving
    assert stopped.group_contains(NoLogin, match=f"refused the login of {bot.user_id}", depth=1)


async def test_a_second_process_on_the_same_encryption_keys_stops_and_says_so(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    settings = settings_for(synapse, bot, tmp_path)
    member = await enter("adviseur-water")
    async with running(cafe_on(cafe_database, settings)):
        chat = await member.chat_with(bot.user_id)
        with pytest.raises(BaseExceptionGroup) as stopped:
            await cafe_on(cafe_database, settings).run()
        assert stopped.group_contains(StoreInUse, match=str(settings.store), depth=1)
        assert "Netwerken" in body(await member.ask(chat, "hulp"))


async def test_no_login_at_all_says_what_to_do(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path
) -> None:
    known = {"homeserver": synapse.url, "user": bot.user_id, "store": tmp_path / "matrix"}
    with pytest.raises(BaseExceptionGroup) as stopped:
        await cafe_on(cafe_database, MatrixSettings.model_validate(known)).run()
    assert stopped.group_contains(NoLogin, match="plek matrix login", depth=1)


async def test_a_homeserver_that_goes_away_is_waited_for_and_logged_once_per_change(
    homeserver: Synapse, cafe_database: Database, tmp_path: Path
) -> None:
    """Twice; what was to go out meanwhile goes out, nothing is said twice, and health tells while it is so."""
    bot = homeserver.register("plek")
    account = homeserver.register("adviseur-water")
    cafe = cafe_on(cafe_database, settings_for(homeserver, bot, tmp_path))
    changes = Changes()
    with structlog.testing.capture_logs(processors=[changes]):
        async with Member(homeserver, account, tmp_path / "member") as member, running(cafe):
            chat = await member.chat_with(bot.user_id)
            await member.ask(chat, "hulp")
            for times in (1, 2):
                assert (await health.examine(cafe))["matrix"].verdict == "ok"
                await asyncio.to_thread(homeserver.kill)
                await changes.seen("homeserver unreachable", times)
                told = (await health.examine(cafe))["matrix"]
                assert told.verdict == "wrong"
                assert "out of reach" in told.detail
                await cafe_database.write(outbox.post, [notice(chat, times)], utc_now(), leased=False)
                cafe.delivery.wake()
                await changes.seen("retry", times)
                await asyncio.to_thread(homeserver.start)
                await changes.seen("homeserver reachable again", times)
                await member.until(partial(heard, member, chat, f"bericht {times}"))
                assert "netwerken" in body(await member.ask(chat, "hulp netwerken"))
            said = [body(each) for each in member.said_in(chat)]
    assert changes.of_homeserver == ["homeserver unreachable", "homeserver reachable again"] * 2
    assert len(said) == 6  # the greeting, an answer, and twice a notice and an answer
    assert len(set(said)) == 5


def heard(member: Member, chat: str, text: str) -> bool:
    return text in map(body, member.said_in(chat))


def notice(room: str, number: int) -> Letter:
    """Something that is to go out to that chat."""
    where = conversation(room, personal=True)
    text = say(f"bericht {number}").localised(Language("nl"))
    return Letter(
        key=f"notice-{number}",
        platform="matrix",
        conversation_key=where.key,
        conversation=codec.dump(where),
        lane=Lane.notice,
        operation=Operation.send,
        payload=codec.dump(text),
        payload_version=PAYLOAD_VERSION,
        trace="a notice",
    )


class Changes:
    """A processor of log lines that tells whoever waits for one."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._news = asyncio.Condition()
        self._telling: set[asyncio.Task[None]] = set()

    def __call__(self, _logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        self._told.append(line["event"])
        with suppress(RuntimeError):  # a thread of the database has no loop, and nothing that is waited for
            task = asyncio.get_running_loop().create_task(self._tell())
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        return line

    @property
    def of_homeserver(self) -> list[str]:
        return [event for event in self._told if event.startswith("homeserver ")]

    async def seen(self, event: str, times: int) -> None:
        """Wait until that was logged so often."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self._told.count(event) >= times)

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()


async def test_before_it_is_connected_letters_wait(synapse: Synapse, bot: Account, tmp_path: Path) -> None:
    matrix = Matrix(settings_for(synapse, bot, tmp_path), clock=utc_now)
    with pytest.raises(RetryLater):
        await matrix.send(Conversation("matrix", "!x", Kind.channel), say("hallo"), key="k", replaces=None)


async def verdicts(settings: MatrixSettings) -> dict[str, str]:
    return {finding.subject: finding.verdict async for finding in check(settings)}


async def test_the_doctor_sees_a_good_login_a_bad_one_and_lost_keys(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    settings = with_password(synapse, bot, tmp_path)
    assert (await verdicts(settings))["login"] == "ok"  # it will log in
    member = await enter("adviseur-water")
    async with running(cafe_on(cafe_database, settings)):
        chat = await member.chat_with(bot.user_id, encrypted=True)
        await member.ask(chat, "hulp")
    found = await verdicts(settings)
    assert found["login"] == found["encryption"] == found[str(settings.store)] == "ok"
    settings.store.chmod(0o755)
    assert (await verdicts(settings))[str(settings.store)] == "warning"
    (keys,) = settings.store.glob("*.db")
    keys.rename(tmp_path / "elsewhere")
    assert (await verdicts(settings))["encryption"] == "wrong"
    bad = settings_for(synapse, bot, tmp_path / "other", access_token="onjuist")
    assert (await verdicts(bad))["login"] == "wrong"
    gone = MatrixSettings.model_validate({**settings.model_dump(), "homeserver": "http://127.0.0.1:1"})
    assert (await verdicts(gone))["homeserver"] == "wrong"


def test_an_operator_logs_in_at_the_terminal(synapse: Synapse, bot: Account, tmp_path: Path) -> None:
    settings = with_password(synapse, bot, tmp_path).model_copy(update={"password": None})

    class Here(Deployment):
        platforms = {"matrix": settings}  # noqa: RUF012  # in place of what is read from the environment

    deployment = Here(dict, lambda: Commands(()))
    told = CliRunner().invoke(app, ["login"], obj=deployment, input=f"{bot.password}\n")
    assert told.exit_code == 0, told.output
    assert bot.password not in told.output
    first = credentials.load(settings)
    assert first
    token = CliRunner().invoke(app, ["login", "--token"], obj=deployment, input=f"{bot.access_token}\n")
    assert token.exit_code == 0, token.output
    second = credentials.load(settings)
    assert second
    assert second.device_id == bot.device_id
    refused = CliRunner().invoke(app, ["login"], obj=deployment, input="onjuist\n")
    assert refused.exit_code == 1
    assert credentials.load(settings) == second
