# Umsicht. `make demo` starts it, `make test` tests it; each step is done once and remembered by a stamp file.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var
export DATA_DIR
BIN := .venv/bin
UV := VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --quiet
STAMPS := .cache/make
DATA_STAMPS := $(DATA_DIR)/.stamps

PO_FILES := $(wildcard src/umsicht/*/locale/*/LC_MESSAGES/django.po)
MIGRATIONS := $(wildcard src/umsicht/*/migrations/*.py)
TEMPLATES := $(shell find src/umsicht -name '*.html' -not -path '*/vendor/*' 2>/dev/null)
STATIC := $(shell find src/umsicht/*/static -type f -not -path '*/vendor/*' 2>/dev/null)
CLASSES := $(shell grep -rl "kern-" src/umsicht --include=*.py 2>/dev/null)
DEMO_FILES := $(shell find src/umsicht/config/demo src/umsicht/*/data -type f 2>/dev/null | sed 's/ /\\ /g')

.PHONY: help demo demo-data test check bench clean lock fmt messages procedures settings-page screenshots setup dev

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

# ---- what people run -----------------------------------------------------------------------------------------

demo demo-data: export DEMO = 1
demo demo-data: export SITE_URL ?= http://127.0.0.1:$(PORT)
# So that the sign-ins stay in sight.
demo: export LOG_LEVEL ?= WARNING

demo: demo-data ## set up, load the demo data, serve on http://127.0.0.1:8000 (PORT=…), task worker beside it
	@sed -n '/^Anmelden/,$$p' $(DATA_STAMPS)/demo | sed 's#http://[a-z0-9.]*:[0-9]*#$(SITE_URL)#'
	@exec $(BIN)/umsicht serve --port $(PORT) --with-worker

demo-data: setup $(DATA_STAMPS)/collected $(DATA_STAMPS)/demo ## all of `make demo` except serving

test: dev $(STAMPS)/static ## everything: unit and integration on SQLite, the store part on PostgreSQL, browser journeys
	@$(BIN)/python -m tools.run_tests

check: dev ## format, lint, types, layers, budgets, migrations, translations, templates, links
	@$(BIN)/python -m tools.check

bench: dev $(STAMPS)/static ## measure speed and search quality
	@$(BIN)/python -m bench

screenshots: dev $(STAMPS)/static ## pictures of every page type into docs/screenshots
	@$(BIN)/python -m tools.screenshots

fmt: dev ## format and mend what can be mended
	@$(BIN)/ruff format -q src tests tools bench e2e && $(BIN)/ruff check -q --fix src tests tools bench e2e

messages: dev ## collect msgids into each package's catalogue, keep translations, compile
	@$(BIN)/python -m tools.messages --update

procedures: dev ## draw docs/procedures from the transition tables
	@$(BIN)/python -m tools.procedures

settings-page: dev ## write docs/reference/settings.md from the settings' own table
	@$(BIN)/python -m tools.settings_page

lock: $(STAMPS)/venv ## renew the locked versions of all packages
	@for name in uv runtime dev; do echo "==> requirements/$$name.txt"; $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements/$$name.in -o requirements/$$name.txt; done
	@echo "==> package-lock.json"
	@npm update --package-lock-only --omit-lockfile-registry-resolved=true --ignore-scripts --no-fund --no-audit --loglevel=error
	@$(BIN)/python -m tools.strip_lock

clean: ## remove everything that was made, the demo data in var/ too
	rm -rf .venv node_modules var .cache build dist src/*.egg-info src/umsicht/ui/static/vendor .hypothesis .ruff_cache .mypy_cache
	@find src tests tools bench e2e -name '__pycache__' -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete

# ---- set-up, step by step ------------------------------------------------------------------------------------

setup: $(STAMPS)/runtime $(STAMPS)/static $(STAMPS)/messages

dev: $(STAMPS)/dev $(STAMPS)/npm $(STAMPS)/messages

$(STAMPS) $(DATA_STAMPS):
	@mkdir -p $@

$(STAMPS)/venv: requirements/uv.txt | $(STAMPS)
	@echo "==> Python environment"
	@$(PYTHON) tools/make_venv.py
	@touch $@

$(STAMPS)/runtime: $(STAMPS)/venv requirements/runtime.txt pyproject.toml
	@echo "==> Python packages"
	@$(UV) --require-hashes -r requirements/runtime.txt
	@$(UV) --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime requirements/dev.txt
	@echo "==> Python packages for development"
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/npm: package.json package-lock.json | $(STAMPS)
	@echo "==> npm packages"
	@npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

$(STAMPS)/static: $(STAMPS)/runtime $(STAMPS)/npm tools/build_static.py $(TEMPLATES) $(STATIC) $(CLASSES)
	@echo "==> style sheet, fonts, map"
	@$(BIN)/python -m tools.build_static
	@touch $@

$(STAMPS)/messages: $(STAMPS)/runtime tools/messages.py $(PO_FILES)
	@echo "==> translations"
	@$(BIN)/python -m tools.messages
	@touch $@

$(DATA_STAMPS)/collected: $(STAMPS)/static | $(DATA_STAMPS)
	@echo "==> static files"
	@$(BIN)/umsicht collectstatic --noinput --verbosity 0
	@touch $@

$(DATA_STAMPS)/migrated: $(STAMPS)/runtime $(MIGRATIONS) | $(DATA_STAMPS)
	@echo "==> database"
	@$(BIN)/umsicht migrate --verbosity 0
	@$(BIN)/umsicht createcachetable
	@touch $@

$(DATA_STAMPS)/demo: $(DATA_STAMPS)/migrated $(STAMPS)/messages $(DEMO_FILES)
	@echo "==> demo data"
	@$(BIN)/umsicht demo | tee $@.new
	@mv $@.new $@
