"""Reads from a prompt which of its pictures are style, character, omni and edit references.

What Midjourney makes of them is its help centre's word (Style Reference, Omni Reference, Legacy Features,
Version): `--cref` belongs to 6 and niji 6, `--oref` to 7 with one picture, `--edit` to 8 with up to four.
"""

from __future__ import annotations

import re

_FLAG = re.compile(r"(?:--|—)(sref|cref|oref|edit)((?:\s+(?!--|—)\S+)+)")
_WEIGHT = re.compile(r"(?:--|—)sw\s+(\d{1,4})(?=\s|$)")
_LINK = re.compile(r"https?://\S+")
_WEIGHT_OF_A_LINK = re.compile(r"::\d*\.?\d*$")
_MOST = {"oref": 1, "edit": 4}
_USUAL_WEIGHT, _MOST_WEIGHT = 100, 1000


def named(prompt: str, flag: str) -> list[str]:
    """The addresses behind a flag such as `sref`, in order and without their own weights."""
    found = (values for name, values in _FLAG.findall(prompt) if name == flag)
    return [_WEIGHT_OF_A_LINK.sub("", link) for values in found for link in _LINK.findall(values)]


def shown(prompt: str) -> list[str]:
    """The addresses of all pictures whose content counts: every one that is no style reference."""
    return _LINK.findall(_FLAG.sub(_without_style, prompt))


def style_share(prompt: str) -> float:
    """How much of a style is taken, 0 to 1: half at the usual weight, all from four times that on."""
    found = _WEIGHT.findall(prompt)
    weight = min(int(found[-1]), _MOST_WEIGHT) if found else _USUAL_WEIGHT
    return min(1.0, (weight / _USUAL_WEIGHT) ** 0.5 / 2)


def is_misused(prompt: str, version: str) -> bool:
    """Whether the model (`7`, `8.2`, `niji 6`) does not take a reference that the prompt gives it."""
    for name, values in _FLAG.findall(prompt):
        if not _takes(version, name) or len(values.split()) > _MOST.get(name, 99):
            return True
    return False


def _takes(version: str, flag: str) -> bool:
    kind, _, number = version.rpartition(" ")
    generation = int(float(number))
    match flag:
        case "cref":
            return generation == 6
        case "oref":
            return generation == 7 and not kind
        case "edit":
            return generation == 8 and not kind
        case _:
            return generation >= 6


def _without_style(found: re.Match[str]) -> str:
    return " " if found[1] == "sref" else found[2]
