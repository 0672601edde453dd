"""Which buttons a result carries, and what a pressed one means (protocol.md 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from mjdesk.studio import prompts
from mjdesk.studio.job import Job, Kind, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.studio.recipe import Direction

_GREY, _GREEN, _LINK = 2, 3, 5
_DIGITS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣")


class Button(TypedDict):
    """A button as every family sends it."""

    customId: str
    emoji: str
    label: str
    type: int
    style: int


@dataclass(frozen=True, slots=True)
class Press:
    """What a button asks for."""

    kind: Kind
    verb: str
    """The word of the customId, in small letters, such as `upsample` or `customzoom`."""
    index: int = 0
    """From 1; 0 when it is about the whole picture or all texts."""
    factor: float = 1.0
    direction: Direction = "left"
    flag: bool = False
    """Creative upscale, high motion."""
    strength: float = 0.0

    @property
    def wants_window(self) -> bool:
        """A window opens whatever the settings (protocol.md 3.2)."""
        return self.kind in (Kind.CUSTOM_ZOOM, Kind.INPAINT, Kind.PIC_READER, Kind.PROMPT_ANALYZER)

    @property
    def can_remix(self) -> bool:
        """A window opens when Remix is on."""
        return self.kind in (
            Kind.VARIATION,
            Kind.LOW_VARIATION,
            Kind.HIGH_VARIATION,
            Kind.PAN,
            Kind.REROLL,
            Kind.VIDEO,
            Kind.VIDEO_EXTEND,
        )


def read(custom_id: str) -> Press | None:
    """What a customId asks for; None for one that starts no task or is not known."""
    words = custom_id.split("::")
    if words[:1] != ["MJ"]:
        return None
    words = words[2:] if words[1:2] in (["JOB"], ["Job"]) else words[1:]
    verb = words[0].lower() if words else ""
    argument = words[1] if len(words) > 1 else ""
    index = int(argument) if argument.isdecimal() and len(argument) < 4 else 0
    match verb:
        case "upsample":
            return Press(Kind.UPSCALE, verb, index) if 1 <= index <= 4 else None
        case "variation":
            return Press(Kind.VARIATION, verb, index, strength=0.4) if 1 <= index <= 4 else None
        case "reroll":
            return Press(Kind.REROLL, verb)
        case "low_variation":
            return Press(Kind.LOW_VARIATION, verb, strength=0.2)
        case "high_variation":
            return Press(Kind.HIGH_VARIATION, verb, strength=0.6)
        case "inpaint":
            return Press(Kind.INPAINT, verb)
        case "outpaint":
            factor = {50: 2.0, 75: 1.5, 100: 1.0}.get(index)
            return None if factor is None else Press(Kind.ZOOM, verb, factor=factor)
        case "customzoom":
            return Press(Kind.CUSTOM_ZOOM, verb)
        case "pan_left":
            return Press(Kind.PAN, verb, direction="left")
        case "pan_right":
            return Press(Kind.PAN, verb, direction="right")
        case "pan_up":
            return Press(Kind.PAN, verb, direction="up")
        case "pan_down":
            return Press(Kind.PAN, verb, direction="down")
        case "animate_high" | "animate_low":
            return Press(Kind.VIDEO, verb, flag=verb == "animate_high")
        case "animate_high_extend" | "animate_low_extend":
            return Press(Kind.VIDEO_EXTEND, verb, flag=verb == "animate_high_extend")
        case "video_virtual_upscale":
            return Press(Kind.VIDEO_PICK, verb, index) if 1 <= index <= 4 else None
        case "picread":
            return Press(Kind.DESCRIBE, verb) if argument == "Retry" else None
        case "picreader":
            return Press(Kind.PIC_READER, verb, index) if 1 <= index <= 4 or argument == "all" else None
        case "promptanalyzer":
            return Press(Kind.PROMPT_ANALYZER, verb, index) if 1 <= index <= 5 else None
        case _:
            if verb.startswith("upsample_"):
                factor = 4.0 if verb.endswith("_4x") else 2.0
                return Press(Kind.UPSCALE_HD, verb, factor=factor, flag=verb.endswith("_creative"))
            return None


def offered(job: Job) -> list[Button]:
    """The buttons of a finished job, in Discord's order; a pressed one is green."""
    return [
        Button(
            customId=custom_id,
            emoji=emoji,
            label=label,
            type=2,
            style=_LINK if not custom_id else _GREEN if custom_id in job.used else _GREY,
        )
        for custom_id, emoji, label in _rows(job)
    ]


