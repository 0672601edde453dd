"""Settings: told at once, written soon, never lost over a disk that refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mjdesk.domain.errors import DiskFull
from mjdesk.domain.settings import Look, Settings
from mjdesk.services.notices import Notice, Notices
from mjdesk.services.settings import SettingsHolder
from mjdesk.services.task_scope import TaskScope
from tests.services.test_session import Keeper
from tests.support.clock import FakeClock


def _unexpected(name: str, error: Exception) -> None:
    raise AssertionError(f"{name}: {error}")


async def test_a_change_names_before_and_after_and_an_equal_value_is_silence() -> None:
    told: list[tuple[Settings, Settings]] = []
    holder = SettingsHolder(Settings(), Keeper(), FakeClock(), Notices())
    holder.changed.connect(told.append)
    holder.update(look=Look.LIGHT)
    holder.update(look=Look.LIGHT)
    assert told == [(Settings(), replace(Settings(), look=Look.LIGHT))]
    with pytest.raises(TypeError):
        holder.update(colour="red")


async def test_many_changes_are_one_write_soon_afterwards() -> None:
    keeper, clock = Keeper(), FakeClock()
    holder = SettingsHolder(Settings(), keeper, clock, Notices())
    async with TaskScope(_unexpected) as scope:
        scope.start(holder.run(), name="settings")
        for height in range(200, 260):
            holder.update(tile_height=height)
            await clock.advance(0.01)
        assert keeper.saved == []
        await clock.advance(2)
        assert [settings.tile_height for settings in keeper.saved] == [259]
        assert clock.sleepers == []


async def test_leaving_saves_what_is_not_saved_and_only_that() -> None:
    keeper = Keeper()
    holder = SettingsHolder(Settings(), keeper, FakeClock(), Notices())
    await holder.save()
    holder.update(well=2)
    await holder.save()
    await holder.save()
    assert [settings.well for settings in keeper.saved] == [2]


async def test_a_full_disk_is_told_and_the_next_save_tries_again() -> None:
    keeper, notices = Keeper(), Notices()
    heard: list[Notice] = []
    notices.changed.connect(heard.append)
    holder = SettingsHolder(Settings(), keeper, FakeClock(), notices)
    keeper.trouble = DiskFull()
    holder.update(well=2)
    await holder.save()
    assert [notice.kind for notice in heard] == ["settings-unsaved"]
    keeper.trouble = None
    await holder.save()
    assert len(keeper.saved) == 1
