# Muster: `make run` and `make test` set everything up by themselves. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test pure check lint bench lock clean setup

PY := .venv/bin/python
SETUP := @bash .ci/setup.sh
# Tests run beside each other on this many processes; those marked serial run alone, before.
WORKERS ?= logical
# More for the command that is run, as in: make run ARGS=--help
ARGS ?=

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up and open the console on the demo town (without a display: an incident is played offscreen)
	$(SETUP) run
	@$(PY) main.py demo $(ARGS)

setup: ## set up for running and testing, nothing else
	$(SETUP) test

test: ## set up and pass the whole suite
	$(SETUP) test
	@$(PY) -m pytest -q -m serial $(ARGS) || [ $$? = 5 ]
	@$(PY) -m pytest -m "not serial" -n $(WORKERS) --dist worksteal $(ARGS)

pure: ## rules, planning, wire and journal only: no socket, no window, under a minute
	$(SETUP) test
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal tests/console/{domain,planning,wire,journal} $(ARGS)

lint: ## format, ruff, mypy --strict and the import directions
	$(SETUP) test
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache --no-logo

check: lint test ## all that a change must pass: lint and test

bench: ## set up the peers and measure Muster beside them: make bench ARGS="fold plan.eta"
	$(SETUP) bench
	@$(PY) main.py bench $(or $(ARGS),all)

lock: ## make the lock files anew (UPGRADE=1: newest versions)
	$(SETUP) test
	@bash .ci/lock.sh

clean: ## remove what was made, the environments too
	rm -rf .venv node_modules .setup out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find resources -name '*.qm' -delete
