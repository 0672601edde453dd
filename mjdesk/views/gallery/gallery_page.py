"""The middle of the window: search, filters and size above the wall of tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.library import TaskQuery
from mjdesk.theme import SPACE, Theme
from mjdesk.views.language import tr, tr_as
from mjdesk.views.side_panels import Side
from mjdesk.widgets.chip import ChipButton
from mjdesk.widgets.empty_state import EmptyState
from mjdesk.widgets.field import SearchField
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.number_slider import NumberSlider
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.surface import Hairline, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from mjdesk.domain.task import TaskKind
    from mjdesk.models.task_list import TaskListModel
    from mjdesk.views.gallery.gallery_view import GalleryView

_SLIDER, _SLIDER_TIGHT = 84, 52
_TIGHT = 640
"""Below this width, in logical pixels, the search needs the room of the size slider's icons."""


class GalleryPage(Surface):
    """Owns the query as it is being narrowed; the rows belong to the model."""

    row_height_changed = Signal(int)
    side_requested = Signal(object)
    """A `Side` whose panel has no room beside the other."""
    prompt_requested = Signal()
    """The empty gallery's button: write the first prompt."""
    query_changed = Signal(object)
    """The `TaskQuery` that is shown now."""

    def __init__(
        self,
        theme: Theme,
        model: TaskListModel,
        view: GalleryView,
        *,
        row_height: int,
        search_key: str,
        room: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`room`: pixels kept for filters that come later, so that nothing moves when they do."""
        super().__init__("ground", parent)
        self._theme = theme
        self._model = model
        self.view = view
        self._query = TaskQuery()
        self.search = SearchField(
            theme,
            name=tr("Search"),
            clear_name=tr("Clear the search"),
            placeholder=tr("Search prompts, seeds, task ids"),
            key=search_key,
        )
        self._kind = ChipButton(theme, _kinds_words(frozenset()))
        self._kind_menu = PopupMenu(theme, self)
        self._kind_menu.fill_late(self._fill_kinds)
        self._kind.set_menu(self._kind_menu)
        self._stars = ChipButton(theme, tr_as("rating", "Any"), icon="star")
        self._stars.setAccessibleName(tr("Rating"))
        self._star_menu = PopupMenu(theme, self)
        self._star_menu.fill_late(self._fill_stars)
        self._stars.set_menu(self._star_menu)
        self._trash = IconButton(theme, "trash-2", tr("Trash"), checkable=True)
        self._trash.toggled.connect(self._on_trash)
        self._size = NumberSlider(
            theme,
            tr("Size of the pictures"),
            minimum=110,
            maximum=420,
            value=row_height,
            default=190,
            step=10,
            label_width=0,
            number_width=0,
        )
        self._size.setFixedWidth(_SLIDER)
        self._size.changed.connect(self._on_size)
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE.panel, SPACE.panel - 2, SPACE.panel, SPACE.panel - 2)
        bar.setSpacing(SPACE.snug)
        self._left = IconButton(theme, "panel-left", tr("Compose panel"), key="/", mirrors=True)
        self._right = IconButton(theme, "panel-right", tr("Inspector"), key="I", mirrors=True)
        self._left.clicked.connect(lambda: self.side_requested.emit(Side.COMPOSE))
        self._right.clicked.connect(lambda: self.side_requested.emit(Side.INSPECTOR))
        bar.addWidget(self._left)
        bar.addWidget(self.search, 1)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(SPACE.snug)
        self._filters.addSpacing(room)
        self._describers: list[Callable[[TaskQuery], str]] = []
        bar.addLayout(self._filters)
        bar.addWidget(self._kind)
        bar.addWidget(self._stars)
        bar.addWidget(self._trash)
        self._glyphs = (_Glyph(theme, "image", 12), _Glyph(theme, "image", 16))
        bar.addWidget(self._glyphs[0])
        bar.addWidget(self._size)
        bar.addWidget(self._glyphs[1])
        bar.addWidget(self._right)
        self.show_side_buttons(False)
        self._empty = EmptyState(
            theme,
            icon="sparkles",
            title=tr("Your pictures will appear here"),
            sentence=tr("Write what you would like to see, and press Generate."),
            action=tr("Write a prompt"),
        )
        self._empty.acted.connect(self._on_empty_acted)
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Hairline(parent=self))
        column.addWidget(holder, 1)
        self._recheck = QTimer(self)
        self._recheck.setSingleShot(True)
        self._recheck.setInterval(0)
        self._recheck.timeout.connect(self._on_recheck)
        self.search.edited.connect(self._on_search)
        self.search.left.connect(view.setFocus)
        model.opened.connect(self._recheck.start)
        model.completed.connect(self._recheck.start)
        model.rowsInserted.connect(self._recheck.start)
        model.rowsRemoved.connect(self._recheck.start)
        view.set_row_height(row_height)

    @property
    def query(self) -> TaskQuery:
        return self._query

    def show_side_buttons(self, is_narrow: bool) -> None:
        """In a narrow window the side panels take turns, and these buttons call them."""
        self._left.setVisible(is_narrow)
        self._right.setVisible(is_narrow)

    def focus_search(self) -> None:
        """Type into the search, over what stands there."""
        self.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.edit.selectAll()

    def add_filter(self, chip: QWidget, describe: Callable[[TaskQuery], str]) -> None:
        """Another filter beside the others; `describe` says what it lets through, empty for everything."""
        if not self._describers:
            self._filters.takeAt(0)
        self._filters.addWidget(chip)
        self._describers.append(describe)

    def narrow(self, **changes: object) -> None:
        """Change some of what the query asks for."""
        self._apply(replace(self._query, **changes))  # pyright: ignore[reportArgumentType] (fields by name)

    def open_all(self) -> None:
        """Show everything that is not in the trash."""
        self.search.clear()
        with QSignalBlocker(self._trash):
            self._trash.setChecked(False)
        self._apply(TaskQuery())

    def _apply(self, query: TaskQuery) -> None:
        self._query = query
        self._kind.set_parts(label=_kinds_words(query.kinds))
        any_rating = tr_as("rating", "Any")
        self._stars.set_parts(label=f"{query.min_rating}+" if query.min_rating else any_rating)
        self._model.open(query)
        self.query_changed.emit(query)

    def _on_search(self, text: str) -> None:
        self._apply(replace(self._query, text=text.strip()))

    def _fill_kinds(self) -> None:
        from mjdesk.views.gallery.query_words import KINDS  # no start opens a menu

        every: frozenset[TaskKind] = frozenset()
        for kinds in (every, *KINDS):
            self._kind_menu.add(_kinds_words(kinds), lambda kinds=kinds: self._on_kind(kinds))

    def _fill_stars(self) -> None:
        from mjdesk.views.gallery.query_words import stars_words  # no start opens a menu

        for stars in range(6):
            self._star_menu.add(stars_words(stars), lambda stars=stars: self._on_stars(stars))

    def _on_kind(self, kinds: frozenset[TaskKind]) -> None:
        self._apply(replace(self._query, kinds=kinds))

    def _on_stars(self, stars: int) -> None:
        self._apply(replace(self._query, min_rating=stars))

    def _on_trash(self, is_trash: bool) -> None:
        self._apply(replace(self._query, is_trash=is_trash))

    def _on_size(self, height: float) -> None:
        self.view.set_row_height(round(height))
        self.row_height_changed.emit(round(height))

    def _on_empty_acted(self) -> None:
        if self._query == TaskQuery():
            self.prompt_requested.emit()
        else:
            self.open_all()

    def _on_recheck(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentIndex(0)
            return
        if not self._model.is_complete:
            return
        if self._query == TaskQuery():
            self._empty.set_icon("sparkles")
            self._empty.set_words(
                tr("Your pictures will appear here"),
                tr("Write what you would like to see, and press Generate."),
                tr("Write a prompt"),
            )
        elif self._query.is_trash and self._query == TaskQuery(is_trash=True):
            self._empty.set_icon("trash-2")
            self._empty.set_words(
                tr("The trash is empty"), tr("What you delete waits here."), tr("Back to the gallery")
            )
        else:
            from mjdesk.views.gallery.query_words import described

            self._empty.set_icon("search")
            more = [words for words in (describe(self._query) for describe in self._describers) if words]
            self._empty.set_words(tr("Nothing matches"), described(self._query, more), tr("Show everything"))
        self._stack.setCurrentIndex(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_tight = self.width() < _TIGHT
        self._size.setFixedWidth(_SLIDER_TIGHT if is_tight else _SLIDER)
        for glyph in self._glyphs:
            glyph.setHidden(is_tight)


class _Glyph(QWidget):
    """A small icon beside the size slider."""

    def __init__(self, theme: Theme, icon: str, size: int) -> None:
        super().__init__()
        self._label = QLabel(self)
        self._theme = theme
        self._icon = icon
        self._size = size
        self.setFixedSize(size, size)
        self._label.setFixedSize(size, size)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        tokens = self._theme.tokens
        scale = self.devicePixelRatioF()
        self._label.setPixmap(self._theme.icons.pixmap(self._icon, tokens.text_3, self._size, scale))


def _kinds_words(kinds: frozenset[TaskKind]) -> str:
    if not kinds:
        return tr_as("filter", "All types")
    from mjdesk.views.gallery.query_words import kinds_words  # a start shows all types

    return kinds_words(kinds)
