"""What takes the place of a button that a gateway does not know: the same result by another endpoint.

protocol.md 5.4. Nothing here is sent without the person having wished the result.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionRoute, ActionVerb, read_action
from mjdesk.domain.picture import PictureRef, PictureRole
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    BlendShape,
    DescribeRequest,
    ImagineRequest,
    VideoRequest,
)
from mjdesk.domain.task import TaskKind
from mjdesk.services.wishes import input_refs, role_refs

if TYPE_CHECKING:
    from mjdesk.domain.gateway import Capabilities
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task

_CHANGES = {
    ActionVerb.UPSCALE: "UPSCALE",
    ActionVerb.VARIATION: "VARIATION",
    ActionVerb.REROLL: "REROLL",
}
_ACTION, _CHANGE = "/mj/submit/action", "/mj/submit/change"
_VIDEO = "/mj/submit/video"


def needs_substitute(request: Request, known: Capabilities) -> bool:
    """Whether this gateway is known to refuse the button itself."""
    if not isinstance(request, ActionRequest):
        return False
    if request.action.route is ActionRoute.WORDS:
        return True  # no gateway has a button for it
    path = _CHANGE if request.action.route is ActionRoute.CHANGE else _ACTION
    return request.action.verb.value in known.refused_verbs or known.lacks(path)


def substitute(request: Request, parent: Task | None, known: Capabilities) -> tuple[str, Request] | None:
    """(its endpoint's word, the request) in the place of a button; None where there is none.

    The words are `change`, `imagine`, `blend`, `describe` and `video`.
    """
    if not isinstance(request, ActionRequest) or parent is None:
        return None
    action = request.action
    word = _CHANGES.get(action.verb)
    is_change = action.route is ActionRoute.CHANGE
    # Only where the endpoint is missing: a verb that is refused by one is not known to the other either.
    if word and not is_change and known.lacks(_ACTION) and not known.lacks(_CHANGE) and not request.prompt:
        return "change", replace(request, action=read_action(f"change::{word}::{max(action.index, 1)}"))
    match action.verb:
        case ActionVerb.IMAGINE_PROMPT if 1 <= action.index <= len(parent.texts):
            words = request.prompt or parent.texts[action.index - 1]
            return "imagine", ImagineRequest(prompt=words, bot=parent.bot, speed=request.speed)
        case ActionVerb.DESCRIBE_AGAIN if parent.inputs:
            return "describe", DescribeRequest(picture=_ref(parent, 0), bot=parent.bot, speed=request.speed)
        case ActionVerb.ANIMATE_HIGH | ActionVerb.ANIMATE_LOW if not known.lacks(_VIDEO):
            return _film(request, parent)
        case ActionVerb.REROLL:
            return _again(request, parent)
        case _:
            return None


def _film(request: ActionRequest, parent: Task) -> tuple[str, Request] | None:
    single = next((p for p in parent.pictures if p.role is PictureRole.SINGLE), None)
    if single is None:
        return None
    return "video", VideoRequest(
        prompt=request.prompt or parent.prompt,
        picture=PictureRef(digest=single.digest),
        has_high_motion=request.action.verb is ActionVerb.ANIMATE_HIGH,
        speed=request.speed,
    )


def _again(request: ActionRequest, parent: Task) -> tuple[str, Request] | None:
    """Once more from the same words and pictures; what came of a mask or of a place on a grid cannot be."""
    refs = input_refs(parent)
    if parent.kind is TaskKind.BLEND and len(refs) > 1:
        shape = next((shape for shape in BlendShape if shape.ratio == parent.ratio), BlendShape.SQUARE)
        return "blend", BlendRequest(pictures=refs, shape=shape, bot=parent.bot, speed=request.speed)
    if parent.kind not in {TaskKind.IMAGINE, TaskKind.VARIATION, TaskKind.REROLL}:
        return None
    words = request.prompt or parent.prompt
    if not words:
        return None
    return "imagine", ImagineRequest(
        prompt=words, pictures=refs, references=role_refs(parent), bot=parent.bot, speed=request.speed
    )


def _ref(parent: Task, at: int) -> PictureRef:
    picture = parent.inputs[at]
    return PictureRef(digest=picture.digest, name=picture.name)
