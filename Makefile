# What everyone runs: `make run` (a demo class), `make check` (quality gate), `make test` (the tests).
# Each sets up what it needs first; a second time nothing is fetched again.

PORT ?= 8443
TUTOR := .venv/bin/tutor
CLIENT_SOURCES := $(shell find tablet_client \( -name node_modules -o -name dist \) -prune -o -type f -print)
PACKAGES := tutor speech exercises learner_model tests benchmarks tools

.PHONY: help run serve check test format lock client models system-for-tests train-phones clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.runtime tablet_client/dist/index.html models ## set everything up and serve a demo class
	@$(TUTOR) serve --demo --port $(PORT)

serve: .venv/.runtime tablet_client/dist/index.html models ## the same for your own school, without the demo
	@$(TUTOR) serve --port $(PORT)

check: .venv/.dev tablet_client/node_modules/.installed ## format, lint, types, architecture, client, generated types
	.venv/bin/ruff format --check $(PACKAGES)
	.venv/bin/ruff check $(PACKAGES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	tools/with-node.sh npm --prefix tablet_client run --silent types -- --check
	tools/with-node.sh npm --prefix tablet_client run --silent check

test: .venv/.dev tablet_client/dist/index.html models system-for-tests ## all tests
	tools/with-node.sh npm --prefix tablet_client run --silent test
	.venv/bin/pytest -n auto --dist worksteal --ignore=tests/e2e
	.venv/bin/pytest tests/e2e

format: .venv/.dev tablet_client/node_modules/.installed ## put every file in form
	.venv/bin/ruff format $(PACKAGES)
	.venv/bin/ruff check --fix $(PACKAGES)
	tools/with-node.sh npm --prefix tablet_client run --silent format

lock: ## choose versions anew: requirements*.txt, with hashes and no address
	tools/lock.sh

client: tablet_client/dist/index.html ## build what tablets get

models: .venv/.runtime ## install the ear and the voice (cached outside the clone)
	@tools/install-models.sh

system-for-tests: ## Chromium and PostgreSQL, through apt where allowed
	@tools/system-for-tests.sh

train-phones: .venv/.dev models ## make the ear's phone head anew from the shared recordings (hours)
	tools/train-phones.sh

clean: ## forget what was built here; the school's data and the models stay
	rm -rf .venv tablet_client/node_modules tablet_client/dist

.venv/bin/uv:
	tools/bootstrap.sh

.venv/.runtime: requirements.txt pyproject.toml | .venv/bin/uv
	tools/install-python.sh requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	tools/install-python.sh requirements-dev.txt
	@touch $@

tablet_client/node_modules/.installed: tablet_client/package.json tablet_client/package-lock.json | .venv/.runtime
	tools/with-node.sh npm --prefix tablet_client ci --no-audit --no-fund
	@touch $@

tablet_client/dist/index.html: tablet_client/node_modules/.installed $(CLIENT_SOURCES)
	tools/with-node.sh npm --prefix tablet_client run --silent build
	@touch $@
