"""What the linter's findings say to a person: one calm sentence each, and the word on the button."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mjdesk.domain.reference import ReferenceRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.domain.finding import Finding

_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "banned": "Gateways refuse the word “{word}”. Say it differently.",
        "banned-inside": "“{word}” stands inside a word; some gateways refuse even that.",
        "becomes-four": "Version 7 makes --q 3 into --q 4, at four times the cost.",
        "blank-missing": "A space is missing before --{name}.",
        "blanks": "There are more spaces than needed.",
        "curly-quotes": "Curly quotes do not write words into the picture; straight ones do.",
        "draft-on-site-only": "Version 8 has --draft on its own site only. It works in version {offer}.",
        "empty-alternative": "One of the alternatives in the braces is empty.",
        "equals-default": "--{name} says what holds anyway.",
        "gateway-only": "--{name} is written by gateways themselves.",
        "hd-and-draft": "--draft and --hd exclude each other.",
        "hd-and-sd": "--hd and --sd exclude each other; --{kept} would be kept.",
        "link-behind-text": "Addresses of pictures belong in front of the words.",
        "lonely-brace": "A brace has no partner, so nothing is chosen here.",
        "lonely-quote": "A quotation mark has no partner.",
        "long-dash": "--{name} is written with a long dash, which is read as text.",
        "loop-and-end": "--loop and --end exclude each other; --{kept} would be kept.",
        "many-words": "{words} words: after about {limit} the rest counts for little.",
        "moodboard-conflict": "--{name} does not go together with a moodboard.",
        "needs": "--{name} means nothing without {needs}.",
        "no-character-reference": "--cref is not accepted by version {version}. Use {offer}?",
        "no-choice": "--{name} takes {choices}, not {value}.",
        "no-effect-on-pictures": "--{name} has no effect without words.",
        "no-number": "--{name} takes a number, not “{value}”.",
        "no-omni-reference": "--oref is not accepted by version {version}. Take version {offer}?",
        "no-shape": "--{name} takes a shape such as 16:9, not “{value}”.",
        "no-such-version": "There is no version {version}. Take {offer}?",
        "no-turbo": "Version {version} has no turbo.",
        "no-version": "No version is named; Midjourney would take {version}.",
        "no-whole-number": "--{name} takes whole numbers, not {value}.",
        "no-whole-shape": "A shape is written in whole numbers: {value}.",
        "not-accepted": "--{name} is not accepted by version {version}.",
        "not-with-video": "--{name} has no place beside --video.",
        "old-spelling": "--{name} is the newer way to write this.",
        "old-word": "--{name} is of former days and does nothing now.",
        "omni-conflict": "--{name} does not go together with --oref.",
        "omni-picture-conflict": "--{name} does not go together with an omni reference.",
        "omni-picture-without-text": "An omni reference needs a few words beside it.",
        "omni-without-text": "--oref needs a few words beside it.",
        "out-of-range": "--{name} goes from {low} to {high}, not {value}.",
        "perhaps-not-accepted": "--{name} may not be accepted by version {version}.",
        "picture-without-text": "One picture needs a few words, or a second picture.",
        "punctuation": "A mark behind --{name} makes it unreadable.",
        "read-singly": "--no reads single words: “{phrase}” also excludes “{hit}”.",
        "relax-alternatives": "Relax does not take {count} prompts at once.",
        "relax-repeat": "Relax does not take --repeat.",
        "repeat-through-gateway": "Gateways lose track of --repeat {count}.",
        "repeated": "--{name} is there twice; {kept} would be kept.",
        "role-not-accepted": "{role} is not accepted by {version}. {offer}",
        "seed-with-weird": "With --weird the same seed does not give the same picture.",
        "several-no": "Several --no are better as one: {merged}.",
        "single-dash": "-{name} needs two dashes.",
        "speed-disagrees": "--{name} disagrees with the speed chosen below ({kept}).",
        "stealth-and-public": "--stealth and --public exclude each other; --{kept} would be kept.",
        "stealth-on-shared": "--stealth means nothing on a shared account.",
        "strong-exp": "Above {limit}, --exp {value} overrules stylize and profile.",
        "strong-omni": "Above {limit}, --ow {value} tends to spoil the picture.",
        "text-behind-parameter": "Words behind --{name} are not read: “{text}”.",
        "tile-with-zoom": "--tile and --zoom do not go together.",
        "too-long": "{characters} characters are more than the gateway takes ({limit}). Please shorten it.",
        "too-many-links": "--{name} takes {most} addresses, not {count}.",
        "too-many-references": "{role} is chosen below; --{name} in the text is one too many.",
        "too-wide": "{value} is too long a shape; the limit is {limit}.",
        "too-wide-hd": "{value} is too long a shape for --hd; the limit is {limit}.",
        "two-models": "Two models are named; --{kept} would be kept.",
        "two-speeds": "Two speeds are named; --{kept} would be kept.",
        "unknown": "--{name} is no parameter of Midjourney. {suggestion}",
        "value-missing": "--{name} needs a value.",
        "weights-are-text": "Version {version} reads :: as plain text.",
        "weights-vanish": "The weights add up to {total}; they must be above zero.",
        "wrong-bot": "Version {version} belongs to the other bot.",
    }
)
_NEEDED = {"reference": "a reference picture"}
_WITHOUT_OFFER = {
    "no-character-reference": "--cref is not accepted by version {version}.",
    "no-such-version": "There is no version {version}.",
    "no-omni-reference": "--oref is not accepted by version {version}.",
}
_LONGEST = 48
"""Of words quoted from the prompt, so that the sentence stays in sight."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A sentence, what in it is set heavier, and the word that mends it ("" if none can)."""

    sentence: str
    strong: tuple[str, ...]
    fix: str


def words_of(finding: Finding) -> FindingWords:
    """How a finding is told."""
    args = {name: _short(value) for name, value in finding.args}
    key = finding.key
    pattern = _SENTENCES[key]
    strong = [f"--{args[name]}" for name in ("name", "kept") if args.get(name)]
    if key == "too-long":
        args |= {name: f"{int(args[name]):,}" for name in ("characters", "limit")}
    if key == "needs":
        args["needs"] = _NEEDED.get(args["needs"], f"--{args['needs']}")
    if key in _WITHOUT_OFFER and not args.get("offer"):
        pattern = _WITHOUT_OFFER[key]
    elif key == "no-character-reference":
        args["offer"] = f"--{args['offer']}"
        strong += ["--cref", args["offer"]]
    if "role" in args:
        args |= _role_words(args)
    if key == "unknown":
        suggestion = args.get("suggestion", "")
        if suggestion:
            strong.append(f"--{suggestion}")
        args["suggestion"] = f"Is --{suggestion} meant?" if suggestion else "It is sent as it is."
    sentence = pattern.format_map(_Known(args)).strip()
    told = tuple(dict.fromkeys(word for word in strong if word in sentence))
    return FindingWords(sentence, told, "Fix" if finding.is_fixable else "")


def _role_words(args: Mapping[str, str]) -> dict[str, str]:
    """What a finding about pictures beside the words says of their roles."""
    from mjdesk.views.reference_words import model_name, role_name, role_phrase

    offer = ""
    if args.get("to"):
        offer = f"Use it as {role_name(ReferenceRole(args['to']))} instead?"
    elif args.get("offer"):
        offer = f"Take {model_name(args['offer'])}?"
    version = model_name(args["version"]) if args.get("version") else ""
    return {"role": role_phrase(ReferenceRole(args["role"])), "version": version, "offer": offer}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


class _Known(dict[str, str]):
    """Leaves out what is not known, so that a missing argument never costs the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
