#!/usr/bin/env bash
# Installs what is missing and nothing else: Debian packages by apt, then .venv from the hashed lock.
# Usage: scripts/install.sh run|dev     A second run changes nothing and takes under a second.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}

case "$mode" in
  run) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *)
    echo "Usage: scripts/install.sh run|dev (found: $mode)" >&2
    exit 2
    ;;
esac

fail() {
  echo "$1" >&2
  exit 1
}

python=$(command -v python3.11 || command -v python3) || fail "Python 3.11 or newer is needed; no python3 was found."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python 3.11 or newer is needed; $python is $("$python" --version 2>&1)."

packages=(
  make
  # pyscard has no Linux wheel
  gcc libc6-dev swig libpcsclite-dev pcscd
  # pycups has none either
  libcups2-dev
  # Qt's windows, without and with a display
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1 libglib2.0-0
  # words and voice
  fontconfig fonts-noto-cjk espeak-ng alsa-utils
  # handwriting on the communication board
  libzinnia0 tegaki-zinnia-simplified-chinese
  # the simulated scanner's eye
  libzbar0
)
if [ "$mode" = dev ]; then
  packages+=(cups-daemon cups-client poppler-utils xvfb xdotool pulseaudio pulseaudio-utils sox)
  packages+=(dbus at-spi2-core gir1.2-atspi-2.0 python3-gi) # a client of assistive technology
  packages+=(postgresql) # only its programs are used: the tests make and start a cluster of their own
  packages+=(vsmartcard-vpcd iproute2) # a chip card reader without hardware, for a pcscd of the tests' own
fi
case "$(readlink -f "$python")" in
  /usr/bin/*) packages+=(python3-venv python3-dev) ;; # Debian keeps these two apart from python3
esac

installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "${packages[@]}" 2>/dev/null || true)"
missing=()
for package in "${packages[@]}"; do
  [[ "$installed" == *" installed:$package "* ]] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    fail "Debian packages are missing. Install them as root: apt-get install ${missing[*]}"
  fi
  echo "Installing Debian packages: ${missing[*]}"
  apt-get update -qq
  # apt tells each unpacked file; what went wrong comes on stderr.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# pip is the last thing that venv makes: without it an earlier run was cut off.
if [ ! -x .venv/bin/python ] || [ ! -x .venv/bin/pip ]; then
  echo "Creating .venv with $python"
  "$python" -m venv --clear .venv
fi

fingerprint() {
  cat "$1" pyproject.toml | sha256sum
}
stamp=.venv/installed-$mode
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$(fingerprint "$lock")" ]; then
  echo "Installing $lock into .venv"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -e .
  fingerprint "$lock" >"$stamp"
  # The dev lock holds all that the run lock holds (tests/test_layout.py).
  if [ "$mode" = dev ]; then fingerprint requirements.lock >.venv/installed-run; fi
fi
