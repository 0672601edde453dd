"""The window that is killed: the real one, offscreen, with somebody who presses Create without end."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.soak.client import Order

_AT_MOST = 8


def live(order: Order) -> None:
    """Run until killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Here and not above: the module travels to a process that must choose its platform first.
    from tests.support.qt_loop import make_qt_loop

    with asyncio.Runner(loop_factory=make_qt_loop) as runner:
        runner.run(_live(order))


async def _live(order: Order) -> None:
    from mjdesk.app import Desktop, Options
    from mjdesk.storage.locations import Locations
    from tests.soak.client import HASTE
    from tests.soak.support import HastyClock, OneKey
    from tests.support.desktop import Person
    from tests.support.qt_loop import application

    desktop = Desktop(
        application(), Locations.below(order.home), Options(), secrets=OneKey(), clock=HastyClock(HASTE)
    )
    async with desktop:
        person = Person(desktop)
        number = 0
        while True:
            await asyncio.sleep(0.02)
            if len(desktop.parts.store.live()) < _AT_MOST:
                number += 1
                person.create(f"a window {order.seed}-{number}")
