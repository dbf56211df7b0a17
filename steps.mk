# SPDX-License-Identifier: Apache-2.0
# steps.mk - fuzzing of machines, beside fuzz.mk's of octets: each chart, and the
# whole agent and rendezvous. fuzz/rows.h counts the rows that fire and the pairs
# of them.

STEP_FUZZERS = fuzz_chart fuzz_agent fuzz_rendezvous
STEP_LIBS = -lm -lpthread

$(B)/fuzz/%.o: CPPFLAGS += -I.

$(B)/fuzz/rests.c: fuzz/rests.awk $(MACHINES:%=specs/%.fsm)
	@mkdir -p $(@D)
	awk -f $^ >$@
$(B)/fuzz/rests.o: $(B)/fuzz/rests.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# A whole container, from records (fuzz/records.h) that become messages.
CORE_FUZZ_OBJ = $(call obj,fuzz/rows.c fuzz/records.c fuzz/no_compares.c src/lab/charts.c gen/lab/charts.c \
	gen/lab/decisions.c $(TABLE_SRC)) $(B)/fuzz/rests.o
AGENT_FUZZ_OBJ = $(call obj,fuzz/fuzz_agent.c fuzz/agent_world.c fuzz/agent_zone.c) \
	$(CORE_FUZZ_OBJ) $(B)/libautotunnel.a
RENDEZVOUS_FUZZ_OBJ = $(call obj,fuzz/fuzz_rendezvous.c tests/rendezvous_bench.c \
	tests/rendezvous_primary.c) $(CORE_FUZZ_OBJ) $(B)/libautotunnel.a

# fuzz/no_compares.c
NO_COMPARES = $(foreach n,1 2 4 8,-Wl,--wrap=__sanitizer_cov_trace_cmp$(n) \
	-Wl,--wrap=__sanitizer_cov_trace_const_cmp$(n))

# $(1): target, $(2): its objects
define step_fuzzer
$(B)/fuzz/run_$(1): $(2)
	$$(CC) $$(LDFLAGS) $$(NO_COMPARES) -fsanitize=fuzzer -o $$@ $$^ $$(STEP_LIBS)
$(B)/fuzz/replay_$(1): $(B)/fuzz/main.o $(2)
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(STEP_LIBS)
$(B)/fuzz/distil_$(1): $(B)/fuzz/distil.o $(2)
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(STEP_LIBS)
$(B)/fuzz/written_$(1): $(B)/fuzz/written.o $(B)/fuzz/$(1:fuzz_%=%)_words.o $(2)
	$$(CC) $$(LDFLAGS) -o $$@ $$^ $$(STEP_LIBS)
endef
# Both builds of each chart, as tests/test_agreement.c has them, and the runtime:
# compiled without the compiler's coverage, as pairs of rows are the feedback.

comma = ,
CHART_FUZZ = $(B)/fuzz/chart
CHART_FUZZ_CC = @mkdir -p $(@D); $(CC) $(CPPFLAGS) -I. -I$(GOLDEN) \
	$(subst fuzzer-no-link$(comma),,$(CFLAGS)) -MMD -MP -c -o $@ $<
CHART_FUZZ_OBJ = $(addprefix $(CHART_FUZZ)/,$(addsuffix .o,$(notdir $(basename \
	$(TABLE_SRC) $(AGREE:%=gen/core/%_chart.c) $(RAGEL_SRC) gen/lab/charts.c \
	gen/lab/decisions.c fuzz/rows.c fuzz/fuzz_chart.c \
	fsm/chart.c fsm/chart_table.c fsm/turn.c))) found.o stubs.o rests.o)

$(CHART_FUZZ)/%_ragel.o: gen/core/%_ragel.c
	$(CHART_FUZZ_CC) $(AGREE_NAMES)
$(CHART_FUZZ)/%.o: gen/core/%.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/%.o: fsm/%.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/%.o: fuzz/%.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/charts.o: gen/lab/charts.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/found.o: src/lab/charts.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/decisions.o: gen/lab/decisions.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/rests.o: $(B)/fuzz/rests.c
	$(CHART_FUZZ_CC)
$(CHART_FUZZ)/stubs.c: tests/fsmc/agreement.awk $(AGREE:%=gen/core/%_chart.h)
	@mkdir -p $(@D)
	awk -f $^ >$@
$(CHART_FUZZ)/stubs.o: $(CHART_FUZZ)/stubs.c
	$(CHART_FUZZ_CC)

$(eval $(call step_fuzzer,fuzz_chart,$(CHART_FUZZ_OBJ)))
$(eval $(call step_fuzzer,fuzz_agent,$(AGENT_FUZZ_OBJ)))
$(eval $(call step_fuzzer,fuzz_rendezvous,$(RENDEZVOUS_FUZZ_OBJ)))

