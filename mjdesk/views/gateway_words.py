"""What was found out about a gateway, in words; for every screen that sets one up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain import errors
from mjdesk.domain.gateway import AuthStyle, Family
from mjdesk.domain.request import Speed
from mjdesk.services.session import Reach
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Balance, Capabilities, Findings, GatewayProfile
    from mjdesk.domain.presets import Preset
    from mjdesk.views.error_words import Explanation

SPEEDS = {Speed.DEFAULT: "As set there", Speed.RELAX: "Relax", Speed.FAST: "Fast", Speed.TURBO: "Turbo"}
SIGNS = {
    Reach.UNKNOWN: (Status.IDLE, "Not asked yet"),
    Reach.CHECKING: (Status.IDLE, "Asking"),
    Reach.ONLINE: (Status.OK, "Connected"),
    Reach.OFFLINE: (Status.ERROR, "Not reachable"),
    Reach.NOT_ALLOWED: (Status.WARN, "Key not accepted"),
}
"""How the way to a gateway stands: shape and words."""
STUDIO_RESTS = (Status.IDLE, "Starts with the first wish")
"""The studio is not asked before something is wished."""
AUTH_STYLES = {
    # value: words, hint
    AuthStyle.AUTO: ("Find out", "The test finds out how this gateway wants its key"),
    AuthStyle.BEARER: ("Bearer", "Authorization: Bearer, as relays want it"),
    AuthStyle.SECRET: ("Secret", "mj-api-secret, as one's own server wants it"),
    AuthStyle.RAW: ("Plain", "Authorization: the key alone"),
    AuthStyle.NONE: ("No key", "This gateway asks for none"),
}
_NAMES = {"relay-bot": "Relay that wants the bot named", "self-hosted": "My own midjourney-proxy"}
_NOTES = {
    "address-from-seller": "Its page names no address: your seller tells you.",
    "any-query": "Tasks are asked for all at once.",
    "few-queries": "Its page lists few ways to ask; the test finds out what works.",
    "speed-by-path": "Speeds are chosen by the address, so leave /mj-fast and its like away.",
    "no-translation": "Prompts are not translated there: write in English.",
    "own-balance-page": "What is left is shown on its own page.",
    "bot-always-sent": "Each wish names its bot.",
    "action-may-answer-pictures": "Some answers bring the pictures at once.",
    "free-queries": "Asking how a task stands is free.",
    "own-secret": "The key is the server's own mj.api-secret; empty when it has none.",
    "no-balance": "There is nothing to pay.",
}
_ORDER = (Speed.FAST, Speed.RELAX, Speed.TURBO)
_FAMILIES = {
    Family.UNKNOWN: "A gateway that MJ Desk does not know by name",
    Family.PROXY: "midjourney-proxy",
    Family.PROXY_PLUS: "midjourney-proxy-plus",
    Family.TRUEAI: "trueai midjourney-proxy",
    Family.NEW_API: "A relay of the new-api kind",
}


def sign(reach: Reach, *, is_studio: bool) -> tuple[Status, str]:
    """How the way to a gateway stands: shape and words."""
    return STUDIO_RESTS if is_studio and reach is Reach.UNKNOWN else SIGNS[reach]


def answered_line(findings: Findings) -> str:
    """`Answered in 84 ms · key accepted · fast and relax`."""
    parts = [f"Answered in {latency(findings)}", key_words(findings)]
    if speeds := speed_words(findings):
        parts.append(speeds)
    return " · ".join(parts)


def preset_name(preset: Preset) -> str:
    """What a kind of gateway is called in the menu."""
    return _NAMES.get(preset.id) or preset.name


def preset_notes(preset: Preset) -> str:
    """What is known of it beforehand, in sentences."""
    return " ".join(_NOTES[note] for note in preset.notes)


def note_keys() -> frozenset[str]:
    """The notes that have words."""
    return frozenset(_NOTES)


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
        ("Key travels as", f"{AUTH_STYLES[findings.auth][0]}, found out"),
        ("Speeds", speed_words(findings) or "one speed, chosen there"),
        (
            "Progress",
            "all tasks in one question" if abilities.can_list else "asked for each task by itself",
        ),
        ("Cancel", "offered" if abilities.can_cancel else "not offered; tasks run to their end"),
    ]
    if abilities.missing:
        rows.append(("Not offered", ", ".join(sorted(path.rpartition("/")[2] for path in abilities.missing))))
    if abilities.refused_verbs:
        rows.append(("Unknown there", ", ".join(sorted(abilities.refused_verbs))))
    if findings.balance is not None:
        rows.append(("Balance", balance_words(findings.balance)))
    return tuple(rows)


def lacking(abilities: Capabilities) -> str:
    """What a gateway was found not to offer, in one line; empty when nothing is known to be missing."""
    found = [path.rpartition("/")[2].replace("-", " ") for path in sorted(abilities.missing)]
    found += [f"the button {verb.replace('-', ' ')}" for verb in sorted(abilities.refused_verbs)]
    if not abilities.can_list:
        found.append("one question for all tasks")
    return ", ".join(dict.fromkeys(found))


def key_place(*, is_kept: bool, is_in_file: bool) -> str:
    """Where the key of a gateway is."""
    if is_in_file:
        return "Saved in a file that only you can read"
    return "Saved in this computer's keychain" if is_kept else "Kept until you quit"


def has_key(profile: GatewayProfile) -> bool:
    """Whether the gateway is spoken to with a key."""
    return profile.auth is not AuthStyle.NONE


def explain_setup(error: DeskError) -> Explanation:
    """As `error_words.explain`, for one who is setting a gateway up: nobody is sent where he already is."""
    from mjdesk.views.error_words import Explanation, explain

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
