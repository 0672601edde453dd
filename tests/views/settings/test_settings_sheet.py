"""The settings: each choice applies at once, keys go to the keychain alone, every page can be reached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mjdesk import __version__
from mjdesk.domain.errors import NotAllowed, Unreachable
from mjdesk.domain.gateway import STUDIO_ID, AuthStyle, Capabilities, GatewayProfile, HostRewrite
from mjdesk.domain.presets import NOTES, PRESETS
from mjdesk.domain.request import Speed
from mjdesk.domain.settings import Look, WordsHabit
from mjdesk.domain.task import TaskKind
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.services.session import Reach
from mjdesk.views import gateway_words
from mjdesk.views.settings.settings_sheet import SettingsSheet
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from mjdesk.views.settings.gateway_editor import GatewayEditor
    from mjdesk.widgets.field import Field
    from tests.support.settings_town import Town

OWN = GatewayProfile(id="own", name="Relay", root="https://gateway.example", auth=AuthStyle.BEARER)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    host.resize(1000, 800)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    return host


@pytest.fixture
def sheet(host: QWidget, theme: Theme, town: Town, tmp_path: Path) -> SettingsSheet:
    sheet = SettingsSheet(theme, host, town.models, paths={"library": str(tmp_path / "library.sqlite3")})
    sheet.open()
    return sheet


def _with_own(town: Town, *, is_active: bool = True) -> None:
    town.secrets.keys[OWN.id] = "sk-old"
    town.settings.update(gateways=(OWN,), active=OWN.id if is_active else STUDIO_ID)


def test_when_to_be_asked_for_words_is_kept_at_once(sheet: SettingsSheet, town: Town) -> None:
    sheet.show_section("look")
    assert sheet.look.words.value() == WordsHabit.WHEN_ASKED
    QTest.mouseClick(sheet.look.words.option(WordsHabit.SAME), LEFT)
    assert town.settings.value.words_habit is WordsHabit.SAME
    town.settings.update(words_habit=WordsHabit.ALWAYS)
    assert sheet.look.words.value() == WordsHabit.ALWAYS


def test_a_language_is_kept_for_the_next_start(sheet: SettingsSheet, town: Town) -> None:
    sheet.show_section("look")
    page = sheet.look
    note = next(
        label for label in page.findChildren(ElidedLabel) if label.text().startswith("The language changes")
    )
    assert page.language.value() == ""
    assert note.isHidden()
    QTest.mouseClick(page.language.option("zh_CN"), LEFT)
    assert town.settings.value.language == "zh_CN"
    assert not note.isHidden()
    QTest.mouseClick(page.language.option(""), LEFT)
    assert town.settings.value.language == ""
    assert note.isHidden()


def test_a_look_applies_at_once(sheet: SettingsSheet, town: Town, theme: Theme) -> None:
    sheet.show_section("look")
    QTest.mouseClick(sheet.look.look.option(Look.LIGHT), LEFT)
    assert town.settings.value.look is Look.LIGHT
    assert theme.tokens.shade == "light"
    QTest.mouseClick(sheet.look.motion.option("full"), LEFT)
    assert town.settings.value.has_reduced_motion is False
    QTest.mouseClick(sheet.look.motion.option("reduced"), LEFT)
    assert town.settings.value.has_reduced_motion is True
    assert theme.motion.panel == 0
    QTest.mouseClick(sheet.look.well.option("2"), LEFT)
    assert town.settings.value.well == 2


def test_the_well_can_be_walked_by_keys(sheet: SettingsSheet, town: Town) -> None:
    sheet.show_section("look")
    QTest.keyClick(sheet.look.well.option("0"), Qt.Key.Key_Right)
    assert town.settings.value.well == 1


def _edit(sheet: SettingsSheet) -> GatewayEditor:
    """Press the pencil of the first gateway that is the person's own."""
    QTest.mouseClick(sheet.gateway.gateways.row(OWN.id).edit_button, LEFT)
    QApplication.processEvents()  # layouts place what is new when the loop turns
    return sheet.gateway.editor


