#!/usr/bin/env bash
# Makes .venv with the first Python that is new enough, and puts the pinned uv into it.
set -euo pipefail
uv_version="$1"

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Teahouse needs Python 3.11 or newer; none was found. Set PYTHON=/path/to/python3." >&2
    exit 1
}

# Debian keeps the venv module in a package of its own.
install_venv_module() {
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Installing python3-venv ..."
    $sudo apt-get update -qq </dev/null && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv </dev/null
}

if ! [ -x .venv/bin/python ]; then
    python="$(find_python)"
    echo "Making a Python environment in .venv ..."
    if ! "$python" -m venv .venv >/dev/null; then
        rm -rf .venv
        install_venv_module
        "$python" -m venv .venv
    fi
fi
if ! [ -x .venv/bin/uv ] || [ "$(.venv/bin/uv --version | cut -d' ' -f2)" != "$uv_version" ]; then
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore "uv==$uv_version"
fi
