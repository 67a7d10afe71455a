#!/bin/sh
# Every check, in the order that fails soonest. Called by `make test`; BIN is the virtual environment's bin folder.
set -eu
step() { printf '\n== %s\n' "$*"; "$@"; }
step "$BIN/ruff" check .
step "$BIN/ruff" format --check .
step "$BIN/mypy"
rm -f .coverage .coverage.*
step "$BIN/pytest" -m "not spoken" -n 2 --dist loadfile --cov --cov-report=
step "$BIN/pytest" -m spoken tests/pipelines -n 2 --dist loadfile --cov --cov-append --cov-report=
step "$BIN/pytest" -m spoken tests/scenarios --cov --cov-append --cov-report=
step "$BIN/coverage" report --include 'frontdesk/calendar/*' --fail-under 90
step "$BIN/coverage" report --include 'frontdesk/pipelines/*' --fail-under 90
step "$BIN/coverage" report --format total
