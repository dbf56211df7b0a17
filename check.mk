# SPDX-License-Identifier: Apache-2.0
# check.mk - everything that decides whether a commit is good: make check. The
# long one, make check-long, adds time for the fuzzers and the slow scenarios.

CORE_OBJ = $(call obj,$(CORE_SRC) $(RAGEL_SRC))

check:
	@B=$(B) MAKE="$(MAKE)" tests/check.sh
check-long:
	@B=$(B) MAKE="$(MAKE)" FUZZ_SECONDS="$(or $(FUZZ_SECONDS),120)" tests/check.sh long

# Calls that this one makes fail.
FAULTY = open close read write fsync rename link unlink mkdir ftruncate fstat
LIBS_test_files = $(FAULTY:%=-Wl,--wrap=%)
# Charon's control socket, and who hears of tunnels.
LIBS_test_crossed = $(addprefix -Wl$(comma)--wrap=,vici_client_idle \
	vici_client_begin vici_client_send tunnel_heard)

suites: $(addprefix $(B)/tests/,$(TESTS))

# The core alone, both builds of its charts, and what it uses from outside.
pure: $(CORE_OBJ)
	@tests/pure.sh $(CORE_OBJ)

# Where each requirement of the RFCs is answered.
coverage-rfc:
	@tests/coverage-rfc

# What the scenarios in tests/net are, and each without what it is about: they
# must fail then. Part of check-long; SCENARIOS="story push" takes some.
scenarios:
	@tests/net/list.sh
check-without: all net
	@B=$(B) tests/net/without.sh $(SCENARIOS)

# What tests/traces holds, recorded anew: after a change that is meant to be
# seen in a conversation.
traces: $(B)/tests/test_domain all net
	@mkdir -p $(B)/traces tests/traces
	@DOMAIN_TRACES=$(B)/traces $<
	@install -m 644 $(B)/traces/*.trace tests/traces/
	@B=$(B) tests/net/keep.sh

.PHONY: traces check check-long suites pure coverage-rfc scenarios check-without
