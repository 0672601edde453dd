"""What will be sent is said in one sentence that can be checked."""

from __future__ import annotations

from mjdesk.domain.errors import NotAPicture
from mjdesk.domain.upload_plan import PictureFacts, UploadChange, UploadPlan
from mjdesk.views.upload_words import reason_words, sent_words, upload_words

TIFF = PictureFacts("TIFF", 6000, 4000, 72_000_000)
JPEG = PictureFacts("JPEG", 2048, 1365, 1_100_000)


def test_what_changes_is_named_before_and_after() -> None:
    plan = UploadPlan(TIFF, JPEG, (UploadChange.SMALLER, UploadChange.FORMAT))
    assert upload_words(plan) == "6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB"
    assert sent_words(plan) == "Sent as 2048 × 1365 JPEG, 1.1 MB"
    assert reason_words(plan) == (
        "It has more pixels than the gateway takes, and gateways do not read its format."
    )


def test_what_stays_is_said_to_stay() -> None:
    plan = UploadPlan(JPEG, JPEG)
    assert upload_words(plan) == "2048 × 1365 JPEG, 1.1 MB, sent as it is"
    assert sent_words(plan) == "Sent as it is, 1.1 MB"
    assert reason_words(plan) == ""


def test_every_change_has_words() -> None:
    words = {reason_words(UploadPlan(TIFF, JPEG, (change,))) for change in UploadChange}
    assert len(words) == len(UploadChange)


def test_a_refusal_says_why_and_what_to_do() -> None:
    assert upload_words(NotAPicture()) == sent_words(NotAPicture()) == "This is not a picture."
    assert "PNG" in reason_words(NotAPicture())
