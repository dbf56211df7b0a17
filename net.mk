# SPDX-License-Identifier: Apache-2.0
# net.mk - the namespace laboratory: its helpers and its check of itself.

NET_HELPERS = probe natpmp capture notified tunnel_host dns_client forge clocks wire bulk liar flood stalls
LIBS_natpmp = -lnatpmp
LIBS_capture = -lpcap
LIBS_tunnel_host = $(LIBS)
LIBS_dns_client = $(LIBS)
LIBS_forge = $(LIBS)
LIBS_stalls = -lpthread

$(B)/net/notified: $(B)/libautotunnel.a
$(B)/net/tunnel_host: $(call obj,$(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
$(B)/net/dns_client: $(call obj,$(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
$(B)/net/forge: $(call obj,$(SHELL_SRC) $(RAGEL_SRC)) $(B)/libautotunnel.a
$(B)/net/wire: $(B)/tests/net/wire_settings.o
$(B)/net/stalls: $(call obj,src/lab/conform/heartbeat.c)
$(B)/net/%: $(B)/tests/net/%.o
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS_$*)

# Preloaded into programs (clock.c, trespass.c), so with nothing that wants to come first.
$(B)/net/%.so: tests/net/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -U_FORTIFY_SOURCE -std=c11 -g -O2 $(WARN) -fPIC -shared \
		-o $@ $<

# Programs that can be told to lack something: see tests/weak.c, whose list of
# functions is where the linker takes the names from.
WEAK_PROGRAMS = autotunnel autotunnel-dns tunnel_host
WEAK_OBJ = $(B)/weak/tests/weak.o $(call obj,$(SHELL_SRC) $(TABLE_SRC)) $(B)/libautotunnel.a
WEAK_WRAP = -Wl,--wrap=table_step $(shell sed -n \
	's/^WEAK.[^,]*, *\([A-Za-z0-9_]*\),.*/-Wl,--wrap=\1/p' tests/weak.c)
WEAK_LINK = $(CC) $(LDFLAGS) $(WEAK_WRAP) -o $@ $^ $(LIBS)

$(B)/weak/weak_charts.h: net.mk $(MACHINES:%=specs/%.fsm)
	@mkdir -p $(@D)
	@printf 'CHART(%s)\n' $(MACHINES) >$@
$(B)/weak/tests/weak.o: tests/weak.c $(B)/weak/weak_charts.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -I$(B)/weak -I. $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/weak/autotunnel: $(call obj,$(AGENT_SRC)) $(WEAK_OBJ)
	$(WEAK_LINK)
$(B)/weak/autotunnel-dns: $(call obj,$(RENDEZVOUS_SRC)) $(WEAK_OBJ)
	$(WEAK_LINK)
# For the simulator: tests/lab/simulate.sh.
$(B)/weak/autotunnel-lab: $(call obj,src/lab/main.c) $(B)/liblab.a $(WEAK_OBJ)
	$(WEAK_LINK) $(LAB_LIBS) -Wl,--undefined=sim_disk_left
$(B)/weak/tunnel_host: $(B)/tests/net/tunnel_host.o $(WEAK_OBJ)
	$(WEAK_LINK)

net: $(addprefix $(B)/net/,$(NET_HELPERS)) $(B)/net/clock.so $(B)/net/faulty.so $(B)/net/trespass.so \
	$(addprefix $(B)/weak/,$(WEAK_PROGRAMS))

# The scenarios of `make check` alone.
check-net:
	@B=$(B) MAKE="$(MAKE)" tests/check.sh net

# The simulator, and that it finds what is broken in builds that are.
check-simulate: $(B)/autotunnel-lab $(B)/weak/autotunnel-lab
	@tests/lab/simulate.sh $^

# Processes killed and stopped, disks full, descriptors gone, clocks that jump,
# floods: drawn at random; each scenario prints its seed, and takes SEED=n.
check-faults:
	@B=$(B) MAKE="$(MAKE)" tests/check.sh faults

# Installs what is missing of the packages in dist/packages.
setup:
	@dist/install-packages.sh

.PHONY: net check-net check-simulate check-faults setup
