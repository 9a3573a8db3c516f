# The same commands everywhere: python3 bootstrap.py run | test | check | setup | bundle | lock
PYTHON ?= python3
# An emptied environment has no PATH at all.
PATH ?= /usr/local/bin:/usr/bin:/bin
export PATH

.PHONY: run test check setup bundle lock

run test check setup bundle lock:
	@$(PYTHON) bootstrap.py $@ $(ARGS)
