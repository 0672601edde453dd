"""All models of one window, made together and closed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.task import TaskKind
from mjdesk.models.desk import Desk
from mjdesk.models.focused_task import FocusedTask
from mjdesk.models.full_pictures import FullPictures
from mjdesk.models.notice_list import NoticeFeed
from mjdesk.models.preferences import Preferences
from mjdesk.models.previews import Previews
from mjdesk.models.prompt_draft import PromptDraft
from mjdesk.models.purse import Purse
from mjdesk.models.slot_list import SlotList
from mjdesk.models.standing import Standing
from mjdesk.models.task_list import TaskListModel
from mjdesk.models.thumbnails import Thumbnails
from mjdesk.models.waiting_line import WaitingLine
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.task import Task
    from mjdesk.models.album_list import AlbumList
    from mjdesk.models.films import Films
    from mjdesk.models.found_prompts import FoundPrompts
    from mjdesk.models.mask_desk import MaskDesk
    from mjdesk.models.reachability import Reachability
    from mjdesk.models.upload_list import UploadList
    from mjdesk.services.albums import Albums
    from mjdesk.services.collector import Collector
    from mjdesk.services.gallery_feed import GalleryFeed
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.ledger import Ledger
    from mjdesk.services.notices import Notices
    from mjdesk.services.ports import Clock
    from mjdesk.services.queue import Queue
    from mjdesk.services.session import Session
    from mjdesk.services.settings import SettingsHolder
    from mjdesk.services.submitter import Submitter
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore
    from mjdesk.services.uploads import Uploads
    from mjdesk.services.watcher import Watcher

_HISTORY = 40
"""Prompts that the history menu offers."""


class Ensemble:
    """Owns the models; screens are given this one thing and take what they show."""

    def __init__(
        self,
        *,
        store: TaskStore,
        submitter: Submitter,
        watcher: Watcher,
        collector: Collector,
        images: ImageLibrary,
        feed: GalleryFeed,
        session: Session,
        ledger: Ledger,
        queue: Queue,
        settings: SettingsHolder,
        notices: Notices,
        scope: TaskScope,
        clock: Clock,
        table: ParameterTable,
        key_place: Callable[[], str],
        albums: Callable[[], Albums],
        uploads: Uploads,
    ) -> None:
        """`key_place` tells where keys are kept now (`services.ports.Secrets.place`); `albums` makes the
        service of collections."""
        self._store = store
        self._make_albums = albums
        self._albums: AlbumList | None = None
        self._session = session
        self._watcher = watcher
        self._reachability: Reachability | None = None
        self._found: FoundPrompts | None = None
        self._uploads = uploads
        self._upload_list: UploadList | None = None
        self.clock = clock
        self.settings = settings
        self.table = table
        self.feed = feed
        self.scope = scope
        self.desk = Desk(
            store=store,
            submitter=submitter,
            watcher=watcher,
            collector=collector,
            images=images,
            session=session,
            notices=notices,
            scope=scope,
            clock=clock,
        )
        self.rows = TaskListModel(feed, store, scope)
        self.focused = FocusedTask(feed, store, scope)
        self.thumbnails = Thumbnails(images, scope)
        self.previews = Previews(images, store, scope)
        self.pictures = FullPictures(images, scope)
        self._all_images = images
        self.standing = Standing(session, store, feed, scope)
        self.notices = NoticeFeed(notices)
        self.preferences = Preferences(settings, key_place)
        self.purse = Purse(ledger, feed, store, settings, scope)
        self.line = WaitingLine(queue, submitter, store, settings, scope)
        self.draft = PromptDraft()
        self.slots = SlotList()
        self._films: Films | None = None
        self._has_references = False
        self._images = images
        self._masks: MaskDesk | None = None
        self._closers: tuple[Callable[[], None], ...] = (
            self.rows.close,
            self.focused.close,
            self.previews.close,
            self.standing.close,
            self.notices.close,
            self.preferences.close,
            self.purse.close,
            self.line.close,
            self.thumbnails.close,
            self.pictures.close,
        )

    @property
    def masks(self) -> MaskDesk:
        """What the mask editor may say, made when it is first wanted."""
        if self._masks is None:
            from mjdesk.models.mask_desk import MaskDesk

            self._masks = MaskDesk(self._images, self.scope)
        return self._masks

    @property
    def albums(self) -> AlbumList:
        """Collections, made and asked for when they are first wanted."""
        if self._albums is None:
            from mjdesk.models.album_list import AlbumList

            self._albums = AlbumList(self._make_albums(), self._store, self.scope)
            self._albums.load()
        return self._albums

    @property
    def uploads(self) -> UploadList:
        """Pictures on their way to the gateway in use, made when it is first wanted."""
        if self._upload_list is None:
            from mjdesk.models.upload_list import UploadList

            self._upload_list = UploadList(self._uploads, lambda: self.standing.session.profile, self.scope)
        return self._upload_list

    @property
    def found(self) -> FoundPrompts:
        """The prompts of the describe or shorten in the light, made when they are first wanted."""
        if self._found is None:
            from mjdesk.models.found_prompts import FoundPrompts

            self._found = FoundPrompts(self.focused, self.desk)
        return self._found

    def follow(self, name: str) -> FocusedTask:
        """One more task in the light, for a page that follows its own; `name` tells it from the others."""
        followed = FocusedTask(self.feed, self._store, self.scope, name=name)
        self._closers = (*self._closers, followed.close)
        return followed

    @property
    def films(self) -> Films:
        """What tiles and the viewer tell of films, made when the first is seen."""
        if self._films is None:
            from mjdesk.models.films import Films

            self._films = Films(self._all_images, self.scope)
        return self._films

    def watch_network(self) -> None:
        """Hear from now on when the network comes back; safe to call twice."""
        if self._reachability is None:
            from mjdesk.models.reachability import Reachability

            self._reachability = Reachability(self._session, self._on_network_returned)

    def load_history(self, to: Callable[[Sequence[str]], object]) -> None:
        """The prompts that were sent last, newest first, without doubles."""
        self.scope.start(delivered(self.feed.recent_prompts(_HISTORY), to), name="prompt history")

    def restore_references(self) -> None:
        """The pictures that were in the panel when the program was left; what is gone since is left out."""
        if not self._has_references:
            self._has_references = True
            from mjdesk.models.kept_slots import restore_slots

            known = self.settings.value.references
            restore_slots(self.slots, known, lambda digest: self.desk.picture_path(digest) is not None)

    def kept_references(self) -> str:
        """What `restore_references` needs next time; who leaves before it has happened loses nothing."""
        from mjdesk.models.kept_slots import written_slots

        self.restore_references()
        return written_slots(self.slots)

    def use_references(self, task: Task) -> None:
        """The pictures that the words of a task were sent with, in their roles, for those in the panel.

        Of a child they are those of the wish that it grew from. A wish without any leaves the panel alone.
        """
        line = (task, *reversed(self.focused.ancestors))
        origin = next((each for each in line if each.kind is TaskKind.IMAGINE), task)
        there = [each for each in origin.inputs if self.desk.picture_path(each.digest) is not None]
        if there and origin.kind is TaskKind.IMAGINE:
            self.slots.use_again(there)

    def gateway(self, account: str) -> GatewayProfile | None:
        """A profile by its id; None when it was forgotten."""
        from mjdesk.domain.gateway import STUDIO_PROFILE

        for profile in (STUDIO_PROFILE, *self.settings.value.gateways):
            if profile.id == account:
                return profile
        return None

    def close(self) -> None:
        """Before the services go: nothing listens and nothing decodes after this."""
        for closer in self._closers:
            closer()
        if self._films is not None:
            self._films.close()
        if self._albums is not None:
            self._albums.close()
        if self._reachability is not None:
            self._reachability.close()
        if self._masks is not None:
            self._masks.close()

    def _on_network_returned(self) -> None:
        self._watcher.wake()
        self.desk.check_gateway()
