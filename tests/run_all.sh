#!/usr/bin/env bash
# Everything CI runs, step by step; the first step that fails ends it with its exit code.
# With TEST_NIGHTLY=1 (`make nightly`) also what takes long and rarely tells more than the rest.
set -u
cd "$(dirname "$0")/.."

# course_utils/authoring/execute.py runs notebooks under the same variables; a test holds them equal.
export PYTHONHASHSEED=0 TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=0 CUDA_VISIBLE_DEVICES=-1
export JUPYTER_PLATFORM_DIRS=1 PYDEVD_DISABLE_FILE_VALIDATION=1
export PYTHONUNBUFFERED=1 COURSE_ROOT="$PWD"
# Hundreds of processes import the course: where the environment forbids compiled files, each would compile it anew.
unset PYTHONDONTWRITEBYTECODE

WORKERS=${TEST_WORKERS:-3} # one more than cores: some wait for a limit, a program or a browser
NIGHTLY=${TEST_NIGHTLY:-}
DONE=()
TIMES=$(mktemp -d) # pytest's report of the notebooks' run, for the table at the end

step() { # step NAME COMMAND...
    local name=$1 begin=$SECONDS code
    shift
    printf '\n=== %s\n' "$name"
    "$@" </dev/null
    code=$?
    if [ "$code" -ne 0 ]; then
        printf '\n=== %s failed with exit code %d after %d s\n' "$name" "$code" $((SECONDS - begin))
        exit "$code"
    fi
    DONE+=("$((SECONDS - begin)) $name")
}

find_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

get_chromium() { # without a browser the browser tests are skipped, and say so
    find_chromium && return 0
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "No Chromium: installing it with apt-get."
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
    fi
    find_chromium && return 0
    echo "No Chromium and no way to install it: the tests in a browser are SKIPPED."
    export COURSE_SKIP_BROWSER="no Chromium on this machine, and apt-get could not install it"
}

KERNEL=(--nbval-current-env)
PYTEST="from course_utils.authoring.source import spare_grammars
spare_grammars()  # before nbval imports nbformat
import pytest
raise SystemExit(pytest.console_main())"
notebooks() { # notebooks FOLDER...: run the notebooks of the folders with nbval, one after the other
    local files=() folder before
    for folder in "$@"; do
        before=${#files[@]}
        mapfile -t -O "$before" files < <(find "$folder" -name '*.ipynb' -not -path '*/.*' | sort)
        if [ "${#files[@]}" -eq "$before" ]; then
            echo "There is no notebook in $folder."
            return 1
        fi
    done
    # A cell that was stored without being run, as all of a student's notebook, only has to run.
    # The progress of a fresh student, whose file is nobody's own.
    COURSE_PROGRESS="$(mktemp -d)/progress.json" JUPYTER_PATH="$TIMES/jupyter" python -c "$PYTEST" --nbval "${KERNEL[@]}" \
        --nbval-sanitize-with tests/nbval_sanitize.cfg -o norecursedirs= -p no:cacheprovider \
        --junitxml="$TIMES/notebooks.xml" "${files[@]}"
}

every_notebook() {
    local from=workbook
    if [ -z "$NIGHTLY" ]; then # by day their training is shortened
        from=build/short/workbook
        rm -rf build/short
        python tests/short_training.py build/short || return 1
    fi
    if [ "$(uname)" = Linux ]; then
        coproc WARM { exec python tests/warm_kernel.py serve "$TIMES/jupyter"; } # ends with this shell
        until [ -S "$TIMES/jupyter/socket" ]; do kill -0 "$WARM_PID" && sleep 0.1 || return 1; done
        KERNEL=(--nbval-kernel-name warm)
    fi
    # Pages before the others, which make progress: START_HERE shows that of a fresh student.
    notebooks workbook/*.ipynb "$from/solutions" "$from"/week*
}

together() { # a notebook's process beside the workers, which now and then wait for a limit or a browser
    local beside code log=$TIMES/notebooks.txt
    every_notebook >"$log" 2>&1 &
    beside=$!
    # With a thread each, as in the grader's sandbox: a second one of BLAS waits by spinning, and workers fill the cores.
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
        python -m pytest -rs -p no:nbval -n "$WORKERS" --dist loadscope --no-loadscope-reorder --durations=15 -m "${NIGHTLY:+nightly or }not nightly"
    code=$?
    wait "$beside" || code=$?
    printf '\n--- notebooks (nbval): pages and solutions give their stored outputs, student notebooks run\n'
    cat "$log"
    return "$code"
}

lint() {
    python -m ruff check . && python tests/javascript/check.py
}

types() { # begun first, beside all others: where nothing of an earlier run is kept it takes most of a minute
    local code
    wait "$TYPES"
    code=$? TYPES=
    cat "$TIMES/types.txt"
    return "$code"
}

step "chromium" get_chromium
python -m mypy >"$TIMES/types.txt" 2>&1 &
TYPES=$!
step "lint (ruff, Biome, tsc)" lint
step "built notebooks are current (course build --check)" python -m course_utils build --check
kill -0 "$TYPES" 2>/dev/null || step "types (mypy)" types
# Beside each other: tests that wait for a limit or a browser leave a core to the notebooks.
step "tests (pytest), and notebooks beside them (nbval)" together

[ -z "$TYPES" ] || step "types (mypy)" types

printf '\n=== what is in the tree, and where the time went\n'
cat tests/output/sizes.txt tests/output/licences.txt # written by tests/repository
printf '%s\n' "${DONE[@]}" | python tests/repository/ci_time.py "$SECONDS" "$TIMES"/*.xml || exit 1
printf '\n=== all steps passed\n'
