"""The kinds of server that a studio can play (protocol.md 0)."""

from __future__ import annotations

from enum import Enum


class Family(Enum):
    """The four server families of protocol.md section 0; the value is the word of the command line."""

    NEW_API = "new-api"
    """G: the relay most paid gateways run."""
    PROXY = "proxy"
    """N: the original; no buttons, no modals."""
    PROXY_PLUS = "proxy-plus"
    """P: buttons and modals."""
    TRUEAI = "trueai"
    """T: the richest fork; no `change`."""
