"""What must be done now and then, so that nothing is lost and nothing is left lying about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mjdesk.storage.library import Library
    from mjdesk.storage.pictures import Pictures

TRASH_SECONDS = 30 * 24 * 3600.0
"""How long the file of a task that was deleted for good can still be brought back."""


async def tidy(library: Library, pictures: Pictures) -> None:
    """Take the day's backup, then move originals that no task uses to the trash, and empty its oldest.

    In this order, and each step complete before the next: a program that ends in between loses nothing and
    goes on next time. Raises the kinds of `LibraryError`.
    """
    await library.backup_if_due()
    unused = await library.orphans()
    if unused:
        await pictures.discard(unused)
        await library.forget_orphans(unused)
    await pictures.empty_trash(older_than=TRASH_SECONDS)