def _type(field: Field, text: str) -> None:
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def test_a_new_gateway_is_tested_kept_and_used(sheet: SettingsSheet, town: Town) -> None:
    gateways, editor = sheet.gateway.gateways, sheet.gateway.editor
    gateways.add_menu.actions()[0].trigger()
    QApplication.processEvents()  # layouts place what is new when the loop turns
    assert editor.isVisible()
    QTest.keyClicks(editor.address.edit, "gateway.example/mj")
    QTest.keyClicks(editor.key.field.edit, "sk-1")
    QTest.mouseClick(editor.trial_rows.test_button, LEFT)
    (profile,) = town.settings.value.gateways
    assert (profile.root, profile.name) == ("https://gateway.example", "gateway.example")
    assert town.settings.value.active == profile.id
    assert town.secrets.keys == {profile.id: "sk-1"}
    assert editor.key.field.text() == ""
    assert editor.key.place.text() == "Saved in this computer's keychain"
    assert editor.trial_rows.line.text() == "Answered in 84 ms · key accepted · fast and relax"
    assert editor.trial_rows.test_button.label() == "Test connection"
    words = {label.text() for label in editor.findChildren(QLabel) if label.isVisible()}
    assert {"all tasks in one question", "fast and relax", "Bearer, found out"} <= words
    QTest.mouseClick(editor.back_button, LEFT)
    assert gateways.ids() == [STUDIO_ID, profile.id]
    assert not gateways.row(profile.id).use_button.isVisible()
    assert gateways.row(STUDIO_ID).use_button.isVisible()


def test_every_preset_begins_a_gateway_with_what_is_known_of_it(sheet: SettingsSheet, town: Town) -> None:
    page = sheet.gateway
    offers = [action for action in page.gateways.add_menu.actions() if action.text()]
    assert len(offers) == len(PRESETS) + 1
    for preset, offer in zip(PRESETS, offers[1:], strict=True):
        offer.trigger()
        assert page.editor.name.text() == preset.name
        assert page.editor.address.text() == preset.root
        assert page.editor.use.auth.value() == preset.auth
        assert page.editor.trial_rows.line.text().endswith("Testing costs nothing.")
        assert page.editor.profile.prices == preset.prices
        QTest.mouseClick(page.editor.back_button, LEFT)
    assert town.settings.value.gateways == ()


def test_a_studio_that_rests_is_not_called_a_gateway_that_was_not_asked() -> None:
    assert gateway_words.sign(Reach.UNKNOWN, is_studio=True)[1] == "Starts with the first wish"
    assert gateway_words.sign(Reach.UNKNOWN, is_studio=False)[1] == "Not asked yet"
    online = gateway_words.sign(Reach.ONLINE, is_studio=True)
    assert online == gateway_words.sign(Reach.ONLINE, is_studio=False)


def test_what_is_known_of_a_preset_has_words() -> None:
    assert gateway_words.note_keys() == NOTES
    assert all(gateway_words.preset_name(preset) for preset in PRESETS)


def test_a_preset_keeps_what_was_chosen_before_its_test(sheet: SettingsSheet, town: Town) -> None:
    page = sheet.gateway
    page.add("zyai")
    QTest.mouseClick(page.editor.network.proxy.kind.option("none"), LEFT)
    _type(page.editor.prices.fields[TaskKind.IMAGINE], "0,12")
    _type(page.editor.prices.currency, "CNY")
    assert town.settings.value.gateways == ()
    QTest.keyClicks(page.editor.key.field.edit, "sk-2")
    QTest.keyClick(page.editor.key.field.edit, Qt.Key.Key_Return)
    (profile,) = town.settings.value.gateways
    assert town.asked[0] == ("https://api.zyai.online", "sk-2")
    assert (profile.name, profile.proxy, profile.prices.currency) == ("zyai.online", "none", "CNY")
    assert profile.prices.cost(TaskKind.IMAGINE) == Decimal("0.12")


