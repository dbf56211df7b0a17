# SPDX-License-Identifier: Apache-2.0
# fuzz.mk - fuzz/fuzz_X.c is a target: LLVMFuzzerTestOneInput and a property that
# it asserts. Its seeds are fuzz/corpus/X/*. `make fuzz` runs each FUZZ_SECONDS
# under libFuzzer; `make fuzz-replay` needs no libFuzzer and runs the seeds, and
# every prefix of each, through the same targets.

FUZZERS = $(basename $(notdir $(wildcard fuzz/fuzz_*.c)))
FUZZ_SECONDS ?= 30
FUZZ_LINK = $(call obj,$(SUPPORT_SRC)) $(B)/liblab.a \
	$(call obj,$(SHELL_SRC) $(TABLE_SRC)) $(B)/libautotunnel.a
FUZZ_LIBS = $(LIBS) $(LAB_LIBS) -lcheck -lsubunit -lm -lrt -lpthread

$(B)/fuzz/replay_%: $(B)/fuzz/%.o $(B)/fuzz/main.o $(FUZZ_LINK)
	$(CC) $(LDFLAGS) -o $@ $^ $(FUZZ_LIBS)
$(B)/fuzz/run_%: $(B)/fuzz/%.o $(FUZZ_LINK)
	$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(FUZZ_LIBS)

fuzz-replay: $(patsubst %,$(B)/fuzz/replay_%,$(FUZZERS))
	@for f in $(FUZZERS); do \
		$(B)/fuzz/replay_$$f fuzz/corpus/$${f#fuzz_} || exit 1; done

fuzz-build: $(patsubst %,$(B)/fuzz/run_%,$(FUZZERS))

# What a run finds is added to $(B)/corpus, not to the seeds.
fuzz:
	@$(MAKE) -s B=$(B)/fuzzing CC=clang OPTIMISE=-O1 fuzz-build \
		SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
	@for f in $(FUZZERS); do \
		found=$(B)/fuzzing/corpus/$${f#fuzz_}; seeds=fuzz/corpus/$${f#fuzz_}; \
		mkdir -p $$found; [ -d $$seeds ] || seeds=; \
		echo "$$f, $(FUZZ_SECONDS) s"; \
		$(B)/fuzzing/fuzz/run_$$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
			-rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$(B)/fuzzing/$$f- $$found $$seeds || exit 1; \
	done

.PHONY: fuzz fuzz-build fuzz-replay
