# `make` alone lists the targets. Needs GNU make and Python 3.11 or newer; the rest comes by itself.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV ?= $(firstword $(wildcard $(BIN)/uv) uv)

# A wheelhouse that holds package $(1) is the only place to install from: no network, no index.
offline = $(if $(wildcard $(WHEELHOUSE)/$(1)-*),--no-index --find-links $(WHEELHOUSE))
WHEELHOUSE ?= wheelhouse
# Nothing is built in isolation, because pip would fetch the build tools of an isolated build
# without looking at any hash. What builds need is in requirements/build.txt.
install = $(PIP) install -qq --require-hashes --no-build-isolation
# No name of an index in the locks: each machine is told of its own by its configuration.
compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command 'make lock' $(UPGRADE)

.PHONY: help site pdf distributed brotli test serve lint bench wheelhouse lock clean distclean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/site.stamp ## build the site from sources/ into site/
	@$(BIN)/tiaowen build

pdf: $(VENV)/site.stamp ## add what reads PDF files
	@$(install) $(call offline,pypdfium2) -r requirements/pdf.txt

distributed: $(VENV)/site.stamp ## add what works on a Dask cluster
	@$(install) $(call offline,distributed) -r requirements/distributed.txt

brotli: $(VENV)/site.stamp ## add what `tiaowen build --compress br` needs
	@$(install) $(call offline,brotli) -r requirements/brotli.txt

test: $(VENV)/dev.stamp ## run all tests, on all cores; ARGS='-k anchors' passes options to pytest
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

serve: $(VENV)/site.stamp ## serve the site, rebuilt when a text or a page changes
	@$(BIN)/tiaowen serve

lint: $(VENV)/dev.stamp ## check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@if command -v tsc >/dev/null; then tsc -p docs/javascripts; else \
		echo 'make lint: the scripts of the site are not checked, as tsc is not installed;' \
			'on Debian and Ubuntu: apt install node-typescript' >&2; fi

bench: $(VENV)/dev.stamp ## run the benchmarks in bench/
	@test -f bench/__main__.py || { echo 'make bench: there are no benchmarks in bench/' >&2; exit 1; }
	@$(BIN)/python -m bench $(ARGS)

wheelhouse: $(VENV)/site.stamp ## fetch all that an installation without network needs; DEV=1 adds the tests' needs
	@rm -rf '$(WHEELHOUSE).new'
	@$(PIP) download -qq --require-hashes --no-build-isolation --dest '$(WHEELHOUSE).new' \
		-r requirements/build.txt -r requirements/pdf.txt -r requirements/distributed.txt \
		-r requirements/brotli.txt \
		-r requirements/$(if $(DEV),dev,site).txt
	@$(PIP) wheel -qq --no-deps --no-build-isolation --no-index --wheel-dir '$(WHEELHOUSE).new' .
	@cp requirements/pdf.txt requirements/distributed.txt requirements/brotli.txt '$(WHEELHOUSE).new'
	@$(BIN)/python scripts/pin_wheel.py '$(WHEELHOUSE).new' >'$(WHEELHOUSE).new/tiaowen.txt'
	@rm -rf '$(WHEELHOUSE)' && mv '$(WHEELHOUSE).new' '$(WHEELHOUSE)'
	@echo "$(WHEELHOUSE)/: $$(ls '$(WHEELHOUSE)'/*.whl | wc -l) packages for" \
		"$$($(BIN)/python -c 'import platform as p; print("Python", p.python_version(), p.platform())')"

lock: ## pin the dependencies again; UPGRADE=--upgrade takes newer versions
	@command -v $(UV) >/dev/null || { echo 'make lock: uv is not installed' >&2; exit 1; }
	@$(compile) pyproject.toml --extra pdf --extra distributed --extra brotli --group build --group dev -o requirements/dev.txt
	@$(compile) pyproject.toml -c requirements/dev.txt -o requirements/site.txt
	@$(compile) --group build -c requirements/dev.txt -o requirements/build.txt
	@echo pypdfium2 | $(compile) - -c requirements/dev.txt -o requirements/pdf.txt
	@echo distributed | $(compile) - -c requirements/dev.txt -o requirements/distributed.txt
	@echo brotli | $(compile) - -c requirements/dev.txt -o requirements/brotli.txt

clean: ## remove everything built, but not .venv
	@rm -rf site report.json .tiaowen wheelhouse.new dist docs/index.md docs/browse docs/data docs/documents docs/findings docs/glossary docs/citations docs/compare docs/revisions docs/search docs/assets
	@rm -rf .site-spare .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## remove .venv and wheelhouse/ as well
	@rm -rf $(VENV) wheelhouse

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo 'make: $(PYTHON) is not installed; name another one with PYTHON=…' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1), and Tiaowen needs 3.11 or newer;" \
			'name another one with PYTHON=…' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'make: $(PYTHON) cannot make virtual environments;' \
			'on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/build.txt requirements/site.txt pyproject.toml | $(BIN)/python
	@echo 'Installing into $(VENV) …'
	@$(install) $(call offline,mkdocs_material) -r requirements/build.txt
	@$(install) $(call offline,mkdocs_material) -r requirements/site.txt
	@$(PIP) install -qq --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/site.stamp
	@echo 'Installing what the tests need into $(VENV) …'
	@$(install) $(call offline,pytest) -r requirements/dev.txt
	@touch $@
