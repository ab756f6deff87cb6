# Python 3.11 and make are enough: every target makes .venv first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup lab test test-fast demo build bench bench-grade clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev,cluster,postgresql]"
	touch $@

lab: setup
	$(BIN)/course lab

test: setup
	PATH="$(abspath $(BIN)):$$PATH" bash tests/run_all.sh

test-fast: setup
	$(BIN)/python -m pytest -m "not tf and not browser and not slow"

demo: setup
	$(BIN)/course grade tests/submissions/sample --out report/demo --seed 1

build: setup
	$(BIN)/course build

bench: setup
	$(BIN)/python tests/benchmarks/bench_layers.py

bench-grade: setup
	$(BIN)/python tests/benchmarks/bench_grade.py

clean:
	rm -rf $(VENV) build dist report
