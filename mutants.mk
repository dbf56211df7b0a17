# SPDX-License-Identifier: Apache-2.0
# mutants.mk - charts with one fault each, which the suites must see: see
# tests/mutants/README.md.

# test_agreement compares charts with themselves, and test_fsmc, test_step and
# test_chart are about the tools: what these see of a fault says nothing. And
# test_crossed wraps functions that others call. The others left out have no
# machine of specs/ in them; they could not see one.
MUTANTS_SUITES = $(filter-out $(addprefix test_,agreement fsmc step chart crossed bench \
	libnatpmp agent_state align capture charon config conform control dns edge \
	entries files judge_% keeper message_text natpmp observe octets psk rekey store \
	steward streams trace trace_short tsig turn uplink vici),$(TESTS))
MUTANTS_SRC = $(filter-out tests/mutants/only.c,$(wildcard tests/mutants/*.c))
MUTANTS_WRAP = -Wl,--wrap=table_step -Wl,--wrap=machine_fire

$(B)/mutants/suites.h: mutants.mk $(TESTS:%=tests/%.c)
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(MUTANTS_SUITES) >$@
$(B)/tests/mutants/%.o: CPPFLAGS += -I$(B)/mutants -I$(B)/weak
$(call obj,$(MUTANTS_SRC)): $(B)/mutants/suites.h $(B)/weak/weak_charts.h

# A suite whose main is suite_NAME, and nothing else of it to be seen.
$(B)/mutants/%.o: $(B)/tests/%.o
	@mkdir -p $(@D)
	@objcopy --redefine-sym main=suite_$* --keep-global-symbol=suite_$* $< $@
$(B)/mutants/mutants: $(call obj,$(MUTANTS_SRC)) $(MUTANTS_SUITES:%=$(B)/mutants/%.o) \
		$(call obj,$(SUPPORT_SRC)) $(B)/liblab.a \
		$(call obj,$(SHELL_SRC) $(TABLE_SRC)) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) $(MUTANTS_WRAP) -o $@ $^ $(LIBS) $(LAB_LIBS) -lm -lrt -lpthread

mutants: $(B)/mutants/mutants
	@$< --machines "$(MUTANTS_OF)" --others 16 --reasons tests/mutants/survivors --log $(B)/mutants/log

# Some mutants of every machine, by its own suites, and whether all that
# tests/mutants/survivors names exists.
mutants-check: $(B)/mutants/mutants
	@tests/mutants/patches.sh --check
	@$< --own --some 300 --reasons tests/mutants/survivors

mutants-claims: $(B)/mutants/mutants $(B)/mutants/all.a $(TESTS:%=$(B)/tests/%.o) \
		$(B)/tests/mutants/only.o
	@B=$(B) CC="$(CC)" MAKE="$(MAKE)" tests/mutants/claims.sh

# For tests/mutants/patches.sh: all that suites are linked with, so that one
# object can come before it, and how; `all` is for every suite.
$(B)/mutants/all.a: $(call obj,$(SUPPORT_SRC) $(LAB_SRC) $(SHELL_SRC) $(TABLE_SRC) $(CORE_SRC)) \
		$(B)/lab/pages.o
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcsP $@ $^
mutants-flags:
	@echo '$(CPPFLAGS) -std=c11 -g -fPIE $(SANITIZE)'
mutants-libs:
	@echo 'all $(LIBS) $(LAB_LIBS)'
	@$(foreach t,$(TESTS),$(if $(LIBS_$(t)),echo '$(t) $(LIBS_$(t))';)) :

.PHONY: mutants mutants-check mutants-claims mutants-flags mutants-libs