# Seeds that people write, for what chance hardly finds: fuzz/written/agent/NAME,
# a record a line (fuzz/written.c; its words: fuzz/agent_records.h), become inputs
# in $(B)/fuzz/written/agent.
WRITTEN = agent
written-seeds: $(WRITTEN:%=$(B)/fuzz/written_fuzz_%)
	@for f in $(WRITTEN); do rm -rf $(B)/fuzz/written/$$f && \
		mkdir -p $(B)/fuzz/written/$$f && $(B)/fuzz/written_fuzz_$$f \
			$(B)/fuzz/written/$$f fuzz/written/$$f/* || exit 1; done

# Charts as data alone.
$(B)/fuzz/coverage: $(B)/fuzz/coverage.o $(B)/fuzz/allowed.o $(call obj,src/lab/charts.c \
		gen/lab/charts.c gen/lab/decisions.c $(TABLE_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(STEP_LIBS)

# Rows and pairs of rows that the seeds reach, as a table; fuzz/unreached says
# why others are not, and it fails where nobody says it. The seeds alone, without
# libFuzzer.
STEP_CORES = agent rendezvous
fuzz-coverage: $(B)/fuzz/coverage $(STEP_FUZZERS:%=$(B)/fuzz/replay_%) written-seeds
	@for f in chart $(STEP_CORES); do FUZZ_ROWS=$(B)/fuzz/$$f.rows \
		$(B)/fuzz/replay_fuzz_$$f fuzz/corpus/$$f $(B)/fuzz/written/$$f \
		>/dev/null || exit 1; done
	@$(B)/fuzz/coverage fuzz/unreached $(B)/fuzz/chart.rows \
		$(STEP_CORES:%=$(B)/fuzz/%.rows)

# What make fuzz found becomes the seeds, as few as reach all of it; what people
# wrote stays beside them.
fuzz-seeds: $(STEP_FUZZERS:%=$(B)/fuzz/distil_%)
	@for f in chart $(STEP_CORES); do rm -rf $(B)/fuzz/seeds && \
		mkdir -p $(B)/fuzz/seeds $(B)/fuzzing/corpus/$$f && \
		$(B)/fuzz/distil_fuzz_$$f $(B)/fuzz/seeds fuzz/corpus/$$f \
			$(B)/fuzzing/corpus/$$f || exit 1; \
		rm -f fuzz/corpus/$$f/* && cp $(B)/fuzz/seeds/* fuzz/corpus/$$f; done

# How fast charts are fuzzed, and how soon all rows are seen: bench/fuzz.sh.
bench-fuzz:
	@$(MAKE) -s --no-print-directory B=$(B)/bench-fuzz CC="$(or $(FUZZ_CC),clang)" \
		OPTIMISE=-O2 SANITIZE="-fsanitize=address" $(B)/bench-fuzz/fuzz/run_fuzz_chart
	@B=$(B) sh bench/fuzz.sh

.PHONY: fuzz-coverage fuzz-seeds written-seeds bench-fuzz

# The daemons themselves under AFL++, AFL_SECONDS each: fuzz/afl/daemon.c. Needs
# dist/packages-long. AFL works in $(B)/afl/NAME, which goes on where it ended;
# a crash or a hang makes it fail. Executions a second are told at the end.
AFL_SECONDS ?= 300
AFL_CC ?= afl-clang-fast
AFL_WRAP = $(addprefix -Wl$(comma)--wrap=,poll recvmsg sendmsg connect clock_gettime \
	fsync edge_judge ares_query)
AFL_OBJ = $(call obj,fuzz/afl/primary.c $(SHELL_SRC) $(RAGEL_SRC))

$(B)/fuzz/afl/daemon_dns.o $(B)/fuzz/afl/main_dns.o: CPPFLAGS += -DAFL_DNS=1
$(B)/fuzz/afl/daemon_agent.o: CPPFLAGS += -DAFL_DNS=0
$(B)/fuzz/afl/main_dns.o: src/rendezvous/main.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-missing-prototypes -Dmain=daemon_main -MMD -MP -c -o $@ $<
$(B)/fuzz/afl/daemon_dns.o $(B)/fuzz/afl/daemon_agent.o: fuzz/afl/daemon.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/fuzz/afl_dns: $(B)/fuzz/afl/daemon_dns.o $(B)/fuzz/afl/main_dns.o $(AFL_OBJ) \
		$(call obj,src/rendezvous/settings.c) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) $(AFL_WRAP) -o $@ $^ $(LIBS)
$(B)/fuzz/afl_agent: $(B)/fuzz/afl/daemon_agent.o $(AFL_OBJ) \
		$(call obj,$(filter-out src/agent/main.c,$(AGENT_SRC))) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) $(AFL_WRAP) -o $@ $^ $(LIBS)

afl-build:
	@AFL_QUIET=1 $(MAKE) -s --no-print-directory B=$(B)/afl CC="$(AFL_CC)" OPTIMISE=-O2 \
		$(B)/afl/fuzz/afl_dns $(B)/afl/fuzz/afl_agent
afl: afl-build
	@B=$(B) AFL_SECONDS=$(AFL_SECONDS) sh fuzz/afl/run.sh
.PHONY: afl afl-build

# A night of chance: fuzz/night.sh. HOURS=8; goes on where it was stopped.
night: all fuzzers written-seeds
	@! command -v afl-fuzz >/dev/null || $(MAKE) -s --no-print-directory afl-build
	@B=$(B) HOURS=$(or $(HOURS),8) sh fuzz/night.sh
.PHONY: night
