"""Wishes: one value is the whole request, and nothing that shapes a result lives outside it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.picture import SQUARE, PictureRef, Ratio

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.reference import Reference


class Bot(StrEnum):
    """`botType` of the protocol (protocol.md 2.0); always sent."""

    MIDJOURNEY = "MID_JOURNEY"
    NIJI = "NIJI_JOURNEY"


class Speed(StrEnum):
    """Chosen by path prefix, not by a flag (protocol.md 1.3). `DEFAULT` sends no prefix."""

    DEFAULT = ""
    RELAX = "relax"
    FAST = "fast"
    TURBO = "turbo"


class BlendShape(StrEnum):
    """`dimensions` of a blend (protocol.md 2.2)."""

    PORTRAIT = "PORTRAIT"
    SQUARE = "SQUARE"
    LANDSCAPE = "LANDSCAPE"

    @property
    def ratio(self) -> Ratio:
        return {
            BlendShape.PORTRAIT: Ratio(2, 3),
            BlendShape.SQUARE: SQUARE,
            BlendShape.LANDSCAPE: Ratio(3, 2),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagineRequest:
    """Pictures from words; image prompts go in front (protocol.md 2.1)."""

    prompt: str
    pictures: tuple[PictureRef, ...] = ()
    """Image prompts."""
    references: tuple[Reference, ...] = ()
    """The pictures of all other roles; each needs an address before it can be sent."""
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class BlendRequest:
    """Two to five pictures mixed (protocol.md 2.2)."""

    pictures: tuple[PictureRef, ...]
    shape: BlendShape = BlendShape.SQUARE
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeRequest:
    """Four prompts that say what a picture shows (protocol.md 2.3)."""

    picture: PictureRef
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortenRequest:
    """Which words of a prompt carry weight (protocol.md 2.4)."""

    prompt: str
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRequest:
    """A click on a button of a finished task (protocol.md 2.5, 2.7)."""

    parent: str
    """Our id of the task that owns the button."""
    parent_remote_id: str
    action: Action
    prompt: str = ""
    """Words given before the click (custom zoom, remix); sent with the modal answer if one is asked."""
    mask: bytes | None = field(default=None, repr=False)
    """PNG, white to repaint, for Vary Region; sent with the modal answer."""
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapFaceRequest:
    """The face of `source` onto `target` (protocol.md 2.14)."""

    source: PictureRef
    target: PictureRef
    speed: Speed = Speed.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest:
    """A picture repainted by words (protocol.md 2.9, 2.10)."""

    prompt: str
    picture: PictureRef
    mask: bytes | None = field(default=None, repr=False)
    is_retexture: bool = False
    parent: str = ""
    """Our id of the task whose picture it is; empty for one from elsewhere."""
    bot: Bot = Bot.MIDJOURNEY
    speed: Speed = Speed.DEFAULT


BATCH_SIZES = (1, 2, 4)
"""How many films one wish may make (protocol.md 2.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOptions:
    """How a film was wished; kept with its task, so that the same wish can be made again."""

    has_high_motion: bool = False
    is_loop: bool = False
    batch_size: int = 4
    extend_index: int | None = None
    """Which film of the parent is continued, from 0; None for a film of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRequest:
    """A film from a first picture, or the continuation of a finished one (protocol.md 2.11)."""

    prompt: str
    picture: PictureRef | None
    has_high_motion: bool = False
    is_loop: bool = False
    end_picture: PictureRef | None = None
    batch_size: int = 4
    extend_remote_id: str = ""
    """The gateway's id of the film that is continued; empty for a film of its own."""
    extend_index: int = 0
    parent: str = ""
    """Our id of the task whose picture or film it starts from; empty for a picture from elsewhere."""
    speed: Speed = Speed.DEFAULT


Request = (
    ImagineRequest
    | BlendRequest
    | DescribeRequest
    | ShortenRequest
    | ActionRequest
    | SwapFaceRequest
    | EditRequest
    | VideoRequest
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalAnswer:
    """What a person said in the window that an action opened (protocol.md 2.8, 3.2)."""

    modal_remote_id: str
    prompt: str
    mask: bytes | None = field(default=None, repr=False)
    speed: Speed = Speed.DEFAULT


class ReceiptKind(StrEnum):
    """How a submit ended, once the gateway's code was read (protocol.md 3.1)."""

    ACCEPTED = "accepted"
    QUEUED = "queued"
    ASKS = "asks"
    """A window is needed: answer with `ModalAnswer` to `remote_ids[0]`."""
    EXISTS = "exists"
    """The same button was used before; `remote_ids[0]` is that task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The gateway's answer to a submit that it took."""

    kind: ReceiptKind
    remote_ids: tuple[str, ...]
    """One or more task ids, as strings; empty only when `urls` holds a finished result (protocol.md 9)."""
    description: str = ""
    final_prompt: str = ""
    """Default text for the prompt box when the gateway asks."""
    queue_position: int = 0
    urls: tuple[str, ...] = ()
    raw: str = ""
    """The answer as delivered."""
    request_id: str = ""
    """`X-Oneapi-Request-Id` of the answer (protocol.md 1.4)."""
