#!/bin/sh
# Puts the system libraries that Qt and the tests need on Debian and Ubuntu, and does nothing when they are there.
#
#   system.sh run     what the program needs
#   system.sh test    that, and what the tests need: a display without a screen, a window manager, hands
#   system.sh package that, and what builds packages and a clean system to try them in
#
# Elsewhere than on Debian and Ubuntu it says in one line what is needed and trusts the reader.
# MJDESK_SKIP_SYSTEM=1 leaves the system alone.
set -eu

# Each set was found by starting the program in an empty Debian 12.
offscreen="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0"
window="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
# Chinese prompts without such a font are rows of boxes. WenQuanYi Micro Hei is a download of 1.6 MB that covers
# Chinese, Japanese and Korean; Noto Sans CJK looks a little better and weighs 56 MB. Where any font covers Chinese,
# nothing is added.
chinese="fonts-wqy-microhei"
display="xvfb openbox xdotool x11-utils xclip"
workshop="binutils dpkg mmdebstrap desktop-file-utils appstream"

if [ "${MJDESK_SKIP_SYSTEM:-}" = 1 ]; then
    exit 0
fi
if [ "$(uname -s)" != Linux ]; then
    exit 0
fi

wanted="$offscreen $window"
[ "${1:-run}" = run ] || wanted="$wanted $display"
[ "${1:-run}" != package ] || wanted="$wanted $workshop"

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "mjdesk: this is not Debian or Ubuntu; if Qt does not start, install what these are called here: $wanted"
    exit 0
fi

# A library of the 64-bit time change is called NAMEt64 on newer systems.
is_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

missing=""
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done
if ! command -v fc-list >/dev/null || [ -z "$(fc-list ':lang=zh-cn' family)" ]; then
    missing="$missing $chinese"
    # `fc-list` and the cache that Qt reads.
    command -v fc-list >/dev/null || missing="$missing fontconfig"
fi
# Debian's own Python comes without the modules that make an environment; environment.py knows other ways, so their
# absence alone is no reason to stop.
wished=""
if ! python=$("$(dirname "$0")/python.sh" 2>/dev/null); then
    missing="$missing python3 python3-venv"
elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    case $("$python" -c 'import sys; print(sys.executable)') in
        /usr/bin/*) wished=" $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" ;;
    esac
fi
[ -n "$missing$wished" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
elif [ -z "$missing" ]; then
    exit 0
else
    echo "mjdesk: system packages are missing; please run: sudo apt-get install$missing$wished" >&2
    exit 1
fi
missing="$missing$wished"

echo "mjdesk: installing system packages:$missing"
apt() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086
if ! apt install -y --no-install-recommends $missing >"$log" 2>&1; then
    # The lists of a fresh image are empty or old.
    if ! { apt update && apt install -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "mjdesk: apt could not install them; please run: sudo apt-get install$missing" >&2
        exit 1
    fi
fi
