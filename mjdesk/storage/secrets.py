"""Keys in the system's keychain; never in a log, a setting, an error's text or a `repr`.

A keychain may be missing, locked or waiting for a person behind another window, so each call runs in a
thread of its own and has a time limit (platform.md 5).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from mjdesk.domain.errors import SecretsError
from mjdesk.storage.disk import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_T = TypeVar("_T")

SERVICE = "MJ Desk"
TIMEOUT = 20.0
"""Seconds: enough to type a password into the keychain's own window."""
_OWNER_ONLY = 0o600


class Place(StrEnum):
    """Where keys are."""

    KEYCHAIN = "keychain"
    MEMORY = "memory"
    """Until the program ends: there is no usable keychain."""
    FILE = "file"
    """In clear text, readable by this user only; a person has to choose it."""


class Keychain(Protocol):
    """The part of `keyring` that is used."""

    def get_password(self, service_name: str, username: str) -> str | None: ...

    def set_password(self, service_name: str, username: str, password: str) -> None: ...

    def delete_password(self, service_name: str, username: str) -> None: ...


class KeychainSecrets:
    """Owns the keys of this run: those that no keychain took live here, and go with the program."""

    def __init__(
        self,
        file: Path,
        *,
        uses_file: bool = False,
        keychain: Keychain | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        """`uses_file`: the person chose the file. `keychain`: for tests; else the system's own."""
        self._file = file
        self._keychain = keychain
        self._timeout = timeout
        self._memory: dict[str, str] = {}
        self._place = Place.FILE if uses_file else Place.KEYCHAIN

    @property
    def place(self) -> str:
        """`keychain`, `memory` or `file`; becomes `memory` once the keychain turned out not to be usable."""
        return self._place.value

    async def get(self, account: str) -> str | None:
        """The key, or None when there is none. Raises `SecretsError` when the keychain does not answer."""
        if account in self._memory:
            return self._memory[account]
        if self._place is Place.FILE:
            return (await self._apart(self._read_file)).get(account)
        if self._place is Place.MEMORY:
            return None
        try:
            return await self._apart(lambda: self._open_keychain().get_password(SERVICE, account))
        except _NoKeychainError:
            self._place = Place.MEMORY
            return None

    async def set(self, account: str, key: str) -> None:
        """Keep a key. When the keychain refuses it is kept for this run, and `place` says so.

        Raises `SecretsError` only when the chosen file cannot be written.
        """
        if self._place is Place.FILE:
            await self._apart(lambda: self._change_file(account, key))
            return
        if self._place is Place.KEYCHAIN:
            try:
                await self._apart(lambda: self._open_keychain().set_password(SERVICE, account, key))
            except (_NoKeychainError, SecretsError):
                self._place = Place.MEMORY
            else:
                self._memory.pop(account, None)
                return
        self._memory[account] = key

    async def forget(self, account: str) -> None:
        """Remove a key wherever it is; nothing happens when there is none. Raises `SecretsError`."""
        self._memory.pop(account, None)
        if self._place is Place.FILE:
            await self._apart(lambda: self._change_file(account, None))
        elif self._place is Place.KEYCHAIN:
            try:
                await self._apart(lambda: self._remove(account))
            except _NoKeychainError:
                self._place = Place.MEMORY

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        """The person chose another `Place`: keys go there first and are removed from the old one after.

        Raises `SecretsError` when the new place does not take them; then nothing was removed.
        """
        keys = {account: key for account in accounts if (key := await self.get(account)) is not None}
        old, place = self._place, Place(place)
        self._place = place
        if place is old:
            return
        try:
            for account, key in keys.items():
                await self.set(account, key)
            if self._place is not place:
                raise SecretsError("the keychain did not take the key")
        except SecretsError:
            self._place = old
            raise
        for account in keys:
            if place is not Place.MEMORY:
                self._memory.pop(account, None)
            if old is Place.FILE:
                await self._apart(lambda name=account: self._change_file(name, None))
            elif old is Place.KEYCHAIN:
                await self._apart(lambda name=account: self._remove(name))

    async def _apart(self, work: Callable[[], _T]) -> _T:
        """Run in a thread that may hang for ever without keeping the program from ending."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_T] = loop.create_future()

        def settle(result: _T | None, error: BaseException | None) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(cast("_T", result))

        def body() -> None:
            result: _T | None = None
            problem: BaseException | None = None
            try:
                result = work()
            except (_NoKeychainError, SecretsError) as error:
                problem = error
            # A keychain's backend raises whatever its system does, and its text may quote what was sent.
            except Exception as error:  # noqa: BLE001
                problem = SecretsError(type(error).__name__)
            # The program may have ended while the keychain was waiting for a person.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(settle, result, problem)

        threading.Thread(target=body, name="keychain", daemon=True).start()
        try:
            async with asyncio.timeout(self._timeout):
                return await answer
        except TimeoutError as error:
            raise SecretsError("the keychain does not answer") from error

    def _open_keychain(self) -> Keychain:
        """The system's keychain; imported here because that takes 90 ms and may touch D-Bus."""
        if self._keychain is None:
            import keyring
            from keyring.backends import fail, null

            backend = keyring.get_keyring()
            if isinstance(backend, fail.Keyring | null.Keyring):
                raise _NoKeychainError
            self._keychain = cast("Keychain", backend)
        return self._keychain

    def _remove(self, account: str) -> None:
        keychain = self._open_keychain()
        if keychain.get_password(SERVICE, account) is not None:
            keychain.delete_password(SERVICE, account)

    def _read_file(self) -> dict[str, str]:
        try:
            read: object = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SecretsError(f"the file of keys cannot be read: {type(error).__name__}") from error
        if not isinstance(read, dict):
            raise SecretsError("the file of keys is damaged")
        entries = cast("dict[str, object]", read)
        return {account: key for account, key in entries.items() if isinstance(key, str)}

    def _change_file(self, account: str, key: str | None) -> None:
        keys = self._read_file()
        if key is None and account not in keys:
            return
        keys.pop(account, None)
        if key is not None:
            keys[account] = key
        try:
            if not keys:
                self._file.unlink(missing_ok=True)  # that it is there says that it was chosen
                return
            write_whole(self._file, json.dumps(keys, indent=1).encode("ascii"), mode=_OWNER_ONLY)
        except OSError as error:
            raise SecretsError(f"the file of keys cannot be written: {error.strerror}") from error


class _NoKeychainError(Exception):
    """This system has none."""
