#!/bin/sh
# Every check, in the order that fails soonest. Called by `make test`; BIN is the virtual environment's bin folder.
set -eu
# Calls are played in real time: one that a busy machine disturbed is played once more, alone, and must pass then.
calls() {
  step "$BIN/pytest" -m spoken "$@" --cov --cov-append --cov-report= && return
  step "$BIN/pytest" -m spoken --last-failed --last-failed-no-failures none "$1" --cov --cov-append --cov-report=
}
step() { printf '\n== %s\n' "$*"; "$@"; }
step "$BIN/ruff" check .
step "$BIN/ruff" format --check .
step "$BIN/mypy"
rm -f .coverage .coverage.*
step "$BIN/pytest" -m "not spoken" -n 2 --dist loadfile --cov --cov-report=
calls tests/pipelines -n 2 --dist loadfile
calls tests/scenarios
step "$BIN/coverage" report --include 'frontdesk/calendar/*' --fail-under 90
step "$BIN/coverage" report --include 'frontdesk/pipelines/*' --fail-under 90
step "$BIN/coverage" report --format total
