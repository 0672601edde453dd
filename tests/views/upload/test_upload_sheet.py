"""The sheet shows how far each picture is, and hands out addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.errors import NotOffered, Unreachable
from mjdesk.domain.picture import PictureRole
from mjdesk.models.upload_list import UploadEntry, UploadState
from mjdesk.views.upload.upload_sheet import UploadSheet
from tests.support.builders import a_picture
from tests.support.fake_gateway import PROFILE
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

A, B = (a_picture(letter * 64, PictureRole.INPUT, name=f"{letter}.png") for letter in "ab")
URL = "https://cdn.test/a.png?ex=65f1a2b3&hm=1&"


class ListOfTest(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gateway = PROFILE
        self.can_upload = True
        self.shown: list[UploadEntry] = []
        self.did: list[tuple[str, str]] = []
        self.begun = 0

    def entries(self) -> tuple[UploadEntry, ...]:
        return tuple(self.shown)

    def urls(self) -> tuple[str, ...]:
        return tuple(entry.url for entry in self.shown if entry.url)

    def begin(self) -> None:
        self.begun += 1

    def retry(self, digest: str) -> None:
        self.did.append(("retry", digest[0]))

    def remove(self, digest: str) -> None:
        self.did.append(("remove", digest[0]))

    def clear(self) -> None:
        self.did.append(("clear", ""))

    def show(self, *entries: UploadEntry) -> None:
        self.shown = list(entries)
        self.changed.emit()


class IntakeOfTest:
    def __init__(self) -> None:
        self.taken = 0
        self.pasted = 0
        self.chosen = 0

    def take(self, mime: QMimeData, /) -> bool:
        self.taken += 1
        return True

    def paste(self) -> bool:
        self.pasted += 1
        return True

    def choose(self) -> None:
        self.chosen += 1


class ThumbnailsOfTest(QObject):
    ready = Signal(str)

    def pixmap(self, *_arguments: object, **_options: object) -> None:
        return None

    def stand_in(self, _digest: str) -> None:
        return None


class Stage:
    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        host = QWidget()
        host.resize(900, 700)
        qtbot.addWidget(host)
        self.uploads = ListOfTest()
        self.uploads.setParent(host)
        self.intake = IntakeOfTest()
        thumbnails = ThumbnailsOfTest()
        thumbnails.setParent(host)
        uploads = cast("Any", self.uploads)
        self.sheet = UploadSheet(
            theme, host, uploads, cast("Any", thumbnails), lambda _owner: self.intake, lambda _mime: True
        )
        self.copied: list[str] = []
        self.used: list[tuple[str, ...]] = []
        self.sheet.copy_requested.connect(self.copied.append)
        self.sheet.use_requested.connect(self.used.append)
        show_active(qtbot, host)
        self.sheet.open()


@pytest.fixture
def stage(theme: Theme, qtbot: QtBot) -> Stage:
    return Stage(theme, qtbot)


def test_an_empty_sheet_asks_for_pictures(stage: Stage) -> None:
    assert stage.uploads.begun == 1
    assert PROFILE.name in stage.sheet.words.text()
    assert not stage.sheet.copy_all.isEnabled()
    assert not stage.sheet.clear.isVisibleTo(stage.sheet)
    stage.sheet.area.click()
    assert stage.intake.chosen == 1
    stage.sheet.area.dropped.emit(QMimeData())
    assert stage.intake.taken == 1
    QTest.keyClick(stage.sheet, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert stage.intake.pasted == 1


def test_each_picture_shows_how_far_it_is(stage: Stage) -> None:
    stage.uploads.show(UploadEntry(A, UploadState.SENDING), UploadEntry(B))
    first, second = stage.sheet.row(A.digest), stage.sheet.row(B.digest)
    assert (first.line(), second.line()) == ("Uploading …", "Waiting")
    assert not first.copy.isVisibleTo(stage.sheet)
    assert stage.sheet.total.text() == "0 of 2 have their address"
    stage.uploads.show(UploadEntry(A, UploadState.DONE, URL), UploadEntry(B, UploadState.SENDING))
    assert first.line() == URL
    assert first.copy.isVisibleTo(stage.sheet)
    assert stage.sheet.total.text() == "1 of 2 have their address"
    stage.sheet.grab()


def test_addresses_are_handed_out_one_or_all(stage: Stage) -> None:
    stage.uploads.show(
        UploadEntry(A, UploadState.DONE, URL), UploadEntry(B, UploadState.DONE, "https://cdn.test/b")
    )
    assert stage.sheet.total.text() == "All 2 have their address"
    stage.sheet.row(B.digest).copy.click()
    stage.sheet.copy_all.click()
    assert stage.copied == ["https://cdn.test/b", f"{URL}\nhttps://cdn.test/b"]
    stage.sheet.row(A.digest).use.click()
    stage.sheet.use_all.click()
    assert stage.used == [(URL,), (URL, "https://cdn.test/b")]


def test_what_failed_says_what_to_do_and_is_tried_again(stage: Stage) -> None:
    stage.uploads.show(UploadEntry(A, UploadState.FAILED, error=Unreachable("no route")))
    row = stage.sheet.row(A.digest)
    assert row.line().startswith("The gateway could not be reached.")
    row.retry.click()
    row.cross.click()
    stage.sheet.clear.click()
    assert stage.uploads.did == [("retry", "a"), ("remove", "a"), ("clear", "")]


def test_a_gateway_that_takes_none_is_said_so_with_what_works_instead(stage: Stage) -> None:
    stage.uploads.can_upload = False
    stage.uploads.show(UploadEntry(A, UploadState.FAILED, error=NotOffered("503")))
    assert "takes no uploads" in stage.sheet.words.text()
    assert "address" in stage.sheet.words.text()
    assert stage.sheet.row(A.digest).line() == "The gateway takes no uploads."


def test_names_and_addresses_are_plain_text(stage: Stage) -> None:
    bad = replace(A, name="<b>x</b>.png")
    stage.uploads.show(UploadEntry(bad, UploadState.DONE, "https://cdn.test/<i>"))
    row = stage.sheet.row(A.digest)
    assert row.line() == "https://cdn.test/<i>"
    stage.sheet.grab()


def test_rows_leave_with_their_pictures(stage: Stage) -> None:
    stage.uploads.show(UploadEntry(A), UploadEntry(B))
    stage.uploads.show(UploadEntry(B))
    with pytest.raises(KeyError):
        stage.sheet.row(A.digest)
    assert stage.sheet.row(B.digest).isVisibleTo(stage.sheet)
