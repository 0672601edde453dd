"""About: where this copy lies, where newer ones are, and every licence, without another program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QWidget

from mjdesk.views.settings import about_page, origin
from mjdesk.views.settings.about_page import AboutPage
from mjdesk.views.settings.notices_dialog import NoticesDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from tests.support.settings_town import Town

PAGE = "https://forge.example/somebody/mjdesk/releases"


def shown(qtbot: QtBot, theme: Theme, town: Town) -> AboutPage:
    page = AboutPage(
        theme, town.models.preferences, {"library": "/data/library.sqlite3", "log": "/logs/x.log"}
    )
    qtbot.addWidget(page)
    page.resize(640, 900)
    page.show()
    return page


def packaged(monkeypatch: pytest.MonkeyPatch, folder: Path, releases: object) -> None:
    (folder / "origin.json").write_text(json.dumps({"releases": releases}), encoding="utf-8")
    (folder / "NOTICES.txt").write_text("The licence of everything", encoding="utf-8")
    monkeypatch.setattr(origin, "resources_root", lambda: folder)
    monkeypatch.setattr(about_page, "resources_root", lambda: folder)


def test_it_says_where_program_and_library_lie(qtbot: QtBot, theme: Theme, town: Town) -> None:
    page = shown(qtbot, theme, town)
    words = {label.text() for label in page.findChildren(QLabel)}
    assert {str(about_page.program_folder()), "/data/library.sqlite3", "/logs/x.log"} <= words


def test_a_copy_from_source_offers_no_page_that_nobody_knows(qtbot: QtBot, theme: Theme, town: Town) -> None:
    page = shown(qtbot, theme, town)
    assert not page.releases.isVisible()
    assert not page.newer.isVisible()


def test_a_package_leads_to_its_releases_and_asks_only_when_told_to(
    qtbot: QtBot, theme: Theme, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged(monkeypatch, tmp_path, PAGE)
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page = shown(qtbot, theme, town)
    assert not town.settings.value.looks_for_newer
    page.releases.click()
    assert opened == [PAGE]
    page.newer.chosen.emit("at-start")
    assert town.settings.value.looks_for_newer
    page.newer.chosen.emit("by-hand")
    assert not town.settings.value.looks_for_newer


@pytest.mark.parametrize("releases", ["", "http://forge.example", "javascript:alert(1)", 7, None])
def test_only_an_encrypted_page_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, releases: object
) -> None:
    packaged(monkeypatch, tmp_path, releases)
    assert origin.releases_page() == ""


def test_all_licences_are_read_in_the_program(
    qtbot: QtBot, theme: Theme, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    page = shown(qtbot, theme, town)
    page.notices.click()
    dialog = page.window().findChild(NoticesDialog)
    assert isinstance(dialog, NoticesDialog)
    assert "Lucide" in dialog.text.toPlainText()
    dialog.close()
    packaged(monkeypatch, tmp_path, PAGE)
    assert about_page.notices() == "The licence of everything"
