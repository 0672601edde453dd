"""A specimen sheet of every widget: `python -m tests.preview OUT.png [--light] [--scale 2] [--rtl]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mjdesk.theme import SPACE, TYPE, WEIGHT, Scheme, Theme
from mjdesk.widgets.buttons import ButtonKind, LinkButton, PrimaryButton, PushButton
from mjdesk.widgets.chip import Chip, ChipButton
from mjdesk.widgets.choice_bar import Choice, Ratio, RatioBar, SegmentBar
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.empty_state import EmptyState
from mjdesk.widgets.field import Field, SearchField
from mjdesk.widgets.finding_strip import FindingStrip
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.focus_halo import FocusHalo
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.painting import begin, paint_badge
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.progress_ring import ProgressRing, paint_ring
from mjdesk.widgets.rating_stars import RatingStars
from mjdesk.widgets.secret_field import SecretField
from mjdesk.widgets.sheet import Card, Sheet
from mjdesk.widgets.status import Status, StatusDot
from mjdesk.widgets.surface import Hairline, HairlineSplitter, ScrollArea, SectionHead, Surface
from mjdesk.widgets.toast import Toast, ToastStack

RATIOS = (Ratio(9, 16), Ratio(2, 3), Ratio(4, 5), Ratio(1, 1), Ratio(3, 2), Ratio(16, 9), Ratio(21, 9))
KINDS = ("Imagine", "Blend", "Describe", "Swap face", "Shorten")


class Picture(QWidget):
    """Stands in for a picture, with what may lie on one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(150)
        cross = IconButton(theme, "x", "Remove", size=20, icon_size=12, on_picture=True)
        foot = QHBoxLayout()
        for icon, word in (("expand", "U2"), ("shuffle", "V2"), ("download", "Save tile")):
            foot.addWidget(PushButton(theme, word, icon=icon, kind=ButtonKind.OVERLAY))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(cross, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        column.addLayout(foot)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        area = QRectF(self.rect())
        sky = QLinearGradient(area.topLeft(), area.bottomRight())
        sky.setColorAt(0, QColor(24, 58, 84))
        sky.setColorAt(1, QColor(176, 96, 84))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sky)
        painter.drawRoundedRect(area, 6, 6)
        paint_badge(painter, QPointF(8, 8), "4", self._theme, icon="star", filled=True)
        paint_badge(painter, QPointF(50, 8), "4 prompts", self._theme)
        middle = QRectF(0, 0, 40, 40)
        middle.moveCenter(QPointF(area.center().x() - 40, area.center().y()))
        paint_ring(painter, middle, 0.64, self._theme)
        middle.translate(60, 0)
        paint_ring(painter, middle, None, self._theme)
        painter.end()


