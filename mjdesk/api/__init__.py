"""The gateway's language: the only room that speaks HTTP and knows the gateway's JSON."""
