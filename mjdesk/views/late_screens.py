"""Makes and connects the screens that the first moment does without; imported when the first is wanted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.views import wording
from mjdesk.views.album_desk import AlbumDesk
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.gateway_filter import GatewayFilter
from mjdesk.views.inspector.inspector import Inspector
from mjdesk.views.viewer.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.commander import Commander
    from mjdesk.views.compose.compose_panel import ComposePanel
    from mjdesk.views.gallery.gallery_page import GalleryPage
    from mjdesk.views.news import News
    from mjdesk.views.prompt_cards import PromptCards
    from mjdesk.views.status_strip import StatusStrip
    from mjdesk.views.viewer.film_player import FilmPlayer


def make_inspector(
    theme: Theme,
    models: Ensemble,
    commander: Commander,
    compose: ComposePanel,
    show_task: Callable[[Task], object],
) -> Inspector:
    """The right panel, connected."""
    inspector = Inspector(
        theme,
        models.focused,
        models.thumbnails,
        models.previews,
        partial(wording.account_name, models.gateway),
        models.clock.now,
    )
    inspector.acted.connect(commander.act)
    inspector.worded.connect(commander.act_with_words)
    inspector.commanded.connect(commander.run)
    inspector.rated.connect(models.desk.rate)
    inspector.task_chosen.connect(show_task)
    inspector.parameter_chosen.connect(compose.use_flag)
    inspector.copy_requested.connect(commander.copy_text)
    inspector.edit_requested.connect(compose.edit_prompt)

    def on_reference(picture: Picture) -> None:
        role = ReferenceRole.of(picture.role) or ReferenceRole.IMAGE
        models.slots.add(replace(picture, role=PictureRole.INPUT), role=role)
        compose.show_mode(ComposeMode.IMAGINE)

    inspector.reference_chosen.connect(on_reference)

    def make_cards() -> PromptCards:
        from mjdesk.views.prompt_cards import PromptCards

        return PromptCards(theme, models.found, models.clock.now)

    inspector.offer_cards(make_cards)
    inspector.follow_seeds(models.desk.is_seeking, models.desk.seed_changed)
    inspector.show_albums(models.albums)

    def on_album_left(task_id: str, album: int) -> None:
        models.albums.remove(album, (task_id,))

    inspector.album_left.connect(on_album_left)
    return inspector


def make_filters(
    theme: Theme,
    models: Ensemble,
    host: QWidget,
    gallery: GalleryPage,
    strip: StatusStrip,
    news: News,
) -> AlbumDesk:
    """What narrows the gallery beside its own filters: gateways, and collections with all that is theirs."""
    albums = AlbumDesk(theme, models, host, gallery, strip, news)
    GatewayFilter(theme, gallery, models.preferences, partial(wording.account_name, models.gateway))
    return albums


def _make_player(theme: Theme, models: Ensemble) -> FilmPlayer:
    """What plays films, when the first one is looked at."""
    from mjdesk.models.film_opening import playback_opener
    from mjdesk.views.viewer.film_player import FilmPlayer

    return FilmPlayer(theme, models.films, models.thumbnails, playback_opener(models.desk.picture_path))


def make_viewer(theme: Theme, models: Ensemble, commander: Commander) -> Viewer:
    """One picture, large; who closes it and which row follows is the window's affair."""
    viewer = Viewer(
        theme,
        models.rows,
        models.focused,
        models.thumbnails,
        models.previews,
        models.pictures,
        well=models.settings.value.well,
    )
    viewer.films.set_maker(lambda: _make_player(theme, models))
    viewer.acted.connect(commander.act)
    viewer.menu_requested.connect(commander.open_menu)
    viewer.drag_started.connect(commander.drag)
    models.preferences.well_changed.connect(viewer.set_well)
    return viewer
