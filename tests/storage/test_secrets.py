"""Keys go where the person wants them, survive a keychain that hangs, and are never said aloud."""

from __future__ import annotations

import stat
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import SecretsError
from mjdesk.storage.secrets import SERVICE, KeychainSecrets, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-very-secret"


class FakeKeychain:
    """Owns what a keychain would; can refuse, and can wait for a person who does not come."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], str] = {}
        self.refuses = False
        self.waits = False
        self.person = threading.Event()

    def get_password(self, service_name: str, username: str) -> str | None:
        self._meet()
        return self.keys.get((service_name, username))

    def set_password(self, service_name: str, username: str, password: str) -> None:
        self._meet(password)
        self.keys[service_name, username] = password

    def delete_password(self, service_name: str, username: str) -> None:
        self._meet()
        del self.keys[service_name, username]

    def _meet(self, words: str = "") -> None:
        if self.waits:
            self.person.wait(10)
        if self.refuses:
            raise RuntimeError(f"cannot store {words}")


def _is_empty(folder: Path) -> bool:
    return not list(folder.iterdir())


@pytest.fixture
def keychain() -> Iterator[FakeKeychain]:
    keychain = FakeKeychain()
    yield keychain
    keychain.person.set()


async def test_the_keychain_keeps_them(keychain: FakeKeychain, tmp_path: Path) -> None:
    secrets = KeychainSecrets(tmp_path / "keys.json", keychain=keychain)
    await secrets.set("main", KEY)
    assert keychain.keys == {(SERVICE, "main"): KEY}
    assert await secrets.get("main") == KEY
    assert secrets.place == "keychain"
    await secrets.forget("main")
    await secrets.forget("main")
    assert await secrets.get("main") is None
    assert _is_empty(tmp_path)


async def test_a_refused_key_is_kept_for_this_run_and_said_so(keychain: FakeKeychain, tmp_path: Path) -> None:
    keychain.refuses = True
    secrets = KeychainSecrets(tmp_path / "keys.json", keychain=keychain)
    await secrets.set("main", KEY)
    assert secrets.place == "memory"
    assert await secrets.get("main") == KEY
    assert await secrets.get("other") is None
    await secrets.forget("main")
    assert await secrets.get("main") is None
    assert _is_empty(tmp_path)


async def test_a_locked_keychain_is_not_the_same_as_no_key(keychain: FakeKeychain, tmp_path: Path) -> None:
    keychain.refuses = True
    secrets = KeychainSecrets(tmp_path / "keys.json", keychain=keychain)
    with pytest.raises(SecretsError):
        await secrets.get("main")
    keychain.refuses = False
    keychain.keys[SERVICE, "main"] = KEY
    assert await secrets.get("main") == KEY


async def test_a_keychain_that_waits_for_a_person_does_not_hold_the_program(
    keychain: FakeKeychain, tmp_path: Path
) -> None:
    keychain.waits = True
    secrets = KeychainSecrets(tmp_path / "keys.json", keychain=keychain, timeout=0.01)
    with pytest.raises(SecretsError):
        await secrets.get("main")
    await secrets.set("main", KEY)
    assert secrets.place == "memory"
    assert await secrets.get("main") == KEY


async def test_no_error_quotes_a_key(
    keychain: FakeKeychain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keychain.refuses = True
    secrets = KeychainSecrets(tmp_path / "keys.json", keychain=keychain)
    await secrets.set("main", KEY)
    with pytest.raises(SecretsError) as caught:
        await secrets.move_to(Place.KEYCHAIN, ("main",))
    assert KEY not in str(caught.value) + repr(caught.value) + caplog.text + repr(secrets)


async def test_a_system_without_a_keychain(tmp_path: Path) -> None:
    """The tests' own keyring is the null one (conftest)."""
    secrets = KeychainSecrets(tmp_path / "keys.json")
    assert await secrets.get("main") is None
    assert secrets.place == "memory"
    await secrets.set("main", KEY)
    assert await secrets.get("main") == KEY
    assert _is_empty(tmp_path)


async def test_a_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "config" / "keys.json"
    secrets = KeychainSecrets(file, uses_file=True)
    await secrets.set("main", KEY)
    await secrets.set("other", "猫")
    assert secrets.place == "file"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = KeychainSecrets(file, uses_file=True)
    assert (await again.get("main"), await again.get("other")) == (KEY, "猫")
    await again.forget("main")
    assert KEY not in file.read_text()


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00"])
async def test_a_damaged_file_is_not_overwritten(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(content)
    secrets = KeychainSecrets(file, uses_file=True)
    with pytest.raises(SecretsError):
        await secrets.set("main", KEY)
    assert file.read_text() == content


async def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    secrets = KeychainSecrets(tmp_path / "config" / "keys.json", uses_file=True)
    with pytest.raises(SecretsError):
        await secrets.set("main", KEY)


async def test_moving_takes_every_key_along_and_leaves_none_behind(
    keychain: FakeKeychain, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    secrets = KeychainSecrets(file, keychain=keychain)
    await secrets.set("a", "1")
    await secrets.set("b", "2")
    await secrets.move_to(Place.FILE, ("a", "b", "c"))
    assert secrets.place == "file"
    assert keychain.keys == {}
    assert (await secrets.get("a"), await secrets.get("b")) == ("1", "2")
    await secrets.move_to(Place.KEYCHAIN, ("a", "b"))
    assert keychain.keys == {(SERVICE, "a"): "1", (SERVICE, "b"): "2"}
    assert not file.exists()


async def test_a_move_that_fails_moves_nothing(keychain: FakeKeychain, tmp_path: Path) -> None:
    secrets = KeychainSecrets(tmp_path / "keys.json", uses_file=True, keychain=keychain)
    await secrets.set("a", "1")
    keychain.refuses = True
    with pytest.raises(SecretsError):
        await secrets.move_to(Place.KEYCHAIN, ("a",))
    assert secrets.place == "file"
    assert await secrets.get("a") == "1"


async def test_a_file_of_keys_that_holds_none_is_not_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    secrets = KeychainSecrets(file, uses_file=True)
    await secrets.set("a", "sk-1")
    await secrets.move_to("memory", ("a",))
    assert not file.exists()
    assert await secrets.get("a") == "sk-1"
    await secrets.move_to("file", ("a",))
    assert file.exists()
