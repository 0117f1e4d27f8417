#!/usr/bin/env bash
# Installs wine, a screen and a keyboard into the Debian sid that this runs in: for installer.sh and test.sh.
set -euo pipefail
apt-get update -q
apt-get install -q -y --no-install-recommends wine wine64 fonts-noto-cjk libgl1 libgl1-mesa-dri libegl1 \
    libxcursor1 libxi6 libxrandr2 libxinerama1 libxcomposite1 xvfb xauth openbox xdotool x11-apps imagemagick unzip
apt-get clean
