# `make` lists the targets. Everything works from a bare checkout with Python 3.11+, make and git.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
TESTS ?=
FAULTS ?=

.PHONY: help demo up test test-api faults test-compose test-hosts test-helm secrets lint types imports check lock schema clean

help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/run: requirements-embedded.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; PYTHON=... names another one" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "Setting up .venv (once)..." >&2; $(PYTHON) -m venv .venv; }
	@$(PIP) install --require-hashes -r requirements-embedded.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

demo: .venv/run ## Run the press with samples; EXIT=1 stops it when all are published.
	@$(BIN)/matbaa demo $(if $(EXIT),--exit)

up: .venv/run ## Run the press on this machine.
	@$(BIN)/matbaa up

test: .venv/dev ## Run every test that needs only the embedded stack; TESTS=... selects some.
	@$(BIN)/pytest $(or $(TESTS),--ignore=tests/browser --ignore=tests/compose --ignore=tests/hosts)

faults: .venv/dev ## Test the press under faults of its processes and servers; FAULTS="--cases K1,S4 --seeds 3" selects some.
	@$(BIN)/python -m tests.faults $(FAULTS)

test-api: .venv/dev ## Test the HTTP API against its OpenAPI document for a minute.
	@$(BIN)/python -m tests.desk.conformance

test-compose: .venv/dev ## Test the compose stack; needs a Docker engine.
	@tests/compose/run

test-hosts: .venv/dev ## Test the press on three hosts in network namespaces; needs root.
	@tests/hosts/run

test-helm: ## Render the chart and check it against Kubernetes' types.
	@deploy/helm/check

secrets: ## Write development secrets into ./secrets.
	@deploy/make-secrets

lint: .venv/dev ## Check style.
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/hadolint Dockerfile

types: .venv/dev ## Check types.
	@$(BIN)/mypy

imports: .venv/dev ## Check that imports point one way.
	@$(BIN)/lint-imports

check: lint types imports test ## Run lint, types, imports and test.

lock: .venv/dev ## Regenerate the locked requirements from pyproject.toml.
	@deploy/lock

schema: .venv/run ## Generate docs/submission.schema.json from the model.
	@$(BIN)/python -m matbaa.schema docs/submission.schema.json

clean: ## Remove the environment and the embedded stack's data.
	rm -rf .venv .matbaa
