# An Toàn Bot. Each target does all its own set-up.
SHELL := /bin/bash
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Our files are compiled once, not at each of the many starts in the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo run test both check words format pins image browser

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

demo: .venv/.run ## Try everything in a browser; no Telegram account needed
	@$(PY) -m bot demo

run: .venv/.run ## Serve people (settings: ANTOAN_* or .env)
	@$(PY) -m bot run

test: check browser ## Checks and tests, on SQLite, PostgreSQL and a real browser
	$(PY) -m pytest --numprocesses 2 --dist loadfile

both: browser .venv/.dev ## All tests, every story on both databases, every route on both channels
	$(PY) -m pytest --both --numprocesses 2 --dist loadfile

check: .venv/.dev ## Format, lint, types, import contracts, Dockerfile, content
	.venv/bin/ruff format --check --quiet .
	.venv/bin/ruff check --quiet .
	.venv/bin/mypy --no-error-summary
	.venv/bin/lint-imports --no-logo
	.venv/bin/hadolint Dockerfile
	$(PY) -m bot check

words: .venv/.dev ## Check the sentences: missing, unused, untranslated
	$(PY) -m pytest tests/contracts/test_catalogs.py

format: .venv/.dev ## Format the code and fix what can be fixed
	.venv/bin/ruff format --quiet .
	.venv/bin/ruff check --quiet --fix .

pins: .venv/.dev ## Write the installed versions to constraints.txt
	@{ echo "# Every package at the version it was tested with. Refresh: make pins"; \
	  $(PY) -m pip freeze --exclude-editable; } > constraints.txt

image: ## Build the container image
	docker build --tag antoan .

browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && { [ "$$CI" = true ] || [ "$$INSTALL" = 1 ]; }; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	    chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null; \
	else \
	  echo "*** No chromium: the browser tests will be skipped. Install it, or run: sudo make test INSTALL=1 ***"; \
	fi

.venv/bin/python:
	python3 -m venv .venv

.venv/.run: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/.run
