"""What will be sent is said in words that can be checked."""

from __future__ import annotations

from mjdesk.domain.errors import NotAPicture
from mjdesk.domain.upload_plan import PictureFacts, UploadChange, UploadPlan
from mjdesk.views.upload_words import upload_words

TIFF = PictureFacts("TIFF", 6000, 4000, 72_000_000)
JPEG = PictureFacts("JPEG", 2048, 1365, 1_100_000)


def test_what_changes_is_named_before_and_after() -> None:
    plan = UploadPlan(TIFF, JPEG, (UploadChange.SMALLER, UploadChange.FORMAT))
    assert upload_words(plan) == "6000 × 4000 TIFF, will be sent as 2048 × 1365 JPEG, 1.1 MB"


def test_what_stays_is_said_to_stay() -> None:
    assert upload_words(UploadPlan(JPEG, JPEG)) == "2048 × 1365 JPEG, 1.1 MB, sent as it is"


def test_a_refusal_says_why() -> None:
    assert upload_words(NotAPicture()) == "This is not a picture."
