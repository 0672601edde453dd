"""A refusal to list is doubted after a minute, then more patiently, and remembered when it stays."""

from __future__ import annotations

from mjdesk.api.listing import Listing


class Time:
    def __init__(self) -> None:
        self.moment = 0.0

    def __call__(self) -> float:
        return self.moment


def test_each_refusal_is_believed_for_longer() -> None:
    time = Time()
    listing = Listing(can_list=True, now=time)
    tried: list[float] = []
    while time.moment < 3 * 3600:
        if listing.may_try:
            tried.append(time.moment)
            listing.refused()
        time.moment += 10
    assert tried == [0, 60, 360, 3960, 7560]
    assert not listing.is_known_good


def test_two_refusals_are_not_yet_worth_remembering() -> None:
    listing = Listing(can_list=True, now=Time())
    listing.refused()
    listing.refused()
    assert listing.is_known_good
    listing.refused()
    assert not listing.is_known_good


def test_what_works_is_believed_at_once() -> None:
    time = Time()
    listing = Listing(can_list=False, now=time)
    assert not listing.may_try
    assert not listing.is_known_good
    time.moment = 3600.0
    assert listing.may_try
    listing.worked()
    assert listing.is_known_good
    listing.refused()
    time.moment += 60
    assert listing.may_try
