"""A film's frames and times belong together; a task's clips come in their order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.film import FilmFacts, clips_of, is_film
from mjdesk.domain.picture import MediaType, PictureRole
from tests.support.builders import a_picture, a_task


@given(st.lists(st.integers(11, 400), min_size=2, max_size=60))
def test_each_frame_stands_at_its_own_time(delays: list[int]) -> None:
    facts = FilmFacts(10, 10, sum(delays) / 1000, tuple(delays))
    for frame in range(len(delays)):
        assert facts.frame_at(facts.start_of(frame) + 0.001) == frame
    assert facts.frame_at(facts.seconds + 9) == len(delays) - 1
    frames = facts.strip_frames()
    assert len(frames) == facts.strip_length <= 16
    assert frames[0] == 0
    assert sorted(set(frames)) == list(frames)


def test_a_film_for_a_player_has_no_frames() -> None:
    facts = FilmFacts(10, 10, 5.2)
    assert (facts.has_frames, facts.strip_frames()) == (False, ())


def test_clips_come_in_the_order_of_the_gateway() -> None:
    films = [replace(a_picture(f"{n:064x}"), role=PictureRole.VIDEO, index=n) for n in (3, 1, 2)]
    still = a_picture(f"{9:064x}")
    task = replace(a_task(), pictures=(still, *films))
    assert [clip.index for clip in clips_of(task)] == [1, 2, 3]
    assert not is_film(still)
    assert is_film(replace(still, media_type=MediaType.MP4))
