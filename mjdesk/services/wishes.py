"""From a request to the task that records it, and what the record says of it (`wished_again` goes back).

Longer than most modules: each question about a request is answered for all eight kinds of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.action import Action, ActionVerb
from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import SQUARE, Picture, PictureRef, PictureRole, Ratio
from mjdesk.domain.prompt import parse
from mjdesk.domain.reference import Reference, ReferenceRole, addressed
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    DescribeRequest,
    EditRequest,
    FilmOptions,
    ImagineRequest,
    Request,
    ShortenRequest,
    SwapFaceRequest,
    VideoRequest,
)
from mjdesk.domain.task import Task, TaskKind, TaskState

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_BLENDED, _MOST_BLENDED = 2, 5
_PANNED = {
    ActionVerb.PAN_LEFT: (3, 2),
    ActionVerb.PAN_RIGHT: (3, 2),
    ActionVerb.PAN_UP: (2, 3),
    ActionVerb.PAN_DOWN: (2, 3),
}
"""How a pan stretches the shape: half as much again in its direction (protocol.md 5.2)."""
_KINDS = {
    ActionVerb.UPSCALE: TaskKind.UPSCALE,
    ActionVerb.UPSCALE_2X: TaskKind.UPSCALE,
    ActionVerb.UPSCALE_4X: TaskKind.UPSCALE,
    ActionVerb.UPSCALE_SUBTLE: TaskKind.UPSCALE,
    ActionVerb.UPSCALE_CREATIVE: TaskKind.UPSCALE,
    ActionVerb.VARIATION: TaskKind.VARIATION,
    ActionVerb.VARY_SUBTLE: TaskKind.VARIATION,
    ActionVerb.VARY_STRONG: TaskKind.VARIATION,
    ActionVerb.VARY_REGION: TaskKind.INPAINT,
    ActionVerb.REROLL: TaskKind.REROLL,
    ActionVerb.ZOOM_OUT_2X: TaskKind.ZOOM,
    ActionVerb.ZOOM_OUT_1_5X: TaskKind.ZOOM,
    ActionVerb.ZOOM_CUSTOM: TaskKind.ZOOM,
    ActionVerb.MAKE_SQUARE: TaskKind.ZOOM,
    ActionVerb.PAN_LEFT: TaskKind.PAN,
    ActionVerb.PAN_RIGHT: TaskKind.PAN,
    ActionVerb.PAN_UP: TaskKind.PAN,
    ActionVerb.PAN_DOWN: TaskKind.PAN,
    ActionVerb.ANIMATE_HIGH: TaskKind.VIDEO,
    ActionVerb.ANIMATE_LOW: TaskKind.VIDEO,
    ActionVerb.EXTEND_HIGH: TaskKind.VIDEO,
    ActionVerb.EXTEND_LOW: TaskKind.VIDEO,
    ActionVerb.VIDEO_UPSCALE: TaskKind.VIDEO,
    ActionVerb.IMAGINE_PROMPT: TaskKind.IMAGINE,
    ActionVerb.IMAGINE_ALL: TaskKind.IMAGINE,
    ActionVerb.DESCRIBE_AGAIN: TaskKind.DESCRIBE,
}

_GRIDS = frozenset(
    {
        TaskKind.IMAGINE,
        TaskKind.BLEND,
        TaskKind.VARIATION,
        TaskKind.REROLL,
        TaskKind.ZOOM,
        TaskKind.PAN,
        TaskKind.INPAINT,
    }
)


def kind_of(action: Action) -> TaskKind:
    """What comes of a button."""
    return _KINDS.get(action.verb, TaskKind.OTHER)


def canonical(prompt: str) -> str:
    """The text as it is sent: single spaces and plain dashes, so that gateways that match by text find it."""
    return str(parse(prompt))


def checked(request: Request) -> Request:
    """The request as it will be sent: canonical words, linked pictures in front of them.

    Raises `WishInvalid` when something is missing; nothing was sent then (protocol.md 12.8).
    """
    match request:
        case ImagineRequest():
            given = [(ReferenceRole.IMAGE, ref.url) for ref in request.pictures if ref.url and not ref.digest]
            given += [
                (each.role, each.picture.url)
                for each in request.references
                if each.picture.url and not each.picture.digest
            ]
            prompt = parse(addressed(request.prompt, given))
            pictures = tuple(ref for ref in request.pictures if ref.digest)
            others = tuple(each for each in request.references if each.picture.digest)
            for role in ReferenceRole:
                flag = prompt.flag(role.flag) if role.most else None
                written = len(flag.values) if flag else 0
                if role.most and written + sum(each.role is role for each in others) > role.most:
                    raise WishInvalid(role.value, reason="too-many-references")
            if not prompt.text and len(prompt.references) + len(pictures) < _LEAST_BLENDED:
                raise WishInvalid(reason="empty-prompt")
            return replace(request, prompt=str(prompt), pictures=pictures, references=others)
        case BlendRequest():
            if len(request.pictures) < _LEAST_BLENDED:
                raise WishInvalid(reason="too-few-pictures")
            if len(request.pictures) > _MOST_BLENDED:
                raise WishInvalid(reason="too-many-pictures")
            return request
        case ShortenRequest() | EditRequest():
            prompt = parse(request.prompt)
            if prompt.is_empty:
                raise WishInvalid(reason="empty-prompt")
            return replace(request, prompt=str(prompt))
        case VideoRequest():
            if request.picture is None and not request.extend_remote_id:
                raise WishInvalid(reason="no-picture")
            return replace(request, prompt=canonical(request.prompt))
        case ActionRequest():
            if request.action.needs_mask and request.mask is None:
                raise WishInvalid(reason="no-mask")
            return replace(request, prompt=canonical(request.prompt))
        case DescribeRequest() | SwapFaceRequest():
            return request
        case _:
            assert_never(request)


def references(request: Request) -> tuple[PictureRef, ...]:
    """The pictures that travel with a request, in the order that gateways expect them."""
    match request:
        case ImagineRequest() | BlendRequest():
            found = request.pictures
        case DescribeRequest() | EditRequest():
            found = (request.picture,)
        case SwapFaceRequest():
            found = (request.source, request.target)
        case VideoRequest():
            found = tuple(ref for ref in (request.picture, request.end_picture) if ref is not None)
        case ShortenRequest() | ActionRequest():
            found = ()
        case _:
            assert_never(request)
    return tuple(ref for ref in found if ref.digest)


def marks_by_holes(request: Request) -> bool:
    """Whether clear parts of its picture say what is to be repainted (protocol.md 2.9)."""
    return isinstance(request, EditRequest) and not request.is_retexture and request.mask is None


def attached(request: Request) -> tuple[Reference, ...]:
    """All pictures that are written down with a request, in its order, each with its role."""
    found = tuple(Reference(ref, ReferenceRole.IMAGE) for ref in references(request))
    return found + request.references if isinstance(request, ImagineRequest) else found


def input_refs(task: Task) -> tuple[PictureRef, ...]:
    """The pictures that a task was wished with as image prompts, or as what it is about."""
    return tuple(ref.picture for ref in _recorded(task) if ref.role is ReferenceRole.IMAGE)


def role_refs(task: Task) -> tuple[Reference, ...]:
    """The references of all other roles that a task was wished with."""
    return tuple(ref for ref in _recorded(task) if ref.role is not ReferenceRole.IMAGE)


def _recorded(task: Task) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            PictureRef(digest=picture.digest, url=picture.source_url, name=picture.name),
            ReferenceRole.of(picture.role) or ReferenceRole.IMAGE,
        )
        for picture in task.inputs
        if picture.role is not PictureRole.MASK
    )


def drafted(
    request: Request,
    *,
    task_id: str,
    account: str,
    now: float,
    inputs: Sequence[Picture] = (),
    parent: Task | None = None,
) -> Task:
    """The record of a checked request, before anything is sent; its shape is known from here on."""
    draft = Task(
        id=task_id,
        account=account,
        kind=_kind(request),
        state=TaskState.DRAFTED,
        created=now,
        speed=request.speed,
        inputs=tuple(inputs),
        ratio=_ratio(request, inputs, parent),
    )
    match request:
        case ImagineRequest() | ShortenRequest():
            return replace(draft, prompt=request.prompt, bot=request.bot)
        case EditRequest():
            return replace(draft, prompt=request.prompt, bot=request.bot, parent=request.parent)
        case BlendRequest() | DescribeRequest():
            return replace(draft, bot=request.bot)
        case VideoRequest():
            film = FilmOptions(
                has_high_motion=request.has_high_motion,
                is_loop=request.is_loop,
                batch_size=request.batch_size,
                extend_index=request.extend_index if request.extend_remote_id else None,
            )
            return replace(draft, prompt=request.prompt, parent=request.parent, film=film)
        case SwapFaceRequest():
            return draft
        case ActionRequest():
            if parent is None:
                raise WishInvalid(reason="unsupported")
            words = request.prompt or inherited(request.action, parent)
            if request.action.verb is ActionVerb.DESCRIBE_AGAIN:
                draft = replace(draft, inputs=parent.inputs)  # it looks at the same picture
            return replace(draft, prompt=words, bot=parent.bot, parent=parent.id, action=request.action)
        case _:
            assert_never(request)


def mask_of(task: Task) -> Picture | None:
    """The painted area that a task was wished with."""
    return next((picture for picture in task.inputs if picture.role is PictureRole.MASK), None)


def with_mask(task: Task, mask: Picture) -> Task:
    """The task with this area instead of any that it had."""
    others = (picture for picture in task.inputs if picture.role is not PictureRole.MASK)
    return replace(task, inputs=(*others, mask))


def fingerprint(task: Task) -> tuple[object, ...]:
    """Equal for wishes that a gateway that matches by text could mix up (protocol.md 8.1)."""
    custom_id = task.action.custom_id if task.action else ""
    pictures = tuple((picture.role, picture.digest) for picture in task.inputs)
    return task.account, task.kind, task.prompt, task.parent, custom_id, task.film, pictures


def gives_grid(task: Task) -> bool:
    """Whether the result is a sheet of four, told by what was sent (protocol.md 4.4)."""
    return task.kind in _GRIDS or (task.kind is TaskKind.OTHER and task.action is None)


def inherited(action: Action, parent: Task) -> str:
    """The words of a child that was given none."""
    if action.verb is ActionVerb.IMAGINE_PROMPT and 1 <= action.index <= len(parent.texts):
        return canonical(parent.texts[action.index - 1])
    return parent.prompt


def _kind(request: Request) -> TaskKind:
    match request:
        case ImagineRequest():
            return TaskKind.IMAGINE
        case BlendRequest():
            return TaskKind.BLEND
        case DescribeRequest():
            return TaskKind.DESCRIBE
        case ShortenRequest():
            return TaskKind.SHORTEN
        case SwapFaceRequest():
            return TaskKind.SWAP_FACE
        case EditRequest():
            return TaskKind.RETEXTURE if request.is_retexture else TaskKind.EDIT
        case VideoRequest():
            return TaskKind.VIDEO
        case ActionRequest():
            return kind_of(request.action)
        case _:
            assert_never(request)


def _ratio(request: Request, inputs: Sequence[Picture], parent: Task | None) -> Ratio:
    match request:
        case ImagineRequest():
            return _aspect(request.prompt) or SQUARE
        case EditRequest():
            return _aspect(request.prompt) or _shape(inputs, 0)
        case BlendRequest():
            return request.shape.ratio
        case DescribeRequest():
            return _shape(inputs, 0)
        case VideoRequest():
            return parent.ratio if request.extend_remote_id and parent else _shape(inputs, 0)
        case SwapFaceRequest():
            return _shape(inputs, 1)
        case ShortenRequest():
            return SQUARE
        case ActionRequest():
            return _child_ratio(request, parent) if parent else SQUARE
        case _:
            assert_never(request)


def _child_ratio(request: ActionRequest, parent: Task) -> Ratio:
    verb, ratio = request.action.verb, parent.ratio
    if verb is ActionVerb.MAKE_SQUARE:
        return SQUARE
    if verb is ActionVerb.IMAGINE_PROMPT:
        return _aspect(request.prompt or inherited(request.action, parent)) or SQUARE
    if verb in _PANNED:
        width, height = _PANNED[verb]
        return Ratio(ratio.width * width, ratio.height * height).reduced
    keeps_shape = request.action.gives_single or request.action.gives_video
    return ratio if keeps_shape else _aspect(request.prompt) or ratio


def _aspect(prompt: str) -> Ratio | None:
    found = parse(prompt).aspect()
    return Ratio(*found) if found else None


def _shape(inputs: Sequence[Picture], index: int) -> Ratio:
    if index < len(inputs) and inputs[index].width and inputs[index].height:
        return Ratio(inputs[index].width, inputs[index].height).reduced
    return SQUARE
