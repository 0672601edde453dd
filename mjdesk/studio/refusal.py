"""The ways a submit is turned down; how each family words them is in families.py."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Why nothing was started."""

    PROMPT_EMPTY = "prompt_is_required"
    IMAGE_MISSING = "base64_is_required"
    IMAGE_BAD = "base64_format_error"
    IMAGE_COUNT = "base64Array_length"
    MASK_MISSING = "mask_is_required"
    MASK_BAD = "mask_format_error"
    VALUE_BAD = "bad_value"
    TASK_ID_EMPTY = "task_id_is_required"
    TASK_UNKNOWN = "task_not_found"
    TASK_NOT_DONE = "task_status_not_success"
    TASK_NOT_WINDOW = "task_status_not_modal"
    CHANGE_IMPOSSIBLE = "change_not_allowed"
    CONTENT_BAD = "content_parse_failed"
    VERB_UNKNOWN = "unknown_action"
    BUTTON_UNKNOWN = "button_not_found"
    QUEUE_FULL = "queue_full"
    SATURATED = "upstream_saturated"
    BANNED = "banned_prompt"
    NO_ACCOUNT = "no_available_account"
    SYSTEM = "system_error"
    QUOTA = "quota_not_enough"


class Refusal(Exception):  # noqa: N818  it is an answer, not an accident
    """A submit that starts nothing."""

    def __init__(self, reason: Reason, detail: str = "", **properties: object) -> None:
        super().__init__(f"{reason.value} {detail}".strip())
        self.reason = reason
        self.detail = detail
        self.properties = properties
