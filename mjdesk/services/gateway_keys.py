"""What gateways are spoken to with: their keys and the passwords of their proxies, beside no profile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.services.ports import Secrets

_PROXY, _PICTURE_PROXY = "#proxy", "#picture-proxy"
_NAMES = ("", _PROXY, _PICTURE_PROXY)
"""Behind a gateway's id: where its key is kept, and the passwords of its proxies."""


class GatewayKeys:
    """Owns the names under which all that belongs to one gateway is kept. Raises `SecretsError`."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    async def key(self, account: str) -> str:
        """Empty when there is none."""
        return await self._secrets.get(account) or ""

    async def keep_key(self, account: str, key: str) -> None:
        await self._secrets.set(account, key)

    async def keep_passwords(self, account: str, passwords: Mapping[str, str]) -> None:
        """Those that `parted` gave."""
        for name, password in passwords.items():
            await self._secrets.set(f"{account}{name}", password)

    async def forget(self, account: str) -> None:
        """The key and all passwords."""
        for name in _NAMES:
            await self._secrets.forget(f"{account}{name}")

    async def move_to(self, place: str, accounts: Iterable[str]) -> None:
        """Keep all of it in another place; when that fails it is where it was."""
        await self._secrets.move_to(place, [f"{account}{name}" for account in accounts for name in _NAMES])

    async def connected(
        self, profile: GatewayProfile, passwords: Mapping[str, str] | None = None
    ) -> GatewayProfile:
        """The profile with the passwords of its proxies, which its client alone gets to see.

        `passwords` go before those that are kept.
        """
        from mjdesk.domain.proxy import has_user, with_password  # the studio needs none

        found: dict[str, str] = {}
        for name, proxy in ((_PROXY, profile.proxy), (_PICTURE_PROXY, profile.picture_proxy)):
            password = passwords.get(name, "") if passwords else ""
            if has_user(proxy) and not password:
                password = await self._secrets.get(f"{profile.id}{name}") or ""
            found[name] = with_password(proxy, password)
        return replace(profile, proxy=found[_PROXY], picture_proxy=found[_PICTURE_PROXY])


def parted(profile: GatewayProfile) -> tuple[GatewayProfile, dict[str, str]]:
    """The profile without passwords, and those that were in it. Raises `WishInvalid("bad-proxy")`."""
    from mjdesk.domain.proxy import read_proxy  # the studio needs none

    proxy, word = read_proxy(profile.proxy)
    picture_proxy, picture_word = read_proxy(profile.picture_proxy)
    words = {_PROXY: word, _PICTURE_PROXY: picture_word}
    return (
        replace(profile, proxy=proxy, picture_proxy=picture_proxy),
        {name: password for name, password in words.items() if password},
    )
