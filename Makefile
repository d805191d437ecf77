# What everyone runs: `make run` (a demo class), `make check` (quality gate), `make test` (the tests).
# Each sets up what it needs first; a second time nothing is fetched again.

PORT ?= 8443
TUTOR := .venv/bin/tutor
CLIENT_SOURCES := $(shell find tablet_client \( -name node_modules -o -name dist \) -prune -o -type f -print)
PACKAGES := tutor speech exercises learner_model tests benchmarks tools

# What was compiled is kept: a start of the server takes half the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run serve check audit test test-postgresql screenshots format lock client models bundle deb try-bundle system-for-tests train-phones clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.runtime tablet_client/dist/index.html models ## set everything up and serve a demo class
	@$(TUTOR) serve --demo --port $(PORT)

serve: .venv/.runtime tablet_client/dist/index.html models ## the same for your own school, without the demo
	@$(TUTOR) serve --port $(PORT)

check: .venv/.dev tablet_client/dist/index.html ## format, lint, types, architecture, client and its size, generated types, audit
	.venv/bin/ruff format --check $(PACKAGES)
	.venv/bin/ruff check $(PACKAGES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	tools/with-node.sh npm --prefix tablet_client run --silent types -- --check
	tools/with-node.sh npm --prefix tablet_client run --silent check
	tools/with-node.sh npm --prefix tablet_client run --silent sizes
	@.venv/bin/python -m tools.audit

audit: .venv/.dev tablet_client/node_modules/.installed ## known flaws in what we depend on, where the registries can be asked
	@.venv/bin/python -m tools.audit

test: .venv/.dev tablet_client/dist/index.html models system-for-tests ## all tests
	tools/with-node.sh npm --prefix tablet_client run --silent test
	.venv/bin/pytest -n auto --dist worksteal --ignore=tests/e2e
	.venv/bin/pytest tests/e2e -n 3 --dist loadfile --no-loadscope-reorder || { \
	  echo "In the browser, what failed is tried once more, alone: three browsers at once are much for a small machine."; \
	  .venv/bin/pytest tests/e2e -x --last-failed --last-failed-no-failures none; }

test-postgresql: .venv/.dev tablet_client/dist/index.html models system-for-tests ## integration and isolation tests, all on PostgreSQL (ONLY=folder: those)
	MARELLE_DATABASES=postgresql .venv/bin/pytest -n auto --dist worksteal $(or $(ONLY),tests/integration/tutor tests/isolation)

screenshots: .venv/.dev tablet_client/dist/index.html ## every screen, lying and standing, in screenshots/ (UPDATE=1: key screens are to look so)
	.venv/bin/python -m tests.e2e.screens $(if $(UPDATE),--update) screenshots

format: .venv/.dev tablet_client/node_modules/.installed ## put every file in form
	.venv/bin/ruff format $(PACKAGES)
	.venv/bin/ruff check --fix $(PACKAGES)
	tools/with-node.sh npm --prefix tablet_client run --silent format

lock: ## choose versions anew: requirements*.txt, with hashes and no address
	tools/lock.sh

client: tablet_client/dist/index.html ## build what tablets get

models: .venv/.runtime ## install the ear and the voice (cached outside the clone)
	@tools/install-models.sh

bundle: .venv/.runtime tablet_client/dist/index.html models ## an archive that installs a school without internet, in build/ (MACHINE=aarch64: for a Pi)
	.venv/bin/python -m tools.make_bundle

deb: .venv/.runtime tablet_client/dist/index.html models ## the same as a Debian package (PYTHON=3.13: for Debian 13)
	tools/make-deb.sh $(or $(PYTHON),3.11)

try-bundle: ## install, serve, upgrade and remove both, in a Debian 12 without a network (as root, ten minutes)
	tools/try-bundle.sh

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
