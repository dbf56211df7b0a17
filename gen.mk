# SPDX-License-Identifier: Apache-2.0
# gen.mk - what tools write: make gen, make check-gen.

GEN = gen
RAGEL = ragel -L -G2
FSMC_FLAGS = $(addprefix --decisions ,$(wildcard specs/decisions))

CFLAGS_fsmc_lexer = -Isrc/fsmc

# Ragel's own remarks and blank lines go; a file whose text stays is not touched.
# $(1): source, $(2): result
define ragel
	@$(RAGEL) -o $(B)/gen/ragel.tmp $(1)
	@sed -e '/^\/\* #line/d' -e 's/[ 	]*$$//' $(B)/gen/ragel.tmp | cat -s | sed -e '1{/^$$/d}' >$(B)/gen/filtered.tmp
	@cmp -s $(B)/gen/filtered.tmp $(2) || cp $(B)/gen/filtered.tmp $(2)

endef

define machine
	@$(B)/fsmc --core $(GEN)/core $(FSMC_FLAGS) specs/$(1).fsm
	$(call ragel,$(GEN)/core/$(1).rl,$(GEN)/core/$(1)_ragel.c)
endef

define proto
	@mkdir -p $(B)/gen/proto && protoc-c --proto_path=specs --c_out=$(B)/gen/proto $(1).proto
	@for f in $(1).pb-c.c $(1).pb-c.h; do \
		cmp -s $(B)/gen/proto/$$f $(GEN)/shell/$$f || \
			cp $(B)/gen/proto/$$f $(GEN)/shell/$$f; done

endef

# Writes gen/ from specs/ and src/fsmc/lexer.rl.
gen: $(B)/fsmc
	@mkdir -p $(B)/gen $(GEN)/core $(GEN)/shell
	$(call ragel,src/fsmc/lexer.rl,$(GEN)/shell/fsmc_lexer.c)
	$(foreach m,$(MACHINES),$(call machine,$(m)))
	$(foreach p,$(PROTOS),$(call proto,$(p)))

# What is committed must be what the tools write today.
check-gen:
	@rm -rf $(B)/regen
	@$(MAKE) -s gen GEN=$(B)/regen
	@for d in core shell; do diff -r gen/$$d $(B)/regen/$$d || \
		{ echo "gen/$$d is not what specs say: run make gen"; exit 1; }; done

.PHONY: gen check-gen
