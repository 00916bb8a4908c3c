# Needs python3 (3.11 or newer), pip and make. Everything goes into .venv; `make` alone shows the targets.

PYTHON ?= python3
JOBS ?= auto
LOCK_FLAGS ?=
PYTEST_ARGS ?=

# The Python that makes .venv, even when .venv is activated (it has no pip of its own).
export PATH := $(subst $(CURDIR)/.venv/bin:,,$(PATH))

VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input --quiet

# A stamp carries the digest of what it was made from: the same content is never installed twice,
# whatever the files' times say, and a moved folder or another Python is noticed.
digest = $(shell { cat $(1); echo '$(CURDIR)'; $(PYTHON) --version; } 2>&1 | sha256sum | cut -c1-16)
READY := $(VENV)/ready-$(call digest,requirements.txt pyproject.toml)
READY_DEV := $(VENV)/ready-dev-$(call digest,requirements.txt requirements-dev.txt pyproject.toml)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test hunt check bench lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with the locked dependencies and .venv/bin/huiyin

setup-dev: $(READY_DEV) ## the same, and what tests and checks need

run: setup ## set up, load the demo jurisdiction where nothing is yet, serve on 127.0.0.1:8000
	@$(BIN)/huiyin demo --if-empty
	@exec $(BIN)/huiyin serve

test: setup-dev ## run all tests (JOBS=1 for one process, PYTEST_ARGS="-k word" for some)
	@$(BIN)/python -m pytest -n $(JOBS) --maxprocesses=8 --dist worksteal $(PYTEST_ARGS)

hunt: setup-dev ## try the properties on examples nobody has tried yet
	@$(BIN)/python -m pytest -n $(JOBS) --maxprocesses=8 --dist worksteal --hypothesis-profile=hunt $(PYTEST_ARGS) tests/domain tests/projections tests/service/api/test_contract.py

check: setup-dev ## lint, format, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: setup-dev ## measure appends, import and projections beside the raw limits
	@PYTHONPATH=. $(BIN)/python tests/bench/run.py

# Each recipe takes every stamp away first and sets it last. A .venv without one was interrupted,
# and is made anew: pip keeps what it has downloaded, so that costs seconds.

$(READY):
	@$(MAKE) --no-print-directory python-usable
	@ls $(VENV)/ready-* >/dev/null 2>&1 && $(BIN)/python -c '' 2>/dev/null || { \
	  echo "Making $(VENV)"; $(PYTHON) -m venv --clear --without-pip $(VENV); }
	@rm -f $(VENV)/ready-*
	@echo "Installing the locked dependencies (a minute or two the first time)"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): $(READY)
	@rm -f $(VENV)/ready-*
	@echo "Installing the tools for tests and checks"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $(READY) $@

.PHONY: python-usable
python-usable:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Huiyin needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing). Name another with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
	  echo "Huiyin needs pip for '$(PYTHON)'; on Debian: apt-get install python3-pip" >&2; exit 1; }

lock: | python-usable ## renew requirements*.txt from pyproject.toml (LOCK_FLAGS=--upgrade for newer versions)
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && set -e; \
	$(PYTHON) -m venv --without-pip "$$tools"; \
	$(PYTHON) -m pip --python "$$tools/bin/python" --disable-pip-version-check --quiet install uv; \
	compile="$$tools/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --system-certs --quiet $(LOCK_FLAGS)"; \
	$$compile --group build -o requirements.txt; \
	$$compile --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove .venv and caches; databases stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