def _rows(job: Job) -> Iterator[tuple[str, str, str]]:
    uuid = job.message_hash
    match job.shape:
        case Shape.GRID:
            for number in range(1, 5):
                yield f"MJ::JOB::upsample::{number}::{uuid}", "", f"U{number}"
            yield f"MJ::JOB::reroll::0::{uuid}::SOLO", "🔄", ""
            for number in range(1, 5):
                yield f"MJ::JOB::variation::{number}::{uuid}", "", f"V{number}"
        case Shape.SINGLE | Shape.UPSCALED:
            yield from _single(job, uuid)
            yield f"MJ::BOOKMARK::{uuid}", "❤️", ""
            yield "", "", "Web"
        case Shape.VIDEO_GRID:
            count = len(job.pictures)
            for number in range(1, count + 1):
                yield f"MJ::JOB::video_virtual_upscale::{number}::{uuid}", "", f"U{number}"
            yield f"MJ::JOB::reroll::0::{uuid}::SOLO", "🔄", ""
        case Shape.VIDEO:
            yield f"MJ::JOB::animate_high_extend::1::{uuid}::SOLO", "🎞️", "Extend (High motion)"
            yield f"MJ::JOB::animate_low_extend::1::{uuid}::SOLO", "🎞️", "Extend (Low motion)"
        case Shape.DESCRIPTION:
            for number in range(1, len(job.texts) + 1):
                yield f"MJ::Job::PicReader::{number}", _DIGITS[number - 1], ""
            yield "MJ::Picread::Retry", "🔄", ""
            yield "MJ::Job::PicReader::all", "🎉", "Imagine all"
        case Shape.SHORT_PROMPTS:
            for number in range(1, len(job.texts) + 1):
                yield f"MJ::Job::PromptAnalyzer::{number}", _DIGITS[number - 1], ""
        case Shape.PLAIN:
            return


def _single(job: Job, uuid: str) -> Iterator[tuple[str, str, str]]:
    model, number = _model(job)
    if number < 5:
        yield f"MJ::JOB::high_variation::1::{uuid}::SOLO", "🪄", "Make Variations"
        return
    upscaled = job.shape is Shape.UPSCALED
    again = "Redo " if upscaled else ""
    if number < 6:
        if not upscaled:
            yield f"MJ::JOB::upsample_v5_2x::1::{uuid}::SOLO", "upscale_1", "Upscale (2x)"
            yield f"MJ::JOB::upsample_v5_4x::1::{uuid}::SOLO", "upscale_1", "Upscale (4x)"
    else:
        for taste in ("subtle", "creative"):
            name = f"{again}Upscale ({taste.title()})"
            yield f"MJ::JOB::upsample_{model}_2x_{taste}::1::{uuid}::SOLO", "upscale_1", name
    yield f"MJ::JOB::low_variation::1::{uuid}::SOLO", "🪄", "Vary (Subtle)"
    yield f"MJ::JOB::high_variation::1::{uuid}::SOLO", "🪄", "Vary (Strong)"
    if not upscaled:
        yield f"MJ::Inpaint::1::{uuid}::SOLO", "🖌️", "Vary (Region)"
    # Some servers leave upscale, zoom and pan out for 8.x (protocol.md 5.2); Midjourney offers them
    # (parameters.md 4.3), and a newcomer on the default version should meet them.
    yield f"MJ::Outpaint::50::1::{uuid}::SOLO", "🔍", "Zoom Out 2x"
    yield f"MJ::Outpaint::75::1::{uuid}::SOLO", "🔍", "Zoom Out 1.5x"
    if job.width != job.height and not upscaled:
        yield f"MJ::Outpaint::100::1::{uuid}::SOLO", "↔️", "Make Square"
    yield f"MJ::CustomZoom::{uuid}", "🔍", "Custom Zoom"
    if not upscaled:
        for direction, emoji in (("left", "⬅️"), ("right", "➡️"), ("up", "⬆️"), ("down", "⬇️")):
            yield f"MJ::JOB::pan_{direction}::1::{uuid}::SOLO", emoji, ""
    if number >= 6 and not upscaled:
        yield f"MJ::JOB::animate_high::1::{uuid}::SOLO", "🎞️", "Animate (High motion)"
        yield f"MJ::JOB::animate_low::1::{uuid}::SOLO", "🎞️", "Animate (Low motion)"


def _model(job: Job) -> tuple[str, float]:
    """(the `v6r1` of upscale buttons, the version as a number); niji counts as its plain sister."""
    word = prompts.version(job.final_prompt, job.bot)
    number = float(word.removeprefix("niji "))
    if not word.startswith("niji") and 6 < number < 7:
        return "v6r1", number
    return f"v{int(number)}", number
