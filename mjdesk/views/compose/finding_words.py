"""What the linter's findings say to a person: one calm sentence each, and the word on the button."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mjdesk.domain.reference import ReferenceRole
from mjdesk.views.language import mark, tr, tr_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.domain.finding import Finding

_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "banned": mark("Gateways refuse the word “{word}”. Say it differently."),
        "banned-inside": mark("“{word}” stands inside a word; some gateways refuse even that."),
        "becomes-four": mark("Version 7 makes --q 3 into --q 4, at four times the cost."),
        "blank-missing": mark("A space is missing before --{name}."),
        "blanks": mark("There are more spaces than needed."),
        "curly-quotes": mark("Curly quotes do not write words into the picture; straight ones do."),
        "draft-on-site-only": mark(
            "Version 8 has --draft on its own site only. It works in version {offer}."
        ),
        "empty-alternative": mark("One of the alternatives in the braces is empty."),
        "equals-default": mark("--{name} says what holds anyway."),
        "gateway-only": mark("--{name} is written by gateways themselves."),
        "hd-and-draft": mark("--draft and --hd exclude each other."),
        "hd-and-sd": mark("--hd and --sd exclude each other; --{kept} would be kept."),
        "link-behind-text": mark("Addresses of pictures belong in front of the words."),
        "lonely-brace": mark("A brace has no partner, so nothing is chosen here."),
        "lonely-quote": mark("A quotation mark has no partner."),
        "long-dash": mark("--{name} is written with a long dash, which is read as text."),
        "loop-and-end": mark("--loop and --end exclude each other; --{kept} would be kept."),
        "many-words": mark("{words} words: after about {limit} the rest counts for little."),
        "moodboard-conflict": mark("--{name} does not go together with a moodboard."),
        "needs": mark("--{name} means nothing without {needs}."),
        "no-character-reference": mark("--cref is not accepted by version {version}. Use {offer}?"),
        "no-choice": mark("--{name} takes {choices}, not {value}."),
        "no-effect-on-pictures": mark("--{name} has no effect without words."),
        "no-number": mark("--{name} takes a number, not “{value}”."),
        "no-omni-reference": mark("--oref is not accepted by version {version}. Take version {offer}?"),
        "no-shape": mark("--{name} takes a shape such as 16:9, not “{value}”."),
        "no-such-version": mark("There is no version {version}. Take {offer}?"),
        "no-turbo": mark("Version {version} has no turbo."),
        "no-version": mark("No version is named; Midjourney would take {version}."),
        "no-whole-number": mark("--{name} takes whole numbers, not {value}."),
        "no-whole-shape": mark("“{value}” is no shape: write two whole numbers, like 16:9."),
        "not-accepted": mark("--{name} is not accepted by version {version}."),
        "not-with-video": mark("--{name} has no place beside --video."),
        "old-spelling": mark("--{name} is the newer way to write this."),
        "old-word": mark("--{name} is of former days and does nothing now."),
        "omni-conflict": mark("--{name} does not go together with --oref."),
        "omni-picture-conflict": mark("--{name} does not go together with an omni reference."),
        "omni-picture-without-text": mark("An omni reference needs a few words beside it."),
        "omni-without-text": mark("--oref needs a few words beside it."),
        "out-of-range": mark("--{name} goes from {low} to {high}, not {value}."),
        "perhaps-not-accepted": mark("--{name} may not be accepted by version {version}."),
        "picture-without-text": mark("One picture needs a few words, or a second picture."),
        "punctuation": mark("A mark behind --{name} makes it unreadable."),
        "read-singly": mark("--no reads single words: “{phrase}” also excludes “{hit}”."),
        "relax-alternatives": mark("Relax does not take {count} prompts at once."),
        "relax-repeat": mark("Relax does not take --repeat."),
        "repeat-through-gateway": mark("Gateways lose track of --repeat {count}."),
        "repeated": mark("--{name} is there twice; {kept} would be kept."),
        "role-not-accepted": mark("{role} is not accepted by {version}. {offer}"),
        "seed-with-weird": mark("With --weird the same seed does not give the same picture."),
        "several-no": mark("Several --no are better as one: {merged}."),
        "single-dash": mark("-{name} needs two dashes."),
        "speed-disagrees": mark("--{name} disagrees with the speed chosen below ({kept})."),
        "stealth-and-public": mark("--stealth and --public exclude each other; --{kept} would be kept."),
        "stealth-on-shared": mark("--stealth means nothing on a shared account."),
        "strong-exp": mark("Above {limit}, --exp {value} overrules stylize and profile."),
        "strong-omni": mark("Above {limit}, --ow {value} tends to spoil the picture."),
        "text-behind-parameter": mark("Words behind --{name} are not read: “{text}”."),
        "tile-with-zoom": mark("--tile and --zoom do not go together."),
        "too-long": mark(
            "{characters} characters are more than the gateway takes ({limit}). Please shorten it."
        ),
        "too-many-links": mark("--{name} takes {most} addresses, not {count}."),
        "too-many-references": mark("{role} is chosen below; --{name} in the text is one too many."),
        "too-wide": mark("{value} is too long a shape; the limit is {limit}."),
        "too-wide-hd": mark("{value} is too long a shape for --hd; the limit is {limit}."),
        "two-models": mark("Two models are named; --{kept} would be kept."),
        "two-speeds": mark("Two speeds are named; --{kept} would be kept."),
        "unknown": mark("--{name} is no parameter of Midjourney. {suggestion}"),
        "value-missing": mark("--{name} needs a value."),
        "weights-are-text": mark("Version {version} reads :: as plain text."),
        "weights-vanish": mark("The weights add up to {total}; they must be above zero."),
        "wrong-bot": mark("Version {version} belongs to the other bot."),
    }
)
_NEEDS_PICTURE = mark("--{name} means nothing without a reference picture.")
_WITHOUT_OFFER = {
    "no-character-reference": mark("--cref is not accepted by version {version}."),
    "no-such-version": mark("There is no version {version}."),
    "no-omni-reference": mark("--oref is not accepted by version {version}."),
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
        pattern = _NEEDS_PICTURE if args["needs"] == "reference" else pattern
        args["needs"] = f"--{args['needs']}"
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
            args["suggestion"] = tr("Is --{suggestion} meant?", suggestion=suggestion)
        else:
            args["suggestion"] = tr("It is sent as it is.")
    sentence = tr(pattern).format_map(_Known(args)).strip()
    told = tuple(dict.fromkeys(word for word in strong if word in sentence))
    return FindingWords(sentence, told, tr_as("button", "Fix") if finding.is_fixable else "")


def _role_words(args: Mapping[str, str]) -> dict[str, str]:
    """What a finding about pictures beside the words says of their roles."""
    from mjdesk.views.reference_words import model_name, role_name, role_phrase

    offer = ""
    if args.get("to"):
        offer = tr("Use it as {role} instead?", role=role_name(ReferenceRole(args["to"])))
    elif args.get("offer"):
        offer = tr("Take {model}?", model=model_name(args["offer"]))
    version = model_name(args["version"]) if args.get("version") else ""
    return {"role": role_phrase(ReferenceRole(args["role"])), "version": version, "offer": offer}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


class _Known(dict[str, str]):
    """Leaves out what is not known, so that a missing argument never costs the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
