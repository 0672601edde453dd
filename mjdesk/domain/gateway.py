"""A gateway as a person sets it up, and what was found out about it. Holds no secret."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mjdesk.domain.request import Speed

STUDIO_ID = "studio"
"""Id of the profile that stands for the built-in gateway."""


class AuthStyle(StrEnum):
    """How the key travels (protocol.md 1.1)."""

    AUTO = "auto"
    """Not found out yet; treated as BEARER."""
    BEARER = "bearer"
    """`Authorization: Bearer K` and `mj-api-secret: K`."""
    SECRET = "secret"  # noqa: S105 (a header's name, not a secret)
    """`mj-api-secret: K` alone."""
    RAW = "raw"
    """`Authorization: K`."""
    NONE = "none"


class Family(StrEnum):
    """The server families of protocol.md 0."""

    UNKNOWN = "unknown"
    PROXY = "proxy"
    PROXY_PLUS = "proxy-plus"
    TRUEAI = "trueai"
    NEW_API = "new-api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What is known to work or to be missing; learned by test and by use."""

    family: Family = Family.UNKNOWN
    speeds: tuple[Speed, ...] = (Speed.DEFAULT,)
    can_list: bool = True
    """`list-by-condition` answers; else single fetches."""
    can_cancel: bool = True
    missing: frozenset[str] = frozenset()
    """Endpoints that answered that they are not there, such as `/mj/submit/shorten`."""
    refused_verbs: frozenset[str] = frozenset()
    """Action verbs that the gateway does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayProfile:
    """One gateway among several."""

    id: str
    name: str
    root: str
    """Normalised address without trailing slash or `/mj` (protocol.md 1.2); empty for the studio."""
    auth: AuthStyle = AuthStyle.AUTO
    speed: Speed = Speed.DEFAULT
    """Used when a wish names none."""
    speed_suffix: str = ""
    """`-relay`, `-origin` or `-proxy` behind the speed prefix (protocol.md 1.3)."""
    concurrency: int = 3
    capabilities: Capabilities = Capabilities()

    @property
    def is_studio(self) -> bool:
        return self.id == STUDIO_ID


STUDIO_PROFILE = GatewayProfile(
    id=STUDIO_ID, name="Built-in studio", root="", auth=AuthStyle.SECRET, capabilities=Capabilities()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is left, in the gateway's own units (protocol.md 2.16)."""

    remaining: float
    unit: str = ""
    """Empty when the gateway does not say what it counts."""
    is_unlimited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What *test connection* found out, with free calls only."""

    root: str
    auth: AuthStyle
    latency: float
    """Seconds for the first answer."""
    capabilities: Capabilities
    balance: Balance | None = None
