"""What a piece of work is, how far it has come, when it is final, and what it grew from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import SQUARE, Picture, PictureRole, Ratio
from mjdesk.domain.request import Bot, FilmOptions, Speed

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.weighed_word import WeighedWord


class TaskKind(StrEnum):
    """What a task makes; ours, told by what was sent (protocol.md 4.3)."""

    IMAGINE = "imagine"
    BLEND = "blend"
    DESCRIBE = "describe"
    SHORTEN = "shorten"
    UPSCALE = "upscale"
    VARIATION = "variation"
    REROLL = "reroll"
    ZOOM = "zoom"
    PAN = "pan"
    INPAINT = "inpaint"
    SWAP_FACE = "swap-face"
    EDIT = "edit"
    RETEXTURE = "retexture"
    VIDEO = "video"
    OTHER = "other"

    @property
    def gives_text(self) -> bool:
        return self in {TaskKind.DESCRIBE, TaskKind.SHORTEN}


class TaskState(StrEnum):
    """From wish to result; the ledger and the life of a task in one line.

    DRAFTED -> SENT -> SUBMITTED -> RUNNING -> SUCCEEDED
                |  \\-> NEEDS_ANSWER -> SUBMITTED ...
                |-> REFUSED (no task exists)   |-> FAILED, CANCELLED, VANISHED
                \\-> UNKNOWN (perhaps accepted)
    """

    DRAFTED = "drafted"
    """Written down, waiting for its turn; nothing was sent."""
    SENT = "sent"
    """On the wire. Found after a crash, it means UNKNOWN."""
    UNKNOWN = "unknown"
    """Perhaps accepted and billed; never sent again by itself."""
    REFUSED = "refused"
    """The gateway said no, or could not be reached; no task exists there."""
    SUBMITTED = "submitted"
    NEEDS_ANSWER = "needs-answer"
    """The gateway asks for words or a mask before it goes on (MODAL)."""
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    VANISHED = "vanished"
    """The gateway no longer knows it; can be looked for again by hand."""

    @property
    def is_final(self) -> bool:
        """Nothing more will come by itself."""
        return self in _FINAL

    @property
    def is_polled(self) -> bool:
        """The watcher asks for it."""
        return self in {TaskState.SUBMITTED, TaskState.RUNNING}

    @property
    def is_trouble(self) -> bool:
        return self in {
            TaskState.UNKNOWN,
            TaskState.REFUSED,
            TaskState.FAILED,
            TaskState.VANISHED,
        }


_FINAL = frozenset(
    {
        TaskState.UNKNOWN,
        TaskState.REFUSED,
        TaskState.SUCCEEDED,
        TaskState.FAILED,
        TaskState.CANCELLED,
        TaskState.VANISHED,
    }
)


class Collection(StrEnum):
    """How far the pictures of a task that succeeded have been brought home."""

    NOTHING = "nothing"
    """There is nothing to fetch (yet)."""
    WAITING = "waiting"
    """To be downloaded; resumed after a restart."""
    DONE = "done"
    EXPIRED = "expired"
    """The gateway's links no longer answer."""
    BROKEN = "broken"
    """What came was not a usable picture; can be tried again by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a task ended without a result."""

    error: str
    """Name of the class in `domain.errors`, or `task-failed` for the gateway's own FAILURE."""
    text: str = ""
    """The gateway's words, plain, without keys."""
    may_have_cost: bool = False
    request_id: str = ""
    word: str = ""
    """The banned word, where one was named."""
    status: int = 0
    """HTTP status of the answer; 0 when there was none."""
    code: int = 0
    """The protocol's own code (protocol.md 3.1); 0 when there was none."""
    reason: str = ""
    """What was missing, of a `WishInvalid`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLink:
    """A result's address as the gateway gave it; the query is never altered (protocol.md 7)."""

    url: str
    role: PictureRole
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One wish and what became of it. Never changed: a new value replaces it in the store."""

    id: str
    """Ours: 32 hex digits (a UUID), also sent as `state`."""
    seq: int = 0
    """Order of birth in the library; 0 until written there."""
    account: str
    """Id of the gateway profile it belongs to."""
    kind: TaskKind
    state: TaskState
    created: float
    """Seconds since 1970, UTC."""
    prompt: str = ""
    """The words that were sent, canonical."""
    final_prompt: str = ""
    """What the gateway says it ran."""
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT
    ratio: Ratio = SQUARE
    """Shape of one picture, known from the first second."""
    remote_id: str = ""
    parent: str = ""
    """Our id of the task it grew from; empty for a root."""
    action: Action | None = None
    """The button on the parent that made it."""
    inputs: tuple[Picture, ...] = ()
    """References that it was sent with."""
    film: FilmOptions | None = None
    """How a film was wished by words; None for everything else."""
    progress: int = 0
    """Percent, 0 to 100."""
    queue_position: int = 0
    is_answered: bool = False
    """A modal answer was posted, so the gateway's MODAL means *pending* from here on (protocol.md 3.2)."""
    answering_since: float | None = None
    """Our clock: when an answer left of which nobody knows yet whether it arrived; else None."""
    preview_url: str = ""
    media: tuple[MediaLink, ...] = ()
    collection: Collection = Collection.NOTHING
    pictures: tuple[Picture, ...] = ()
    """Originals that are safe on disk."""
    actions: tuple[Action, ...] = ()
    texts: tuple[str, ...] = ()
    """Prompts found by describe or shorten."""
    words: tuple[WeighedWord, ...] = ()
    """Of a shorten: the words of its prompt with their weights."""
    failure: Failure | None = None
    seed: str = ""
    job_hash: str = ""
    """Midjourney's job uuid (`properties.messageHash`)."""
    submitted_at: float | None = None
    started_at: float | None = None
    finished_at: float | None = None
    """The gateway's clock, seconds since 1970."""
    settled_at: float | None = None
    """Our clock: when it became final here."""
    sent_at: float | None = None
    """Our clock: when it last left for the gateway."""
    accepted_at: float | None = None
    """Our clock: when the gateway said yes."""
    price: str = ""
    """Estimated when it was sent: a decimal number of `currency`; empty where nobody knows."""
    currency: str = ""
    request_id: str = ""
    """The relay's own name for the request that made it, for the seller's support (protocol.md 1.4)."""
    stand_in: str = ""
    """The endpoint (`imagine`, `describe`, `video`, `change`) that did what the wished action could not
    (protocol.md 5.4); empty as a rule."""
    tries: int = 0
    """How often it was turned away for now and will be tried again."""
    retry_at: float | None = None
    """Our clock: when it is tried again; None when it does not wait for that."""
    turn: float | None = None
    """Its place among the drafts of its account where a person moved it; None: by `seq`."""
    albums: tuple[int, ...] = ()
    """Ids of the collections it is in, ascending (`domain.album`); ids of deleted ones may stay."""
    rating: int = 0
    """0 to 5 stars."""
    trashed_at: float | None = None

    @property
    def is_final(self) -> bool:
        return self.state.is_final

    @property
    def is_live(self) -> bool:
        """Belongs to *in progress*: work goes on or an answer is owed."""
        return not self.state.is_final

    @property
    def is_grid(self) -> bool:
        """Its result is four variants on one sheet."""
        return any(picture.role is PictureRole.GRID for picture in self.pictures)

    @property
    def cover(self) -> Picture | None:
        """The picture that stands for the task in the gallery."""
        ranks = (PictureRole.GRID, PictureRole.SINGLE, PictureRole.TILE, PictureRole.VIDEO)
        for role in ranks:
            for picture in self.pictures:
                if picture.role is role:
                    return picture
        return self.inputs[0] if self.kind is TaskKind.DESCRIBE and self.inputs else None

    @property
    def shape(self) -> Ratio:
        """Of one picture of it: of the file where it is here, else as it was wished."""
        cover = self.cover
        return Ratio(cover.width, cover.height) if cover and cover.width and cover.height else self.ratio

    def tile(self, index: int) -> Picture | None:
        """Variant `index`, 1 to 4, of a grid or of a batch of films; or None."""
        for picture in self.pictures:
            if picture.role in {PictureRole.TILE, PictureRole.VIDEO} and picture.index == index:
                return picture
        return None


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One step in the life of a task, as the store tells it."""

    before: Task | None
    """None when the store had not held it in memory."""
    after: Task
