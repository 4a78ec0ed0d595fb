# The project's commands. `make help` lists them.
# Needs Python 3.11 or newer with venv, and make. Works as root and as an ordinary user; installs nothing outside
# this folder. What was done is remembered in .state/, so that a second run starts at once.

PYTHON ?= python3
PORT ?= 8000
ES_PORT ?= 9200
VENV := .venv
BIN := $(VENV)/bin
STATE := .state
NODE := $(STATE)/node
# pip, with one bar for the whole: $(call install,environment,lock file)
install = $(1)/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r $(2) \
	| awk -v all=$$(grep -c '^[a-z].*==' $(2)) -v shown=$$(test -t 2 && echo 1 || echo 0) -f .ci/pip-progress.awk

# Commands that only build or check need a complete set of settings, not those of an installation.
BUILD_SETTINGS := KENNIS_ENV_FILE= KENNIS_SECRET_KEY=only-for-building-and-checking-never-for-a-running-site-0123456789
MANAGE := $(BUILD_SETTINGS) $(BIN)/python manage.py
ASSET_SOURCES := $(shell find cms lessons search templates -type f \
	\( -name '*.css' -o -name '*.js' -o -name '*.svg' -o -name '*.html' -o -name 'build_assets.py' -o -name 'stylesheet.py' \) 2>/dev/null)

SHELL := bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## Show these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- what people run -------------------------------------------------------------------------------------------------

.PHONY: demo
demo: export KENNIS_DEMO = true
demo: export KENNIS_SITE_URL ?= http://127.0.0.1:$(PORT)
demo: export KENNIS_LOG_LEVEL ?= WARNING
demo: export KENNIS_LOG_FORMAT ?= text
demo: $(STATE)/runtime $(STATE)/assets ## Run the whole site with fictional content on http://127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/python manage.py serve_demo --port $(PORT)

.PHONY: test
test: $(STATE)/dev $(STATE)/assets ## Run every test: on SQLite, on a real PostgreSQL, with a real Elasticsearch, and in a real browser
	@$(BIN)/python -m tests.servers.suite $(ARGS)

.PHONY: elasticsearch
elasticsearch: $(VENV)/pyvenv.cfg ## Run an Elasticsearch node for development on http://127.0.0.1:9200 (ES_PORT=… for another port)
	@ES_PORT=$(ES_PORT) $(BIN)/python -m tests.servers.elasticsearch_developer

.PHONY: check
check: $(STATE)/dev ## Check style, types, layers, templates, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations --check --dry-run
	KENNIS_SITE_URL=https://kennis.voorbeeld.nl $(MANAGE) check --deploy --fail-level WARNING

.PHONY: bench
bench: $(STATE)/dev $(STATE)/assets ## Measure the parts that must be quick (ARGS="pages rebuild" for some of them)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: assets
assets: $(STATE)/assets ## Build the style sheets and collect static files in build/

.PHONY: lock
lock: $(STATE)/dev ## Write the lock files anew from the *.in files and package.json (UPGRADE=1 takes newer versions)
	for name in requirements requirements-dev requirements-build; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			$(if $(UPGRADE),--upgrade) --output-file $$name.txt $$name.in || exit 1; \
	done
	npm $(if $(UPGRADE),update,install) --package-lock-only

.PHONY: clean
clean: ## Remove all that was made, but keep var/ (what was written on this site)
	rm -rf $(STATE) build node_modules $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- how it is made --------------------------------------------------------------------------------------------------

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Choose another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' \
		|| { echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(STATE):
	@mkdir -p $@

$(STATE)/runtime: requirements.txt $(VENV)/pyvenv.cfg | $(STATE)
	@echo "Installing what the site runs on"
	@$(call install,$(VENV),$<)
	@touch $@

$(STATE)/dev: requirements-dev.txt $(VENV)/pyvenv.cfg | $(STATE)
	@echo "Installing what tests and checks need"
	@$(call install,$(VENV),$<)
	@touch $@ $(STATE)/runtime

# npm comes from the machine; where it is missing, from PyPI into an environment of its own.
$(STATE)/npm: package.json package-lock.json .npmrc | $(STATE)
	@if ! command -v npm > /dev/null; then \
		echo "No npm here: installing Node.js from PyPI"; \
		$(PYTHON) -m venv $(NODE) && $(call install,$(NODE),requirements-build.txt) || exit 1; \
	fi
	@echo "Installing style sheets and fonts"
	@PATH="$$PATH:$(CURDIR)/$(NODE)/bin" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(STATE)/assets: $(STATE)/runtime $(STATE)/npm $(ASSET_SOURCES)
	@echo "Building the assets"
	@$(MANAGE) build_assets
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
