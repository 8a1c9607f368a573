# Planwright, from a fresh checkout. Needs make and Python 3.11 or newer; everything else goes into .venv.

BIN := .venv/bin
READY := .venv/.ready
# Looked up only when .venv is made: the first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo test eval bench audit sandbox clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## Prepare .venv with everything that is needed

demo: $(READY) ## Play the whole story with the sample team; leaves its documents in demo-output/
	@$(BIN)/planwright demo

test: $(READY) ## Run every check: style, types, the rooms' borders, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@# Modules stay compiled, whatever the machine's setting: the tests start processes by the dozen.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto

eval: $(READY) ## Measure what a plan costs and, with scripted reps, how good it is; leaves a page in eval-report/
	@$(BIN)/python -m evals

bench: $(READY) ## Measure under load, beside Slack's own sample agent; leaves a table in eval-report/ (ten minutes)
	@$(BIN)/python -m evals.bench

audit: ## Look up known holes in every pinned package; fails where the advisories cannot be reached
	@$(PYTHON) -m venv .audit
	@.audit/bin/python -m pip install --quiet pip-audit
	@.audit/bin/pip-audit --strict --no-deps --disable-pip --progress-spinner off -r constraints.txt || { \
	  echo "A hole was found, or nothing could be looked up: then the advisories are not reached from here. See above."; exit 1; }

sandbox: $(READY) ## Try the Slack app against a local Slack-compatible server, with the sample team (needs npm)
	@$(BIN)/planwright sandbox

clean: ## Remove what was made here: .venv, caches, demo-output/ (a database stays)
	rm -rf .venv .audit .sandbox demo-output eval-report .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Planwright needs Python 3.11 or newer, and none was found. Install it, or name it: make setup PYTHON=/path/to/python3"; exit 1; }
	@echo "Preparing .venv (once; about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --build-constraint constraints.txt --editable '.[dev]'
	@touch $(READY)
