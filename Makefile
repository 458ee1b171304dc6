# «Маршрут»: everything that is run from the command line of a developer. `make help` lists it.
#
# Every target makes what it needs: missing system libraries (Debian, through apt-get where it may), then the
# environment in .venv from requirements.lock. Nothing has to be done by hand on a Debian with git, make, python3-venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready
TUS := .venv/tus-server/.ready
DATA ?=
DEMO := demo-site
WORKERS ?= 2

# The first interpreter that the program supports and that can make an environment with pip in it.
PYTHON ?= $(shell for python in python3.12 python3.13 python3.11 python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	>/dev/null 2>&1 && { echo $$python; break; }; done)

QT_LIBRARIES := libegl1 libgl1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 \
	libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libdbus-1-3 libfontconfig1
OFFICE := libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils
TEST_PROGRAMS := $(OFFICE) strace xvfb age minisign zbar-tools
# PyInstaller reads libraries with objdump and packs libpython, which Debian keeps apart from its interpreter.
FREEZING := binutils $(shell /usr/bin/python3 -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])' 2>/dev/null)

# $(call system-packages,NAMES): install those that are missing, or say the line to run, and stop.
define system-packages
	if ! command -v dpkg-query >/dev/null; then
	    echo "Not a Debian: if something is missing below, install what these packages hold: $(strip $(1))"
	    exit 0
	fi
	have=$$(dpkg-query -W -f '$${db:Status-Status} $${Package} $${Provides}\n' | grep '^installed ' | tr ', ' '\n\n')
	missing=""
	for name in $(1); do
	    grep -qxF "$$name" <<<"$$have" || missing="$$missing $$name"
	done
	[ -n "$$missing" ] || exit 0
	as_root=()
	if [ "$$(id -u)" != 0 ]; then
	    if ! sudo -n true 2>/dev/null; then
	        echo "System packages are missing. Install them, then run make again:"
	        echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends$$missing"
	        exit 1
	    fi
	    as_root=(sudo -n)
	fi
	echo "Installing system packages:$$missing"
	log=$$(mktemp)
	if ! { "$${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update \
	    && "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
	        install --no-install-recommends $$missing; } </dev/null >"$$log" 2>&1; then
	    tail -n 25 "$$log"
	    echo "apt-get could not install:$$missing"
	    exit 1
	fi
	rm -f "$$log"
endef

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

.PHONY: demo
demo: system-window $(READY) ## an invented site with a year of work, its report and its package, in demo-site/
	@rm -rf $(DEMO)
	$(BIN)/marshrut demo --data $(DEMO)

.PHONY: run
run: system-window $(READY) ## open the window (DATA=demo-site to look at the demo)
	@$(BIN)/python -m desktop $(if $(DATA),--data "$(DATA)")

.PHONY: test
test: system-test $(READY) $(TUS) ## all tests (ARGS="-k roster" for some of them)
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: check
check: $(READY) ## ruff, basedpyright in strict mode, import-linter
	@failed=0
	for tool in "ruff check ." "ruff format --check ." basedpyright lint-imports; do
	    echo "-- $$tool"
	    $(BIN)/$$tool || failed=1
	done
	exit $$failed

.PHONY: bench
bench: system-test $(READY) $(TUS) ## speed beside floors and peers measured in the same run; writes bench.json
	@$(BIN)/python -m tests.benchmarks

.PHONY: screens
screens: system-window $(READY) ## draw the windows to screens/*.png
	@$(BIN)/python -m tests.screens screens

.PHONY: soak
soak: system-test $(READY) $(TUS) ## the long rounds of the tests that have them
	@MARSHRUT_SOAK=1 $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m soak --timeout 7200 $(ARGS)

.PHONY: build
build: system-build $(READY) ## freeze the program to dist/marshrut
	@$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

.PHONY: lock
lock: $(READY) ## choose the versions in requirements.lock anew
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header \
	    --all-extras -o requirements.lock pyproject.toml

.PHONY: clean
clean: ## remove everything that was made, the environment too
	@rm -rf .venv build dist screens $(DEMO) bench.json .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What builds the packages that come as source goes in first, from the lock too: pip would fetch it unpinned otherwise.
BUILD_TOOLS := setuptools|setuptools-scm|vcs-versioning|packaging|typing-extensions
$(READY): requirements.lock pyproject.toml
	@if ! $(BIN)/python -c '' 2>/dev/null; then
	    if [ -z "$(PYTHON)" ]; then
	        echo "No Python 3.11, 3.12 or 3.13 with venv was found. On Debian: sudo apt-get install -y python3-venv"
	        exit 1
	    fi
	    rm -rf .venv
	    echo "Making .venv with $(PYTHON) and the packages of requirements.lock (once, some minutes)"
	    $(PYTHON) -m venv .venv
	fi
	export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
	awk '/^[^ #]/ { wanted = /^($(BUILD_TOOLS))==/ } wanted' requirements.lock >.venv/build-tools.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r .venv/build-tools.lock
	$(BIN)/python -m pip install --quiet --use-pep517 --no-build-isolation --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

# The server that the tests send to: npm's, run by the Node that basedpyright brings.
$(TUS): $(READY) tests/exports/transport/tus_packages.py
	@$(BIN)/python -m tests.exports.transport.tus_packages
	touch $@

.PHONY: system-window system-test system-build
system-window:
	@$(call system-packages,$(QT_LIBRARIES))
system-build:
	@$(call system-packages,$(QT_LIBRARIES) $(FREEZING))
system-test:
	@$(call system-packages,$(QT_LIBRARIES) $(FREEZING) $(TEST_PROGRAMS))
