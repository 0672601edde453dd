"""The frame that the sheets of edits and films share: head, two columns, price and the one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import making_words
from mjdesk.views.language import tr
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.task import TaskKind
    from mjdesk.views.words_holder import WordsHolder

_SIDE = 340


class MakingSheet(Sheet):
    """Owns what all sheets of this kind have: words, a calm line about the gateway, and the way out.

    A maker of such a sheet fills `left` and `right`, and says in `_refresh` what can be sent now.
    """

    requested = Signal(object)
    """A `Request`, to be sent."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        words: WordsHolder,
        *,
        name: str,
        price: Callable[[TaskKind, str, str], str],
        width: int = 920,
    ) -> None:
        """`price`: (kind, words, id of a gateway or "" for the one in use) -> `about ¥ 0.10`, or ""."""
        super().__init__(theme, host, name=name, width=width)
        self._theme = theme
        self._price_of = price
        self.words = words
        self._title = QLabel(name)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._subtitle = ElidedLabel(theme, role="text_2")
        self.notice = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=3)
        self.facts = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self.price = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.close_button = PushButton(theme, tr("Not now"))
        self.send_button = PrimaryButton(theme, tr("Create"), icon="sparkles", key="Ctrl ⏎")
        self.left = QVBoxLayout()
        self.left.setSpacing(SPACE.snug)
        column = QWidget()
        column.setFixedWidth(_SIDE)
        self.right = QVBoxLayout(column)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(SPACE.snug)
        head = QHBoxLayout()
        head.setSpacing(SPACE.snug)
        head.addWidget(self._title)
        head.addWidget(self._subtitle, 1, Qt.AlignmentFlag.AlignBottom)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.wide)
        middle.addLayout(self.left, 1)
        middle.addWidget(column)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.snug)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        facts.addWidget(self.facts)
        facts.addWidget(self.price)
        foot.addLayout(facts, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.send_button)
        self.body.addLayout(head)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(middle, 1)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(foot)
        self.close_button.clicked.connect(self.dismiss)
        self.send_button.clicked.connect(self._on_send)
        self.words.send_requested.connect(self._on_send)
        self.words.edited.connect(self._refresh)

    def _head(self, words: str) -> SectionHead:
        return SectionHead(self._theme, words)

    def _refresh(self) -> None:
        """Something changed: say what would be sent, and whether it can be."""
        raise NotImplementedError

    def _send(self) -> None:
        """Emit `requested`; asked only while the button is enabled."""
        raise NotImplementedError

    def _show(
        self,
        profile: GatewayProfile,
        path: str,
        kind: TaskKind,
        *,
        obstacle: str,
        usual: str = "",
        account: str = "",
    ) -> None:
        """Foot and notice for what would be sent; `obstacle` says why it cannot be, `usual` what holds."""
        lack, is_certain = making_words.capability(profile, path)
        self.notice.set_role("warn" if is_certain else "text_2")
        self.notice.set_text(lack or usual)
        self.notice.setVisible(bool(lack or usual))
        self.price.set_text(self._price_of(kind, self.words.text(), account))
        self.price.setVisible(bool(self.price.text()))
        self.send_button.setEnabled(not obstacle and not is_certain)
        self.send_button.setToolTip(obstacle)

    def _on_send(self) -> None:
        if self.send_button.isEnabled():
            self._send()
            self.dismiss()
