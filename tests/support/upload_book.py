"""Addresses of uploads in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class MemoryBook:
    """Fits `services.ports.UploadBook`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    async def load(self) -> Mapping[tuple[str, str], str]:
        return dict(self.kept)

    async def save(self, addresses: Mapping[tuple[str, str], str]) -> None:
        self.kept = dict(addresses)
