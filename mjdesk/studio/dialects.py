"""How five published interface pages say their gateways speak, on top of a family (protocol.md 9).

The pages contradict the servers behind them. A client has to survive both, so a studio can play the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from starlette.datastructures import Headers

from mjdesk.studio.family import Family

if TYPE_CHECKING:
    from collections.abc import Mapping


class KeyForm(Enum):
    """How the key is to be shown."""

    ANY = "any"
    """The page names no header, yet lists 401: every known way works."""
    BEARER = "bearer"
    """The page names `Authorization: Bearer {{YOUR_API_KEY}}`, and nothing else counts."""


class Extras(Enum):
    """What `properties` of an accepted submit holds."""

    FAMILY = "family"
    EMPTY = "empty"
    NULL = "null"


class Shape(Enum):
    """The JSON type of a documented field."""

    TEXT = "text"
    TEXTS = "texts"
    FLAG = "flag"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a request's body, as its page documents it."""

    name: str
    shape: Shape = Shape.TEXT
    is_required: bool = False

    def fits(self, body: Mapping[str, object]) -> bool:
        """Present where the page demands it, and of the documented type wherever it is present."""
        value = body.get(self.name)
        if value is None:
            return not self.is_required
        match self.shape:
            case Shape.TEXT:
                return isinstance(value, str)
            case Shape.FLAG:
                return isinstance(value, bool)
            case Shape.OBJECT:
                return isinstance(value, dict)
            case Shape.TEXTS:
                return isinstance(value, list) and all(
                    isinstance(item, str) for item in cast("list[object]", value)
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One page: what it offers, what it demands, what it answers."""

    name: str
    """The word of the command line."""
    family: Family
    """Who really stands behind such a page; decides whatever the page does not say."""
    submits: frozenset[str]
    others: frozenset[str]
    """The endpoints that page and menu list, by the names of manners.py."""
    parameters: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict[str, tuple[Parameter, ...]])
    """By endpoint under /mj/submit."""
    key: KeyForm = KeyForm.ANY
    statuses: tuple[int, ...] = (200,)
    """HTTP statuses of accepted submits, taken in turn."""
    has_number: bool = False
    """`result` is a JSON number."""
    extras: Extras = Extras.FAMILY
    success: str = ""
    """`description` of code 1; empty leaves the family's words."""
    hides_windows: bool = False
    """The page knows no code 21: a window comes with code 1 (protocol.md 3.1)."""
    pictures: frozenset[str] = frozenset()
    """Submits that answer `{created,data:[{url}]}` once the picture is there."""

    def misfit(self, endpoint: str, body: Mapping[str, object]) -> str:
        """The first documented field that is missing or of a wrong type; empty when the body fits."""
        fields = self.parameters.get(endpoint, ())
        return next((parameter.name for parameter in fields if not parameter.fits(body)), "")

    def status(self, number: int) -> int:
        """Of the accepted submit with this number."""
        return self.statuses[number % len(self.statuses)]

    def seen(self, headers: Headers) -> Headers:
        """The key's headers as this gateway sees them, so that the family's own check can judge them."""
        shown = headers.get("authorization", "")
        if self.key is KeyForm.BEARER:
            return Headers({"authorization": shown} if shown.startswith("Bearer ") else {})
        key = headers.get("mj-api-secret") or shown.removeprefix("Bearer ")
        return Headers({"authorization": key, "mj-api-secret": key} if key else {})

    def receipt(self, answer: dict[str, Any]) -> dict[str, Any]:
        """An accepted submit's answer in the page's own shape."""
        code, result = answer["code"], str(answer["result"])
        changed = dict(answer)
        if code == 21 and self.hides_windows:
            changed["code"] = 1
        if self.has_number and result.isdecimal():
            changed["result"] = int(result)
        if code == 1 and "finalPrompt" not in answer["properties"]:
            changed["description"] = self.success or answer["description"]
            if self.extras is not Extras.FAMILY:
                changed["properties"] = {} if self.extras is Extras.EMPTY else None
        return changed


_SUBMITS = frozenset(("imagine", "blend", "describe", "shorten", "action", "modal"))
_BASE = (Parameter("notifyHook"), Parameter("state"))
_PROMPT = Parameter("prompt", is_required=True)
_PICTURES = Parameter("base64Array", Shape.TEXTS)

DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect(
            name="s000",
            family=Family.PROXY_PLUS,
            submits=_SUBMITS,
            others=frozenset(
                ("list", "list-by-condition", "query", "queue", "cancel", "fetch", "image-seed", "swap")
            ),
            parameters={"imagine": (_PROMPT, _PICTURES, *_BASE)},
            statuses=(200, 201),
            has_number=True,
            extras=Extras.EMPTY,
        ),
        Dialect(
            name="s001",
            family=Family.NEW_API,
            submits=_SUBMITS | {"change"},
            others=frozenset(("fetch", "image-seed", "swap", "billing", "image")),
            parameters={
                "imagine": (
                    _PROMPT,
                    _PICTURES,
                    Parameter("botType"),
                    Parameter("accountFilter", Shape.OBJECT),
                    *_BASE,
                )
            },
            statuses=(200, 201),
            has_number=True,
            extras=Extras.EMPTY,
            hides_windows=True,
        ),
        Dialect(
            name="s002",
            family=Family.NEW_API,
            submits=_SUBMITS,
            others=frozenset(("fetch", "list-by-condition", "image-seed", "swap", "image")),
            parameters={"describe": (Parameter("base64", is_required=True), Parameter("notifyHook"))},
            key=KeyForm.BEARER,
            statuses=(200, 201),
            has_number=True,
            extras=Extras.NULL,
        ),
        Dialect(
            name="s003",
            family=Family.NEW_API,
            submits=frozenset(("imagine",)),
            others=frozenset(("fetch", "image")),
            parameters={"imagine": (Parameter("botType", is_required=True), _PROMPT, _PICTURES, *_BASE)},
            key=KeyForm.BEARER,
            success="Submit success",
        ),
        Dialect(
            name="s004",
            family=Family.NEW_API,
            submits=_SUBMITS,
            others=frozenset(("fetch", "list-by-condition", "image-seed", "swap", "image")),
            parameters={
                "action": (
                    Parameter("chooseSameChannel", Shape.FLAG, is_required=True),
                    Parameter("customId"),
                    Parameter("taskId"),
                    *_BASE,
                )
            },
            key=KeyForm.BEARER,
            pictures=frozenset(("action",)),
        ),
    )
}
"""The five pages by name."""
