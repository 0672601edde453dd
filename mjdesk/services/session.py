"""The gateways in use: is the active one reachable, are we allowed, what is left; and a client for each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mjdesk.domain.errors import DeskError, NotAllowed, NotOffered, Unreachable, WishInvalid
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.gateway import STUDIO_ID, STUDIO_PROFILE, AuthStyle, Balance, Findings, GatewayProfile
from mjdesk.services.gateway_keys import GatewayKeys, parted
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mjdesk.domain.settings import Settings
    from mjdesk.services.ports import Gateway, GatewayMaker, Secrets
    from mjdesk.services.settings import SettingsHolder


class Reach(StrEnum):
    """What is known of the way to the active gateway."""

    UNKNOWN = "unknown"
    CHECKING = "checking"
    ONLINE = "online"
    OFFLINE = "offline"
    NOT_ALLOWED = "not-allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """How things stand with the active gateway."""

    profile: GatewayProfile
    reach: Reach = Reach.UNKNOWN
    latency: float | None = None
    """Seconds, of the last check."""
    balance: Balance | None = None
    error: DeskError | None = None


@dataclass(frozen=True, slots=True)
class _Client:
    """A client and what it was made of."""

    gateway: Gateway
    wiring: GatewayProfile
    """Of the profile as it is kept; what is learned or renamed makes no new client."""
    placed: GatewayProfile
    """With address and passwords."""
    key: str


class Session:
    """Owns the clients of all gateways until `aclose`, and what is known of the active one.

    Fits `services.ports.Gateways`.
    """

    def __init__(
        self,
        settings: SettingsHolder,
        secrets: Secrets,
        make: GatewayMaker,
        studio: Callable[[], Awaitable[tuple[str, str]]],
    ) -> None:
        """`studio` gives address and secret of the built-in studio, starting it when it does not run."""
        self.changed: Signal[SessionState] = Signal()
        self._settings = settings
        self._keys = GatewayKeys(secrets)
        self._make = make
        self._studio = studio
        self._state = SessionState(profile=self._active_of(settings.value))
        self._clients: dict[str, _Client] = {}
        self._retired: list[Gateway] = []
        """Replaced clients that somebody may still be waiting on."""
        self._locks: dict[str, asyncio.Lock] = {}
        self._disconnect = settings.changed.connect(self._on_settings_changed)

    @property
    def state(self) -> SessionState:
        return self._state

    @property
    def active(self) -> GatewayProfile:
        """Where new wishes go."""
        return self._state.profile

    def profile_of(self, account: str) -> GatewayProfile | None:
        """None when the gateway was forgotten."""
        if account == STUDIO_ID:
            return STUDIO_PROFILE
        return next((known for known in self._settings.value.gateways if known.id == account), None)

    async def gateway_for(self, account: str) -> Gateway:
        """The client of a gateway, made when it is first needed or when profile or key have changed.

        Raises `WishInvalid("no-gateway")` for an unknown account, `SecretsError` when its key cannot be read,
        `Unreachable` when the studio does not start.
        """
        profile = self.profile_of(account)
        if profile is None:
            raise WishInvalid(account, reason="no-gateway")
        async with self._locks.setdefault(account, asyncio.Lock()):
            known = self._clients.get(account)
            wiring = profile.wiring
            if known is not None and not profile.is_studio and known.wiring == wiring:
                return known.gateway
            placed, key = await self._placed(profile)
            if known is not None:
                if (known.placed.wiring, known.key) == (placed.wiring, key):
                    return known.gateway
                self._retired.append(known.gateway)
            gateway = await self._make(placed, key)
            self._clients[account] = _Client(gateway, wiring, placed, key)
            return gateway

    def heard(self, account: str, error: DeskError | None) -> None:
        """Real traffic tells more about the reach than any check, and what a gateway lacks is remembered."""
        self._remember(account, error)
        if account != self.active.id:
            return
        if error is None:
            self._become(replace(self._state, reach=Reach.ONLINE, error=None))
        elif isinstance(error, Unreachable):
            self._become(replace(self._state, reach=Reach.OFFLINE, error=error))
        elif isinstance(error, NotAllowed):
            self._become(replace(self._state, reach=Reach.NOT_ALLOWED, error=error))

    async def use(self, profile_id: str) -> None:
        """Send new wishes to this gateway from now on, and look at it. Unknown ids: `WishInvalid`."""
        if self.profile_of(profile_id) is None:
            raise WishInvalid(profile_id, reason="no-gateway")
        self._settings.update(active=profile_id)
        await self.check()

    async def check(self) -> None:
        """Look at the active gateway with free calls; the state says what was found, also when it failed."""
        profile = self.active
        self._become(replace(self._state, reach=Reach.CHECKING))
        try:
            findings = await (await self.gateway_for(profile.id)).test()
        except DeskError as error:
            if profile.id == self.active.id:
                reach = Reach.NOT_ALLOWED if isinstance(error, NotAllowed) else Reach.OFFLINE
                self._become(replace(self._state, reach=reach, latency=None, error=error))
            return
        if profile.id != self.active.id:
            return  # another one was chosen meanwhile
        self._become(
            replace(
                self._state,
                reach=Reach.ONLINE,
                latency=findings.latency,
                balance=findings.balance,
                error=None,
            )
        )
        if not profile.is_studio:
            self._learn(profile.id, findings)

    async def test(self, profile: GatewayProfile, key: str | None) -> Findings:
        """Try out a gateway that need not be saved, with free calls only; None: with the key that is kept.

        Raises `GatewayError`, `SecretsError`, `WishInvalid("no-gateway")` without an address.
        """
        if profile.is_studio:
            profile, key = await self._placed(profile)
        elif not profile.root:
            raise WishInvalid(reason="no-gateway")
        else:
            profile = await self._keys.connected(*parted(profile))
            key = await self._keys.key(profile.id) if key is None else key
        gateway = await self._make(profile, key)
        try:
            return await gateway.test()
        finally:
            await gateway.aclose()

    async def save_gateway(self, profile: GatewayProfile, key: str | None) -> None:
        """Keep a gateway, in the place of one with the same id; None leaves its key as it is.

        Takes effect with the next request; running tasks are followed on. A password in one of its proxies is
        kept beside the key and taken out of the profile. Raises `SecretsError` when the key cannot be kept
        and `WishInvalid("bad-proxy")`; then nothing has changed.
        """
        if profile.is_studio:
            return
        profile, passwords = parted(profile)
        if passwords:
            await self._keys.keep_passwords(profile.id, passwords)
            self._retire(profile.id)
        if key is not None:
            await self._keys.keep_key(profile.id, key)
            self._retire(profile.id)
        others = self._settings.value.gateways
        if any(known.id == profile.id for known in others):
            gateways = tuple(profile if known.id == profile.id else known for known in others)
        else:
            gateways = (*others, profile)
        self._settings.update(gateways=gateways)

    async def forget_gateway(self, profile_id: str) -> None:
        """Drop a gateway and its key; its tasks stay. The studio takes over when it was the active one."""
        left = tuple(known for known in self._settings.value.gateways if known.id != profile_id)
        active = self._settings.value.active
        self._settings.update(gateways=left, active=STUDIO_ID if active == profile_id else active)
        self._retire(profile_id)
        await self._keys.forget(profile_id)

    def forget_learned(self, account: str) -> None:
        """Try again what a gateway once said that it lacks."""
        known = self.profile_of(account)
        if known is not None:
            self._replace(known, capabilities=known.capabilities.unlearned())

    async def move_keys(self, place: str) -> None:
        """Keep all keys, and passwords of proxies, in another place: `memory` or `file` (or `keychain`).

        Raises `SecretsError`; then they are where they were.
        """
        await self._keys.move_to(place, [profile.id for profile in self._settings.value.gateways])

    async def lacks_key(self) -> bool:
        """Whether the gateway in use is spoken to with a key that is not there: to be asked for."""
        profile = self.active
        if profile.is_studio or profile.auth is AuthStyle.NONE:
            return False
        return not await self._keys.key(profile.id)

    async def aclose(self) -> None:
        """Close every client."""
        self._disconnect()
        clients = [client.gateway for client in self._clients.values()] + self._retired
        self._clients, self._retired = {}, []
        for gateway in clients:
            await gateway.aclose()

    def known_keys(self) -> tuple[str, ...]:
        """Every key that was used in this run: what must not stand in a report."""
        return tuple(client.key for client in self._clients.values() if client.key)

    async def _placed(self, profile: GatewayProfile) -> tuple[GatewayProfile, str]:
        """The profile with its address, and its key."""
        if not profile.is_studio:
            return await self._keys.connected(profile), await self._keys.key(profile.id)
        root, secret = await self._studio()
        return replace(profile, root=root), secret

    def _retire(self, account: str) -> None:
        """Make a new client at the next need."""
        if known := self._clients.pop(account, None):
            self._retired.append(known.gateway)

    def _remember(self, account: str, error: DeskError | None) -> None:
        """What use has taught about a gateway (protocol.md 12.7); the studio is known."""
        known, client = self.profile_of(account), self._clients.get(account)
        if known is None or known.is_studio:
            return
        learned = known.capabilities
        if isinstance(error, NotOffered):
            # 503 is a feature that is not there for now, or not in this speed (protocol.md 6).
            learned = learned.without(error.what, is_lasting=error.status != 503)
        elif error is None and client is not None and learned.can_list is not client.gateway.can_list:
            learned = replace(learned, can_list=client.gateway.can_list)
        if learned != known.capabilities:
            self._replace(known, capabilities=learned)

    def _replace(self, known: GatewayProfile, **changes: Any) -> None:  # noqa: ANN401 (fields of the profile)
        changed = replace(known, **changes)
        gateways = (changed if each.id == known.id else each for each in self._settings.value.gateways)
        self._settings.update(gateways=tuple(gateways))

    def _learn(self, account: str, findings: Findings) -> None:
        """Keep what was found out about a gateway, so that it need not be found out again."""
        known = self.profile_of(account)
        if known is not None:
            capabilities = known.capabilities.checked(findings.capabilities)
            self._replace(known, auth=findings.auth, root=findings.root, capabilities=capabilities)

    def _active_of(self, settings: Settings) -> GatewayProfile:
        return next((known for known in settings.gateways if known.id == settings.active), STUDIO_PROFILE)

    def _on_settings_changed(self, change: tuple[Settings, Settings]) -> None:
        profile = self._active_of(change[1])
        if profile.id != self._state.profile.id:
            self._become(SessionState(profile=profile))
        elif profile != self._state.profile:
            self._become(replace(self._state, profile=profile))

    def _become(self, state: SessionState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
