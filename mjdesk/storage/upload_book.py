"""Addresses of uploaded pictures as one small file, so that no picture is uploaded twice after a restart."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, cast

from mjdesk.storage.disk import disk_errors, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LARGEST = 16 * 2**20
"""Bytes; a larger file is none of ours."""


class UploadFile:
    """Owns the file, in the cache; works off the loop. Fits `services.ports.UploadBook`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = asyncio.Lock()

    async def load(self) -> Mapping[tuple[str, str], str]:
        """By (gateway's id, digest), oldest first; what cannot be read is left out. Never raises."""
        return await asyncio.to_thread(self._load)

    async def save(self, addresses: Mapping[tuple[str, str], str]) -> None:
        """Replace the file. Raises `DiskFull`, `DiskReadOnly`; then the old one is still there."""
        rows = [[account, digest, url] for (account, digest), url in addresses.items()]
        async with self._writing:  # two at once could end in the older of both
            await asyncio.to_thread(self._save, rows)

    def _load(self) -> dict[tuple[str, str], str]:
        try:
            if self._path.stat().st_size > _LARGEST:
                return {}
            read: object = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        found: dict[tuple[str, str], str] = {}
        for row in cast("list[object]", read) if isinstance(read, list) else []:
            match row:
                case [str(account), str(digest), str(url)]:
                    found[account, digest] = url
                case _:
                    continue
        return found

    def _save(self, rows: list[list[str]]) -> None:
        # Signed addresses let anybody see the picture: for this person's eyes alone.
        data = json.dumps(rows, separators=(",", ":")).encode()
        with disk_errors():
            write_whole(self._path, data, mode=0o600, is_synced=False)
