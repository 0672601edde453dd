"""The settings in use, who changed what, and their way to the disk soon afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mjdesk.domain.errors import LibraryError
from mjdesk.services.notices import Notice, Notices, Severity
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from mjdesk.domain.settings import Settings
    from mjdesk.services.ports import Clock, SettingsKeeper

_SOON = 0.6
"""Seconds without another change after which they are saved: a slider moves many times a second."""


class SettingsHolder:
    """Owns the live value. Everybody reads `value`; `changed` tells (before, after)."""

    def __init__(self, value: Settings, keeper: SettingsKeeper, clock: Clock, notices: Notices) -> None:
        self.changed: Signal[tuple[Settings, Settings]] = Signal()
        self._value = value
        self._saved = value
        self._keeper = keeper
        self._clock = clock
        self._notices = notices
        self._wake = asyncio.Event()

    @property
    def value(self) -> Settings:
        return self._value

    def update(self, **changes: Any) -> None:  # noqa: ANN401 (the fields of Settings, checked by `replace`)
        """Change fields of `Settings` by name; equal values: silence."""
        before, self._value = self._value, replace(self._value, **changes)
        if before != self._value:
            self._wake.set()
            self.changed.emit((before, self._value))

    async def run(self) -> None:
        """Save soon after each change until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._clock.sleep(_SOON)
            if not self._wake.is_set():
                await self.save()

    async def save(self) -> None:
        """Save now what is not saved yet; a disk that refuses is told, and asked again next time."""
        value = self._value
        if value == self._saved:
            return
        try:
            await self._keeper.save(value)
        except LibraryError as error:
            self._notices.tell(
                Notice(id="settings", severity=Severity.WARN, kind="settings-unsaved", error=error)
            )
        else:
            self._saved = value
