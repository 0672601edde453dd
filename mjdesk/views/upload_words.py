"""What will be sent of a picture, in a sentence that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.upload_plan import UploadChange, UploadPlan
from mjdesk.views.error_words import explain
from mjdesk.views.wording import byte_count

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.upload_plan import PictureFacts

_REASONS = {
    UploadChange.SMALLER: "it has more pixels than the gateway takes",
    UploadChange.LIGHTER: "it has more bytes than the gateway takes",
    UploadChange.FORMAT: "gateways do not read its format",
    UploadChange.UPRIGHT: "it is turned upright",
    UploadChange.COLOURS: "its colours are brought to sRGB",
    UploadChange.FLATTENED: "what is clear becomes white",
    UploadChange.FIRST_FRAME: "only its first picture is sent",
}


def upload_words(plan: UploadPlan | DeskError) -> str:
    """`6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB`, or why it cannot be sent."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).title
    if plan.is_as_it_is:
        return f"{_face(plan.source)}, {byte_count(plan.sent.size)}, sent as it is"
    return f"{_face(plan.source)}, will be sent as {_face(plan.sent)}, {byte_count(plan.sent.size)}"


def sent_words(plan: UploadPlan | DeskError) -> str:
    """The same for a narrow place: `Sent as 2048 × 1365 JPEG, 1.1 MB`."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).title
    if plan.is_as_it_is:
        return f"Sent as it is, {byte_count(plan.sent.size)}"
    return f"Sent as {_face(plan.sent)}, {byte_count(plan.sent.size)}"


def reason_words(plan: UploadPlan | DeskError) -> str:
    """Why other bytes are sent, or what to do about a refusal, as one sentence; empty when as it is."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).advice
    reasons = [_REASONS[change] for change in plan.changes]
    if not reasons:
        return ""
    *first, last = reasons
    words = f"{', '.join(first)}, and {last}" if first else last
    return f"{words[0].upper()}{words[1:]}."


def _face(facts: PictureFacts) -> str:
    return f"{facts.width} × {facts.height} {facts.kind}"
