# Two targets do all the set-up: `make demo` and `make test`. Both install into .venv from the lock.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEMO := .demo
DOMAIN := dom-crm-intent-2026

# The first interpreter of a version that all dependencies ship for.
FIND_PYTHON = for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		2>/dev/null; then echo "$$python"; exit; fi; done

FIND_POSTGRES = ls -d /usr/lib/postgresql/*/bin/postgres "$$(command -v postgres)" 2>/dev/null | grep postgres
INSTALL_POSTGRES = { [ "$$(id -u)" = 0 ] && echo "Installing Debian's PostgreSQL" && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; }

.PHONY: demo test test-integration install check format lock schema samples model bench bench-data bench-detection sdist clean help

help: ## show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

demo: install ## mask the sample tickets and show three of them before and after
	@rm -rf $(DEMO)/out
	@test -f $(DEMO)/secrets/keys/$(DOMAIN).json || \
		$(BIN)/caviardage keys init --domain $(DOMAIN) --secrets $(DEMO)/secrets
	$(BIN)/caviardage run --policy configs/crm_tickets.yaml --input samples/tickets.jsonl \
		--output $(DEMO)/out --secrets $(DEMO)/secrets --preview 3

test: install check ## lint, types, all tests, the README's commands
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report

test-integration: install ## the tests that need a server, on a PostgreSQL started for them
	@$(FIND_POSTGRES) >/dev/null || $(INSTALL_POSTGRES) || \
		{ echo "no PostgreSQL server found; on Debian and Ubuntu: apt install postgresql"; exit 1; }
	$(BIN)/python -m pytest -m integration tests/integration

install: $(INSTALLED) ## make .venv from the lock

$(INSTALLED): requirements.lock setup.py
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "caviardage needs Python 3.11, 3.12 or 3.13; name it with: make PYTHON=/path/to/python"; \
		exit 1; \
	fi; \
	rm -rf $(VENV); \
	"$$python" -m venv $(VENV) >/dev/null 2>&1 || \
	{ "$$python" -m venv --clear --without-pip $(VENV) && \
		"$$python" -m pip --python $(BIN)/python install --quiet pip; } || \
	{ echo "$$python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv"; \
		exit 1; }
	@echo "Installing the locked dependencies into $(VENV) (a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

check: install ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python samples/build.py --check
	$(BIN)/python samples/build.py --check --source benchmarks/open_crm/source

format: install ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: install ## refresh requirements.lock from the ranges in setup.py
	$(BIN)/uv pip compile setup.py --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --upgrade --quiet --output-file requirements.lock

schema: install ## refresh the JSON Schema of the policy file
	$(BIN)/caviardage policy schema > configs/policy.schema.json

samples: install ## rebuild the sample exports from their annotated sources
	$(BIN)/python samples/build.py

model: install ## train the French model anew from training/ and pack it (up to an hour)
	$(BIN)/python -m training.rehearsal
	$(BIN)/python -m training.train
	$(BIN)/python -m training.pack
	$(BIN)/python -m training.curve

bench: install ## the whole pipeline beside the same work in process (minutes)
	$(BIN)/python -m benchmarks.throughput

bench-data: install ## build the exports and the gold of the test split
	$(BIN)/python samples/build.py --source benchmarks/open_crm/source --out benchmarks/open_crm

bench-detection: install bench-data ## ours, stock Presidio and open peers on the test split
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[bench]'
	$(BIN)/python -m benchmarks.detection --split test

sdist: install ## build the sdist that Beam stages on remote workers
	$(BIN)/python -m build --no-isolation --sdist

clean: ## remove what the targets made
	rm -rf $(VENV) $(DEMO) build dist out *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache
