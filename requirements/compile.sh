#!/bin/sh
# Pin what pyproject.toml asks for, with hashes: sh requirements/compile.sh path/to/uv
set -eu
uv="$1"
pin() { "$uv" pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" "$@"; }
pin pyproject.toml -o requirements/run.txt
pin pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt
# silero-vad without PyTorch: only its model file is looked at, by a test
echo "silero-vad==6.2.3" | pin --no-deps - -o requirements/silero.txt
echo "uv==0.13.8" | pin --no-deps - -o requirements/uv.txt
# what training the pocket models needs besides PyTorch, which pip chooses for the machine (requirements/torch.txt)
printf 'gguf==0.19.0\nmatplotlib==3.11.2\n' | pin -c requirements/run.txt -c requirements/dev.txt - -o requirements/train.txt
