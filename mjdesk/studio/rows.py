"""The task object: a job in the words of each family (protocol.md 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mjdesk.studio import buttons, prompts
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.job import Job, Kind, Shape, Status

if TYPE_CHECKING:
    from mjdesk.studio.addresses import Addresses

INSTANCE = "1100000000000000002"

_PLAIN_WORDS = {
    Kind.UPSCALE_HD: "UPSCALE",
    Kind.LOW_VARIATION: "VARIATION",
    Kind.HIGH_VARIATION: "VARIATION",
    Kind.CUSTOM_ZOOM: "ZOOM",
    Kind.VIDEO_PICK: "UPSCALE",
    Kind.VIDEO_EXTEND: "VIDEO",
    Kind.PIC_READER: "IMAGINE",
    Kind.PROMPT_ANALYZER: "IMAGINE",
    Kind.SWAP_FACE: "SWAP_FACE",
}
_FAMILY_WORDS = {
    Family.PROXY: {},
    Family.PROXY_PLUS: {},
    Family.NEW_API: {
        Kind.LOW_VARIATION: "LOW_VARIATION",
        Kind.HIGH_VARIATION: "HIGH_VARIATION",
        Kind.CUSTOM_ZOOM: "CUSTOM_ZOOM",
    },
    Family.TRUEAI: {
        Kind.UPSCALE_HD: "UPSCALE_HD",
        Kind.ZOOM: "OUTPAINT",
        Kind.EDITS: "EDIT",
        Kind.VIDEO_PICK: "ACTION",
        Kind.VIDEO_EXTEND: "VIDEO_EXTEND",
        Kind.PIC_READER: "PIC_READER",
    },
}


def action_word(job: Job, family: Family) -> str:
    """The family's `action` for a job (protocol.md 4.3)."""
    if family is Family.NEW_API and job.answered:
        return "MODAL"
    own = _FAMILY_WORDS[family].get(job.kind)
    return own or _PLAIN_WORDS.get(job.kind) or job.kind.name


def row(job: Job, base: str, addresses: Addresses, config: StudioConfig) -> dict[str, Any]:
    """The task object; `base` is the address the client came by, for picture addresses."""
    family = config.family
    image = _image_url(job, base, addresses, family)
    task: dict[str, Any] = {
        "id": job.id,
        "action": action_word(job, family),
        "status": job.status.value,
        "progress": _progress(job, family),
        "prompt": job.text if job.has_text and job.text else job.prompt,
        "promptEn": job.text if job.has_text and job.text else job.prompt,
        "description": job.description,
        "failReason": job.fail_reason or None,
        "state": job.state,
        "submitTime": job.submitted_at,
        "startTime": job.started_at,
        "finishTime": job.finished_at,
        "imageUrl": image,
        "properties": _properties(job),
    }
    match family:
        case Family.PROXY:
            pass
        case Family.PROXY_PLUS:
            task["buttons"] = _buttons(job)
            task["imageWidth"] = None if job.has_text else job.width if image else None
            task["imageHeight"] = None if job.has_text else job.height if image else None
        case Family.NEW_API:
            _relay(task, job, base, addresses)
        case Family.TRUEAI:
            _rich(task, job, base, addresses, config)
    return task


def _progress(job: Job, family: Family) -> str:
    if job.status in (Status.FAILURE, Status.CANCEL):
        return "100%" if family is Family.NEW_API else ""
    return "" if job.progress is None and family is not Family.NEW_API else f"{job.progress or 0}%"


def _image_url(job: Job, base: str, addresses: Addresses, family: Family) -> str | None:
    if not job.pictures or job.status in (Status.FAILURE, Status.CANCEL, Status.MODAL):
        return None
    done = job.status is Status.SUCCESS
    if not done and (job.has_text or job.kind in (Kind.UPSCALE, Kind.VIDEO_PICK)):
        return None
    if family is Family.NEW_API and job.shape not in (Shape.VIDEO, Shape.VIDEO_GRID):
        return f"{base}/mj/image/{job.id}" + ("" if done else f"?rand={job.progress}")
    return addresses.result(base, job) if done else addresses.preview(base, job)


