# Two commands do everything on a machine with Python 3.11-3.13 and make:
#   make serve   set up, index the built-in documents the first time, serve page and API
#   make test    the whole gate: format, lint, types, tests
# Nothing but the package registries is touched, and nothing outside this folder except the data
# folder (ASCN_DATA) and, as root on Debian, packages that the system lacks.

SHELL := /bin/sh
TOOLS := .tools
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),$(TOOLS)/bin/uv)
RUN := $(UV) run --no-sync
PACKAGES := assistant corpus indexing evals tests

# The system's Python is used as it is: another one would have to be downloaded from elsewhere.
export UV_PYTHON_DOWNLOADS := never
# Compiled once, imports start three times faster.
export UV_COMPILE_BYTECODE := 1
export UV_LINK_MODE := copy

.PHONY: serve test check format types unit vectors browser clean help

help:  ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

serve: .venv/.serving  ## Set up, index the first time, serve on loopback.
	$(RUN) ascn serve

test: check unit  ## The whole gate: format, lint, strict types, tests.

check: .venv/.testing  ## Format, lint and strict types, without tests.
	$(RUN) ruff format --check $(PACKAGES)
	$(RUN) ruff check $(PACKAGES)
	$(RUN) mypy --num-workers=2

unit: .venv/.testing browser  ## The tests alone.
	$(RUN) pytest -n auto --maxprocesses=4 --dist worksteal

format: .venv/.testing  ## Rewrite the code in the agreed format.
	$(RUN) ruff format $(PACKAGES)
	$(RUN) ruff check --fix $(PACKAGES)

vectors: .venv/.serving  ## Recompute the vectors that ship with the built-in documents.
	$(RUN) python -m indexing.shipped

clean:  ## Remove what the targets above made here.
	rm -rf .venv $(TOOLS) .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.serving: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --inexact --no-default-groups
	@touch $@

.venv/.testing: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked
	@touch $@ .venv/.serving

# uv in a private place, where the system has none. Debian keeps the module venv in a package of its own.
$(TOOLS)/bin/uv:
	@python3 -m venv $(TOOLS) >/dev/null 2>&1 || { rm -rf $(TOOLS); $(MAKE) --no-print-directory .apt APT=python3-venv; \
	  python3 -m venv $(TOOLS); } || { echo "make: Python's venv module is missing; install python3-venv or uv" >&2; exit 1; }
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# The browser tests need Debian's chromium; without it they are skipped and say so.
browser:
	@command -v chromium >/dev/null 2>&1 || $(MAKE) --no-print-directory .apt APT="chromium fonts-noto-core" || true

.PHONY: .apt
.apt:
	@command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
	  || { echo "make: please install: $(APT)" >&2; exit 1; }
	apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(APT) >/dev/null
