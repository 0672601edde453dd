"""An answer of a gateway as plain values, so that only two modules need to know the HTTP library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from mjdesk.api.values import number_of, parsed, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKUP = re.compile(r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title>", re.IGNORECASE | re.DOTALL)
_LONGEST_WAIT = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status, headers and text of one answer; its Content-Type is never trusted (protocol.md 12.4)."""

    path: str
    """As it was asked, without the root: `/mj/submit/imagine`."""
    status: int
    text: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Names in lower case."""
    date: float | None = None
    """Seconds since 1970 by the server's own `Date`, to read a `Retry-After` that names a moment."""

    @property
    def is_html(self) -> bool:
        return bool(_MARKUP.match(self.text[:2000]))

    @property
    def title(self) -> str:
        """The `<title>` of an HTML page."""
        found = _TITLE.search(self.text[:20_000])
        return text_of(re.sub(r"\s+", " ", found[1])) if found else ""

    @property
    def is_empty(self) -> bool:
        """No body, or `null`: what N, T and their ports say of an unknown task (protocol.md 2.15)."""
        return self.text.strip() in {"", "null"}

    @property
    def is_json(self) -> bool:
        return parsed(self.text)[0]

    @property
    def value(self) -> object:
        """The JSON value; None where there is none."""
        return parsed(self.text)[1]

    @property
    def request_id(self) -> str:
        """The relay's own name for this request (protocol.md 1.4)."""
        return text_of(self.headers.get("x-oneapi-request-id"))[:100]

    @property
    def location(self) -> str:
        return text_of(self.headers.get("location"))

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, from `Retry-After` in either of its forms; None when absent or absurd."""
        said = self.headers.get("retry-after", "")
        seconds = number_of(said)
        if seconds is None and said and self.date is not None:
            try:
                seconds = parsedate_to_datetime(said).timestamp() - self.date
            except (ValueError, OverflowError):
                return None
        return min(max(seconds, 0.0), _LONGEST_WAIT) if seconds is not None else None
