"""What the words of an error mean, where codes and statuses do not say it (protocol.md 3.1, 5.4, 6)."""

from __future__ import annotations

from enum import StrEnum


class Meaning(StrEnum):
    """What an error's words come down to."""

    OUT_OF_CREDIT = "out-of-credit"
    UNKNOWN_ACTION = "unknown-action"
    NOT_OFFERED = "not-offered"
    NOT_ALLOWED = "not-allowed"
    BUSY = "busy"
    NO_ACCOUNT = "no-account"
    UNKNOWN_TASK = "unknown-task"
    BANNED = "banned"
    PERHAPS_BILLED = "perhaps-billed"
    REFUSED = "refused"


_PHRASES: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (
        Meaning.OUT_OF_CREDIT,
        (
            "quota_not_enough",
            "insufficient_user_quota",
            "insufficient_quota",
            "insufficient quota",
            "insufficient balance",
            "额度已用尽",
            "额度不足",
            "余额不足",
            "quota exceeded",
        ),
    ),
    (Meaning.UNKNOWN_ACTION, ("unknown_action", "未知的 action", "未知的action")),
    (
        Meaning.NOT_OFFERED,
        (
            "model_not_found",
            "无可用渠道",
            "readobjectstart: expect",
            "视频功能未启用",
            "不支持编辑/重绘任务",
            "invalid url (",
        ),
    ),
    (
        Meaning.NOT_ALLOWED,
        ("该令牌无权访问", "无效的令牌", "invalid token", "无权限", "账号已禁用", "账号不可用", "未登录"),
    ),
    (
        Meaning.BUSY,
        ("队列已满", "队列数已达上限", "并发数已达上限", "并发", "queue is full", "too many requests"),
    ),
    (
        Meaning.NO_ACCOUNT,
        (
            "无可用的账号",
            "no available account",
            "关联任务不存在",
            "related task does not exist",
            "所属渠道已被禁用",
            "task_not_found",
        ),
    ),
    (Meaning.UNKNOWN_TASK, ("task_no_found", "task not found", "任务不存在")),
    (Meaning.BANNED, ("sensitive_words_detected",)),
    (Meaning.PERHAPS_BILLED, ("insert_midjourney_task_failed", "do_request_failed")),
    (Meaning.REFUSED, ("new_api_error", "one_api_error")),
)
"""In the order in which they decide; the last says that the relay itself refused and sent nothing on."""


def meaning_of(words: str) -> Meaning | None:
    """The first meaning whose phrase occurs in the words; None where the words do not tell."""
    words = words.lower()
    for meaning, phrases in _PHRASES:
        if any(phrase in words for phrase in phrases):
            return meaning
    return None
