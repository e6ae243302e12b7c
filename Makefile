# Two commands do everything: make report, make test. Both set up what they need, once.
# Wanted beforehand: Python 3.11.5 or newer, make, and a package index that pip can reach.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
.PHONY: report test lint tests notebooks clean

report: $(READY)
	@$(BIN)/kentering report corpora/example --out out --language nl --language fr --language en

test: lint notebooks tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

notebooks: $(READY)
	@$(BIN)/kentering run corpora/example
	$(BIN)/pytest -n 2 --nbmake --nbmake-timeout=600 --no-header notebooks

tests: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile --durations 25

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("kentering needs Python 3.11.5 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" if sys.version_info < (3, 11, 5) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf out corpora/*/built
