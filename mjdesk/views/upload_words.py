"""What will be sent of a picture, in words that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.upload_plan import UploadPlan
from mjdesk.views.error_words import explain
from mjdesk.views.language import tr
from mjdesk.views.wording import byte_count

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.upload_plan import PictureFacts


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


def _face(facts: PictureFacts) -> str:
    return f"{facts.width} × {facts.height} {facts.kind}"
