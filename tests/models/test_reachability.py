"""The network came back: heard once, only after something could not be reached, and never after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from mjdesk.domain.gateway import STUDIO_PROFILE
from mjdesk.models.reachability import Reachability
from mjdesk.services.session import Reach, SessionState
from mjdesk.services.signal import Signal as Told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

There = QNetworkInformation.Reachability


class Observer(QObject):
    """What Qt knows of the system's network."""

    reachabilityChanged = Signal(There)  # noqa: N815 (as Qt calls it)

    def __init__(self, now: There) -> None:
        super().__init__()
        self.now = now

    def reachability(self) -> There:
        return self.now

    def become(self, now: There) -> None:
        self.now = now
        self.reachabilityChanged.emit(now)


class SessionOfTest:
    def __init__(self) -> None:
        self.changed: Told[SessionState] = Told()
        self.state = SessionState(profile=STUDIO_PROFILE)

    def become(self, reach: Reach) -> None:
        self.state = SessionState(profile=STUDIO_PROFILE, reach=reach)
        self.changed.emit(self.state)


class Place:
    def __init__(self, observer: Observer | None) -> None:
        self.session = SessionOfTest()
        self.loads = 0
        self.returns = 0
        self._observer = observer
        self.watch = Reachability(cast("Any", self.session), self._on_returned, load=self._load)

    def _load(self) -> Any:
        self.loads += 1
        return self._observer

    def _on_returned(self) -> None:
        self.returns += 1


@pytest.mark.parametrize("back", [There.Online, There.Site, There.Local])
def test_a_return_is_heard(qapp: QApplication, back: There) -> None:
    observer = Observer(There.Disconnected)
    place = Place(observer)
    place.session.become(Reach.OFFLINE)
    observer.become(back)
    assert place.returns == 1
    observer.become(There.Online)
    assert place.returns == 1
    observer.become(There.Disconnected)
    observer.become(There.Online)
    assert place.returns == 2
    place.watch.close()
    observer.become(There.Disconnected)
    observer.become(There.Online)
    assert place.returns == 2


def test_who_is_online_never_loads_it(qapp: QApplication) -> None:
    place = Place(Observer(There.Online))
    for reach in (Reach.CHECKING, Reach.ONLINE, Reach.NOT_ALLOWED):
        place.session.become(reach)
    assert place.loads == 0
    place.session.become(Reach.OFFLINE)
    place.session.become(Reach.ONLINE)
    place.session.become(Reach.OFFLINE)
    assert place.loads == 1
    assert place.watch.is_watching
    place.watch.close()


def test_a_gateway_that_is_down_on_a_good_network_is_no_return(qapp: QApplication) -> None:
    observer = Observer(There.Online)
    place = Place(observer)
    place.session.become(Reach.OFFLINE)
    observer.become(There.Site)
    observer.become(There.Online)
    assert place.returns == 0
    place.watch.close()


def test_a_system_that_tells_nothing_is_no_trouble(qapp: QApplication) -> None:
    place = Place(None)
    place.session.become(Reach.OFFLINE)
    assert not place.watch.is_watching
    place.watch.close()


def test_qts_own_observer_can_be_had_or_not(qapp: QApplication) -> None:
    session = SessionOfTest()
    watch = Reachability(cast("Any", session), lambda: None)
    session.become(Reach.OFFLINE)
    watch.close()
    assert not watch.is_watching
