# SPDX-License-Identifier: Apache-2.0
# demo.mk - make demo: two hosts behind two NATs, in network namespaces. Needs
# root. PUSH=no shows what the pushes are for, DELAY=20ms what long paths cost.

demo:
	@[ "$$(id -u)" = 0 ] || { echo "make demo needs root, for network" \
		"namespaces, nftables and /dev/net/tun: sudo make demo"; exit 1; }
	@dist/install-packages.sh
	@$(MAKE) -s --no-print-directory all net
	@B=$(B) PUSH=$(PUSH) DELAY=$(DELAY) bash demo/demo.sh

.PHONY: demo
