# frontdesk: every command a newcomer needs. `make` alone lists them.
# Everything lives in .venv; the system's Python is only used to create it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
CALLER ?= frontdesk/bot/demo/callers/demo.toml
PORT   ?= 8080

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-fr run talk test check scenarios soak bench pocket-llm pocket-llm-smoke requirements clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(VENV)/.installed ## make .venv/bin/frontdesk (compiles llama.cpp once: about 6 minutes on two cores)

demo: setup ## a caller phones in and books an appointment, from socket to calendar (CALLER=file for other callers)
	@$(BIN)/frontdesk demo --caller $(CALLER)

demo-fr: setup ## the same in French
	@$(BIN)/frontdesk demo --caller frontdesk/bot/demo/callers/demo-fr.toml

run: setup ## start the server for real use (PORT=8080)
	@$(BIN)/frontdesk serve --port $(PORT)

talk: setup ## type with the receptionist in this terminal
	@$(BIN)/frontdesk talk

test: $(VENV)/.installed-dev ## every check: style, types, structure, unit, contract and spoken tests, coverage
	@BIN=$(BIN) sh tests/run.sh

scenarios: $(VENV)/.installed-dev ## every call of tests/scenarios at every level, in real time (ARGS="--only move --level scripted")
	@$(BIN)/python -m tests.scenarios.rehearse $(ARGS)

soak: $(VENV)/.installed-dev ## 200 calls, several at a time: nothing may be left over
	@$(BIN)/python -m tests.scenarios.soak

bench: setup ## voice-to-voice at the wire: median and p95
	@$(BIN)/python -m benchmarks.voice_to_voice

pocket-llm: $(VENV)/.installed-train ## train the pocket language model again (ARGS="--minutes 90"; python -m frontdesk.models.pocket.llm --help)
	@$(BIN)/python -m frontdesk.models.pocket.llm all $(ARGS)

pocket-llm-smoke: $(VENV)/.installed-train ## the whole way of pocket-llm in two minutes, with a budget that teaches nothing
	@$(BIN)/python -m frontdesk.models.pocket.llm all --smoke --folder data/pocket-llm-smoke $(ARGS)

requirements: $(VENV)/.uv ## pin again what pyproject.toml asks for, with hashes
	@sh requirements/compile.sh $(BIN)/uv

clean: ## remove .venv and caches; data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .coverage* .hypothesis

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else 1)' 2>/dev/null || { \
	  echo "frontdesk needs Python 3.11. Install it (Debian: sudo apt install python3.11 python3.11-venv) or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. Debian: sudo apt install python3.11-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.uv pyproject.toml requirements/run.txt requirements/install.py
	@$(BIN)/python requirements/install.py $(BIN)/uv requirements/run.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt requirements/silero.txt
	@$(BIN)/python requirements/install.py $(BIN)/uv requirements/dev.txt requirements/silero.txt
	@touch $@

# PyTorch comes from pip, which takes whatever build of that version the machine is set up for; uv and hashes would fix one.
$(VENV)/.installed-train: $(VENV)/.installed requirements/train.txt requirements/torch.txt
	@$(BIN)/python requirements/install.py $(BIN)/uv requirements/train.txt
	@echo "Installing PyTorch (200 MB; several GB where pip prefers the build for graphics cards)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/torch.txt
	@touch $@
