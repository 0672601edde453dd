"""From the record of a wish back to the request: for a retry, and after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    BlendShape,
    DescribeRequest,
    EditRequest,
    FilmOptions,
    ImagineRequest,
    Request,
    ShortenRequest,
    SwapFaceRequest,
    VideoRequest,
)
from mjdesk.domain.task import Task, TaskKind
from mjdesk.services.wishes import inherited, input_refs, mask_of, role_refs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.picture import PictureRef


def wished_again(task: Task, parent: Task | None, mask: bytes | None = None) -> Request:
    """The request that a task records; `mask` is the file of its `mask_of`.

    Raises `WishInvalid("no-mask")` where one is needed and is gone.
    """
    refs = input_refs(task)
    action = task.action
    if action is not None:
        if parent is None or not parent.remote_id:
            raise WishInvalid(reason="unsupported")
        if action.needs_mask and mask is None:
            raise WishInvalid(reason="no-mask")
        own_words = task.prompt if action.needs_words or task.prompt != inherited(action, parent) else ""
        return ActionRequest(
            parent=parent.id,
            parent_remote_id=parent.remote_id,
            action=action,
            prompt=own_words,
            mask=mask,
            speed=task.speed,
        )
    match task.kind:
        case TaskKind.IMAGINE:
            return ImagineRequest(
                prompt=task.prompt,
                pictures=refs,
                references=role_refs(task),
                bot=task.bot,
                speed=task.speed,
            )
        case TaskKind.BLEND:
            shape = next((shape for shape in BlendShape if shape.ratio == task.ratio), BlendShape.SQUARE)
            return BlendRequest(pictures=refs, shape=shape, bot=task.bot, speed=task.speed)
        case TaskKind.SHORTEN:
            return ShortenRequest(prompt=task.prompt, bot=task.bot, speed=task.speed)
        case TaskKind.DESCRIBE if refs:
            return DescribeRequest(picture=refs[0], bot=task.bot, speed=task.speed)
        case TaskKind.SWAP_FACE if len(refs) > 1:
            return SwapFaceRequest(source=refs[0], target=refs[1], speed=task.speed)
        case TaskKind.VIDEO:
            return _filmed_again(task, parent, refs)
        case TaskKind.RETEXTURE if refs:
            return EditRequest(
                prompt=task.prompt,
                picture=refs[0],
                is_retexture=True,
                parent=task.parent,
                bot=task.bot,
                speed=task.speed,
            )
        case TaskKind.EDIT if refs:
            if mask is None and mask_of(task) is not None:
                # Without its mask it would repaint something else than was wished.
                raise WishInvalid(reason="no-mask")
            return EditRequest(
                prompt=task.prompt,
                picture=refs[0],
                mask=mask,
                parent=task.parent,
                bot=task.bot,
                speed=task.speed,
            )
        case _:
            raise WishInvalid(reason="unsupported")


def _filmed_again(task: Task, parent: Task | None, refs: Sequence[PictureRef]) -> VideoRequest:
    film = task.film or FilmOptions()
    if film.extend_index is None:
        if not refs:
            raise WishInvalid(reason="unsupported")
        first, *rest = refs
        remote_id = ""
    else:
        if parent is None or not parent.remote_id:
            raise WishInvalid(reason="unsupported")
        first, rest, remote_id = None, list(refs), parent.remote_id
    return VideoRequest(
        prompt=task.prompt,
        picture=first,
        end_picture=rest[0] if rest else None,
        has_high_motion=film.has_high_motion,
        is_loop=film.is_loop,
        batch_size=film.batch_size,
        extend_remote_id=remote_id,
        extend_index=film.extend_index or 0,
        parent=task.parent,
        speed=task.speed,
    )