def row(*items: QWidget, stretch: bool = False) -> QWidget:
    """Widgets side by side."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE.tight)
    for item in items:
        layout.addWidget(item)
    if stretch:
        layout.addStretch(1)
    return holder


def compose_column(theme: Theme) -> QWidget:
    """The pieces of the compose panel, in their order."""
    panel = Surface("panel")
    panel.setFixedWidth(376)
    column = QVBoxLayout(panel)
    column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
    column.setSpacing(SPACE.panel)
    column.addWidget(SegmentBar(theme, [Choice(kind, kind) for kind in KINDS], name="Kind"))
    prompt = QPlainTextEdit("a lone lighthouse above {a calm, a stormy, a frozen} sea at blue hour")
    prompt.setObjectName("prompt")
    prompt.setFont(theme.font(TYPE.prompt))
    prompt.setFixedHeight(110)
    column.addWidget(prompt)
    FocusHalo(theme, prompt)
    strip = FindingStrip(theme)
    strip.show_finding(
        "--cref is not accepted by version 7. Use --oref?", fix="Fix", strong=("--cref", "--oref")
    )
    column.addWidget(strip)
    strip = FindingStrip(theme)
    strip.show_finding(
        "Two flags say different things about the shape: --ar 16:9 and --ar 1:1, the last one wins.",
        status=Status.ERROR,
        fix="Keep last",
    )
    column.addWidget(strip)
    head = SectionHead(theme, "References")
    head.add(IconButton(theme, "clipboard-paste", "Paste a picture", size=22))
    head.add(IconButton(theme, "plus", "Add a picture", size=22))
    column.addWidget(head)
    column.addWidget(SectionHead(theme, "Shape"))
    column.addWidget(RatioBar(theme, RATIOS, name="Shape", value="16:9"))
    head = SectionHead(theme, "Look")
    menu = PopupMenu(theme, panel)
    menu.add("Midjourney 7", lambda: None, icon="bot", checked=True)
    model = ChipButton(theme, "Midjourney", detail="7", icon="bot")
    model.set_menu(menu)
    draft = Chip(theme, "Draft", checkable=True)
    draft.setChecked(True)
    for chip in (model, Chip(theme, "Raw", checkable=True), draft):
        head.add(chip)
    column.addWidget(head)
    sliders = QVBoxLayout()
    sliders.setSpacing(0)
    for label, value, most in (("Stylize", 250, 1000), ("Variety", 12, 100), ("Weird", 0, 3000)):
        sliders.addWidget(NumberSlider(theme, label, minimum=0, maximum=most, value=value))
    column.addLayout(sliders)
    column.addWidget(
        row(
            Field(theme, name="Seed", caption="Seed", placeholder="random", icon="dices"),
            Field(theme, name="Exclude", caption="Exclude", text="text, people", icon="ban"),
        )
    )
    column.addWidget(
        SegmentBar(
            theme,
            [Choice(x, x) for x in ("Portrait 2:3", "Square 1:1", "Landscape 3:2")],
            name="Shape",
            value="Square 1:1",
        )
    )
    column.addStretch(1)
    column.addWidget(Hairline())
    fast = Chip(theme, "Fast", icon="zap", checkable=True)
    fast.setChecked(True)
    words = ElidedLabel(theme, "3 jobs · 12 images", role="text_2", size=TYPE.label)
    generate = PrimaryButton(theme, "Generate", icon="sparkles", key="Ctrl ⏎")
    column.addWidget(row(fast, words, generate))
    return panel


def inspector_column(theme: Theme) -> QWidget:
    """The pieces of the inspector, in their order."""
    panel = Surface("panel")
    panel.setFixedWidth(324)
    column = QVBoxLayout(panel)
    column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
    column.setSpacing(SPACE.panel)
    column.addWidget(Picture(theme))
    column.addWidget(
        ElidedLabel(
            theme,
            "glacial valley with a single pine, first light, mist pooling between ridges, muted "
            "teal palette, and more words than three lines of this narrow panel can ever carry",
            lines=3,
        )
    )
    chips = QWidget()
    flow = FlowLayout(chips)
    for key, value in (("", "1:1"), ("v", "7"), ("stylize", "180"), ("chaos", "8")):
        flow.addWidget(Chip(theme, value, key=key))
    flow.addWidget(Chip(theme, "2840917355", icon="dices"))
    flow.addWidget(Chip(theme, "night", removable=True))
    column.addWidget(chips)
    column.addWidget(Hairline())
    column.addWidget(SectionHead(theme, "Upscale"))
    upscale = [PushButton(theme, f"U{index}") for index in (1, 2, 3, 4)]
    upscale[0].set_done(True)
    upscale[3].setEnabled(False)
    column.addWidget(row(*upscale))
    column.addWidget(
        row(
            PushButton(theme, "Reroll", icon="refresh-cw"), PushButton(theme, "Split into 4", icon="grid-2x2")
        )
    )
    column.addWidget(
        row(
            PushButton(theme, "Imagine", icon="sparkles", small=True),
            PushButton(theme, "Edit", icon="pencil", kind=ButtonKind.QUIET, small=True),
            PushButton(theme, "Delete", icon="trash-2", kind=ButtonKind.DANGER, small=True),
        )
    )
    column.addWidget(Hairline())
    column.addWidget(
        row(RatingStars(theme, name="Rating", rating=4), LinkButton(theme, "Open"), stretch=True)
    )
    signs = [StatusDot(theme, status, name=status.value) for status in Status]
    column.addWidget(row(*signs, ProgressRing(theme, "Done"), stretch=True))
    ring = ProgressRing(theme, "Done", side=36)
    ring.set_share(0.4)
    column.addWidget(ring)
    for role in ("title", "section", "ok"):
        label = QLabel(f"{role}: Answered in 84 ms 山")
        label.setProperty("role", role)
        column.addWidget(label)
    column.addStretch(1)
    disabled = PrimaryButton(theme, "Generate", icon="sparkles")
    disabled.setEnabled(False)
    column.addWidget(disabled)
    return panel


def middle_column(theme: Theme) -> QWidget:
    """The gallery's bar, an empty place, cards."""
    ground = Surface("ground")
    column = QVBoxLayout(ground)
    column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
    column.setSpacing(SPACE.panel)
    search = SearchField(
        theme, name="Search", clear_name="Clear", placeholder="Search prompts, tags, seeds", key="Ctrl F"
    )
    grid = IconButton(theme, "layout-grid", "Grid", key="G", checkable=True)
    grid.setChecked(True)
    size = NumberSlider(theme, "", minimum=1, maximum=10, value=5, label_width=0, number_width=0)
    size.setFixedWidth(60)
    column.addWidget(
        row(
            search,
            ChipButton(theme, "All types"),
            Chip(theme, "★ 3+", checkable=True),
            grid,
            IconButton(theme, "git-fork", "Lineage"),
            IconButton(theme, "columns-2", "Compare", key="C"),
            size,
        )
    )
    column.addWidget(
        EmptyState(
            theme,
            icon="images",
            title="Nothing here yet",
            sentence="Write what you would like to see and press Ctrl ⏎. What is painted shows up here.",
            action="Try an example",
        )
    )
    cards = QWidget()
    pair = QHBoxLayout(cards)
    pair.setContentsMargins(0, 0, 0, 0)
    for chosen in (False, True):
        card = Card(theme, fill="ground")
        card.set_chosen(chosen)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(ElidedLabel(theme, "Use my gateway", size=15, weight=WEIGHT.semibold))
        inside.addWidget(Field(theme, name="Address", text="https://gateway.example/mj"))
        secret = SecretField(theme, name="Key", show_name="Show", hide_name="Hide")
        secret.set_text("sk-0123456789abcdef3f9a")
        inside.addWidget(secret)
        inside.addWidget(PrimaryButton(theme, "Connect") if chosen else PushButton(theme, "Start exploring"))
        pair.addWidget(card)
    column.addWidget(cards)
    column.addWidget(row(QCheckBox("Keep the text"), QCheckBox("Ask before deleting"), stretch=True))
    large = DropArea(
        theme,
        "Drop a picture",
        accepts=QMimeData.hasUrls,
        hint="PNG, JPEG, WebP up to 10 MB",
        icon="image-down",
    )
    large.setFixedHeight(130)
    small = DropArea(theme, "Add", accepts=QMimeData.hasUrls)
    small.setFixedSize(78, 78)
    column.addWidget(row(small, large))
    words = QLabel("\n".join(f"A line of a long story, number {index}" for index in range(30)))
    words.setMargin(8)
    scroll = ScrollArea(words)
    scroll.setFixedHeight(110)
    column.addWidget(scroll)
    return ground


