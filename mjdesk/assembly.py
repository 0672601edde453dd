"""Introduces disk, wire and services to each other, once for the window and the command line alike; no Qt.

Entering opens settings and library, quickly: what speaks HTTP, decodes pictures or asks the keychain is
loaded at its first need. `Parts.begin()` then takes up what was running when the program was left.
Longer than most modules: parts that do not know each other are introduced here alone, in the order of their
birth, together with the few go-betweens that this takes.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mjdesk.domain.errors import (
    DeskError,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    NotAPicture,
    PictureError,
    PictureTooLarge,
)
from mjdesk.domain.frozen import dataclass
from mjdesk.services.clock import SystemClock
from mjdesk.services.collector import Collector
from mjdesk.services.gallery_feed import GalleryFeed
from mjdesk.services.image_library import ImageLibrary
from mjdesk.services.ledger import Ledger
from mjdesk.services.notices import Notice, Notices, Severity
from mjdesk.services.patience import OFFLINE_TRIES
from mjdesk.services.queue import Queue
from mjdesk.services.session import Reach, Session, SessionState
from mjdesk.services.settings import SettingsHolder
from mjdesk.services.submitter import Submitter
from mjdesk.services.task_scope import TaskScope
from mjdesk.services.task_store import TaskStore
from mjdesk.services.uploads import Uploads
from mjdesk.services.watcher import Watcher
from mjdesk.storage.library import Library
from mjdesk.storage.pictures import Pictures
from mjdesk.storage.secrets import KeychainSecrets
from mjdesk.storage.settings_file import SettingsFile
from mjdesk.storage.sole_use import SoleUse
from mjdesk.storage.upload_book import UploadFile
from mjdesk.studio_process import StudioProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.settings import Settings
    from mjdesk.services.albums import Albums
    from mjdesk.services.ports import Clock, Gateway, Secrets
    from mjdesk.storage.locations import Locations

_log = logging.getLogger(__name__)
_TIDY_AFTER = 60.0
_LIBRARY = "library"
"""The notice that the disk takes nothing."""
_LARGEST_FILE = 256 * 2**20
"""Bytes of a file that is brought in as a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Every service of one running program."""

    store: TaskStore
    queue: Queue
    ledger: Ledger
    submitter: Submitter
    watcher: Watcher
    collector: Collector
    images: ImageLibrary
    uploads: Uploads
    feed: GalleryFeed
    session: Session
    settings: SettingsHolder
    notices: Notices
    scope: TaskScope
    secrets: Secrets
    clock: Clock
    studio: StudioProcess
    locations: Locations
    """With the library where the settings want it."""
    sole_use: SoleUse
    library: Library
    pictures: Pictures

    def albums(self) -> Albums:
        """Collections; made when they are first wanted."""
        from mjdesk.services.albums import Albums

        return Albums(self.library, self.store, self.settings)

    def begin(self, *, resumes: bool = True) -> None:
        """Start what runs beside the screen: resume, send, watch, collect, save.

        Without `resumes`, or while another program that resumes has this library open, only what this
        program begins itself is seen to.
        """
        if resumes and not self.sole_use.take():
            resumes = False
            self.notices.say("library-shared", Severity.INFO)
        self.scope.start(self.settings.run(), name="settings")
        self.scope.start(self._start(resumes=resumes), name="start")
        if resumes:
            self.scope.start(self._tidy(), name="tidy")

    async def _tidy(self) -> None:
        """Free what was deleted long ago, when the start is well over."""
        await self.clock.sleep(_TIDY_AFTER)
        from mjdesk.storage.housekeeping import tidy

        await tidy(self.library, self.pictures)

    async def _start(self, *, resumes: bool) -> None:
        """Take up what was unsettled, and only then send and ask."""
        try:
            if resumes:
                lost = await self.store.restore()
                self.scope.start(self.submitter.match_all(lost), name="match")
        finally:
            self.scope.start(self.submitter.run(), name="submitter")
            self.scope.start(self.watcher.run(), name="watcher")
            self.scope.start(self.collector.run(), name="collector")


class Assembly:
    """Owns the parts from birth to the reverse order of it: `async with Assembly(locations) as parts`."""

    def __init__(
        self,
        locations: Locations,
        *,
        clock: Clock | None = None,
        on_error: Callable[[str, Exception], None] | None = None,
        secrets: Secrets | None = None,
        studio_pace: float | None = None,
        studio_options: tuple[str, ...] = (),
        is_patient: bool = True,
    ) -> None:
        """`on_error(name, error)` hears of what nobody expected; expected errors become notices.

        `secrets` takes the place of the system's keychain. `studio_pace` is a factor on all waiting of the
        built-in studio; `studio_options` are further arguments of `serve-studio`. Who is not
        `is_patient` hears at once of a gateway that cannot be reached.
        """
        self._locations = locations
        self._clock = clock or SystemClock()
        self._on_error = on_error or _log_error
        self._secrets = secrets
        pace = () if studio_pace is None else ("--pace", f"{studio_pace:g}")
        self._studio_options = (*pace, *studio_options)
        self._offline_tries = OFFLINE_TRIES if is_patient else 0
        self._stack = AsyncExitStack()
        self._notices = Notices()

    async def __aenter__(self) -> Parts:
        async with AsyncExitStack() as stack:
            parts = await self._build(stack)
            self._stack = stack.pop_all()
        return parts

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    async def _build(self, stack: AsyncExitStack) -> Parts:
        """Each part is closed before those that it stands on."""
        clock, notices = self._clock, self._notices
        keeper = _SettingsOnDisk(SettingsFile(self._locations.settings))
        settings = SettingsHolder(await keeper.load(), keeper, clock, notices)
        if keeper.trouble is not None:
            self._tell("settings-restored", keeper.trouble, Severity.WARN)
        locations = self._locations.with_library_in(settings.value.library_folder)
        is_elsewhere = locations != self._locations
        library = await stack.enter_async_context(
            Library(locations.library, locations.backups, needs_folder=is_elsewhere)
        )
        if library.opened.trouble is not None:
            self._tell_library(library.opened.trouble)
        # In a folder that is not there nothing is made, or it would look like a new library next time.
        is_missing = isinstance(library.opened.trouble, LibraryMissing)
        base = self._locations.data if is_missing else locations.data
        sole_use = SoleUse(base)
        stack.callback(sole_use.release)
        pictures = Pictures(locations)
        stack.push_async_callback(pictures.aclose)
        stack.push_async_callback(settings.save)
        studio = await stack.enter_async_context(StudioProcess(base / "studio", options=self._studio_options))
        secrets = self._secrets or KeychainSecrets(locations.keys, uses_file=locations.keys.exists())
        session = Session(settings, secrets, _gateway, studio.address)
        stack.push_async_callback(session.aclose)
        store = TaskStore(library, clock)
        queue = Queue(store, settings)
        ledger = Ledger(library, store, session, clock, lambda: settings.value.daily_cap)
        uploads = Uploads(session, pictures, clock, UploadFile(self._locations.uploads))
        submitter = Submitter(
            store,
            session,
            pictures,
            clock,
            _new_id,
            queue=queue,
            ledger=ledger,
            links=uploads,
            notices=notices,
            on_error=self._on_any_error,
            habit=lambda: settings.value.words_habit,
            target_album=lambda: settings.value.target_album,
            offline_tries=self._offline_tries,
        )
        watcher = Watcher(store, session, clock, notices=notices, on_error=self._on_any_error)
        collector = Collector(store, session, pictures, clock, notices=notices, on_error=self._on_any_error)
        # The last to be born, so that all that runs has ended before anything that it uses is closed.
        scope = await stack.enter_async_context(TaskScope(self._on_any_error))
        reconnecting = _Reconnecting(
            watcher, session.state, lambda: scope.start(session.check(), name="check gateway", replace=True)
        )
        stack.callback(session.changed.connect(reconnecting))
        stack.callback(settings.changed.connect(reconnecting.on_settings))
        return Parts(
            store=store,
            queue=queue,
            ledger=ledger,
            submitter=submitter,
            watcher=watcher,
            collector=collector,
            images=ImageLibrary(pictures, session, _read_file),
            uploads=uploads,
            feed=GalleryFeed(library, store),
            session=session,
            settings=settings,
            notices=notices,
            scope=scope,
            secrets=secrets,
            clock=clock,
            studio=studio,
            locations=locations,
            sole_use=sole_use,
            library=library,
            pictures=pictures,
        )

    def _on_any_error(self, name: str, error: Exception) -> None:
        """What was to be expected is told to the person, the rest to whoever built this."""
        if isinstance(error, DeskError):
            _log.info("%s: %s", name, error)
            if isinstance(error, LibraryError):
                self._tell_write_failed(error)
            else:
                self._tell("error", error, Severity.ERROR)
        else:
            self._on_error(name, error)

    def _tell_library(self, trouble: LibraryError) -> None:
        is_restored = isinstance(trouble, LibraryDamaged)
        kind = "library-restored" if is_restored else _LIBRARY
        severity = Severity.WARN if is_restored else Severity.ERROR
        self._notices.say(kind, severity, error=trouble, is_sticky=True)

    def _tell_write_failed(self, error: LibraryError) -> None:
        """Under the name of what the services say of the same disk, so that a person reads it once; what
        stands already says more of it."""
        if not self._notices.repeat(_LIBRARY):
            self._notices.tell(Notice(id=_LIBRARY, severity=Severity.ERROR, kind="error", error=error))

    def _tell(self, kind: str, error: DeskError, severity: Severity) -> None:
        # Each file that is not taken is told of by itself.
        name = error.name if isinstance(error, PictureError) else ""
        self._notices.say(kind, severity, error=error, subject=f"{type(error).__name__} {name}".strip())


class _Reconnecting:
    """Wakes the watcher when the gateway can be reached again, or is to be reached in another way.

    One that answers before anybody looked at it is looked at then: the studio starts with the first wish.
    """

    def __init__(self, watcher: Watcher, state: SessionState, look: Callable[[], object]) -> None:
        self._watcher = watcher
        self._reach = state.reach
        self._look = look

    def __call__(self, state: SessionState) -> None:
        before, self._reach = self._reach, state.reach
        if state.reach is Reach.ONLINE and before is not Reach.ONLINE:
            self._watcher.wake()
            if before is Reach.UNKNOWN:
                self._look()

    def on_settings(self, change: tuple[Settings, Settings]) -> None:
        before, after = ({profile.wiring for profile in value.gateways} for value in change)
        if before != after:
            self._watcher.wake()


class _SettingsOnDisk:
    """Owns the settings' file; reads and writes it off the loop."""

    def __init__(self, file: SettingsFile) -> None:
        self._file = file

    @property
    def trouble(self) -> LibraryError | None:
        return self._file.trouble

    async def load(self) -> Settings:
        return await asyncio.to_thread(self._file.load)

    async def save(self, settings: Settings) -> None:
        await asyncio.to_thread(self._file.save, settings)


async def _gateway(profile: GatewayProfile, key: str) -> Gateway:
    """A client; what speaks HTTP takes a while to load, which must not hold the screen."""
    await asyncio.to_thread(import_module, "mjdesk.api.client")
    from mjdesk.api.client import gateway_factory

    return gateway_factory(profile, key)


async def _read_file(path: str) -> bytes:
    """A file that the person chose. Raises `NotAPicture` when it cannot be read, `PictureTooLarge`."""
    return await asyncio.to_thread(_read, Path(path))


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise PictureTooLarge("a file of many bytes", name=path.name, size=size)
        return path.read_bytes()
    except OSError as error:
        words = error.strerror or type(error).__name__
        raise NotAPicture(words, name=path.name, reason="unreadable") from error


def _new_id() -> str:
    from uuid import uuid4  # brings a good deal that no start needs

    return uuid4().hex


def _log_error(name: str, error: Exception) -> None:
    _log.error("%s failed", name, exc_info=error)
