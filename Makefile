# Python 3.11 and make are enough: every target makes .venv first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup setup-dev lab test test-fast demo build check-release mutants bench bench-grade clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV): a few minutes the first time."
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --editable ".[dev,cluster,postgresql]"
	touch $@

lab: setup
	$(BIN)/course lab

test: setup-dev
	PATH="$(abspath $(BIN)):$$PATH" bash tests/run_all.sh

test-fast: setup-dev
	$(BIN)/python -m pytest -m "not tf and not browser and not slow" -n 2 --dist loadscope -p no:nbval

demo: setup
	$(BIN)/course grade tests/submissions/sample --out report/demo --seed 1

build: setup-dev
	$(BIN)/course build

check-release: setup-dev
	rm -rf build/student-bundle
	$(BIN)/course release build/student-bundle --check

bench: setup-dev
	$(BIN)/python tests/benchmarks/bench_layers.py
	$(BIN)/python tests/benchmarks/bench_boxes.py
	$(BIN)/python tests/benchmarks/bench_widgets.py

mutants: setup-dev
	$(BIN)/python tests/quality/mutants.py

bench-grade: setup-dev
	$(BIN)/python tests/benchmarks/bench_grade.py

clean:
	rm -rf $(VENV) build dist report
