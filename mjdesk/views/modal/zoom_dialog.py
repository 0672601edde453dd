"""Custom zoom: the picture in the frame that it will get, and the words for what comes around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mjdesk.domain.picture import Ratio
from mjdesk.domain.prompt import parse
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import making_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.modal.zoom_frame import LEAST, MOST, ZoomFrame
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.choice_bar import Ratio as Shape
from mjdesk.widgets.choice_bar import RatioBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.prompt import Prompt
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.theme import Theme
    from mjdesk.views.words_holder import WordsHolder

_DEFAULT_ZOOM = 1.5
_SHAPES = ((9, 16), (2, 3), (1, 1), (3, 2), (16, 9), (21, 9))
_LARGEST_PREVIEW = 900
_SIDE = 336
_ALIKE = 0.02


@dataclass(frozen=True, slots=True)
class ZoomQuestion:
    """What the dialog is opened for."""

    title: str
    """The task, in one line."""
    words: str
    """To start from; a `--zoom` among them counts."""
    picture: Picture | None
    ratio: Ratio
    """Of the picture."""
    price: Callable[[str], str]
    """`about ¥ 0.10` for these words; "" when nobody knows or it is free."""


class ZoomDialog(Sheet):
    """Owns zoom, shape and words until they are sent or dropped; closed, nothing is lost that runs.

    The words are the truth: slider, frame and shapes write `--zoom` and `--ar` into them, and what is typed
    there moves the frame.
    """

    confirmed = Signal(str)
    """The words to send, with their `--zoom`."""

    def __init__(self, theme: Theme, host: QWidget, thumbnails: Thumbnails, words: WordsHolder) -> None:
        super().__init__(theme, host, name=tr("Custom zoom"), width=1000)
        self._thumbnails = thumbnails
        self._asked: ZoomQuestion | None = None
        self._is_writing = False
        self._title = ElidedLabel(theme, role="text_2")
        self.frame = ZoomFrame(theme)
        self.words = words
        self.zoom = NumberSlider(
            theme,
            tr_as("number", "Zoom"),
            minimum=LEAST,
            maximum=MOST,
            value=_DEFAULT_ZOOM,
            default=_DEFAULT_ZOOM,
            step=0.01,
            decimals=2,
            label_width=52,
        )
        self.shapes = RatioBar(theme, (), name=tr_as("of a picture", "Shape"))
        self._meaning = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=3)
        self._price = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.send_button = PrimaryButton(theme, tr_as("button", "Zoom out"), icon="zoom-out", key="Ctrl ⏎")
        self.close_button = PushButton(theme, tr("Not now"))
        self._lay_out(theme)
        self.close_button.clicked.connect(self.dismiss)
        self.send_button.clicked.connect(self._on_send)
        self.words.send_requested.connect(self._on_send)
        self.words.edited.connect(self._on_edited)
        self.zoom.changed.connect(self._on_zoomed)
        self.frame.zoomed.connect(self._on_zoomed)
        self.shapes.chosen.connect(self._on_shape_chosen)
        thumbnails.ready.connect(self._on_thumbnail_ready)

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.snug)
        title = QLabel(tr("Custom zoom"))
        title.setProperty("role", "title")
        head.addWidget(title)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignBottom)
        column = QWidget()
        column.setFixedWidth(_SIDE)
        side = QVBoxLayout(column)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE.snug)
        side.addWidget(self.zoom)
        side.addWidget(SectionHead(theme, tr_as("of a picture", "Shape")))
        side.addWidget(self.shapes)
        side.addSpacing(SPACE.hair)
        side.addWidget(SectionHead(theme, tr("What shall be around it")))
        side.addWidget(self.words)
        side.addWidget(self._meaning)
        side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(SPACE.wide)
        body.addWidget(self.frame, 1)
        body.addWidget(column)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.snug)
        foot.addWidget(self._price, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.send_button)
        self.frame.setMinimumHeight(420)
        self.body.addLayout(head)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(body, 1)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(foot)

    def ask(self, question: ZoomQuestion) -> None:
        """Open with the words and the picture of a task."""
        self._asked = question
        self._title.set_text(question.title)
        prompt = parse(question.words)
        if _zoom_of(prompt) is None:
            prompt = prompt.with_zoom(_DEFAULT_ZOOM)
        own = question.ratio.reduced
        shapes = [Shape(own.width, own.height, tr("As it is"))]
        shapes += [Shape(*shape) for shape in _SHAPES if not _is_alike(Ratio(*shape), own)]
        self.shapes.set_ratios(shapes)
        self._is_writing = True
        self.words.begin_with(str(prompt))
        self._is_writing = False
        self._show_picture()
        self._follow(prompt)
        self.open()
        self.words.setFocus()

    def _show_picture(self) -> None:
        question = self._asked
        if question is None:
            return
        pixmap = None
        if question.picture is not None:
            picture = question.picture
            size = QSize(picture.width, picture.height).scaled(
                QSize(_LARGEST_PREVIEW, _LARGEST_PREVIEW), Qt.AspectRatioMode.KeepAspectRatio
            )
            pixmap = self._thumbnails.pixmap(picture.digest, size) or self._thumbnails.stand_in(
                picture.digest, question.ratio.value
            )
        self.frame.set_picture(pixmap, question.ratio.value)

    def _follow(self, prompt: Prompt) -> None:
        """Show what the words say."""
        question = self._asked
        if question is None:
            return
        zoom = _zoom_of(prompt)
        if zoom is not None:
            self.zoom.set_value(zoom)
            self.frame.set_zoom(zoom)
        aspect = prompt.aspect()
        shape = Ratio(*aspect) if aspect is not None else question.ratio
        is_reshaped = not _is_alike(shape, question.ratio)
        self.frame.set_frame(shape.value if is_reshaped else question.ratio.value)
        shown = shape.reduced if is_reshaped else question.ratio.reduced
        self.shapes.set_value(f"{shown.width}:{shown.height}")
        share = self.frame.framing.share
        words = making_words.share_words(share, is_reshaped=is_reshaped)
        if zoom is None:
            words = tr("Say how far: --zoom takes a number from 1 to 2.")
        self._meaning.set_text(words)
        self._price.set_text(question.price(str(prompt)))
        self.send_button.setEnabled(zoom is not None and not prompt.is_empty)

    def _write(self, prompt: Prompt) -> None:
        self._is_writing = True
        self.words.show_text(str(prompt))
        self._is_writing = False
        self._follow(prompt)

    def _on_zoomed(self, zoom: float) -> None:
        self._write(parse(self.words.text()).with_zoom(round(zoom, 2)))

    def _on_shape_chosen(self, value: str) -> None:
        question, prompt = self._asked, parse(self.words.text())
        if question is None:
            return
        own = question.ratio.reduced
        if value == f"{own.width}:{own.height}":
            had = parse(question.words).aspect()
            self._write(prompt.with_flag("aspect", had))
        else:
            width, _, height = value.partition(":")
            self._write(prompt.with_flag("aspect", (int(width), int(height))))

    def _on_edited(self) -> None:
        if not self._is_writing:
            self._follow(parse(self.words.text()))

    def _on_send(self) -> None:
        if not self.send_button.isEnabled():
            return
        text = str(parse(self.words.text()))
        self.dismiss()
        self.confirmed.emit(text)

    def _on_thumbnail_ready(self, digest: str) -> None:
        picture = self._asked.picture if self._asked is not None else None
        if self.is_open() and picture is not None and picture.digest == digest:
            self._show_picture()


def _is_alike(one: Ratio, other: Ratio) -> bool:
    """The same shape to the eye: 16:9 is delivered as 91:51."""
    return abs(one.value / other.value - 1) <= _ALIKE


def _zoom_of(prompt: Prompt) -> float | None:
    """What `--zoom` says, when it is a number from 1 to 2."""
    try:
        zoom = float(prompt.value("zoom") or "")
    except ValueError:
        return None
    return zoom if LEAST <= zoom <= MOST else None
