"""What was found out about a gateway, in words; for every screen that sets one up."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from mjdesk.domain import errors
from mjdesk.domain.action import ActionVerb
from mjdesk.domain.gateway import AuthStyle, Family
from mjdesk.domain.request import Speed
from mjdesk.services.session import Reach
from mjdesk.views import action_words, wording
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import Balance, Capabilities, Findings, GatewayProfile
    from mjdesk.domain.presets import Preset
    from mjdesk.views.error_words import Explanation

_SPEEDS = {
    Speed.DEFAULT: mark_as("speed", "As set there"),
    Speed.RELAX: mark_as("speed", "Relax"),
    Speed.FAST: mark_as("speed", "Fast"),
    Speed.TURBO: mark_as("speed", "Turbo"),
}
_SIGNS = {
    Reach.UNKNOWN: (Status.IDLE, mark_as("gateway", "Not asked yet")),
    Reach.CHECKING: (Status.IDLE, mark_as("gateway", "Asking")),
    Reach.ONLINE: (Status.OK, mark_as("gateway", "Connected")),
    Reach.OFFLINE: (Status.ERROR, mark_as("gateway", "Not reachable")),
    Reach.NOT_ALLOWED: (Status.WARN, mark_as("gateway", "Key not accepted")),
}
_AUTH_STYLES = {
    # value: words, hint
    AuthStyle.AUTO: (
        mark_as("how a key travels", "Find out"),
        mark("The test finds out how this gateway wants its key"),
    ),
    AuthStyle.BEARER: (
        mark_as("how a key travels", "Bearer"),
        mark("Authorization: Bearer, as relays want it"),
    ),
    AuthStyle.SECRET: (
        mark_as("how a key travels", "Secret"),
        mark("mj-api-secret, as one's own server wants it"),
    ),
    AuthStyle.RAW: (mark_as("how a key travels", "Plain"), mark("Authorization: the key alone")),
    AuthStyle.NONE: (mark_as("how a key travels", "No key"), mark("This gateway asks for none")),
}
_ENDPOINTS = {
    "action": mark_as("what a gateway offers", "buttons"),
    "blend": mark_as("what a gateway offers", "blending"),
    "change": mark_as("what a gateway offers", "upscales and variations by number"),
    "describe": mark_as("what a gateway offers", "describing pictures"),
    "edits": mark_as("what a gateway offers", "edits of pictures"),
    "image-seed": mark_as("what a gateway offers", "seeds"),
    "imagine": mark_as("what a gateway offers", "prompts"),
    "modal": mark_as("what a gateway offers", "answers to its questions"),
    "retexture": mark_as("what a gateway offers", "retexture"),
    "shorten": mark_as("what a gateway offers", "shortening prompts"),
    "swap": mark_as("what a gateway offers", "swapping faces"),
    "upload-discord-images": mark_as("what a gateway offers", "uploads"),
    "video": mark_as("what a gateway offers", "films from a picture"),
}
"""What the endpoints are for, by the ends of their paths."""
_NAMES = {
    "relay-bot": mark("Relay that wants the bot named"),
    "self-hosted": mark("My own midjourney-proxy"),
}
_NOTES = {
    "address-from-seller": mark("Its page names no address: your seller tells you."),
    "any-query": mark("Tasks are asked for all at once."),
    "few-queries": mark("Its page lists few ways to ask; the test finds out what works."),
    "speed-by-path": mark("Speeds are chosen by the address, so leave /mj-fast and its like away."),
    "no-translation": mark("Prompts are not translated there: write in English."),
    "own-balance-page": mark("What is left is shown on its own page."),
    "bot-always-sent": mark("Each wish names its bot."),
    "action-may-answer-pictures": mark("Some answers bring the pictures at once."),
    "free-queries": mark("Asking how a task stands is free."),
    "own-secret": mark("The key is the server's own mj.api-secret; empty when it has none."),
    "no-balance": mark("There is nothing to pay."),
}
_LISTED_SPEEDS = {
    # In the order of a list.
    Speed.FAST: mark_as("speed", "fast"),
    Speed.RELAX: mark_as("speed", "relax"),
    Speed.TURBO: mark_as("speed", "turbo"),
}


def speed_name(speed: Speed) -> str:
    return tr_as("speed", _SPEEDS[speed])


def auth_name(style: AuthStyle) -> str:
    """How a key travels, in a word or two."""
    return tr_as("how a key travels", _AUTH_STYLES[style][0])


def auth_hint(style: AuthStyle) -> str:
    return tr(_AUTH_STYLES[style][1])


def sign(reach: Reach, *, is_studio: bool) -> tuple[Status, str]:
    """How the way to a gateway stands: shape and words."""
    if is_studio and reach is Reach.UNKNOWN:  # it is not asked before something is wished
        return Status.IDLE, tr("Starts with the first wish")
    status, words = _SIGNS[reach]
    return status, tr_as("gateway", words)


def answered_line(findings: Findings) -> str:
    """`Answered in 84 ms · key accepted · fast and relax`."""
    parts = [tr("Answered in {time}", time=latency(findings.latency)), key_words(findings)]
    if speeds := speed_words(findings):
        parts.append(speeds)
    return " · ".join(parts)


def preset_name(preset: Preset) -> str:
    """What a kind of gateway is called in the menu."""
    return tr(_NAMES[preset.id]) if preset.id in _NAMES else preset.name


def preset_notes(preset: Preset) -> str:
    """What is known of it beforehand, in sentences."""
    return wording.sentences(*(tr(_NOTES[note]) for note in preset.notes))


def note_keys() -> frozenset[str]:
    """The notes that have words."""
    return frozenset(_NOTES)


def latency(seconds: float) -> str:
    """`84 ms`."""
    return tr("{milliseconds:.0f} ms", milliseconds=seconds * 1000)


def key_words(findings: Findings) -> str:
    return tr("no key needed") if findings.auth is AuthStyle.NONE else tr("key accepted")


def speed_words(findings: Findings) -> str:
    """`fast and relax`; empty when only its own speed is known."""
    offered = findings.capabilities.speeds
    return _listed([tr_as("speed", words) for speed, words in _LISTED_SPEEDS.items() if speed in offered])


def balance_amount(balance: Balance) -> str:
    """`38.20 USD`; the number alone in a gateway's own units."""
    return f"{balance.remaining:,.2f} {balance.unit}".strip()


