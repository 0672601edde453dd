from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.bare_edit import BareEdit
from mjdesk.widgets.secret_field import SecretField


def test_a_secret_is_hidden_until_the_eye_is_pressed(theme: Theme, qtbot: QtBot):
    field = SecretField(theme, name="Key", show_name="Show", hide_name="Hide")
    qtbot.addWidget(field)
    field.set_text("sk-0123456789abcdef3f9a")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field.set_shown(True)
    assert field.is_shown()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    field.set_shown(False)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_secret_at_rest_shows_its_ends_only_if_it_is_long(theme: Theme, qtbot: QtBot):
    holder = QWidget()
    qtbot.addWidget(holder)
    edit = BareEdit(theme, holder)
    edit.setText("sk-0123456789abcdef3f9a")
    assert edit.masked() == "sk-" + "•" * 17 + "3f9a"
    edit.setText("short-key")
    assert edit.masked() == "•" * 9
