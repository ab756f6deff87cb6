#!/usr/bin/env bash
# Everything CI runs, step by step; the first step that fails ends it with its exit code.
set -u
cd "$(dirname "$0")/.."

# course_utils/authoring/execute.py runs notebooks under the same variables; a test holds them equal.
export PYTHONHASHSEED=0 TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=0 CUDA_VISIBLE_DEVICES=-1
export JUPYTER_PLATFORM_DIRS=1 PYDEVD_DISABLE_FILE_VALIDATION=1
export PYTHONUNBUFFERED=1 COURSE_ROOT="$PWD"

WORKERS=${TEST_WORKERS:-2}
DONE=()
TIMES=$(mktemp -d) # pytest's reports of the notebooks' runs, for the table at the end

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

notebooks() { # notebooks OPTION FOLDER...: run the notebooks of the folders with nbval
    local option=$1 files
    shift
    mapfile -t files < <(find "$@" -name '*.ipynb' -not -path '*/.*' | sort)
    if [ "${#files[@]}" -eq 0 ]; then
        echo "There is no notebook in $*."
        return 1
    fi
    # The progress of a fresh student, whose file is nobody's own.
    COURSE_PROGRESS="$(mktemp -d)/progress.json" python -m pytest "$option" --nbval-current-env --nbval-sanitize-with tests/nbval_sanitize.cfg \
        -n "$WORKERS" --dist loadscope -o norecursedirs= -p no:cacheprovider \
        --junitxml="$TIMES/${#DONE[@]}.xml" "${files[@]}"
}

step "chromium" get_chromium
step "lint (ruff)" python -m ruff check .
step "types (mypy)" python -m mypy
step "JavaScript (Biome, tsc)" python tests/javascript/check.py
step "tests (pytest)" python -m pytest -rs -n "$WORKERS" --dist loadscope --durations=15
step "built notebooks are current (course build --check)" python -m course_utils build --check
step "pages give their stored outputs (nbval)" notebooks --nbval workbook/*.ipynb
step "solution notebooks give their stored outputs (nbval)" notebooks --nbval workbook/solutions
step "student notebooks run as they are (nbval, lax)" notebooks --nbval-lax workbook/week*

printf '\n=== what is in the tree, and where the time went\n'
cat tests/output/sizes.txt tests/output/licences.txt # written by tests/repository
printf '%s\n' "${DONE[@]}" | python tests/repository/ci_time.py "$SECONDS" "$TIMES"/*.xml || exit 1
printf '\n=== all steps passed\n'
