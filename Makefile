# Every command of the house. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := .demo
PORT   ?= 8000
GOLD   ?= examples
ANSWERS ?=
CLAIMS ?=
TORCH  ?= torch>=2.9

CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.DEFAULT_GOAL := help
.PHONY: help setup demo ingest-demo serve test test-browser check lint type layers format eval train bench lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Python 3.11 to 3.13 is needed, this is %d.%d: say make PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/ready ## make .venv with everything that is needed

ingest-demo: setup
	rm -rf $(DEMO)
	INVESTGRAPH_DATA=$(DEMO) $(BIN)/investgraph ingest examples/articles

demo: ingest-demo ## ingest the example articles, print what was found, serve the web view
	INVESTGRAPH_DATA=$(DEMO) $(BIN)/investgraph serve --port $(PORT)

serve: setup ## serve the graph in INVESTGRAPH_DATA
	$(BIN)/investgraph serve --port $(PORT)

# Not --dist loadfile: it takes tests of one name, such as those of each address of the server, for one.
test: setup ## run the tests, in as many processes as there are cores
	$(BIN)/python -m pytest --numprocesses logical --dist worksteal

test-browser: setup ## run the tests of the pages in Chromium, which is installed if it can be (Debian, as root)
	@if [ -z "$(CHROMIUM)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; fi
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-browser.lock
	$(BIN)/python -m pytest tests/browser

check: lint type layers ## all checks that do not run the code

lint: setup ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: setup ## mypy, strict
	$(BIN)/mypy

layers: setup ## import-linter: api on ingest on graph
	$(BIN)/lint-imports

format: setup ## put the source into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: setup ## score extraction, with changes since the baseline: make eval [GOLD=folder with answers]
	$(BIN)/investgraph evaluate $(GOLD) --worst 10 --baseline benchmarks/baseline.json

train: setup ## train the reader anew: make train [ANSWERS=folder] [TORCH=requirement]
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '$(TORCH)'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-train.lock
	sh training/recipe.sh $(BIN)/python $(ANSWERS)

bench: setup ## benchmarks: make bench [CLAIMS="10000 100000"], the sizes of generated graphs
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.runaway
	$(BIN)/python -m benchmarks.canvas
	$(BIN)/python -m benchmarks.names
	$(BIN)/python -m benchmarks.resolution $(CLAIMS)
	$(BIN)/python -m benchmarks.questions $(CLAIMS)

lock: setup ## pin all dependencies anew
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --upgrade --output-file requirements.lock
	$(BIN)/uv pip compile --group pyproject.toml:browser --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --upgrade --output-file requirements-browser.lock
	$(BIN)/uv pip compile --group pyproject.toml:bench --universal --python-version 3.11 --constraint requirements.lock \
	  --generate-hashes --no-header --no-annotate --upgrade --output-file requirements-bench.lock
	$(BIN)/uv pip compile --group pyproject.toml:train --universal --python-version 3.11 --no-deps \
	  --generate-hashes --no-header --no-annotate --upgrade --output-file requirements-train.lock

clean: ## remove what the commands made
	rm -rf $(VENV) $(DEMO) dist .mypy_cache .ruff_cache .pytest_cache
