# Each target sets up what it needs: system libraries (Debian, Ubuntu), .venv, the locked packages, the program.
# What is there already is left alone: empty files in .venv/.ready remember it.

PYTHON := .venv/bin/python
READY := .venv/.ready
LINUX := packaging/linux
LOCKS := packaging/requirements
TOUR := build/tour

# An environment whose Python went away with a system upgrade is made anew.
$(shell [ -x $(PYTHON) ] || rm -rf $(READY))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check bench soak package test-package screenshots looks words lock hooks format clean distclean

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: $(READY)/run $(READY)/words ## start MJ Desk; without a display, let it show itself in pictures
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	    exec $(PYTHON) -m mjdesk; \
	else \
	    echo "mjdesk: no display here, so the tour is made: pictures of the main job go to $(TOUR)"; \
	    QT_QPA_PLATFORM=offscreen exec $(PYTHON) -m mjdesk --tour $(TOUR); \
	fi

test: $(READY)/test $(READY)/words ## format, lint, types, import contracts and every test
	@$(PYTHON) packaging/checks.py

check: $(READY)/test ## format, lint, types and import contracts
	@$(PYTHON) packaging/checks.py --static

bench: $(READY)/test ## measure speed and memory, each against a baseline of the same run
	@$(PYTHON) -m pytest tests/bench -m bench -p no:xdist -q

soak: $(READY)/test ## kill the program 200 times and let gateways fail 10,000 polls: nothing lost, nothing twice
	@$(PYTHON) -m tests.soak.kill 200
	@$(PYTHON) -m tests.soak.trouble 10000 500

package: $(READY)/test | build/.system-package ## build what people install into dist/, install it into a clean system, prove it
	@$(PYTHON) packaging/build.py
	@$(MAKE) --no-print-directory test-package

test-package: $(READY)/test | build/.system-package ## prove what `make package` built
	@$(PYTHON) -m pytest tests/packaging -m package -p no:xdist -q

screenshots: $(READY)/run $(READY)/words ## make the tour and copy the pictures that the README shows
	@rm -rf $(TOUR) $(TOUR).zh_CN
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m mjdesk --language en --tour $(TOUR)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m mjdesk --language zh_CN --tour $(TOUR).zh_CN
	@$(PYTHON) packaging/screenshots.py $(TOUR)

looks: $(READY)/test ## keep the screens as they look now for the comparison in the tests
	@$(PYTHON) packaging/looks.py

words: $(READY)/test ## bring what is translated in step with what the program says
	@$(PYTHON) packaging/words.py gather

lock: $(READY)/tools ## remake the locks from pyproject.toml; UPGRADE=1 takes newer versions
	@$(PYTHON) packaging/lock.py $(if $(UPGRADE),--upgrade)

hooks: $(READY)/test $(READY)/tools ## let git check each commit
	@$(PYTHON) -m pre_commit install

format: $(READY)/test ## put every file into the house's format
	@$(PYTHON) -m ruff check --fix-only --quiet . && $(PYTHON) -m ruff format --quiet .

clean: ## remove what was built, measured and cached
	@rm -rf resources/i18n/*.qm $(READY)/words
	@rm -rf build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find mjdesk tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## and the environment
	@rm -rf .venv

# The system comes first: it may bring the modules that make .venv. A missing .venv takes its own stamps with it.
build/.system-%: $(LINUX)/system.sh $(LINUX)/python.sh
	@$(LINUX)/system.sh $*
	@[ "$$MJDESK_SKIP_SYSTEM" = 1 ] || { mkdir -p $(@D) && touch $@; }

build/.system-test: | build/.system-run
build/.system-package: | build/.system-test

$(READY)/run: $(LOCKS)/runtime.lock $(LOCKS)/build.lock pyproject.toml packaging/environment.py | build/.system-run
	@$$($(LINUX)/python.sh) packaging/environment.py run
	@mkdir -p $(@D) && touch $@

$(READY)/test: $(READY)/run $(LOCKS)/dev.lock | build/.system-test
	@$(PYTHON) packaging/environment.py test
	@mkdir -p $(@D) && touch $@

$(READY)/words: packaging/words.py $(wildcard resources/i18n/*.po) | $(READY)/run
	@$(PYTHON) packaging/words.py compile
	@mkdir -p $(@D) && touch $@

$(READY)/tools: $(READY)/run $(LOCKS)/tools.lock
	@$(PYTHON) packaging/environment.py tools
	@mkdir -p $(@D) && touch $@
