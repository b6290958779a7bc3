#!/usr/bin/env bash
# Installs what is missing and nothing else: Debian packages by apt, then .venv from the hashed lock.
# Usage: scripts/install.sh run|dev     A second run changes nothing and takes under a second.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}

packages=(
  # pyscard has no Linux wheel
  gcc libc6-dev swig libpcsclite-dev pcscd
  # Qt's windows, without and with a display
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1 libglib2.0-0
  # words and voice
  fontconfig fonts-noto-cjk espeak-ng alsa-utils
)
if [ "$mode" = dev ]; then
  packages+=(xvfb xdotool libzbar0 pulseaudio pulseaudio-utils sox)
fi

python=$(command -v python3.11 || command -v python3)
case "$(readlink -f "$python")" in
  /usr/bin/*) packages+=(python3-venv python3-dev) ;; # Debian keeps these two apart from python3
esac

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are missing: ${missing[*]}" >&2
    echo "Install them as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing Debian packages: ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed; $python is $("$python" --version)" >&2
  exit 1
}
if [ ! -x .venv/bin/python ]; then
  echo "Creating .venv with $python"
  "$python" -m venv .venv
fi

lock=requirements.lock
[ "$mode" = dev ] && lock=requirements-dev.lock
stamp=.venv/installed-$mode
wanted=$(cat "$lock" pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Installing $lock into .venv"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -e .
  echo "$wanted" >"$stamp"
fi
