"""Reads single values that gateways write in every possible way; nothing here ever raises.

protocol.md 4.1: every field may be null, missing, a string, a number or JSON inside a string.
"""

from __future__ import annotations

import json
import math
import re
from typing import cast

_LONGEST_TEXT = 64_000
_LONGEST_ID = 128
_LATEST_SECONDS = 1e11
"""Anything larger is milliseconds (the year 5138 in seconds)."""
_EARLIEST = 9e8
"""Before 1998 there was no such task: a small number is a flag or a duration."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

Fields = dict[str, object]


def is_nested(value: object) -> bool:
    """Whether it is a JSON object or array, also one inside a string."""
    return isinstance(unpacked(value), (dict, list))


def fields(value: object) -> Fields:
    """A JSON object; also one written inside a string; else an empty one."""
    value = unpacked(value)
    if isinstance(value, dict):
        return {str(key): item for key, item in cast("dict[object, object]", value).items()}
    return {}


def items(value: object) -> list[object]:
    """A JSON array; also one inside a string; a single object or text counts as an array of one."""
    value = unpacked(value)
    if value is None or value == "":
        return []
    return list(cast("list[object]", value)) if isinstance(value, list) else [value]


def unpacked(value: object) -> object:
    """What a string of JSON says when it holds an object or an array; else the value itself."""
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            return cast("object", json.loads(value))
        except (ValueError, RecursionError):
            return value
    return value


def parsed(text: str) -> tuple[bool, object]:
    """(whether it is JSON, its value). Too deep or absurdly long numbers count as not JSON."""
    try:
        return True, cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return False, None


def dumped(value: object) -> str:
    """Compact JSON that any file can hold; empty when the value nests too deeply."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    except (ValueError, RecursionError, TypeError):
        return ""
    return text


def text_of(value: object) -> str:
    """Printable text, stripped; numbers as they are written; empty for anything else."""
    if isinstance(value, str):
        return _NOT_TEXT.sub("", value.replace("\r\n", "\n"))[:_LONGEST_TEXT].strip()
    if isinstance(value, bool):
        return ""
    if isinstance(value, int) and value.bit_length() < 1024:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else str(value)
    return ""


def first_text(source: Fields, *names: str) -> str:
    """The first of these fields that holds text."""
    for name in names:
        if text := text_of(source.get(name)):
            return text
    return ""


def id_of(value: object) -> str:
    """A task id as text, never a number (an id may begin with 0); empty when it cannot be one."""
    text = text_of(value)
    return text if len(text) <= _LONGEST_ID and not any(letter.isspace() for letter in text) else ""


def number_of(value: object) -> float | None:
    """A finite number, also from a string; None for a bool or words."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value.strip())
        except ValueError:
            return None
    if isinstance(value, int):
        return float(value) if value.bit_length() < 1000 else None
    return value if isinstance(value, float) and math.isfinite(value) else None


def whole_of(value: object, *, least: int, most: int) -> int | None:
    """A whole number within bounds, else None."""
    number = number_of(value)
    return int(number) if number is not None and least <= number <= most else None


def code_of(value: object) -> int | None:
    """The protocol's `code`; None for a bool (new-api's token usage) or words such as `FST_ERR_...`."""
    number = number_of(value)
    return int(number) if number is not None and number.is_integer() and abs(number) < 1e6 else None


def progress_of(value: object) -> int | None:
    """Percent, 0 to 100, from `"46%"`, 46 or 46.0; None for words and blanks."""
    if isinstance(value, str):
        found = re.match(r"\s*(\d{1,6})", value, re.ASCII)
        return min(int(found[1]), 100) if found else None
    number = number_of(value)
    return None if number is None else int(max(0.0, min(number, 100.0)))


def time_of(value: object) -> float | None:
    """Seconds since 1970 from milliseconds or seconds, numbers or strings; 0 and null mean *not yet*."""
    number = number_of(value)
    if number is None:
        return None
    if number > _LATEST_SECONDS:
        number /= 1000
    return number if _EARLIEST < number <= _LATEST_SECONDS else None
