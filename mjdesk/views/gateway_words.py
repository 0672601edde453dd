"""What was found out about a gateway, in words; for every screen that sets one up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.domain.gateway import AuthStyle, Family
from mjdesk.domain.request import Speed
from mjdesk.views.wording import Explanation, explain

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Balance, Findings, GatewayProfile

SPEEDS = {Speed.DEFAULT: "As set there", Speed.RELAX: "Relax", Speed.FAST: "Fast", Speed.TURBO: "Turbo"}
_ORDER = (Speed.FAST, Speed.RELAX, Speed.TURBO)
_FAMILIES = {
    Family.UNKNOWN: "A gateway that MJ Desk does not know by name",
    Family.PROXY: "midjourney-proxy",
    Family.PROXY_PLUS: "midjourney-proxy-plus",
    Family.TRUEAI: "trueai midjourney-proxy",
    Family.NEW_API: "A relay of the new-api kind",
}


def answered_line(findings: Findings) -> str:
    """`Answered in 84 ms · key accepted · fast and relax`."""
    parts = [f"Answered in {latency(findings)}", key_words(findings)]
    if speeds := speed_words(findings):
        parts.append(speeds)
    return " · ".join(parts)


def latency(findings: Findings) -> str:
    """`84 ms`."""
    return f"{findings.latency * 1000:.0f} ms"


def key_words(findings: Findings) -> str:
    return "no key needed" if findings.auth is AuthStyle.NONE else "key accepted"


def speed_words(findings: Findings) -> str:
    """`fast and relax`; empty when only its own speed is known."""
    return _listed([speed.value for speed in _ORDER if speed in findings.capabilities.speeds])


def balance_words(balance: Balance) -> str:
    """`38.20 USD left`, `unlimited`."""
    if balance.is_unlimited:
        return "unlimited"
    return " ".join(part for part in (f"{balance.remaining:,.2f}", balance.unit, "left") if part)


def details(findings: Findings) -> tuple[tuple[str, str], ...]:
    """Each finding as a pair of name and words."""
    abilities = findings.capabilities
    rows = [
        ("Address", findings.root),
        ("Kind", _FAMILIES[abilities.family]),
        ("Speeds", speed_words(findings) or "one speed, chosen there"),
        (
            "Progress",
            "all tasks in one question" if abilities.can_list else "asked for each task by itself",
        ),
        ("Cancel", "offered" if abilities.can_cancel else "not offered; tasks run to their end"),
    ]
    if findings.balance is not None:
        rows.append(("Balance", balance_words(findings.balance)))
    return tuple(rows)


def key_place(*, is_kept: bool, is_in_file: bool) -> str:
    """Where the key of a gateway is."""
    if is_in_file:
        return "Saved in a file that only you can read"
    return "Saved in this computer's keychain" if is_kept else "Kept until you quit"


def has_key(profile: GatewayProfile) -> bool:
    """Whether the gateway is spoken to with a key."""
    return profile.auth is not AuthStyle.NONE


def explain_setup(error: DeskError) -> Explanation:
    """As `wording.explain`, for one who is setting a gateway up: nobody is sent where he already is."""
    words = explain(error)
    if isinstance(error, errors.NotAllowed):
        return Explanation(words.title, "Check that the whole key was copied, and that it belongs here.")
    if isinstance(error, (errors.NotOffered, errors.Nonsense)):
        return Explanation(
            "No gateway answers at this address.",
            "What came is a web page or something else. Check the address with its seller.",
        )
    if isinstance(error, errors.Unreachable):
        return Explanation(words.title, "Check the address and your connection.")
    return words


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
