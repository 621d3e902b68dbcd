# make demo   sets up what is missing, loads the demo, serves it (PORT=8000) and runs its worker
# make test   sets up what is missing and runs every check and test

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DEMO := DJANGO_SETTINGS_MODULE=civsam_platform.settings.demo \
	BASE_URL=$${BASE_URL:-http://localhost:$(PORT)} $(MANAGE)
# Strictly typed: what holds rules, writes and rights, and the whole search.
TYPED := search/civsam_search $(wildcard civsam_pages/*/rules.py civsam_pages/*/services.py \
	civsam_pages/*/policies.py civsam_pages/register/memberships/rules.py \
	civsam_pages/register/memberships/policies.py civsam_pages/register/memberships/services) \
	$(wildcard civsam_pages/register/importing)

.PHONY: demo demo-data test lint unit setup catalogues clean
.DEFAULT_GOAL := help

help:
	@grep '^# make' Makefile | cut -c3-

# --- what has to be there -----------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Civsam needs Python 3.11 or newer. Name it with PYTHON=.")'
	$(PYTHON) -m venv .venv

.venv/platform: requirements/platform.txt | .venv/bin/python
	@echo "Installing the Python packages …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/platform.txt
	@command -v npm >/dev/null || $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/node.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/platform
	@echo "Installing the tools of the tests …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv-wagtail-7.4/ready: requirements/wagtail-7.4.txt
	@echo "Installing Wagtail 7.4 beside, for the check of the migrations …"
	@$(PYTHON) -m venv .venv-wagtail-7.4
	@.venv-wagtail-7.4/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/wagtail-7.4.txt
	@touch $@

catalogues: .venv/platform
	@$(BIN)/python scripts/catalogues.py compile

setup: .venv/platform catalogues
	@$(BIN)/python scripts/frontend.py

# --- the demo -----------------------------------------------------------------------------------

demo: setup
	@$(DEMO) migrate -v 0
	@$(DEMO) demo_data --if-missing --port $(PORT)
	@exec sh scripts/side-by-side "$(DEMO) worker -v 0" \
	  "$(DEMO) runserver --noreload --skip-checks 127.0.0.1:$(PORT)"

demo-data: setup
	@$(DEMO) migrate -v 0
	@$(DEMO) demo_data

# --- the tests ----------------------------------------------------------------------------------

test: .venv/dev .venv-wagtail-7.4/ready catalogues
	@$(BIN)/python scripts/frontend.py --dev
	@sh scripts/browser
	@sh scripts/servers
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -q -n auto --dist loadfile tests/unit tests/engines tests/integration tests/packaging
	@$(BIN)/pytest -q tests/e2e

lint: .venv/dev .venv-wagtail-7.4/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates civsam_pages search/civsam_search platform
	PYTHONPATH=.:search:platform $(BIN)/lint-imports --no-cache
	PYTHONPATH=.:search:platform $(BIN)/mypy $(TYPED)
	$(BIN)/python scripts/catalogues.py check
	DJANGO_SETTINGS_MODULE=civsam_platform.settings.test $(MANAGE) makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=civsam_platform.settings.test .venv-wagtail-7.4/bin/python manage.py makemigrations --check --dry-run

unit: .venv/dev
	@$(BIN)/pytest -q tests/unit

clean:
	rm -rf .venv .venv-wagtail-7.4 node_modules var civsam_pages/static/civsam_pages/vendor
