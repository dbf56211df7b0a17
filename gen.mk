# SPDX-License-Identifier: Apache-2.0
# gen.mk - what tools write: make gen, make check-gen.

GEN = gen
DOCS = docs/machines
RAGEL = ragel -L -G2
FSMC_FLAGS = $(addprefix --req ,$(wildcard specs/*.req)) \
	$(addprefix --decisions ,$(wildcard specs/decisions))

# $(1): folder of the spec, $(2): machine, $(3): folder of core/, $(4): flags
define machine
	@$(B)/fsmc --core $(3)/core $(4) $(1)/$(2).fsm
	$(call ragel,$(3)/core/$(2).rl,$(3)/core/$(2)_ragel.c)
endef

# Ragel's own remarks and blank lines go; a file whose text stays is not touched.
# $(1): source, $(2): result
define ragel
	@$(RAGEL) -o $(B)/gen/ragel.tmp $(1)
	@sed -e '/^\/\* #line/d' -e 's/[ 	]*$$//' $(B)/gen/ragel.tmp | cat -s | sed -e '1{/^$$/d}' >$(B)/gen/filtered.tmp
	@cmp -s $(B)/gen/filtered.tmp $(2) || cp $(B)/gen/filtered.tmp $(2)

endef

# What protoc-c writes names its own version and checks the library's: both go.
define proto
	@mkdir -p $(B)/gen/proto && protoc-c --proto_path=specs --c_out=$(B)/gen/proto $(1).proto
	@for f in $(1).pb-c.c $(1).pb-c.h; do \
		sed -e '/^#if PROTOBUF_C_VERSION_NUMBER/,/^#endif/d' -e 's/[ 	]*$$//' \
			$(B)/gen/proto/$$f >$(B)/gen/filtered.tmp; \
		cmp -s $(B)/gen/filtered.tmp $(GEN)/shell/$$f || \
			cp $(B)/gen/filtered.tmp $(GEN)/shell/$$f; done

endef

# The numbered requirements as C. $(1): h or c
define requirements
	@awk -v form=$(1) -f src/lab/requirements.awk $(wildcard specs/*.req) >$(B)/gen/filtered.tmp
	@cmp -s $(B)/gen/filtered.tmp $(GEN)/lab/requirements.$(1) || \
		cp $(B)/gen/filtered.tmp $(GEN)/lab/requirements.$(1)

endef

# $(1): file of gen/lab, $(2): command that prints it
define lab
	@$(2) >$(B)/gen/filtered.tmp
	@cmp -s $(B)/gen/filtered.tmp $(GEN)/lab/$(1) || \
		cp $(B)/gen/filtered.tmp $(GEN)/lab/$(1)

endef

# The page of the report, its script in this order.
REPORT_PAGE = $(addprefix src/lab/report/page/,page.html parts.css page.css data.js \
	find.js ladder.js show.js states.js start.js)

# Writes gen/ from specs/ and src/fsmc/lexer.rl.
gen: $(B)/fsmc
	@mkdir -p $(B)/gen $(GEN)/core $(GEN)/shell $(GEN)/lab $(DOCS)
	$(foreach f,h c,$(call requirements,$(f)))
	$(call lab,decisions.c,awk -f src/lab/decisions.awk specs/decisions)
	$(call lab,charts.c,awk -f src/lab/charts.awk $(sort $(wildcard specs/*.fsm)))
	$(call lab,limits.h,awk -f src/lab/limits.awk specs/limits)
	$(call lab,markup.c,awk -f src/lab/report/markup.awk $(REPORT_PAGE))
	$(call ragel,src/fsmc/lexer.rl,$(GEN)/shell/fsmc_lexer.c)
	$(foreach m,$(MACHINES),$(call machine,specs,$(m),$(GEN),$(FSMC_FLAGS) --docs $(DOCS)))
	$(foreach p,$(PROTOS),$(call proto,$(p)))

# What is committed must be what the tools write today.
check-gen:
	@rm -rf $(B)/regen
	@$(MAKE) -s gen GEN=$(B)/regen DOCS=$(B)/regen/machines
	@for d in core shell lab; do diff -r gen/$$d $(B)/regen/$$d || \
		{ echo "gen/$$d is not what specs say: run make gen"; exit 1; }; done
	@diff -r -x '*.svg' docs/machines $(B)/regen/machines || \
		{ echo "docs/machines is not what specs say: run make gen"; exit 1; }

# Pictures of the charts; which dot drew them changes their text, so they are
# committed but not compared. Each names the octets of the .dot that it shows.
docs: gen
	@for m in $(MACHINES); do \
		sum=$$(cksum <$(DOCS)/$$m.dot | tr ' ' '-'); \
		grep -q "of $$sum" $(DOCS)/$$m.svg 2>/dev/null && continue; \
		echo "draw $(DOCS)/$$m.svg"; \
		{ dot -Tsvg $(DOCS)/$$m.dot | sed -e '/^<!--.*-->$$/d' -e '/^<!--/,/-->$$/d' && \
			echo "<!-- of $$sum -->"; } >$(DOCS)/$$m.svg; done

# Spin walks through each chart: see src/fsmc/print_promela.c.
verify: $(B)/fsmc
	@tests/fsmc/verify.sh $(B)/fsmc $(B)/verify $(MACHINES:%=specs/%.fsm) \
		$(EXAMPLES:%=tests/fsmc/%.fsm)

# How the command behaves.
run-fsmc: $(B)/fsmc
	tests/fsmc.sh $(B)/fsmc $(B)/fsmc-run

# Goldens of the example machines; read the difference before committing it.
EXAMPLES = lamp latch
EXAMPLE_FLAGS = --req tests/fsmc/example.req --decisions tests/fsmc/decisions
GOLDEN = tests/fsmc/golden

goldens: $(B)/fsmc
	@mkdir -p $(B)/gen $(GOLDEN)/core
	$(foreach m,$(EXAMPLES),$(call machine,tests/fsmc,$(m),$(GOLDEN),$(EXAMPLE_FLAGS) \
		--docs $(GOLDEN) --promela $(GOLDEN) --parts $(GOLDEN)))

# Suites about fsmc and what it makes ------------------------------------------

$(B)/tests/test_fsmc: $(call obj,$(filter-out %/main.c,$(FSMC_SRC)))

# The examples' code stands among the goldens.
EXAMPLE_CODE = $(foreach m,$(EXAMPLES),$(m)_chart $(m)_table)
EXAMPLE_OBJ = $(EXAMPLE_CODE:%=$(B)/$(GOLDEN)/core/%.o)
$(EXAMPLE_OBJ) $(B)/tests/test_chart.o: CPPFLAGS += -I$(GOLDEN)
$(B)/tests/test_chart: $(filter %/lamp_chart.o %/lamp_table.o,$(EXAMPLE_OBJ))

# test_agreement has both builds of each machine: the Ragel build's functions
# are called ragel_NAME_..., and actions are stubs.
AGREE = $(patsubst gen/core/%_ragel.c,%,$(RAGEL_SRC))
AGREE_OBJ = $(patsubst %,$(B)/agree/%_ragel.o,$(EXAMPLES) $(AGREE)) $(EXAMPLE_OBJ) \
	$(B)/agree/stubs.o $(call obj,$(TABLE_SRC))
AGREE_CC = $(CC) $(CPPFLAGS) -I. $(CFLAGS) -MMD -MP -c -o $@ $<
AGREE_NAMES = $(foreach f,begin restore step,-D$*_$(f)=ragel_$*_$(f))

$(B)/agree/%_ragel.o: gen/core/%_ragel.c
	@mkdir -p $(@D)
	$(AGREE_CC) $(AGREE_NAMES)
$(B)/agree/%_ragel.o: $(GOLDEN)/core/%_ragel.c
	@mkdir -p $(@D)
	$(AGREE_CC) $(AGREE_NAMES)
$(B)/agree/%.o $(B)/tests/test_agreement.o: CPPFLAGS += -I$(GOLDEN) -I.

$(B)/agree/stubs.c: tests/fsmc/agreement.awk $(EXAMPLES:%=$(GOLDEN)/core/%_chart.h) \
		$(AGREE:%=gen/core/%_chart.h) $(wildcard gen/core)
	@mkdir -p $(@D)
	awk -f $< $(filter %.h,$^) >$@
$(B)/agree/stubs.o: $(B)/agree/stubs.c
	$(AGREE_CC)

$(B)/tests/test_agreement: $(B)/tests/test_agreement.o $(AGREE_OBJ) $(B)/libautotunnel.a
	$(CC) $(LDFLAGS) -o $@ $^ -lcheck -lsubunit -lm -lrt -lpthread

.PHONY: gen check-gen goldens docs verify run-fsmc