def balance_words(balance: Balance) -> str:
    """`38.20 USD left`, `unlimited`."""
    if balance.is_unlimited:
        return tr_as("balance", "unlimited")
    return tr("{amount} left", amount=balance_amount(balance))


def details(findings: Findings) -> tuple[tuple[str, str], ...]:
    """Each finding as a pair of name and words."""
    abilities = findings.capabilities
    rows = [
        (tr("Address"), findings.root),
        (tr_as("gateway", "Kind"), _family_name(abilities.family)),
        (tr("Key sent as"), tr("{style}, found out", style=auth_name(findings.auth))),
        (tr("Speeds"), speed_words(findings) or tr("one speed, chosen there")),
        (
            tr("Progress"),
            tr("all tasks in one question") if abilities.can_list else tr("asked for each task by itself"),
        ),
        (
            tr_as("ability of a gateway", "Cancel"),
            tr_as("ability of a gateway", "offered")
            if abilities.can_cancel
            else tr("not offered; tasks run to their end"),
        ),
    ]
    if abilities.missing:
        missing = dict.fromkeys(endpoint_name(path) for path in sorted(abilities.missing))
        rows.append((tr("Not offered"), wording.together(missing)))
    if abilities.refused_verbs:
        rows.append((tr("Unknown there"), wording.together(map(_verb_name, sorted(abilities.refused_verbs)))))
    if findings.balance is not None:
        rows.append((tr("Balance"), balance_words(findings.balance)))
    return tuple(rows)


def endpoint_name(path: str) -> str:
    """What an endpoint is for; one that nobody named here says its own name."""
    name = path.rpartition("/")[2]
    return tr_as("what a gateway offers", _ENDPOINTS[name]) if name in _ENDPOINTS else name.replace("-", " ")


def _verb_name(verb: str) -> str:
    """How the button of a verb is called (`ActionVerb`)."""
    known = next((each for each in ActionVerb if each.value == verb), None)
    return action_words.verb_name(known) if known is not None else verb.replace("-", " ")


def lacking(abilities: Capabilities) -> str:
    """What a gateway was found not to offer, in one line; empty when nothing is known to be missing."""
    found = [endpoint_name(path) for path in sorted(abilities.missing)]
    found += [
        tr_as("what a gateway lacks", "the button {name}", name=_verb_name(verb))
        for verb in sorted(abilities.refused_verbs)
    ]
    if not abilities.can_list:
        found.append(tr_as("what a gateway lacks", "one question for all tasks"))
    return wording.together(dict.fromkeys(found))


def key_place(*, is_kept: bool, is_in_file: bool) -> str:
    """Where the key of a gateway is."""
    if is_in_file:
        return tr("Saved in a file that only you can read")
    return tr("Saved in this computer's keychain") if is_kept else tr("Kept until you quit")


def has_key(profile: GatewayProfile) -> bool:
    """Whether the gateway is spoken to with a key."""
    return profile.auth is not AuthStyle.NONE


def explain_setup(error: DeskError) -> Explanation:
    """As `error_words.explain`, for one who is setting a gateway up: nobody is sent where he already is."""
    from mjdesk.views.error_words import Explanation, explain

    words = explain(error)
    if isinstance(error, errors.NotAllowed):
        return Explanation(words.title, tr("Check that the whole key was copied, and that it belongs here."))
    if isinstance(error, (errors.NotOffered, errors.Nonsense)):
        return Explanation(
            tr("No gateway answers at this address."),
            tr("What came is a web page or something else. Check the address with its seller."),
        )
    if isinstance(error, errors.Unreachable):
        return Explanation(words.title, tr("Check the address and your connection."))
    return words


def _family_name(family: Family) -> str:
    match family:
        case Family.UNKNOWN:
            return tr("A gateway that MJ Desk does not know by name")
        case Family.PROXY:
            return "midjourney-proxy"
        case Family.PROXY_PLUS:
            return "midjourney-proxy-plus"
        case Family.TRUEAI:
            return "trueai midjourney-proxy"
        case Family.NEW_API:
            return tr("A relay of the new-api kind")
    assert_never(family)


def _listed(speeds: list[str]) -> str:
    match speeds:
        case [first, second]:
            return tr("{first} and {second}", first=first, second=second)
        case [first, second, third]:
            return tr("{first}, {second} and {third}", first=first, second=second, third=third)
        case _:
            return "".join(speeds)