def test_what_is_chosen_of_a_kept_gateway_applies_at_once(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    editor = _edit(sheet)
    assert editor.name.text() == "Relay"
    QTest.mouseClick(editor.use.speed.option(Speed.RELAX.value), LEFT)
    QTest.mouseClick(editor.use.auth.option(AuthStyle.SECRET.value), LEFT)
    _type(editor.name, "Second relay")
    editor.use.at_once.committed.emit(5.0)
    expected = replace(OWN, name="Second relay", speed=Speed.RELAX, concurrency=5, auth=AuthStyle.SECRET)
    assert town.settings.value.gateways == (expected,)
    assert editor.title.text() == "Second relay"
    assert town.asked == []


def test_the_way_to_a_gateway_can_be_changed(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    network = _edit(sheet).network
    assert not network.proxy.address.isVisible()
    QTest.mouseClick(network.proxy.kind.option("own"), LEFT)
    _type(network.proxy.address, "socks5://127.0.0.1:1080")
    QTest.mouseClick(network.picture_proxy.kind.option("none"), LEFT)
    _type(network.certificates, "/etc/own.pem")
    network.hosts.setFocus()
    QTest.keyClicks(network.hosts, "cdn.discordapp.com=mirror.example")
    sheet.close_button.setFocus()
    (profile,) = town.settings.value.gateways
    assert (profile.proxy, profile.picture_proxy) == ("socks5://127.0.0.1:1080", "none")
    assert profile.ca_file == "/etc/own.pem"
    assert profile.picture_hosts == (HostRewrite("cdn.discordapp.com", "mirror.example"),)
    QTest.mouseClick(network.proxy.kind.option("default"), LEFT)
    assert town.settings.value.gateways[0].proxy == ""


def test_how_large_uploads_may_be_is_chosen(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    network = _edit(sheet).network
    assert network.uploads.value() == "usual"
    QTest.mouseClick(network.uploads.option("large"), LEFT)
    (profile,) = town.settings.value.gateways
    assert (profile.upload_limits.max_edge, profile.upload_limits.max_bytes) == (4096, 10_000_000)
    network.show_profile(replace(profile, upload_limits=UploadLimits(3000, 2_000_000)))
    assert network.uploads.value() == "", "limits from the file of settings stay as they are"


def test_prices_are_edited_by_kind(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    prices = _edit(sheet).prices
    field = prices.fields[TaskKind.IMAGINE]
    assert field.text() == "0.1"
    _type(field, "nonsense")
    assert field.text() == "0.1"
    _type(field, "0.36")
    _type(prices.factors[Speed.TURBO], "3")
    table = town.settings.value.gateways[0].prices
    assert table.cost(TaskKind.IMAGINE, Speed.TURBO) == Decimal("1.08")
    field.edit.clear()
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert town.settings.value.gateways[0].prices.cost(TaskKind.IMAGINE) is None
    QTest.mouseClick(prices.free_button, LEFT)
    assert town.settings.value.gateways[0].prices.cost(TaskKind.IMAGINE) == 0
    QTest.mouseClick(prices.default_button, LEFT)
    assert town.settings.value.gateways[0].prices == OWN.prices


def test_the_daily_limit_is_a_number_or_none(sheet: SettingsSheet, town: Town) -> None:
    cap = sheet.gateway.cap
    assert cap.text() == ""
    _type(cap, "20")
    assert town.settings.value.daily_cap == 20
    _type(cap, "much")
    assert (cap.text(), town.settings.value.daily_cap) == ("20", 20)
    cap.edit.clear()
    QTest.keyClick(cap.edit, Qt.Key.Key_Return)
    assert town.settings.value.daily_cap == 0


def test_a_failed_test_keeps_what_was_there(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    town.error = NotAllowed(status=401)
    editor = _edit(sheet)
    QTest.mouseClick(editor.key.replace_button, LEFT)
    QTest.keyClicks(editor.key.field.edit, "sk-wrong")
    QTest.mouseClick(editor.trial_rows.test_button, LEFT)
    assert editor.trial_rows.line.text().startswith("The gateway does not accept this key.")
    assert town.settings.value.gateways == (OWN,)
    assert town.secrets.keys == {OWN.id: "sk-old"}
    QTest.keyClick(editor.key.field.edit, Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert editor.key.field.text() == ""


def test_a_test_without_a_new_key_uses_the_kept_one(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    town.error = Unreachable()
    editor = _edit(sheet)
    QTest.mouseClick(editor.trial_rows.test_button, LEFT)
    assert town.asked == [(OWN.root, "sk-old")]
    assert editor.trial_rows.line.text().startswith("The gateway could not be reached.")


def test_the_kept_key_does_not_follow_to_another_host(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    editor = _edit(sheet)
    editor.address.edit.selectAll()
    QTest.keyClicks(editor.address.edit, "https://gateway.example.evil.test")
    QTest.mouseClick(editor.trial_rows.test_button, LEFT)
    assert town.asked == []
    assert "another host" in editor.trial_rows.line.text()
    assert editor.key.field.isVisible()


def test_key_and_gateway_can_be_forgotten(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    editor = _edit(sheet)
    QTest.mouseClick(editor.key.forget_button, LEFT)
    assert town.secrets.keys[OWN.id] == ""
    assert editor.key.field.isVisible()
    QTest.mouseClick(editor.forget_button, LEFT)
    assert editor.forget_button.label() == "Forget it and its key?"
    assert len(town.settings.value.gateways) == 1
    QTest.mouseClick(editor.forget_button, LEFT)
    assert town.settings.value.gateways == ()
    assert town.settings.value.active == STUDIO_ID
    assert town.secrets.keys == {}
    assert not sheet.gateway.is_editing()
    assert sheet.gateway.gateways.ids() == [STUDIO_ID]


def test_a_key_typed_for_one_gateway_is_not_there_for_the_next(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    editor = _edit(sheet)
    QTest.mouseClick(editor.key.replace_button, LEFT)
    QTest.keyClicks(editor.key.field.edit, "sk-typed")
    QTest.mouseClick(editor.back_button, LEFT)
    sheet.gateway.add()
    assert editor.key.field.text() == ""


def test_without_a_keychain_the_person_chooses_where_keys_are(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    editor = _edit(sheet)
    assert not editor.key_place.isVisible()
    town.secrets.place = "memory"
    QTest.mouseClick(editor.back_button, LEFT)
    _edit(sheet)
    assert editor.key_place.isVisible()
    assert editor.key.place.text() == "Kept until you quit"
    assert "asked for again" in editor.key_place.words.text()
    QTest.mouseClick(editor.key_place.choice.option("file"), LEFT)
    assert town.secrets.place == "file"
    assert "in clear text" in editor.key_place.words.text()
    assert editor.key.place.text() == "Saved in a file that only you can read"


def test_the_studio_and_back(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    gateways = sheet.gateway.gateways
    QTest.mouseClick(gateways.row(STUDIO_ID).use_button, LEFT)
    assert town.settings.value.active == STUDIO_ID
    assert gateways.row(STUDIO_ID).state.text() == "Connected"
    assert not gateways.row(STUDIO_ID).edit_button.isVisible()
    QTest.mouseClick(gateways.row(OWN.id).use_button, LEFT)
    assert town.settings.value.active == OWN.id


def test_storage_tells_sizes_and_opens_folders(
    sheet: SettingsSheet, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    sheet.show_section("storage")
    assert sheet.storage.pictures.text() == "0 pictures of 0 tasks · 0 B"
    assert sheet.storage.trash.text() == "Nothing"
    assert list(sheet.storage.open_buttons) == ["library"]
    QTest.mouseClick(sheet.storage.open_buttons["library"], LEFT)
    assert opened == [str(tmp_path)]


def test_about_names_the_version_and_licences(sheet: SettingsSheet) -> None:
    sheet.show_section("about")
    words = {label.text() for label in sheet.about.findChildren(QLabel)}
    assert {f"MJ Desk {__version__}", "LGPL-3.0", "OFL-1.1"} <= words


def test_escape_and_the_cross_close(sheet: SettingsSheet) -> None:
    QTest.keyClick(sheet.sections.option("gateway"), Qt.Key.Key_Escape)
    assert not sheet.is_open()
    sheet.open()
    QTest.mouseClick(sheet.close_button, LEFT)
    assert not sheet.is_open()


def test_everything_that_takes_the_keyboard_has_a_name(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    for section in sheet.sections.values():
        sheet.show_section(section)
        if section == "gateway":
            _edit(sheet)
        for child in sheet.findChildren(QWidget):
            if (
                child.isVisible()
                and child.focusPolicy() & Qt.FocusPolicy.TabFocus
                and child.focusProxy() is None
            ):
                assert child.accessibleName(), child


def test_a_choice_takes_back_no_other(sheet: SettingsSheet, town: Town) -> None:
    _with_own(town)
    sheet.show_section("gateway")
    editor = _edit(sheet)
    _type(editor.name, "Mine")
    QTest.mouseClick(editor.use.auth.option(AuthStyle.SECRET), LEFT)
    QTest.mouseClick(editor.use.speed.option(Speed.RELAX), LEFT)
    QTest.mouseClick(editor.network.proxy.kind.option("none"), LEFT)
    editor.network.hosts.setFocus()
    editor.name.setFocus()
    (kept,) = town.settings.value.gateways
    assert (kept.name, kept.auth, kept.speed) == ("Mine", AuthStyle.SECRET, Speed.RELAX)
    assert kept.proxy == "none"


def test_what_a_gateway_once_refused_can_be_asked_again(
    qtbot: QtBot, sheet: SettingsSheet, town: Town
) -> None:
    learned = Capabilities(missing=frozenset({"/mj/submit/shorten"}), refused_verbs=frozenset({"reroll"}))
    _with_own(town)
    town.settings.update(gateways=(replace(OWN, capabilities=learned),))
    sheet.show_section("gateway")
    editor = _edit(sheet)
    assert editor.use.lacks.text() == "shortening prompts, the button Reroll"
    assert editor.use.relearn_button.isVisible()
    town.asked.clear()
    QTest.mouseClick(editor.use.relearn_button, LEFT)
    (known,) = town.settings.value.gateways
    assert known.capabilities.missing == frozenset()
    assert known.capabilities.refused_verbs == frozenset()
    assert town.asked
    assert not editor.use.relearn_button.isVisible()
