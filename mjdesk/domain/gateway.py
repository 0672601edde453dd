"""A gateway as a person sets it up, and what was found out about it. Holds no secret."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.price import DEFAULT_TABLE, PriceTable
from mjdesk.domain.request import Speed
from mjdesk.domain.upload_plan import DEFAULT_LIMITS, UploadLimits

STUDIO_ID = "studio"
"""Id of the profile that stands for the built-in gateway."""
UPLOAD_PATH = "/mj/submit/upload-discord-images"
"""Where pictures get an address (protocol.md 2.12)."""


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

    def lacks(self, path: str) -> bool:
        """Whether this endpoint (`/mj/submit/shorten`) is known not to be there."""
        return path in self.missing

    @property
    def takes_uploads(self) -> bool:
        """Whether nothing is known that speaks against it; the first upload tells for sure."""
        return not self.lacks(UPLOAD_PATH)

    def without(self, what: str, *, is_lasting: bool = True) -> Capabilities:
        """What is known after `NotOffered(what)`: an endpoint's path, with or without its speed prefix, or a
        verb (protocol.md 5.4, 12.7).

        Not `is_lasting` is a refusal of the feature in this speed alone (`model_not_found`, protocol.md 6):
        of a path with a speed prefix, or of the path for all buttons, it teaches nothing about the endpoint.
        """
        if not what.startswith("/"):
            return replace(self, refused_verbs=self.refused_verbs | {what}) if what else self
        path = _SPEED_PREFIX.sub("", what)
        if not is_lasting and (path != what or path == "/mj/submit/action"):
            return self
        path = _TASK_PATH.sub("/mj/task/{id}/", path)
        if path in _NEEDED or not _LEARNED.match(path):
            return self
        can_cancel = self.can_cancel and path != "/mj/task/{id}/cancel"
        return replace(self, missing=self.missing | {path}, can_cancel=can_cancel)

    def checked(self, found: Capabilities) -> Capabilities:
        """What is known after a check, which cannot see what use alone can teach."""
        can_cancel = found.can_cancel and self.can_cancel
        return replace(found, missing=self.missing, refused_verbs=self.refused_verbs, can_cancel=can_cancel)

    def unlearned(self) -> Capabilities:
        """Without what use has taught, so that everything is tried again."""
        nothing = frozenset[str]()
        return replace(self, missing=nothing, refused_verbs=nothing, can_list=True, can_cancel=True)


_NEEDED = frozenset({"/mj/submit/imagine", "/mj/submit/modal"})
"""Nobody can do without these: that one failed is an accident, and is never remembered."""
_TASK_PATH = re.compile(r"^/mj/task/[^/]+/")
_LEARNED = re.compile(r"^/mj/(?:submit|insight-face)/[a-z-]+$|^/mj/task/\{id\}/(?:cancel|image-seed)$")
_SPEED_PREFIX = re.compile(r"^/mj-(?:fast|relax|turbo)(?:-relay|-origin|-proxy)?(?=/mj/)")


@dataclass(frozen=True, slots=True)
class HostRewrite:
    """Pictures from one host are fetched from another first (protocol.md 7, competition.md 2.1, row 7)."""

    source: str
    """`cdn.discordapp.com`, in lower case."""
    target: str
    """`mirror.example`, `mirror.example:8443`, or `https://mirror.example/prefix`; no trailing slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """Which of the gateway's Midjourney accounts may take a wish (protocol.md 2.0); empty: any."""

    channel_id: str = ""
    instance_id: str = ""
    remark: str = ""
    remix: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == AccountFilter()


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
    proxy: str = ""
    """Empty: the system's; `none`; or `http://`, `https://`, `socks5://` with host and port. A user name may
    stand in it, a password never: `services.gateway_keys` keeps that beside the key."""
    picture_proxy: str = ""
    """The same for downloads of pictures; empty: as `proxy`."""
    ca_file: str = ""
    """A PEM file of further certificates to trust; empty: the system's alone."""
    picture_hosts: tuple[HostRewrite, ...] = ()
    account_filter: AccountFilter = AccountFilter()
    sends_bare_base64: bool = False
    """Pictures without their `data:` prefix, as a few vendors want them (protocol.md 2.0)."""
    upload_limits: UploadLimits = DEFAULT_LIMITS
    prices: PriceTable = DEFAULT_TABLE
    """Its currency is the account's."""

    @property
    def is_studio(self) -> bool:
        return self.id == STUDIO_ID

    @property
    def wiring(self) -> GatewayProfile:
        """As much of it as its client is made of: two profiles with equal wiring can share one."""
        return replace(self, name="", concurrency=0, capabilities=Capabilities(), prices=DEFAULT_TABLE)


NO_PROXY = "none"

STUDIO_PROFILE = GatewayProfile(
    id=STUDIO_ID, name="Built-in studio", root="", auth=AuthStyle.SECRET, prices=PriceTable.free()
)


def read_rewrites(text: str) -> tuple[HostRewrite, ...]:
    """`from=to` pairs, one a line or parted by commas; what is no pair is left out, the first wins."""
    found: dict[str, HostRewrite] = {}
    for part in re.split(r"[\n,;]+", text):
        source, _, target = (word.strip() for word in part.partition("="))
        source = re.sub(r"^https?://", "", source.lower()).partition("/")[0]
        target = target.rstrip("/")
        host = re.sub(r"^https?://", "", target, flags=re.IGNORECASE)
        if _HOST.match(source) and _TARGET.match(host) and source != host.lower():
            found.setdefault(source, HostRewrite(source, target))
    return tuple(found.values())


def written_rewrites(rewrites: tuple[HostRewrite, ...]) -> str:
    """What `read_rewrites` reads, one pair a line."""
    return "\n".join(f"{rewrite.source}={rewrite.target}" for rewrite in rewrites)


_HOST = re.compile(r"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$")
_TARGET = re.compile(r"^[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?(?:/[^\s?#@]*)?$")


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
