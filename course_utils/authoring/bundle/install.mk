# How .venv is made. Python 3.11, else 3.12, else 3.13 (PYTHON= decides), by uv where it is on the path, else by pip.
# The exact versions of requirements.lock, each with its hash; UNLOCKED=1 takes the newest that pyproject.toml allows.
PYTHON ?= $(firstword $(foreach version,3.11 3.12 3.13,$(shell command -v python$(version))))
VENV := .venv
BIN := $(VENV)/bin
# A folder wheels/ holds all packages: then nothing comes from the internet.
OFFLINE := $(if $(wildcard wheels/*.whl),--no-index --find-links wheels)
UV := $(shell command -v uv)
INSTALL = $(if $(UV),$(UV) pip install --python $(BIN)/python,$(BIN)/python -m pip install) --quiet $(OFFLINE)

# $(call install,LOCKS,EXTRAS): what the locks name, then the course itself.
define install
$(if $(UNLOCKED),$(INSTALL) --editable ".$(2)",$(INSTALL) --require-hashes $(foreach lock,$(1),-r $(lock)))
$(if $(UNLOCKED),,$(INSTALL) --no-deps --no-build-isolation --editable .)
endef

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "There is no Python 3.11, 3.12 or 3.13 here: install one, or name yours with PYTHON=." >&2; exit 1; }
	$(if $(UV),$(UV) venv --quiet --seed --python "$(PYTHON)" $(VENV),"$(PYTHON)" -m venv $(VENV))

$(VENV)/.ready: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "Installing into $(VENV): $(if $(UV),a minute,a few minutes) the first time."
	$(call install,requirements.lock)
	touch $@
