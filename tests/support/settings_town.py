"""Models with a session of real parts: only the keychain, the gateway and the disk are of the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import override

from mjdesk.domain.errors import SecretsError
from mjdesk.domain.gateway import AuthStyle, Capabilities, Findings
from mjdesk.domain.library import LibrarySize
from mjdesk.domain.request import Speed
from mjdesk.domain.settings import Settings
from mjdesk.models.desk import Desk
from mjdesk.models.preferences import Preferences
from mjdesk.models.standing import Standing
from mjdesk.services.notices import Notices
from mjdesk.services.session import Session
from mjdesk.services.settings import SettingsHolder
from tests.support.behind_models import FeedOfTest, ScopeNow, StoreOfTest
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.library import TaskQuery
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble

FOUND = Findings(
    root="https://gateway.example",
    auth=AuthStyle.BEARER,
    latency=0.084,
    capabilities=Capabilities(speeds=(Speed.DEFAULT, Speed.RELAX, Speed.FAST)),
)


class SecretsOfTest:
    """A keychain in memory that can be missing or refuse."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.place = "keychain"
        self.is_missing = False
        self.refuses = False

    async def get(self, account: str) -> str | None:
        return self.keys.get(account)

    async def set(self, account: str, key: str) -> None:
        if self.refuses:
            raise SecretsError("refused")
        if self.is_missing:
            self.place = "memory"
        self.keys[account] = key

    async def forget(self, account: str) -> None:
        self.keys.pop(account, None)

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        self.place = place


class FeedWithTrash(FeedOfTest):
    """An empty library, with nothing in its trash."""

    async def newest(self, query: TaskQuery, count: int) -> Sequence[Task]:
        assert query.is_trash
        return []


class ScopeHeld(ScopeNow):
    """Runs what it is given at once, or keeps it until `release`."""

    def __init__(self) -> None:
        self.is_held = False
        self.held: list[tuple[str, Coroutine[object, object, object]]] = []
        self.errors: list[Exception] = []

    @override
    def start(self, coro: Coroutine[object, object, object], *, name: str, replace: bool = False) -> None:
        if self.is_held:
            self.held.append((name, coro))
            return
        super().start(coro, name=name, replace=replace)

    def release(self) -> None:
        self.is_held = False
        for name, coro in self.held:
            super().start(coro, name=name)
        self.held.clear()


@dataclass
class Town:
    """Everything that a screen of settings stands on, and what the gateway was asked."""

    secrets: SecretsOfTest = field(default_factory=SecretsOfTest)
    scope: ScopeHeld = field(default_factory=ScopeHeld)
    findings: Findings = FOUND
    error: DeskError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Address and key of each test."""

    def __post_init__(self) -> None:
        notices = Notices()
        self.settings = SettingsHolder(Settings(), cast("Any", None), FakeClock(), notices)
        self.session = Session(self.settings, self.secrets, cast("Any", self._make), self._studio)
        scope, nothing = cast("Any", self.scope), cast("Any", None)
        store, feed = cast("Any", StoreOfTest()), cast("Any", FeedWithTrash([]))
        self.desk = Desk(
            store=store,
            submitter=nothing,
            watcher=nothing,
            collector=nothing,
            images=nothing,
            session=self.session,
            notices=notices,
            scope=scope,
            clock=FakeClock(),
        )
        self.preferences = Preferences(self.settings, lambda: self.secrets.place)
        self.standing = Standing(self.session, store, feed, scope)
        self.standing.size = LibrarySize(tasks=4, pictures=4318, bytes=9_600_000_000)
        self.models = cast(
            "Ensemble",
            SimpleNamespace(
                desk=self.desk,
                settings=self.settings,
                preferences=self.preferences,
                standing=self.standing,
                feed=feed,
                scope=self.scope,
            ),
        )

    async def _studio(self) -> tuple[str, str]:
        return "http://127.0.0.1:1", "secret"

    async def _make(self, profile: GatewayProfile, key: str) -> GatewayOfTest:
        return GatewayOfTest(self, profile.root, key)


class GatewayOfTest:
    """Answers the one question of a test."""

    def __init__(self, town: Town, root: str, key: str) -> None:
        self._town = town
        self._asked = (root, key)

    async def test(self) -> Findings:
        self._town.asked.append(self._asked)
        if self._town.error is not None:
            raise self._town.error
        return self._town.findings

    async def aclose(self) -> None:
        return
