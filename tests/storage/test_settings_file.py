"""Settings come back as they were, from any version, and a bad file costs nothing but itself."""

from __future__ import annotations

import dataclasses
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mjdesk.domain.errors import DiskFull, DiskReadOnly, LibraryDamaged
from mjdesk.domain.gateway import AccountFilter, AuthStyle, Capabilities, Family, GatewayProfile, HostRewrite
from mjdesk.domain.price import PriceTable
from mjdesk.domain.request import Speed
from mjdesk.domain.settings import Look, Settings
from mjdesk.domain.task import TaskKind
from mjdesk.storage.settings_file import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

GATEWAY = GatewayProfile(
    id="g1",
    name='Mein Gateway 猫 "x"',
    root="https://gateway.test/a",
    auth=AuthStyle.RAW,
    speed=Speed.FAST,
    concurrency=5,
    capabilities=Capabilities(
        family=Family.NEW_API,
        speeds=(Speed.DEFAULT, Speed.RELAX),
        can_list=False,
        missing=frozenset({"/mj/submit/shorten", "/mj/submit/video"}),
        refused_verbs=frozenset({"reroll"}),
    ),
    proxy="socks5://me@proxy.test:1080",
    picture_proxy="none",
    sends_bare_base64=True,
    ca_file="/etc/own.pem",
    picture_hosts=(HostRewrite("cdn.test", "https://mirror.test/a"),),
    account_filter=AccountFilter(channel_id="17", remix=False),
    prices=PriceTable(
        prices={TaskKind.IMAGINE: Decimal("0.045")},
        speeds={Speed.TURBO: Decimal(3)},
        currency="CNY",
        follows_effort=False,
    ),
)
CHANGED = Settings(
    look=Look.LIGHT,
    gateways=(GATEWAY,),
    active="g1",
    is_welcomed=True,
    tile_height=240,
    library_folder="/猫",
    daily_cap=Decimal("4.50"),
    paused=frozenset({"g1", "studio"}),
)


def _file(folder: Path) -> SettingsFile:
    return SettingsFile(folder / "config" / "settings.toml")


def test_saved_is_loaded(tmp_path: Path) -> None:
    _file(tmp_path).save(CHANGED)
    file = _file(tmp_path)
    assert file.load() == CHANGED
    assert file.trouble is None


@given(
    st.builds(
        Settings,
        version=st.just(2),
        look=st.sampled_from(Look),
        has_reduced_motion=st.booleans(),
        active=st.text(max_size=10),
        window=st.text(max_size=10),
        tile_height=st.integers(1, 1000),
        gateways=st.lists(
            st.builds(
                GatewayProfile,
                id=st.text(max_size=5),
                name=st.text(max_size=5),
                root=st.text(max_size=5),
                auth=st.sampled_from(AuthStyle),
                speed=st.sampled_from(Speed),
            ),
            max_size=2,
        ).map(tuple),
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_settings_are_loaded_as_they_were(tmp_path: Path, value: Settings) -> None:
    _file(tmp_path).save(value)
    assert _file(tmp_path).load() == value


def test_the_first_start_has_no_file(tmp_path: Path) -> None:
    file = _file(tmp_path)
    assert file.load() == Settings()
    assert file.trouble is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"look = ", b"\xff\xfe\x00", b"[[a]\n", b"\x00" * 50, b"a = 1\na = 2"])
def test_a_damaged_file_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_bytes(content)
    file = _file(tmp_path)
    assert file.load() == Settings()
    assert isinstance(file.trouble, LibraryDamaged)
    file.save(Settings(tile_height=99))
    assert (path.parent / file.trouble.kept_as).read_bytes() == content
    assert _file(tmp_path).load().tile_height == 99


def test_one_bad_field_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text(
        'look = "pink"\ntile_height = "tall"\nis_welcomed = true\nof_the_future = 1\nwell = true\n'
        '[[gateways]]\nid = "no-name"\n'
        '[[gateways]]\nid = "g2"\nname = "n"\nroot = ""\nauth = "odd"\n'
        '[gateways.capabilities]\nspeeds = ["fast", "warp"]\n'
    )
    file = _file(tmp_path)
    found = file.load()
    assert file.trouble is None
    assert dataclasses.replace(found, gateways=()) == Settings(is_welcomed=True)
    (gateway,) = found.gateways
    assert (gateway.id, gateway.auth, gateway.capabilities.speeds) == ("g2", AuthStyle.AUTO, (Speed.FAST,))


def test_older_files_are_brought_up_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text("height = 100\n")

    def rename(table: dict[str, object]) -> dict[str, object]:
        return {"tile_height": table["height"]}

    def double(table: dict[str, object]) -> dict[str, object]:
        height = table["tile_height"]
        assert isinstance(height, int)
        return {**table, "tile_height": 2 * height}

    found = SettingsFile(path, migrations=(rename, double)).load()
    assert (found.version, found.tile_height) == (3, 200)
    path.write_text("version = 2\ntile_height = 100\n")
    assert SettingsFile(path, migrations=(rename, double)).load().tile_height == 200


def test_a_file_of_a_newer_program_is_copied_before_it_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text('version = 7\ntile_height = 100\nnew = "x"\n')
    assert _file(tmp_path).load().tile_height == 100
    assert tomllib.loads((path.parent / "settings-newer-7.toml").read_text())["new"] == "x"


def test_a_closed_folder(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    file = _file(tmp_path)
    assert file.load() == Settings()
    assert isinstance(file.trouble, DiskReadOnly)
    with pytest.raises(DiskReadOnly):
        file.save(CHANGED)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _file(tmp_path).save(CHANGED)

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("mjdesk.storage.disk.os.fsync", no_room)
        with pytest.raises(DiskFull):
            _file(tmp_path).save(Settings())
    assert _file(tmp_path).load() == CHANGED
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["settings.toml"]


def test_settings_of_the_first_version_get_the_new_fields(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text('version = 1\n[[gateways]]\nid = "g"\nname = "G"\nroot = "https://g.test"\n')
    found = _file(tmp_path).load()
    assert found.version == 2
    assert found.gateways == (GatewayProfile(id="g", name="G", root="https://g.test"),)
    assert (found.daily_cap, found.paused) == (Decimal(0), frozenset())


def test_one_bad_price_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    head = 'version = 2\n[[gateways]]\nid = "g"\nname = "G"\nroot = "https://g.test"\n'
    path.write_text(
        f'{head}[gateways.prices]\ncurrency = "USD"\n'
        '[gateways.prices.prices]\nimagine = 0.045\nblend = "much"\nupscale = "0.02"\nteleport = "1"\n'
    )
    (gateway,) = _file(tmp_path).load().gateways
    assert gateway.prices.currency == "USD"
    assert dict(gateway.prices.prices) == {
        TaskKind.IMAGINE: Decimal("0.045"),
        TaskKind.UPSCALE: Decimal("0.02"),
    }
    path.write_text(f'{head}[gateways.prices]\n[gateways.prices.prices]\nimagine = "-1"\n')
    assert _file(tmp_path).load().gateways[0].prices == PriceTable(), "a price below zero is none"