def build(theme: Theme) -> QWidget:
    """The whole specimen sheet."""
    window = Surface("ground")
    window.resize(1440, 900)
    layout = QHBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    splitter = HairlineSplitter(theme)
    for part in (compose_column(theme), middle_column(theme), inspector_column(theme)):
        splitter.addWidget(part)
    layout.addWidget(splitter)
    return window


def open_sheet(theme: Theme, window: QWidget) -> Sheet:
    """The first-run sheet in small."""
    sheet = Sheet(theme, window, name="Connect a gateway")
    sheet.body.addWidget(ElidedLabel(theme, "Connect a gateway", size=TYPE.title, weight=WEIGHT.semibold))
    sheet.body.addWidget(
        ElidedLabel(
            theme,
            "MJ Desk talks to any service that speaks the Midjourney proxy protocol. Your key stays in this "
            "computer's keychain.",
            role="text_2",
            lines=3,
        )
    )
    sheet.body.addWidget(Field(theme, name="Address", placeholder="https://"))
    sheet.body.addWidget(row(PushButton(theme, "Start exploring"), PrimaryButton(theme, "Connect")))
    sheet.open()
    return sheet


def main(arguments: list[str] | None = None) -> int:
    """Paints the sheet into a file; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--rtl", action="store_true")
    parser.add_argument("--sheet", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    app = QApplication(sys.argv[:1])
    if chosen.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme = Theme(Scheme.LIGHT if chosen.light else Scheme.DARK, reduced_motion=True)
    theme.apply(app)
    window = build(theme)
    window.show()
    window.activateWindow()
    app.processEvents()
    prompt = window.findChild(QPlainTextEdit, "prompt")
    assert prompt is not None
    prompt.setFocus()
    toasts = ToastStack(theme, window, close_name="Close")
    if chosen.sheet:
        open_sheet(theme, window)
    else:
        toasts.show_toast(Toast("saved", "Saved 4 pictures", status=Status.OK, action="Show"))
        toasts.show_toast(
            Toast(
                "lost",
                "The gateway did not answer",
                "Nobody knows whether the task was taken. It was paid if it was.",
                status=Status.UNKNOWN,
                action="Look again",
                stays=True,
            )
        )
    app.processEvents()
    return 0 if window.grab().save(str(chosen.out)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
