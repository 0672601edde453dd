"""MJ Desk: a desktop studio for gateways that speak the Midjourney proxy protocol."""

__version__ = "0.1.0"
