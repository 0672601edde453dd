"""A film: what is chosen is what is wished, and what cannot be together is never together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.gateway import STUDIO_PROFILE
from mjdesk.domain.picture import MediaType, PictureRef, PictureRole
from mjdesk.domain.request import VideoRequest
from mjdesk.domain.task import Collection, TaskKind, TaskState
from tests.support.builders import a_grid, a_picture, a_task
from tests.support.hands import heard

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from mjdesk.views.making.video_sheet import VideoSheet
    from tests.views.making.conftest import Profiles

LEFT = Qt.MouseButton.LeftButton
GRID = a_grid(prompt="a fox in snow --ar 1:1 --v 7")
OTHER = a_picture("9" * 64, PictureRole.INPUT, name="other.png")


def a_film(count: int = 1) -> Task:
    clips = tuple(
        a_picture(f"{n}" * 64, PictureRole.VIDEO, index=n, media_type=MediaType.MP4)
        for n in range(1, count + 1)
    )
    return a_task(
        id="b" * 32,
        kind=TaskKind.VIDEO,
        state=TaskState.SUCCEEDED,
        collection=Collection.DONE,
        remote_id="v1",
        account="other",
        prompt="a fox runs",
        pictures=clips,
    )


def test_it_begins_with_the_words_and_the_first_picture_of_a_sheet(video: VideoSheet) -> None:
    video.animate(GRID)
    assert video.is_open()
    assert video.words.text() == "a fox in snow"
    tile = GRID.tile(1)
    assert tile is not None
    assert video.first.reference == PictureRef(tile.digest, name="a fox in snow")
    QTest.mouseClick(video.variant.option("3"), LEFT)
    assert video.first.picture is not None
    third = GRID.tile(3)
    assert third is not None
    assert video.first.picture.digest == third.digest
    video.first.set_picture(OTHER)
    assert video.variant.value() == ""


def test_what_is_chosen_is_wished(video: VideoSheet) -> None:
    wished = heard(video.requested)
    video.animate(GRID, GRID.tile(2))
    video.words.begin_with("it runs away")
    QTest.mouseClick(video.motion.option("high"), LEFT)
    QTest.mouseClick(video.batch.option("2"), LEFT)
    video.last.set_picture(OTHER)
    assert video.facts.text() == "2 films of 5 s"
    assert video.price.text() == "video 12"
    QTest.mouseClick(video.send_button, LEFT)
    tile = GRID.tile(2)
    assert tile is not None
    assert wished == [
        (
            VideoRequest(
                prompt="it runs away",
                picture=PictureRef(tile.digest, name="a fox in snow"),
                has_high_motion=True,
                end_picture=PictureRef(OTHER.digest, name="other.png"),
                batch_size=2,
                parent=GRID.id,
            ),
        )
    ]
    assert not video.is_open()


def test_a_loop_has_no_last_frame(video: VideoSheet) -> None:
    wished = heard(video.requested)
    video.animate(GRID)
    video.last.set_picture(OTHER)
    QTest.mouseClick(video.loop, LEFT)
    assert video.last.picture is None
    video.last.set_picture(OTHER)
    assert not video.loop.isChecked()
    QTest.mouseClick(video.loop, LEFT)
    video.words.send_requested.emit()
    ((request,),) = wished
    assert isinstance(request, VideoRequest)
    assert (request.is_loop, request.end_picture) == (True, None)


def test_a_picture_from_elsewhere_has_no_parent_and_none_at_all_is_not_sent(video: VideoSheet) -> None:
    wished = heard(video.requested)
    video.animate(GRID)
    video.first.set_picture(None)
    assert not video.send_button.isEnabled()
    assert video.send_button.toolTip() == "Choose the picture that the film begins with."
    video.words.send_requested.emit()
    assert wished == []
    video.first.set_picture(OTHER)
    QTest.mouseClick(video.send_button, LEFT)
    ((request,),) = wished
    assert isinstance(request, VideoRequest)
    assert request.parent == ""


def test_films_of_the_studio_are_not_promised_as_long(video: VideoSheet, profiles: Profiles) -> None:
    profiles.profile = STUDIO_PROFILE
    video.animate(GRID)
    assert video.facts.text() == "4 short films"
    video.extend(a_film(4))
    assert video.facts.text() == "1 short film"


def test_a_film_goes_on_at_its_own_gateway(video: VideoSheet) -> None:
    wished = heard(video.requested)
    film = a_film(4)
    video.extend(film)
    assert video.film.picture == film.pictures[0]
    QTest.mouseClick(video.variant.option("2"), LEFT)
    assert video.film.picture == film.pictures[2]
    assert video.facts.text() == "4 s more"
    assert video.price.text().endswith("other")
    QTest.mouseClick(video.send_button, LEFT)
    assert wished == [
        (
            VideoRequest(
                prompt="a fox runs",
                picture=None,
                batch_size=1,
                extend_remote_id="v1",
                extend_index=2,
                parent=film.id,
            ),
        )
    ]


def test_the_only_film_needs_no_choice(video: VideoSheet) -> None:
    video.extend(a_film())
    assert not video.variant.isVisible()
    video.dismiss()
    video.animate(GRID)
    assert video.variant.isVisible()
    assert not video.film.isVisible()


@pytest.mark.parametrize("is_lacking", [False, True])
def test_a_gateway_without_films_is_told_calmly(
    video: VideoSheet, profiles: Profiles, is_lacking: bool
) -> None:
    if is_lacking:
        profiles.lose("/mj/submit/video")
    video.animate(GRID)
    assert video.send_button.isEnabled() is not is_lacking
    assert ("does not offer films" in video.notice.text()) is is_lacking
