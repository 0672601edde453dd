#!/bin/sh
# Prints the newest Python that the program is tested with (3.13, 3.12, 3.11), complete ones first: Debian's own
# comes without the modules that make environments. A Python newer than those is taken only when it is `python3`.
set -eu

fits() {
    "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null
}
is_complete() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null
}

bare=""
# /usr/bin is named too because a shim that leads nowhere may stand before it.
for name in python3.13 /usr/bin/python3.13 python3.12 /usr/bin/python3.12 python3.11 /usr/bin/python3.11 \
    python3 /usr/bin/python3; do
    found=$(command -v "$name" 2>/dev/null) || continue
    fits "$found" || continue
    if is_complete "$found"; then
        echo "$found"
        exit 0
    fi
    [ -n "$bare" ] || bare=$found
done
if [ -n "$bare" ]; then
    echo "$bare"
    exit 0
fi
echo "mjdesk: Python 3.11, 3.12 or 3.13 is needed, and none was found" >&2
exit 1
