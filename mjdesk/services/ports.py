"""What the services need of the world, stated as Protocols; `api` and `storage` simply fit.

Longer than most modules: it lists what others do, and does nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mjdesk.domain.library import IndexRow, Kept, LibrarySize, TaskQuery

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from mjdesk.domain.album import Album, AlbumSpending
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.gateway import Balance, Findings, GatewayProfile
    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.mask import Area, MaskDraft
    from mjdesk.domain.picture import ImageData, Picture
    from mjdesk.domain.request import ModalAnswer, Receipt, Request
    from mjdesk.domain.settings import Settings
    from mjdesk.domain.task import Task
    from mjdesk.domain.task_report import TaskReport
    from mjdesk.domain.upload_plan import UploadLimits, UploadPlan

__all__ = [
    "AlbumArchive",
    "Archive",
    "Clock",
    "Download",
    "Gateway",
    "GatewayFactory",
    "GatewayMaker",
    "Gateways",
    "IndexRow",
    "Kept",
    "LibrarySize",
    "Masks",
    "PictureSource",
    "PictureStore",
    "Secrets",
    "SettingsKeeper",
    "TaskQuery",
    "UploadBook",
]


class Clock(Protocol):
    """Time, so that tests can hold it still."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class Gateway(Protocol):
    """One gateway, spoken to with one key. Errors are `domain.errors.GatewayError`.

    No method retries a submit; what is ambiguous is raised as `OutcomeUnknown`.
    """

    @property
    def profile(self) -> GatewayProfile: ...

    @property
    def can_list(self) -> bool:
        """Whether one request can ask for many tasks; learned by use."""
        ...

    @property
    def pictures(self) -> PictureSource:
        """Downloads from this gateway and from where its results lie."""
        ...

    async def submit(self, request: Request, *, images: Sequence[ImageData], state: str) -> Receipt:
        """Send a wish. `images` are the encoded pictures of the request, in its own order."""
        ...

    async def answer(self, answer: ModalAnswer, *, state: str) -> Receipt:
        """Answer the window that an action opened."""
        ...

    async def reports(self, remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        """What the gateway knows of these tasks: one bulk request where it can, else one each.

        Unknown ids are simply absent. Duplicate rows are all returned; `merged` sorts them out.
        """
        ...

    async def upload(self, images: Sequence[ImageData]) -> Sequence[str]:
        """Leave pictures at the gateway; their addresses, in the same order (protocol.md 2.12).

        Raises `NotOffered` where that cannot be done, `Nonsense` when the answer holds no address.
        """
        ...

    async def cancel(self, remote_id: str) -> None: ...

    async def seed(self, remote_id: str) -> str:
        """The task's seed; slow (protocol.md 2.15)."""
        ...

    async def find_by_state(self, state: str) -> TaskReport | None:
        """The task that carries our `state`, where the gateway can list; else None."""
        ...

    async def find_by_states(self, states: Sequence[str]) -> Sequence[TaskReport]:
        """The same for several with one look; those that are not there are absent."""
        ...

    async def test(self) -> Findings:
        """Find out auth style, family, speeds, capabilities and balance, with free calls only."""
        ...

    async def balance(self) -> Balance | None: ...

    async def aclose(self) -> None: ...


class Gateways(Protocol):
    """The gateways that a person has set up; `services.session.Session` is the real one."""

    @property
    def active(self) -> GatewayProfile:
        """Where new wishes go."""
        ...

    def profile_of(self, account: str) -> GatewayProfile | None: ...

    async def gateway_for(self, account: str) -> Gateway:
        """Raises `WishInvalid("no-gateway")` for an unknown account, `SecretsError`, and `Unreachable` when
        the built-in studio cannot be started."""
        ...

    def heard(self, account: str, error: DeskError | None) -> None:
        """Real traffic with a gateway succeeded or failed: what is known about its reach changes, and what it
        turned out to lack (`NotOffered`) is remembered."""
        ...


class GatewayFactory(Protocol):
    """Makes a gateway's client; `key` is never kept anywhere else than in its headers."""

    def __call__(self, profile: GatewayProfile, key: str) -> Gateway: ...


class GatewayMaker(Protocol):
    """The same, asynchronous, because what speaks HTTP is loaded at first need."""

    async def __call__(self, profile: GatewayProfile, key: str) -> Gateway: ...


class Download(Protocol):
    """A response whose body is still coming."""

    @property
    def content_type(self) -> str: ...

    @property
    def length(self) -> int | None:
        """Bytes announced, if they were."""
        ...

    def chunks(self) -> AsyncIterator[bytes]: ...


class PictureSource(Protocol):
    """Fetches pictures by address: browser-like, query untouched, the key only to its own host."""

    def open(self, url: str) -> AbstractAsyncContextManager[Download]:
        """Raises `PictureExpired` on 403, 404 and 410, `Unreachable` without a connection, `Busy` on 429,
        `Nonsense` on any other refusal."""
        ...


class Masks(Protocol):
    """Painted areas: worked on off the loop, kept as drafts, written as files for a gateway."""

    async def encode(self, area: Area, *, feather: int = 0) -> bytes:
        """A PNG of exactly the picture's size: white to repaint, black to keep (protocol.md 3.2)."""
        ...

    async def decode(self, data: bytes) -> Area:
        """The exact inverse. Raises the kinds of `PictureError`."""
        ...

    async def grow(self, area: Area, by: int) -> Area:
        """Wider all around by `by` pixels; narrower for a negative number."""
        ...

    async def fitted(self, area: Area, width: int, height: int) -> Area:
        """The same area on a picture of another size."""
        ...

    async def by_colour(
        self, digest: str, at: tuple[int, int], *, tolerance: int, is_contiguous: bool
    ) -> Area:
        """What has the colour that an original has at `at` (x, y). Raises `NotAPicture` when it is gone."""
        ...

    def release(self) -> None:
        """Let the pixels go that were looked at by colour."""
        ...

    async def keep_draft(self, name: str, draft: MaskDraft) -> None:
        """Raises the kinds of `LibraryError`."""
        ...

    async def draft(self, name: str) -> MaskDraft | None: ...

    async def drop_draft(self, name: str) -> None: ...


class PictureStore(Protocol):
    """Originals by digest and the thumbnails beside them."""

    @property
    def masks(self) -> Masks:
        """What is done with painted areas; loaded when it is first asked for."""
        ...

    async def keep(self, chunks: AsyncIterator[bytes], *, expected: int | None = None) -> Kept:
        """Write a `.part`, verify magic bytes and decode fully, rename to the digest.

        Raises `NotAPicture`, `PictureTruncated`, `PictureTooLarge`, `DiskFull`, `DiskReadOnly`.
        """
        ...

    async def keep_bytes(self, data: bytes) -> Kept: ...

    async def split_grid(self, grid: Picture) -> Sequence[Picture]:
        """Cut a 2x2 sheet into four tiles (lossless PNG); () where its size is odd or too small."""
        ...

    async def make_thumbnails(self, digest: str, *, like: str = "") -> None:
        """Make those that are missing; a film that cannot be decoded takes those of the picture `like`."""
        ...

    async def thumbnail(self, digest: str, edge: int) -> bytes | None:
        """An encoded thumbnail at least `edge` pixels on its longer side where the original is;
        made anew when it is missing; None when the original is gone."""
        ...

    async def original(self, digest: str) -> bytes | None: ...

    async def film(self, digest: str) -> FilmFacts | None:
        """How large and long a film is; None when it is gone or cannot be read."""
        ...

    async def film_strip(self, digest: str) -> bytes | None:
        """Frames of an animation side by side (`FilmFacts.strip_frames`); None of anything else."""
        ...

    def path(self, digest: str) -> str | None:
        """The original's file, for drag-out, copying and *show in folder*; None when it is not there."""
        ...

    def named_file(self, picture: Picture, task: Task) -> str | None:
        """The original under a file name that says what it is, for dragging out; None when it is gone."""
        ...

    async def fit(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> ImageData:
        """A legal upload: sRGB, upright, within the limits; the original bytes when they already are so.
        What is clear becomes white, unless `keeps_clear`."""
        ...

    async def plan(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> UploadPlan:
        """What `fit` gives with the same arguments, in numbers and reasons."""
        ...

    async def export(self, picture: Picture, task: Task, destination: str) -> str:
        """Copy an original to `destination` (a file path), with prompt and provenance embedded where the
        format can carry it; answers the path written."""
        ...


class Archive(Protocol):
    """The library of tasks. Every write is on disk (WAL, committed) when its coroutine returns.

    Errors are `domain.errors.LibraryError`.
    """

    async def add(self, task: Task) -> Task:
        """Write a new task; the answer carries its `seq`."""
        ...

    async def put(self, tasks: Sequence[Task], *, raw: dict[str, str] | None = None) -> None:
        """Replace tasks, in one transaction; `raw` maps our ids to the gateway's JSON as delivered."""
        ...

    async def get(self, task_id: str) -> Task | None: ...

    async def by_remote_id(self, account: str, remote_id: str) -> Task | None: ...

    async def by_seq(self, seqs: Sequence[int]) -> Sequence[Task]:
        """Those that exist, in no promised order."""
        ...

    async def unsettled(self) -> Sequence[Task]:
        """All that are not final, or succeeded with pictures still to fetch, oldest first."""
        ...

    async def index(self, query: TaskQuery, *, before: int | None, limit: int) -> Sequence[IndexRow]:
        """Final tasks that match, newest first, with `seq` smaller than `before`."""
        ...

    async def children(self, task_id: str) -> Sequence[Task]: ...

    async def lineage(self, task_id: str) -> Sequence[Task]:
        """From the root to the task itself."""
        ...

    async def delete(self, task_ids: Sequence[str]) -> None:
        """Forget for good; only for tasks in the trash."""
        ...

    async def size(self) -> LibrarySize: ...

    async def raw(self, task_id: str) -> str:
        """The gateway's last JSON, as delivered; empty when there is none."""
        ...

    async def spending(self, since: int, until: int, account: str = "") -> Sequence[Spending]:
        """A row for each day, gateway and currency, newest day first; local ordinals, both included."""
        ...

    async def charged_without_picture(self, limit: int) -> Sequence[Task]:
        """Newest first."""
        ...

    async def recent_prompts(self, limit: int) -> Sequence[str]:
        """Distinct prompts of root tasks, newest first."""
        ...


class UploadBook(Protocol):
    """Where the addresses of uploaded pictures outlive the program; losing it costs uploads, nothing else."""

    async def load(self) -> Mapping[tuple[str, str], str]:
        """By (gateway's id, digest), oldest first; empty when there is nothing, or nothing usable."""
        ...

    async def save(self, addresses: Mapping[tuple[str, str], str]) -> None:
        """Replace them all. Raises `LibraryError`."""
        ...


class AlbumArchive(Protocol):
    """Where collections are kept; which task is in which, the tasks say. Errors are `LibraryError`."""

    async def albums(self) -> Sequence[Album]:
        """Those that are not deleted, the oldest first."""
        ...

    async def add_album(self, name: str) -> Album: ...

    async def rename_album(self, album: int, name: str) -> None: ...

    async def delete_album(self, album: int, *, is_deleted: bool = True) -> None:
        """Put one away, or bring it back; no task is touched."""
        ...

    async def album_spending(self, since: int, until: int) -> Sequence[AlbumSpending]:
        """A row for each collection and currency, 0 for what is in none; local ordinals, both included."""
        ...


class SettingsKeeper(Protocol):
    """Where settings outlive the program."""

    async def save(self, settings: Settings) -> None:
        """Raises `LibraryError`; then what was kept before is still there."""
        ...


class Secrets(Protocol):
    """Keys by gateway id. Errors are `SecretsError`."""

    async def get(self, account: str) -> str | None: ...

    async def set(self, account: str, key: str) -> None: ...

    async def forget(self, account: str) -> None: ...

    async def move_to(self, place: str, accounts: Sequence[str]) -> None:
        """Keep the keys of these elsewhere from now on; after an error they are where they were."""
        ...

    @property
    def place(self) -> str:
        """Where keys are kept: `keychain`, `memory` or `file`."""
        ...
