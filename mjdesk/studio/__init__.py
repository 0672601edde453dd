"""The built-in gateway: the protocol on loopback, read a second time and independently of `api`."""
