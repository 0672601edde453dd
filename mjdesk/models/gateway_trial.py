"""One attempt to set up a gateway: what was entered is tested, and kept once it answered. Keeps no key."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.gateway import GatewayProfile
from mjdesk.domain.request import Speed

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Findings
    from mjdesk.models.desk import Desk

_SPEED = re.compile(r"/mj-(?P<speed>fast|relax|turbo)(?P<suffix>-relay|-origin|-proxy)?(?=[/?#]|$)", re.I)


class TrialStep(StrEnum):
    """How far an attempt has come."""

    IDLE = "idle"
    """Nothing is known of what is entered now."""
    TESTING = "testing"
    FOUND = "found"
    SAVING = "saving"
    SAVED = "saved"
    """What was found is kept."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialState:
    """What is known of what was entered; `profile` is ready to be kept when `findings` are there."""

    step: TrialStep = TrialStep.IDLE
    profile: GatewayProfile | None = None
    findings: Findings | None = None
    error: DeskError | None = None


class GatewayTrial(QObject):
    """Owns the state of one attempt. Call `forget` as soon as address or key is edited."""

    changed = Signal()
    saved = Signal(str)
    """Id of the profile that is kept now."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number = 0
        self._state = TrialState()

    @property
    def state(self) -> TrialState:
        return self._state

    def forget(self) -> None:
        """What was found holds no longer; an answer that is still on its way is dropped."""
        self._number += 1
        self._become(TrialState())

    def test(self, address: str, key: str | None, *, known: GatewayProfile | None = None) -> None:
        """Try an address as a person typed it, with free calls; a key of None is the one kept for `known`."""
        self._number += 1
        number = self._number
        address = address.strip()
        profile = _entered(address, known)
        if not address:
            self._become(
                TrialState(step=TrialStep.FAILED, profile=profile, error=WishInvalid(reason="no-address"))
            )
            return
        self._become(TrialState(step=TrialStep.TESTING, profile=profile))

        def found(findings: Findings) -> None:
            if number == self._number:
                self._become(
                    TrialState(step=TrialStep.FOUND, profile=_learned(profile, findings), findings=findings)
                )

        def failed(error: DeskError) -> None:
            if number == self._number:
                self._become(TrialState(step=TrialStep.FAILED, profile=profile, error=error))

        self._desk.test_gateway(profile, key, found=found, failed=failed)

    def save(self, key: str | None) -> None:
        """Keep the gateway that was found, and its key in the keychain; nothing happens before that."""
        profile = self._state.profile
        if self._state.step is not TrialStep.FOUND or profile is None:
            return
        self._number += 1
        number = self._number
        self._become(replace(self._state, step=TrialStep.SAVING))

        def saved() -> None:
            if number == self._number:
                self._become(replace(self._state, step=TrialStep.SAVED))
            self.saved.emit(profile.id)

        def failed(error: DeskError) -> None:
            if number == self._number:
                self._become(replace(self._state, step=TrialStep.FAILED, error=error))

        self._desk.save_gateway(profile, key, saved=saved, failed=failed)

    def _become(self, state: TrialState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()


def _entered(address: str, known: GatewayProfile | None) -> GatewayProfile:
    """A profile of what was typed; a `/mj-fast` in it chooses the speed (protocol.md 1.3)."""
    profile = known or GatewayProfile(id=uuid4().hex, name="", root="")
    if found := _SPEED.search(address):
        speed, suffix = Speed(found["speed"].lower()), (found["suffix"] or "").lower()
        profile = replace(profile, speed=speed, speed_suffix=suffix)
    return replace(profile, root=address)


def _learned(profile: GatewayProfile, findings: Findings) -> GatewayProfile:
    """The profile with what was found out; one without a name is called by its host."""
    return replace(
        profile,
        name=profile.name or urlsplit(findings.root).hostname or findings.root,
        root=findings.root,
        auth=findings.auth,
        capabilities=findings.capabilities,
    )