def _properties(job: Job) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "notifyHook": job.notify_hook,
        "nonce": job.id,
        "discordInstanceId": INSTANCE,
        "discordChannelId": INSTANCE,
        "botType": job.bot,
    }
    if job.status is Status.MODAL:
        properties["finalPrompt"] = job.final_prompt
        properties["remix"] = job.remix
    if job.started_at is not None:
        properties |= {
            "finalPrompt": job.final_prompt,
            "progressMessageId": f"11{job.id}",
            "messageHash": job.message_hash if job.status is Status.SUCCESS else "0",
            "flags": 0,
        }
    if job.status is Status.SUCCESS:
        properties |= {"messageId": f"12{job.id}", "messageContent": f"**{job.final_prompt}** - <@1> (fast)"}
    return properties


def _buttons(job: Job) -> list[buttons.Button]:
    return buttons.offered(job) if job.status is Status.SUCCESS else []


def _video_urls(job: Job, base: str, addresses: Addresses) -> list[str]:
    if job.shape not in (Shape.VIDEO, Shape.VIDEO_GRID) or job.status is not Status.SUCCESS:
        return []
    return [addresses.result(base, job, number) for number in range(len(job.pictures))]


def _relay(task: dict[str, Any], job: Job, base: str, addresses: Addresses) -> None:
    """G: zeros for times, few properties, no buttons before the end."""
    videos = _video_urls(job, base, addresses)
    done = job.status is Status.SUCCESS
    task |= {
        "customId": job.custom_id or "",
        "botType": job.bot,
        "description": "Submit success",
        "failReason": job.fail_reason,
        "state": job.state or "",
        "startTime": job.started_at or 0,
        "finishTime": job.finished_at or 0,
        "imageUrl": task["imageUrl"] or "",
        "videoUrl": videos[0] if videos else "",
        "videoUrls": [{"url": url} for url in videos] if videos else None,
        "buttons": _buttons(job) if done else None,
        "maskBase64": "",
        "properties": {"finalPrompt": job.final_prompt, "finalZhPrompt": ""}
        if job.started_at is not None or job.status is Status.MODAL
        else None,
    }


def unpolled(task: dict[str, Any]) -> dict[str, Any]:
    """G: a row as it stands before the relay's first look at its upstream (protocol.md 8, 5)."""
    return task | {
        "status": "",
        "progress": "0%",
        "startTime": 0,
        "finishTime": 0,
        "imageUrl": "",
        "buttons": None,
        "properties": None,
        "state": "",
    }


def _rich(task: dict[str, Any], job: Job, base: str, addresses: Addresses, config: StudioConfig) -> None:
    """T: everything it knows."""
    videos = _video_urls(job, base, addresses)
    done = job.status is Status.SUCCESS
    task |= {
        "buttons": _buttons(job),
        "botType": job.bot,
        "realBotType": None,
        "mode": job.speed.name,
        "parentId": job.parent,
        "instanceId": INSTANCE,
        "customId": job.custom_id,
        "jobId": job.message_hash if done else None,
        "seed": str(job.seed) if done else None,
        "version": prompts.version(job.final_prompt, job.bot),
        "promptFull": job.final_prompt,
        "imageWidth": job.width if done and not job.has_text else None,
        "imageHeight": job.height if done and not job.has_text else None,
        "width": job.width if done and not job.has_text else None,
        "height": job.height if done and not job.has_text else None,
        "url": task["imageUrl"],
        "thumbnailUrl": task["imageUrl"],
        "videoUrl": videos[0] if videos else None,
        "videoUrls": [{"url": url, "thumbnail": url} for url in videos],
        "isPartner": False,
        "isOfficial": False,
    }
    if done and job.has_text:
        # Partner accounts answer plain lines, without the digits.
        task["properties"]["finalPrompt"] = (
            "\r\n".join(job.texts) if job.shape is Shape.DESCRIPTION else job.text
        )
    if config.singles and done and job.shape is Shape.GRID:
        singles = [addresses.quadrant(base, job, index) for index in range(4)]
        task["imageUrls"] = [{"url": url, "thumbnail": url} for url in singles]


def displayed(task: dict[str, Any]) -> dict[str, Any]:
    """P and T: list-by-ids adds words for people."""
    names = ("submitTime", "startTime", "finishTime", "action", "status")
    words = {name: "" if task.get(name) is None else str(task[name]) for name in names}
    return task | {"displays": words | {"discordInstanceId": INSTANCE}}
