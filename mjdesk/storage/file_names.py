"""A good name for an exported picture, from a template; no prompt can lead it out of its folder."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task

TEMPLATE = "{date} {prompt} {id}"
_MAX_BYTES = 180
"""Of the stem; 255 bytes are what file systems take, and a suffix and a number must fit behind."""
_PROMPT_LENGTH = 60
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]'
)
"""What systems refuse, what moves a cursor, and marks that turn a name's direction to hide its suffix."""
_ADDRESS = re.compile(r"<?https?://\S+>?", re.IGNORECASE)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
"""Names that Windows keeps for devices, with any suffix."""


def file_name(picture: Picture, task: Task, template: str = TEMPLATE) -> str:
    """One component with the right suffix, such as `2026-11-20 a fox in snow 3f2a91bc-2.png`.

    Placeholders: date, time, prompt, id, seed, kind, variant; others stay as they are written.
    """
    moment = datetime.fromtimestamp(task.created).astimezone()
    variant = f"-{picture.index}" if picture.index else ""
    words = {
        "date": moment.strftime("%Y-%m-%d"),
        "time": moment.strftime("%H-%M-%S"),
        "prompt": _short_prompt(task.prompt),
        "id": f"{task.id[:8]}{variant}",
        "seed": task.seed,
        "kind": task.kind.value,
        "variant": variant.lstrip("-"),
    }
    filled = _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), template)
    return safe_stem(filled) + picture.media_type.suffix


def safe_stem(text: str) -> str:
    """`text` as a file name on every system: no separators, no device names, not too long, never empty."""
    plain = _FORBIDDEN.sub(" ", text.encode("utf-8", "ignore").decode())
    plain = unicodedata.normalize("NFC", " ".join(plain.split()))
    cut = plain.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore")
    stem = cut.strip(" .")
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = f"_{stem}"
    return stem or "picture"


def free_path(folder: Path, name: str) -> Path:
    """`name` in `folder`, with a number where it is taken."""
    target = folder / name
    number = 2
    while target.exists():
        target = folder / f"{(folder / name).stem} ({number}){(folder / name).suffix}"
        number += 1
    return target


def _short_prompt(prompt: str) -> str:
    """The words, without references and flags, cut between words where there are any."""
    words = _ADDRESS.sub(" ", prompt)
    words = re.split(r"\s(?:--|—)[a-z]", f" {words}", maxsplit=1, flags=re.IGNORECASE)[0].strip()
    if len(words) <= _PROMPT_LENGTH:
        return words
    cut = words[:_PROMPT_LENGTH]
    return cut.rsplit(" ", 1)[0] if " " in cut[20:] else cut
