"""Notices: kept until somebody listens, the newest of each id."""

from __future__ import annotations

from mjdesk.services.notices import Notice, Notices, Severity


def a_notice(name: str, kind: str = "kind") -> Notice:
    return Notice(id=name, severity=Severity.INFO, kind=kind)


def test_what_was_told_before_anybody_listened_is_not_lost() -> None:
    notices = Notices()
    notices.tell(a_notice("one", "early"))
    notices.tell(a_notice("two"))
    notices.tell(a_notice("one", "late"))
    notices.tell(a_notice("three"))
    notices.withdraw("three")
    heard: list[tuple[str, str]] = []
    disconnect = notices.changed.connect(lambda notice: heard.append((notice.id, notice.kind)))
    assert heard == [("two", "kind"), ("one", "late")]
    second: list[Notice] = []
    notices.changed.connect(second.append)
    assert second == []
    notices.tell(a_notice("four"))
    disconnect()
    notices.tell(a_notice("five"))
    assert [name for name, _ in heard] == ["two", "one", "four"]
    assert [notice.id for notice in second] == ["four", "five"]


def test_withdrawing_is_told() -> None:
    notices = Notices()
    gone: list[str] = []
    notices.withdrawn.connect(gone.append)
    notices.withdraw("one")
    assert gone == ["one"]


def test_what_stays_is_known_until_it_is_withdrawn_or_said_in_passing() -> None:
    notices = Notices()
    assert not notices.is_standing("library")
    notices.say("library", Severity.ERROR, is_sticky=True)
    assert notices.is_standing("library")
    told: list[Notice] = []
    notices.changed.connect(told.append)
    assert notices.repeat("library")
    assert told[-1].is_sticky
    notices.withdraw("library")
    assert not notices.repeat("library")
    assert not notices.is_standing("library")
    notices.say("library", Severity.ERROR, is_sticky=True)
    notices.say("library", Severity.ERROR)
    assert not notices.is_standing("library")
