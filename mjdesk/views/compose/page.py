"""What the compose panel asks of each of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from PySide6.QtCore import QMimeData

    from mjdesk.domain.request import Request
    from mjdesk.models.purse import Purse
    from mjdesk.views.drop_places import DropPlace


class ComposePage(QWidget):
    """One kind of wish on its way. Owns its fields; the panel owns the foot with facts, price and button.

    A page is the content of a scroll area and is made when it is first chosen.
    """

    changed = Signal()
    """Anything that `requests`, `obstacle`, `button`, `facts` or `estimate` tell may be otherwise."""

    paths: tuple[str, ...] = ()
    """The endpoints that it cannot do without, such as `/mj/submit/blend` (protocol.md 2)."""
    lacking: str = ""
    """A marked sentence about a `{gateway}` without them."""

    def requests(self) -> Sequence[Request]:
        """The wishes as they are now; asked only while there is no obstacle."""
        raise NotImplementedError

    def obstacle(self) -> str:
        """Why nothing can be sent, in a sentence; "" when it can."""
        raise NotImplementedError

    def button(self) -> tuple[str, str]:
        """Word and icon of the primary button."""
        raise NotImplementedError

    def facts(self) -> str:
        """What will come of it: "1 job · 4 images"."""
        raise NotImplementedError

    def estimate(self, purse: Purse) -> Decimal | None:
        """What it costs all together; None: nobody knows. Asked only while there is no obstacle."""
        raise NotImplementedError

    def after_submit(self, *, keep: bool) -> None:
        """The wishes are on their way; `keep` leaves everything as it is."""

    def kept(self) -> Mapping[str, str]:
        """What stands here, as words for the next start; what is empty is not worth keeping."""
        return {}

    def take_back(self, kept: Mapping[str, str], is_there: Callable[[str], bool]) -> None:
        """Put back what `kept` gave; `is_there` tells whether the library still has a digest."""

    def gateway_changed(self) -> None:
        """Wishes go elsewhere now, or its limits are others: what was said of uploads may be wrong."""

    def focus_first(self) -> None:
        """Let the person begin."""
        raise NotImplementedError

    def places(self) -> Sequence[DropPlace]:
        """Where a dropped picture can go now."""
        return ()

    def would_take(self, mime: QMimeData) -> bool:
        """Whether `take` would find something."""
        return False

    def take(self, mime: QMimeData, place: str = "") -> bool:
        """Bring in the pictures of a drop, into the place of this key or the first that is free; False when
        there are none."""
        return False

    def show_drop(self, is_over: bool, place: str = "") -> None:
        """Light up the places while something fitting hangs over the window; with a key, that one alone."""
