"""How it shall look: model, raw and its like, the sliders, seed and what to leave out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.prompt import parse
from mjdesk.theme import SPACE, Theme
from mjdesk.views.compose.seed_field import SeedField
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.widgets.chip import Chip, ChipButton
from mjdesk.widgets.field import Field
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.prompt import FlagValue
    from mjdesk.models.prompt_draft import PromptDraft

_SLIDERS = (
    # setting, word, what it does
    (
        "stylize",
        mark_as("look", "Stylize"),
        mark("How freely Midjourney makes it beautiful: low keeps to the words (--stylize)"),
    ),
    (
        "chaos",
        mark_as("look", "Variety"),
        mark("How much the four pictures differ from each other (--chaos)"),
    ),
    ("weird", mark_as("look", "Weird"), mark("How strange it may become (--weird)")),
)
_CHIPS = (
    ("raw", mark_as("look", "Raw"), mark("Less of Midjourney's own taste (--raw)")),
    ("draft", mark_as("look", "Draft"), mark("Faster and at half the cost, with less detail (--draft)")),
    ("hd", mark_as("look", "HD"), mark("Twice the size at once; cannot be upscaled further (--hd)")),
    ("tile", mark_as("look", "Tile"), mark("A seamless pattern (--tile)")),
)


def model_name(version: str) -> tuple[str, str]:
    """Family and number: ("Midjourney", "8.2"), ("Niji", "7")."""
    kind, _, number = version.rpartition(" ")
    return ("Niji" if kind == "niji" else "Midjourney"), number


class LookSection(QWidget):
    """Owns the controls; what they mean is kept in the draft, which `chosen` asks to change."""

    chosen = Signal(str, object)
    """Name of a setting or extra, and its new value."""

    def __init__(
        self, theme: Theme, draft: PromptDraft, table: ParameterTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._table = table
        self._menu = PopupMenu(theme, self)
        self.model = ChipButton(theme, "Midjourney", icon="bot")
        self.model.set_menu(self._menu)
        self.chips: dict[str, Chip] = {}
        head = _LookHead(SectionHead(theme, tr_as("of a picture", "Look")), self)
        head.add(self.model)
        for name, word, hint in _CHIPS:
            chip = Chip(theme, tr_as("look", word), checkable=True)
            chip.setToolTip(tr(hint))
            chip.clicked.connect(lambda checked=False, name=name: self.chosen.emit(name, bool(checked)))
            self.chips[name] = chip
            head.add(chip)
        self._head = head
        self.sliders: dict[str, NumberSlider] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addSpacing(SPACE.hair)
        for name, word, hint in _SLIDERS:
            slider = NumberSlider(theme, tr_as("look", word), minimum=0, maximum=1000, default=0)
            slider.setToolTip(tr(hint))
            slider.committed.connect(partial(self._on_slid, name))
            self.sliders[name] = slider
            column.addWidget(slider)
        widest = max(slider.label_width() for slider in self.sliders.values())
        for slider in self.sliders.values():
            slider.set_label_width(widest)
        self.seed = SeedField(theme)
        exclude = tr_as("look", "Exclude")
        self.exclude = Field(
            theme,
            name=exclude,
            caption=exclude,
            placeholder=tr_as("what is excluded", "nothing"),
            icon="ban",
            parent=self,
        )
        self.exclude.setToolTip(tr("Words for what must not be in the picture, with commas between (--no)"))
        digits = QRegularExpression(r"\d{0,10}")
        self.seed.edit.setValidator(QRegularExpressionValidator(digits, self.seed))
        self.seed.changed.connect(partial(self.chosen.emit, "seed"))
        self.exclude.edited.connect(self._on_excluded)
        fields = QHBoxLayout()
        fields.setSpacing(SPACE.snug)
        fields.addWidget(self.seed, 3)
        fields.addWidget(self.exclude, 4)
        column.addSpacing(SPACE.tight)
        column.addLayout(fields)
        self._menu.fill_late(self._fill_menu)
        self._menu.aboutToShow.connect(self._on_menu_opens)

    def refresh(self) -> None:
        """Show what holds now."""
        version = self._draft.version(self._table)
        known = self._table.version_id(version)
        holds = self._draft.settings
        name, number = model_name(known or version)
        self.model.set_parts(label=name, detail=number)
        for each, slider in self.sliders.items():
            limits = self._table.range(known or self._table.default, each)
            slider.setVisible(known is None or self._table.accepts(known, each))
            if limits is None:
                continue
            default = float(self._table.default_of(known or self._table.default, each) or limits.low)
            value = getattr(holds, each)
            slider.set_range(limits.low, limits.high)
            slider.set_default(default)
            slider.set_value(default if value is None else value)
        on = {
            "raw": holds.raw,
            "tile": holds.tile,
            "draft": self._draft.has_extra("draft"),
            "hd": self._draft.has_extra("hd"),
        }
        for each, chip in self.chips.items():
            chip.setChecked(on[each])
            chip.setVisible(known is None or self._table.accepts(known, each))
        self._head.arrange()
        self.seed.show_seed(holds.seed)
        if _phrases(self.exclude.text()) != holds.no:
            self.exclude.set_text(", ".join(holds.no))

    def _fill_menu(self) -> None:
        for version in self._table.versions():
            name, number = model_name(version)
            if version == "niji 7":
                self._menu.addSeparator()
            self._menu.add(
                f"{name} {number}",
                lambda version=version: self.chosen.emit("version", version),
                checked=False,
            ).setData(version)

    def _on_menu_opens(self) -> None:
        current = self._table.version_id(self._draft.version(self._table))
        for action in self._menu.actions():
            action.setChecked(action.data() == current)

    def _on_slid(self, name: str, value: float) -> None:
        is_default = value == self.sliders[name].default()
        chosen: FlagValue = None if is_default else round(value)
        self.chosen.emit(name, chosen)

    def _on_excluded(self, text: str) -> None:
        self.chosen.emit("no", _phrases(text))


class _LookHead(QWidget):
    """The head with its chips at the far end; in a narrow panel the chips take the next rows."""

    def __init__(self, head: SectionHead, parent: QWidget) -> None:
        super().__init__(parent)
        self._head = head
        head.setParent(self)
        self._chips: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, chip: QWidget) -> None:
        chip.setParent(self)
        self._chips.append(chip)

    def arrange(self) -> None:
        """After chips came, went or changed their words."""
        self._place(self.width(), really=True)
        self.updateGeometry()

    def _place(self, width: int, *, really: bool) -> int:
        """Rows of chips, each at the far end, the first beside the head; how high that is."""
        shown = [chip for chip in self._chips if not chip.isHidden()]
        label = self._head.sizeHint()
        tall = max((chip.sizeHint().height() for chip in shown), default=label.height())
        rows: list[list[QWidget]] = [[]]
        for chip in shown:
            room = width - (label.width() + SPACE.snug if len(rows) == 1 else 0)
            if rows[-1] and _row_width([*rows[-1], chip]) > room:
                rows.append([])
            rows[-1].append(chip)
        if really:
            place = QRect(0, (tall - label.height()) // 2, width, label.height())
            self._head.setGeometry(self._mirrored(place))
            self._head.lower()
            for number, row in enumerate(rows):
                x = width - _row_width(row)
                for chip in row:
                    size = chip.sizeHint()
                    place = QRect(x, number * (tall + SPACE.tight), size.width(), size.height())
                    chip.setGeometry(self._mirrored(place))
                    x += size.width() + SPACE.tight
        return len(rows) * (tall + SPACE.tight) - SPACE.tight

    def _mirrored(self, rect: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveRight(self.width() - 1 - rect.left())
        return rect

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self.width(), really=True)
        super().resizeEvent(event)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(width, really=False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._place(max(self.width(), 240), really=False))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._place(max(self.width(), 200), really=False))


def _row_width(chips: Sequence[QWidget]) -> int:
    return sum(chip.sizeHint().width() for chip in chips) + SPACE.tight * max(0, len(chips) - 1)


def _phrases(text: str) -> tuple[str, ...]:
    """What `--no` would make of it, so that a comma being typed is not taken away."""
    return parse(f"--no {text}").no() if text.strip() else ()
