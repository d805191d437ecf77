#!/usr/bin/env bash
# Installs the default ear and voice if they are not there. Without them the tutor still runs, so this never fails.
cd "$(dirname "$0")/.." || exit 1
for model in whisper-base kokoro-fr; do
  tools/with-node.sh .venv/bin/tutor models install "$model" ||
    echo "Going on without $model: try again later with .venv/bin/tutor models install $model" >&2
done
