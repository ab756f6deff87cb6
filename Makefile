# Python and make are enough: every target makes .venv first.
include course_utils/authoring/bundle/install.mk
.DEFAULT_GOAL := setup

.PHONY: setup setup-dev lab test test-fast nightly demo build book check-release mutants bench bench-grade bench-keys fuzz sweep pictures lock wheel clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready-dev: tests/requirements.lock $(VENV)/.ready
	$(call install,requirements.lock tests/requirements.lock,[dev,cluster,postgresql])
	touch $@

# The newest versions that pyproject.toml allows, for all systems, into the locks (needs uv and the internet).
LOCK = uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-annotate --no-header --no-emit-index-url
lock:
	$(LOCK) pyproject.toml tests/build.in --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --extra cluster --extra postgresql --constraint requirements.lock \
	  $$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' requirements.lock) --output-file tests/requirements.lock

lab: setup
	$(BIN)/course lab

test: setup-dev
	PATH="$(abspath $(BIN)):$$PATH" bash tests/run_all.sh

test-fast: setup-dev
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -m "not tf and not browser and not slow and not nightly" -n 2 --dist loadscope --no-loadscope-reorder -p no:nbval

# The whole gate with every notebook, mutant and walk, and the bundle installed without a network: an hour or more.
nightly: setup-dev
	TEST_NIGHTLY=1 PATH="$(abspath $(BIN)):$$PATH" bash tests/run_all.sh
	$(BIN)/python tests/quality/mutants.py
	$(MAKE) check-release

demo: setup
	$(BIN)/course grade tests/submissions/sample --out report/demo --seed 1

build: setup-dev
	$(BIN)/course build

# All notebooks as a web site that opens from a file.
book: setup-dev
	$(BIN)/course book build/book

check-release: setup-dev
	rm -rf build/student-bundle
	$(BIN)/course release build/student-bundle --check

bench: setup-dev
	$(BIN)/python tests/benchmarks/bench_layers.py
	$(BIN)/python tests/benchmarks/bench_boxes.py
	$(BIN)/python tests/benchmarks/bench_widgets.py

mutants: setup-dev
	$(BIN)/python tests/quality/mutants.py

# All pictures of another commit beside those of now, where they differ: make pictures BASE=main~1
pictures: setup-dev
	$(BIN)/python tests/quality/pictures.py $(BASE)

fuzz: setup-dev
	$(BIN)/python tests/fuzz/fuzz.py 20000

sweep: setup-dev
	COURSE_SWEEP=whole $(BIN)/python -m pytest tests/grading/sandbox/test_sweep.py tests/grading/test_hidden_silence.py

bench-grade: setup-dev
	$(BIN)/python tests/benchmarks/bench_grade.py

# What public notebooks of both generations get, without allowances and with them.
bench-keys: setup-dev
	$(BIN)/python tests/benchmarks/bench_keys.py

# The students' edition with its workbook, for `pip install` and `course start`.
wheel: setup-dev
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist report
