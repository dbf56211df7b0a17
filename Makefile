# SPDX-License-Identifier: Apache-2.0
# Everything is found by its folder: a new fsm/X.c, src/agent/X.c, tests/test_X.c
# or specs/X.fsm needs no line here.

VERSION = 0.1.0
B ?= build
CC ?= gcc
SANITIZE ?=
OPTIMISE ?= -O2
WARN = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
# GCC on x86-64 zeroes and copies what has a few hundred octets by a `rep` that
# takes ten times as long as the call of a function does.
STRATEGY := unrolled_loop:64:noalign,libcall:-1:noalign
STRATEGY := -mmemset-strategy=$(STRATEGY) -mmemcpy-strategy=$(STRATEGY)
STRATEGY := $(shell $(CC) $(STRATEGY) -x c -fsyntax-only /dev/null 2>/dev/null && \
	echo '$(STRATEGY)')
HARDEN = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
CPPFLAGS += -Iinclude -Igen -Isrc -D_GNU_SOURCE -DAUTOTUNNEL_VERSION='"$(VERSION)"'
CFLAGS += -std=c11 -g $(OPTIMISE) $(STRATEGY) $(WARN) $(HARDEN) $(SANITIZE)
LDFLAGS += -pie -Wl,-z,relro,-z,now $(SANITIZE)

# `make mutants MACHINES="peer port"` means these by it; all that is built has all.
ifeq ($(origin MACHINES),command line)
MUTANTS_OF := $(MACHINES)
endif
override MACHINES = $(basename $(notdir $(wildcard specs/*.fsm)))
PROTOS = $(basename $(notdir $(wildcard specs/*.proto)))
LIBS_test_libnatpmp = -lnatpmp

include build.mk
