"""Puts the look on an application and tells everyone when it changes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, assert_never, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from mjdesk.theme.icons import IconCache, Icons
from mjdesk.theme.palette import build_palette
from mjdesk.theme.resources import resources_root
from mjdesk.theme.stylesheet import build_stylesheet
from mjdesk.theme.tokens import DARK, LIGHT, STILL, TYPE, Motion, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

_BEHIND_INTER = (
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Yu Gothic UI",
    "Malgun Gothic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Segoe UI",
    "Noto Sans",
)
STYLE_ARGUMENTS = ("-style", "fusion")
"""For the `QApplication`: Qt's own style on every system. `setStyle` would hand the style to Python, which
takes five milliseconds to get to know it."""
_WITH_FONTS_OF_THEIR_OWN = (
    "QAbstractItemView",
    "QCheckBox",
    "QHeaderView",
    "QLabel",
    "QListView",
    "QMenu",
    "QMessageBox",
    "QPushButton",
    "QRadioButton",
    "QTipLabel",
    "QToolButton",
)
_FIXED = ("SF Mono", "Cascadia Mono", "Consolas", "JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono")


class Scheme(Enum):
    """Which shade the user asked for."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


class Theme(QObject):
    """Owns the tokens in force, the icons and the motion; widgets read it when they paint."""

    changed = Signal()

    def __init__(
        self,
        scheme: Scheme = Scheme.DARK,
        *,
        reduced_motion: bool = False,
        resources: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources or resources_root()
        self._scheme = scheme
        self._reduced_motion = reduced_motion
        self._app: QApplication | None = None
        self._tokens = self._pick_tokens()
        self._families = ["Inter"]
        self._fixed = ["monospace"]
        self._fonts: dict[tuple[float, int, bool, bool], QFont] = {}
        self._icons = Icons(self._resources / "icons", IconCache())

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """What was asked for, which may be to follow the system."""
        return self._scheme

    @property
    def icons(self) -> Icons:
        """The icons, to be drawn in any colour."""
        return self._icons

    @property
    def motion(self) -> Motion:
        """How long movements take; all zero with reduced motion."""
        return STILL if self._reduced_motion else Motion()

    def icon(self, name: str, role: str = "text_2") -> QIcon:
        """A tinted icon for menus and native pieces; ask again after `changed`."""
        return self._icons.icon(name, self._tokens, role)

    def font(
        self, size: float = TYPE.body, weight: int = 400, *, tabular: bool = False, fixed: bool = False
    ) -> QFont:
        """Inter of `size` device-independent pixels.

        `tabular` gives digits of one width, for numbers that change or stand in columns; it would also tear
        the hyphens of `--flags` apart. `fixed` is a face whose letters are all of one width.
        """
        key = (size, weight, tabular, fixed)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._make_font(size, weight, tabular=tabular, fixed=fixed)
        return QFont(found)

    def apply(self, app: QApplication, *, with_sheet: bool = True) -> None:
        """Loads the fonts, then sets palette, font and sheet; follows the system from then on.

        The style is chosen with `STYLE_ARGUMENTS`, before there is an application.

        Without the sheet, call `dress` once the first window is built: widgets that are put together under a
        sheet are polished anew at every step, which costs a start more than all else.
        """
        if self._app is None:
            self._app = app
            for file in sorted((self._resources / "fonts").glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(file))
            known = set(QFontDatabase.families())
            self._families = ["Inter", *(name for name in _BEHIND_INTER if name in known)]
            self._fixed = [
                *(name for name in _FIXED if name in known),
                QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family(),
            ]
            self._fonts.clear()
            self._ask_platform(app)
            self._tokens = self._pick_tokens()
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        app.setPalette(build_palette(self._tokens))
        app.setFont(self.font())
        if with_sheet:
            self.dress(app)

    def dress(self, app: QApplication) -> None:
        """Sets the sheet of the tokens in force."""
        app.setStyleSheet(build_stylesheet(self._resources / "styles", self._tokens))
        # With its first sheet Qt goes back to the fonts that Windows, macOS and KDE have for some pieces.
        font, qt = self.font(), cast("Any", app)  # the stubs ask for bytes, which Qt does not take
        for kind in _WITH_FONTS_OF_THEIR_OWN:
            if qt.font(kind) != font:
                qt.setFont(font, kind)

    def switch(self, scheme: Scheme) -> None:
        """Takes another scheme and tells everyone if the colours change."""
        self._scheme = scheme
        self._refresh()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Stops or allows movement from now on."""
        self._reduced_motion = reduced

    def _make_font(self, size: float, weight: int, *, tabular: bool, fixed: bool) -> QFont:
        font = QFont(self._fixed if fixed else self._families)
        if float(size).is_integer():
            font.setPixelSize(int(size))
        else:
            font.setPointSizeF(size * 72 / _dots_per_inch())
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _pick_tokens(self) -> Tokens:
        match self._scheme:
            case Scheme.DARK:
                return DARK
            case Scheme.LIGHT:
                return LIGHT
            case Scheme.SYSTEM:
                hints = QGuiApplication.styleHints()
                # Unknown is what offscreen and bare window managers say: dark is the home of this look.
                return LIGHT if hints.colorScheme() is Qt.ColorScheme.Light else DARK
            case _:
                assert_never(self._scheme)

    def _refresh(self) -> None:
        if self._app is not None:
            self._ask_platform(self._app)
        tokens = self._pick_tokens()
        if tokens is self._tokens:
            return
        self._tokens = tokens
        if self._app is not None:
            self._paint(self._app)
        self.changed.emit()

    def _ask_platform(self, app: QApplication) -> None:
        """Lets title bars and native choosers take the same shade where the platform can."""
        match self._scheme:
            case Scheme.DARK:
                app.styleHints().setColorScheme(Qt.ColorScheme.Dark)
            case Scheme.LIGHT:
                app.styleHints().setColorScheme(Qt.ColorScheme.Light)
            case Scheme.SYSTEM:
                app.styleHints().unsetColorScheme()
            case _:
                assert_never(self._scheme)

    def _paint(self, app: QApplication) -> None:
        app.setPalette(build_palette(self._tokens))
        app.setFont(self.font())
        self.dress(app)

    def _on_system_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._refresh()


def _dots_per_inch() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen else 96.0
