# SPDX-License-Identifier: Apache-2.0
# build.mk - rules; Makefile has the settings.

CORE_SRC = $(wildcard fsm/*.c) $(filter-out %_table.c %_ragel.c,$(wildcard gen/core/*.c))
RAGEL_SRC = $(wildcard gen/core/*_ragel.c)
TABLE_SRC = $(wildcard gen/core/*_table.c)
SHELL_SRC = $(wildcard src/shell/*.c) $(wildcard gen/shell/*.pb-c.c)
AGENT_SRC = $(wildcard src/agent/*.c)
RENDEZVOUS_SRC = $(wildcard src/rendezvous/*.c)
LAB_SRC = $(wildcard src/lab/*.c src/lab/*/*.c gen/lab/*.c)
FSMC_SRC = $(wildcard src/fsmc/*.c) $(wildcard gen/shell/fsmc_*.c)
TESTS = $(basename $(notdir $(wildcard tests/test_*.c)))
SUPPORT_SRC = $(filter-out tests/weak.c $(wildcard tests/test_*.c),$(wildcard tests/*.c))

obj = $(patsubst %.c,$(B)/%.o,$(1))
LIBS = -lprotobuf-c -lcrypto -lssl -lcares -lmnl -lnftables -linih -ljansson \
	-lcap-ng -lseccomp
LAB_LIBS = -lpcap -ledit -lz

# A program is built when its main file is there.
PROGRAMS = $(if $(wildcard src/agent/main.c),autotunnel) \
	$(if $(wildcard src/rendezvous/main.c),autotunnel-dns) \
	$(if $(wildcard src/lab/main.c),autotunnel-lab)

all: $(addprefix $(B)/,$(PROGRAMS)) $(if $(FSMC_SRC),$(B)/fsmc)
.PHONY: all
.DELETE_ON_ERROR:
.SECONDARY:

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_$(notdir $*)) -MMD -MP -c -o $@ $<

$(B)/gen/shell/%.o: WARN = -w

$(B)/libautotunnel.a: $(call obj,$(CORE_SRC))
	@rm -f $@
	ar rcs $@ $^

# All of the lab but its main file, so that suites can link what they test.
$(B)/liblab.a: $(call obj,$(filter-out src/lab/main.c,$(LAB_SRC))) $(B)/lab/pages.o
	@rm -f $@
	ar rcs $@ $^

# What `autotunnel-lab show` prints besides text and JSON.
PAGES = $(wildcard $(foreach f,md dot svg,$(MACHINES:%=docs/machines/%.$(f))))
$(B)/lab/%.pml: specs/%.fsm $(B)/fsmc
	@mkdir -p $(@D)
	$(B)/fsmc --promela $(@D) $(FSMC_FLAGS) $<
	@touch $@
$(B)/lab/pages.c: src/lab/pages.awk $(PAGES) $(MACHINES:%=$(B)/lab/%.pml)
	@mkdir -p $(@D)
	awk -f $^ >$@
$(B)/lab/pages.o: $(B)/lab/pages.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/fsmc: $(call obj,$(FSMC_SRC))
	$(CC) $(LDFLAGS) -o $@ $^

$(B)/autotunnel: $(call obj,$(AGENT_SRC) $(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/autotunnel-dns: $(call obj,$(RENDEZVOUS_SRC) $(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/autotunnel-lab: $(call obj,src/lab/main.c) $(B)/liblab.a \
		$(call obj,$(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(LAB_LIBS)

# Suites link the table build of the step, test_agreement both through dlopen
# or by renaming; each suite is tests/test_X.c with its own main.
$(B)/tests/%: $(B)/tests/%.o $(call obj,$(SUPPORT_SRC)) $(B)/liblab.a $(call obj,$(SHELL_SRC) $(TABLE_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) $(LAB_LIBS) $(LIBS_$*) -lcheck -lsubunit -lm -lrt -lpthread

# One suite: make run-test_chart
run-%: $(B)/tests/%
	$<

include gen.mk
include check.mk
include fuzz.mk
include steps.mk

include model.mk
include net.mk
include demo.mk
include bench.mk
include mutants.mk
include install.mk

-include $(shell find $(B) -name '*.d' 2>/dev/null)
