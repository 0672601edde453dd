"""Hears from the system that the network has come back, so that nobody waits for the next try.

Loaded when a gateway could not be reached for the first time; who is always online never pays for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mjdesk.services.session import Reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtNetwork import QNetworkInformation

    from mjdesk.services.session import Session, SessionState


class Reachability(QObject):
    """Owns nothing but its place at Qt's own observer, which lives as long as the program."""

    def __init__(
        self,
        session: Session,
        returned: Callable[[], object],
        *,
        load: Callable[[], QNetworkInformation | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`returned` is called when the system says that the network is there again; `load` finds Qt's
        observer, None where this system has none."""
        super().__init__(parent)
        self._returned = returned
        self._load = load or _observer
        self._observer: QNetworkInformation | None = None
        self._is_watching = False
        self._is_away = False
        self._disconnect = session.changed.connect(self._on_session_changed)
        self._on_session_changed(session.state)

    @property
    def is_watching(self) -> bool:
        """The system tells of its network."""
        return self._observer is not None

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._disconnect()
        if self._observer is not None:
            self._observer.reachabilityChanged.disconnect(self._on_reachability_changed)
            self._observer = None

    def _on_session_changed(self, state: SessionState) -> None:
        if state.reach is not Reach.OFFLINE or self._is_watching:
            return
        self._is_watching = True
        observer = self._observer = self._load()
        if observer is not None:
            self._is_away = not _is_there(observer.reachability())
            observer.reachabilityChanged.connect(self._on_reachability_changed)

    def _on_reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        was_away, self._is_away = self._is_away, not _is_there(reachability)
        if was_away and not self._is_away:
            self._returned()


def _is_there(reachability: QNetworkInformation.Reachability) -> bool:
    """A gateway may be a neighbour, so the house's own network is enough; what is unknown is no news."""
    return reachability.name in {"Local", "Site", "Online", "Unknown"}


def _observer() -> QNetworkInformation | None:
    try:
        from PySide6.QtNetwork import QNetworkInformation
    except ImportError:
        return None  # a bundle may do without
    QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
    return QNetworkInformation.instance()
