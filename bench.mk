# SPDX-License-Identifier: Apache-2.0
# bench.mk - make bench-roam: how long a laptop that moves is silent, by
# autotunnel and by others, in half an hour; RUNS, LIMIT, TOOLS, MODES, DELAYS,
# JOBS and RESUME=yes as bench/roam.sh has them. make bench: a short form of it.
# Both need root.

BENCH_ROAM = B=$(B) bench/roam.sh

bench-tools:
	@dist/install-packages.sh
	@PACKAGES=packages-bench dist/install-packages.sh
	@$(MAKE) -s --no-print-directory all net

bench-roam: bench-tools
	@$(BENCH_ROAM)

# Two runs of each kind, the most telling ones, cut after 40 s: three minutes.
bench: bench-tools
	@NAME=bench RUNS=$(or $(RUNS),2) LIMIT=$(or $(LIMIT),40) \
		MODES="silent talking" DELAYS=0 $(BENCH_ROAM)

# What the last bench-roam said becomes what the documentation shows.
bench-keep:
	install -d docs/bench
	install -m 644 $(B)/bench-roam.json docs/bench/roam.json
	install -m 644 $(B)/bench-roam.svg docs/bench/roam.svg
	install -m 644 $(B)/bench-roam.txt docs/bench/roam.txt

.PHONY: bench bench-roam bench-tools bench-keep
