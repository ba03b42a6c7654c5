# Two commands do everything: `make run` and `make test`. PYTHON names the interpreter to begin with (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check faults bench lock setup setup-dev browser

run: setup ## set up, start on SQLite, print the address
	$(BIN)/streamlit run streamlit_app.py

test: setup-dev browser ## set up, run all tests, the browser's included
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: setup-dev ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

faults: setup-dev browser ## the long form of the tests that kill, tear, fill, pull the plug and bring hostile files and texts
	FAULTS=long $(BIN)/python -m pytest tests/faults tests/browser/test_hostile_text.py -s

bench: setup-dev browser ## measure; prints tables, fails nothing
	$(BIN)/python -m benchmarks

setup: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tadqiq needs Python 3.11 or newer: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

# Debian's Chromium where apt is there, else the one that Playwright brings.
browser: setup-dev
	@$(BIN)/python -m tests.browser.install

lock: setup-dev ## make the requirements files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 -o requirements.txt
	$(BIN)/python -m tests.lock
