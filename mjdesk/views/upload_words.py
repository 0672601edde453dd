"""What will be sent of a picture, in a sentence that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.upload_plan import UploadChange, UploadPlan
from mjdesk.views.error_words import explain
from mjdesk.views.language import mark_as, tr, tr_as
from mjdesk.views.wording import byte_count

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.upload_plan import PictureFacts

_REASONS = {
    UploadChange.SMALLER: mark_as("reason", "it has more pixels than the gateway takes"),
    UploadChange.LIGHTER: mark_as("reason", "it has more bytes than the gateway takes"),
    UploadChange.FORMAT: mark_as("reason", "gateways do not read its format"),
    UploadChange.UPRIGHT: mark_as("reason", "it is turned upright"),
    UploadChange.COLOURS: mark_as("reason", "its colours are brought to sRGB"),
    UploadChange.FLATTENED: mark_as("reason", "what is clear becomes white"),
    UploadChange.FIRST_FRAME: mark_as("reason", "only its first picture is sent"),
}


def upload_words(plan: UploadPlan | DeskError) -> str:
    """`6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB`, or why it cannot be sent."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).title
    size = byte_count(plan.sent.size)
    if plan.is_as_it_is:
        return tr("{picture}, {size}, sent as it is", picture=_face(plan.source), size=size)
    return tr(
        "{picture}, will be sent as {sent}, {size}",
        picture=_face(plan.source),
        sent=_face(plan.sent),
        size=size,
    )


def sent_words(plan: UploadPlan | DeskError) -> str:
    """The same for a narrow place: `Sent as 2048 × 1365 JPEG, 1.1 MB`."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).title
    size = byte_count(plan.sent.size)
    if plan.is_as_it_is:
        return tr("Sent as it is, {size}", size=size)
    return tr("Sent as {picture}, {size}", picture=_face(plan.sent), size=size)


def reason_words(plan: UploadPlan | DeskError) -> str:
    """Why other bytes are sent, or what to do about a refusal, as one sentence; empty when as it is."""
    if not isinstance(plan, UploadPlan):
        return explain(plan).advice
    reasons = [tr_as("reason", _REASONS[change]) for change in plan.changes]
    if not reasons:
        return ""
    *others, last = reasons
    if others:
        first, *more = others
        for each in more:
            first = tr_as("reasons in a row", "{first}, {second}", first=first, second=each)
        last = tr_as("the last of several reasons", "{first}, and {last}", first=first, last=last)
    reasoned = f"{last[0].upper()}{last[1:]}"
    return tr_as("a sentence of reasons", "{reasons}.", reasons=reasoned)


def _face(facts: PictureFacts) -> str:
    return f"{facts.width} × {facts.height} {facts.kind}"
