# SPDX-License-Identifier: Apache-2.0
# bench.mk - make bench: what the lab's parts cost, then a short form of
# make bench-roam: how long a laptop that moves is silent, by autotunnel and by
# others, in half an hour; RUNS, LIMIT, TOOLS, MODES, DELAYS, JOBS and
# RESUME=yes as bench/roam.sh has them. The latter need root.

# The lab: each is bench/NAME.sh, prints its ratios and writes
# $(B)/bench-NAME.json.
LAB_BENCHES = step trace capture

# llq_client by Ragel, from the table, as a switch; `plain` is without its timers.
# $(1): prefix of the names
bench_names = $(foreach f,begin restore step,-Dllq_client_$(f)=$(1)llq_client_$(f))
NO_TIMERS = $(foreach t,start resume stop reset,-Dtimer_$(t)=no_timer_$(t)) \
	-Dtable_step=plain_table_step -Dtable_find=plain_table_find \
	-Dtable_act=plain_table_act \
	-Dswitch_llq_client_step=plain_switch_llq_client_step
BENCH_CC = @mkdir -p $(@D); $(CC) $(CPPFLAGS) -I. $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/bench/%.o: CPPFLAGS += -I.
$(B)/bench/step_ragel.o: gen/core/llq_client_ragel.c
	$(BENCH_CC) $(call bench_names,ragel_)
$(B)/bench/step_table.o: gen/core/llq_client_table.c
	$(BENCH_CC) $(call bench_names,table_)
$(B)/bench/plain_ragel.o: gen/core/llq_client_ragel.c
	$(BENCH_CC) $(call bench_names,plain_ragel_) $(NO_TIMERS)
$(B)/bench/plain_table.o: gen/core/llq_client_table.c
	$(BENCH_CC) $(call bench_names,plain_table_) $(NO_TIMERS)
$(B)/bench/llq_client_switch.c: bench/switch.awk gen/core/llq_client_chart.c
	@mkdir -p $(@D)
	awk -f $^ >$@
$(B)/bench/step_switch.o: $(B)/bench/llq_client_switch.c
	$(BENCH_CC)
$(B)/bench/switch_plain.o: $(B)/bench/llq_client_switch.c
	$(BENCH_CC) $(NO_TIMERS)
$(B)/bench/plain_lookup.o: fsm/chart_table.c
	$(BENCH_CC) $(NO_TIMERS)

STEP_OBJ = $(addprefix $(B)/bench/,step_ragel.o step_table.o step_switch.o)
$(B)/bench/step: $(STEP_OBJ) $(addprefix $(B)/bench/,step.o stubs.o plain_ragel.o \
		plain_table.o switch_plain.o plain_lookup.o) \
		$(B)/gen/core/llq_client_table.o $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^

# Its actions log; the machine's own are not linked.
$(B)/tests/test_bench.o: CPPFLAGS += -I.
$(B)/tests/test_bench: $(B)/tests/test_bench.o $(STEP_OBJ) \
		$(B)/gen/core/llq_client_table.o $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ -lcheck -lsubunit -lm -lrt -lpthread

# A day in the simulated world, and what its recordings cost: with the Ragel
# build of every chart, as the programs have it.
$(B)/bench/day: $(B)/bench/day.o $(call obj,$(SUPPORT_SRC) $(SHELL_SRC) $(RAGEL_SRC)) \
		$(B)/liblab.a $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(LAB_LIBS) -lcheck -lsubunit -lm -lrt -lpthread
$(B)/bench/trace: $(B)/bench/trace.o $(B)/liblab.a \
		$(call obj,$(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(LAB_LIBS)

$(B)/bench/capture: $(B)/bench/capture.o $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^

# Optimised over all files at once, for this machine, and by what ran in worlds
# that are not measured (seed 2): by gcc, three minutes; kept until a file changes.
SIMULATE = $(MAKE) -s --no-print-directory B=$(B)/bench-simulate \
	OPTIMISE="-O3 -flto=auto -march=native" $(B)/bench-simulate/autotunnel-lab
PROFILED = SANITIZE="-fprofile-use -Wno-missing-profile"
TRAIN = $(B)/bench-simulate/autotunnel-lab simulate --seed 2 --faults none \
	--unwatched --out $(B)/bench-simulate >/dev/null
bench-simulate:
	@$(SIMULATE) $(PROFILED) -q || { rm -rf $(B)/bench-simulate && \
		$(SIMULATE) SANITIZE="-fprofile-generate -Wl,-u,__gcov_dump" && \
		$(TRAIN) --hosts 8 --for 10d && $(TRAIN) --hosts 300 --for 3h && \
		find $(B)/bench-simulate -type f ! -name '*.gcda' -delete && \
		$(SIMULATE) $(PROFILED); }
	@B=$(B) LAB=$(B)/bench-simulate/autotunnel-lab sh bench/simulate.sh

bench-lab: all $(B)/bench/step $(B)/bench/day $(B)/bench/trace $(B)/bench/capture
	@for b in $(LAB_BENCHES); do B=$(B) sh bench/$$b.sh || exit 1; done
	@$(MAKE) -s --no-print-directory bench-simulate
	@$(MAKE) -s --no-print-directory bench-fuzz

# So that none of it rots: all of it once and briefly, and what it counted.
bench-check: all $(B)/bench/step $(B)/bench/day $(B)/bench/trace $(B)/bench/capture
	@B=$(B) sh tests/bench.sh

BENCH_ROAM = B=$(B) bench/roam.sh

bench-tools:
	@dist/install-packages.sh
	@PACKAGES=packages-bench dist/install-packages.sh
	@$(MAKE) -s --no-print-directory all net

bench-roam: bench-tools
	@$(BENCH_ROAM)

# The lab's, then two runs of each kind, the most telling ones, cut after 40 s:
# three minutes.
bench: bench-lab bench-tools
	@NAME=bench RUNS=$(or $(RUNS),2) LIMIT=$(or $(LIMIT),40) \
		MODES="silent talking" DELAYS=0 $(BENCH_ROAM)

# What the last bench-roam said becomes what the documentation shows.
bench-keep:
	install -d docs/bench
	install -m 644 $(B)/bench-roam.json docs/bench/roam.json
	install -m 644 $(B)/bench-roam.svg docs/bench/roam.svg
	install -m 644 $(B)/bench-roam.txt docs/bench/roam.txt

.PHONY: bench bench-lab bench-simulate bench-check bench-roam bench-tools bench-keep
