# SPDX-License-Identifier: Apache-2.0
# fuzz.mk - fuzz/fuzz_X.c is a target: LLVMFuzzerTestOneInput and a property that
# it asserts. Its seeds are fuzz/corpus/X/*, and those that people write (steps.mk).
# `make fuzz` runs each FUZZ_SECONDS under libFuzzer; `make fuzz-replay` needs no
# libFuzzer and runs the seeds, and prefixes of each, through the same targets.
# With FUZZ_TELL=1 in the environment a target tells the differences that it knows
# between us and others, or the rows that fire (fuzz/rows.h).

FUZZERS = $(basename $(notdir $(wildcard fuzz/fuzz_*.c)))
FUZZ_SECONDS ?= 30
FUZZ_LINK = $(call obj,fuzz/classes.c $(SUPPORT_SRC)) $(B)/liblab.a \
	$(call obj,$(SHELL_SRC) $(TABLE_SRC)) $(B)/libautotunnel.a
FUZZ_LIBS = $(LIBS) $(LAB_LIBS) -lcheck -lsubunit -lm -lrt -lpthread

# What one target links beside these: other people's implementations that ours
# must agree with, and files of a program.
LIBS_fuzz_dns_others = -lldns -lknot
LIBS_fuzz_tsig = -lldns -lknot -ldnssec
LIBS_fuzz_libnatpmp = -lnatpmp
fuzz_with = $(addprefix $(B)/fuzz/,replay_$(1) run_$(1)): $(call obj,$(2))
$(call fuzz_with,fuzz_settings_agent,fuzz/file.c src/agent/settings.c)
$(call fuzz_with,fuzz_settings_rendezvous,fuzz/file.c src/rendezvous/settings.c)
$(call fuzz_with,fuzz_dns_others,fuzz/survey.c)
$(call fuzz_with,fuzz_tsig,fuzz/survey.c)
$(call fuzz_with,fuzz_files,fuzz/file.c)
$(call fuzz_with,fuzz_spec,$(filter-out src/fsmc/main.c,$(FSMC_SRC)))

fuzz_order = $(filter %.o,$^) $(filter-out %.o,$^) $(FUZZ_LIBS) $(LIBS_$*)
$(B)/fuzz/replay_%: $(B)/fuzz/%.o $(B)/fuzz/main.o $(FUZZ_LINK)
	$(CC) $(LDFLAGS) -o $@ $(fuzz_order)
$(B)/fuzz/run_%: $(B)/fuzz/%.o $(FUZZ_LINK)
	$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(fuzz_order)

fuzz-replay: $(patsubst %,$(B)/fuzz/replay_%,$(FUZZERS)) written-seeds
	@for f in $(FUZZERS); do \
		$(B)/fuzz/replay_$$f fuzz/corpus/$${f#fuzz_} \
			$(B)/fuzz/written/$${f#fuzz_} || exit 1; done

fuzz-build: $(patsubst %,$(B)/fuzz/run_%,$(FUZZERS))

fuzzers:
	@$(MAKE) -s B=$(B)/fuzzing CC="$(or $(FUZZ_CC),clang)" OPTIMISE=-O1 fuzz-build \
		SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"

# What a run finds is added to $(B)/corpus, not to the seeds.
fuzz: fuzzers written-seeds
	@for f in $(FUZZERS); do name=$${f#fuzz_}; \
		found=$(B)/fuzzing/corpus/$$name; seeds=; mkdir -p $$found; \
		for d in fuzz/corpus/$$name $(B)/fuzz/written/$$name; do \
			[ ! -d $$d ] || seeds="$$seeds $$d"; done; \
		echo "$$f, $(FUZZ_SECONDS) s"; \
		$(B)/fuzzing/fuzz/run_$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
			-rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$(B)/fuzzing/$$f- $$found $$seeds || exit 1; \
	done

# What docs/findings says of other people's libraries, seen with those that are
# installed here.
$(B)/findings: $(B)/docs/findings/show.o
	$(CC) $(LDFLAGS) -o $@ $^ -lldns -lknot -ldnssec -lnatpmp -lcrypto
findings: $(B)/findings
	@$< docs/findings

.PHONY: findings fuzz fuzzers fuzz-build fuzz-replay
