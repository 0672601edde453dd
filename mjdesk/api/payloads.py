"""Writes wishes as the JSON that gateways read: one function per kind of wish (protocol.md 2).

What a gateway would bill although it cannot work is refused here, before anything is sent.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, cast

from mjdesk.domain.action import ActionRoute
from mjdesk.domain.errors import WishInvalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.gateway import AccountFilter
    from mjdesk.domain.picture import ImageData, PictureRef
    from mjdesk.domain.request import (
        ActionRequest,
        BlendRequest,
        DescribeRequest,
        EditRequest,
        ImagineRequest,
        ModalAnswer,
        ShortenRequest,
        SwapFaceRequest,
        VideoRequest,
    )

Payload = dict[str, object]


def data_url(image: ImageData) -> str:
    """The only form of a picture that every server takes (protocol.md 2.0)."""
    return f"data:{image.media_type.value};base64,{b64encode(image.data).decode('ascii')}"


def mask_url(mask: bytes) -> str:
    """T strips exactly this prefix, so a mask is always a PNG (protocol.md 3.2)."""
    return f"data:image/png;base64,{b64encode(mask).decode('ascii')}"


def pictures_of(references: Sequence[PictureRef], images: Sequence[ImageData]) -> tuple[str, ...]:
    """Each reference as a data URL, or as its web address where no bytes came for it.

    `images` holds bytes for every reference, or for those with a digest alone, in their order.
    Raises `WishInvalid(reason="unsupported")` when the numbers do not fit.
    """
    if len(images) == len(references):
        return tuple(map(data_url, images))
    encoded = iter(images)
    if len(images) != sum(bool(reference.digest) for reference in references):
        raise WishInvalid("pictures and their bytes do not match", reason="unsupported")
    return tuple(data_url(next(encoded)) if reference.digest else reference.url for reference in references)


def is_address(picture: str) -> bool:
    return not picture.startswith("data:")


def imagine(request: ImagineRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.1: addresses of pictures go in front of the prompt, bytes into `base64Array`."""
    pictures = pictures_of(request.pictures, images)
    words = request.prompt.split()
    front = [picture for picture in pictures if is_address(picture) and picture not in words]
    return {
        "prompt": _words(" ".join([*front, request.prompt.strip()]).strip()),
        "base64Array": [picture for picture in pictures if not is_address(picture)],
        "botType": request.bot.value,
        "state": state,
    }


def blend(request: BlendRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.2: a few vendors do not count the pictures, and bill all the same."""
    if len(request.pictures) < 2:
        raise WishInvalid(reason="too-few-pictures")
    if len(request.pictures) > 5:
        raise WishInvalid(reason="too-many-pictures")
    return {
        "base64Array": list(pictures_of(request.pictures, images)),
        "dimensions": request.shape.value,
        "botType": request.bot.value,
        "state": state,
    }


def describe(request: DescribeRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.3: only T takes an address (`link`)."""
    (picture,) = pictures_of((request.picture,), images)
    name = "link" if is_address(picture) else "base64"
    return {name: picture, "botType": request.bot.value, "state": state}


def shorten(request: ShortenRequest, state: str) -> Payload:
    """protocol.md 2.4."""
    return {"prompt": _words(request.prompt), "botType": request.bot.value, "state": state}


def action(request: ActionRequest, state: str) -> Payload:
    """protocol.md 2.7, or 2.5 for an action that stands for `submit/change`.

    Words given beforehand need a window to go into: T opens one when `enableRemix` asks for it.
    """
    if request.action.route is ActionRoute.CHANGE:
        _, word, index = request.action.custom_id.split("::")
        # new-api wants an index other than 0 even for REROLL (protocol.md 2.5).
        return {
            "taskId": request.parent_remote_id,
            "action": word,
            "index": max(int(index), 1),
            "state": state,
        }
    payload: Payload = {
        "taskId": request.parent_remote_id,
        "customId": request.action.custom_id,
        "chooseSameChannel": True,
        "state": state,
    }
    if request.prompt.strip() and not request.action.needs_words:
        payload["enableRemix"] = True
    return payload


def modal(answer: ModalAnswer, state: str) -> Payload:
    """protocol.md 2.8."""
    payload: Payload = {"taskId": answer.modal_remote_id, "prompt": answer.prompt, "state": state}
    if answer.mask is not None:
        payload["maskBase64"] = mask_url(answer.mask)
    return payload


def swap_face(request: SwapFaceRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.14: the source is the face, the target receives it; only T takes addresses."""
    source, target = pictures_of((request.source, request.target), images)
    return {
        "sourceUrl" if is_address(source) else "sourceBase64": source,
        "targetUrl" if is_address(target) else "targetBase64": target,
        "state": state,
    }


def edit(request: EditRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.9, 2.10: the picture under both names in use; what a server does not know it ignores."""
    (picture,) = pictures_of((request.picture,), images)
    payload: Payload = {
        "prompt": _words(request.prompt),
        "image": picture,
        "base64Array": [picture],
        "botType": request.bot.value,
        "state": state,
    }
    if request.mask is not None:
        payload["maskBase64"] = mask_url(request.mask)
    return payload


def video(request: VideoRequest, images: Sequence[ImageData], state: str) -> Payload:
    """protocol.md 2.11: a film from a first picture, or the continuation of a finished film."""
    references = [picture for picture in (request.picture, request.end_picture) if picture is not None]
    pictures = iter(pictures_of(references, images))
    payload: Payload = {
        "prompt": request.prompt,
        "motion": "high" if request.has_high_motion else "low",
        "loop": request.is_loop,
        "batchSize": request.batch_size,
        "state": state,
    }
    if request.picture is not None:
        payload["image"] = next(pictures)
    if request.end_picture is not None:
        payload["endImage"] = next(pictures)
    if request.extend_remote_id:
        payload |= {"action": "extend", "taskId": request.extend_remote_id, "index": request.extend_index}
    elif request.picture is None:
        raise WishInvalid(reason="too-few-pictures")
    return payload


def upload(images: Sequence[ImageData], mode: str) -> Payload:
    """protocol.md 2.12. Raises `WishInvalid` without pictures."""
    if not images:
        raise WishInvalid(reason="too-few-pictures")
    return {"base64Array": [data_url(image) for image in images], "mode": mode}


def filtered(payload: Payload, account: AccountFilter) -> Payload:
    """With `accountFilter`, where a person wants one (protocol.md 2.0); else as it is."""
    wanted: dict[str, object] = {
        "channelId": account.channel_id,
        "instanceId": account.instance_id,
        "remark": account.remark,
    }
    wanted = {name: value for name, value in wanted.items() if value}
    if account.remix is not None:
        wanted |= {"remix": account.remix, "remixAutoConsidered": True}
    return {**payload, "accountFilter": wanted} if wanted else payload


def bare(payload: Payload) -> Payload:
    """With pictures as base64 alone, for the few vendors that take nothing else (protocol.md 2.0)."""
    return {
        name: [_bare(item) for item in cast("list[object]", value)]
        if isinstance(value, list)
        else _bare(value)
        for name, value in payload.items()
    }


def _bare(value: object) -> object:
    if isinstance(value, str) and value.startswith("data:image/"):
        return value.partition(";base64,")[2] or value
    return value


def _words(prompt: str) -> str:
    if not prompt.strip():
        raise WishInvalid(reason="empty-prompt")
    return prompt
