# SPDX-License-Identifier: Apache-2.0
# install.mk - make install, uninstall and dist. DESTDIR and PREFIX as usual.

PREFIX ?= /usr/local
SBINDIR = $(DESTDIR)$(PREFIX)/sbin
MANDIR = $(DESTDIR)$(PREFIX)/share/man
UNITDIR = $(DESTDIR)$(PREFIX)/lib/systemd/system
MAN5 = $(wildcard docs/*.5)
MAN8 = $(wildcard docs/*.8)
UNITS = $(wildcard dist/systemd/*.service)

install: all
	install -d $(SBINDIR) $(MANDIR)/man5 $(MANDIR)/man8 $(UNITDIR)
	install -m 755 $(addprefix $(B)/,$(PROGRAMS)) $(SBINDIR)
	$(if $(MAN5),install -m 644 $(MAN5) $(MANDIR)/man5)
	$(if $(MAN8),install -m 644 $(MAN8) $(MANDIR)/man8)
	@for u in $(UNITS); do \
		sed 's|/usr/local/sbin|$(PREFIX)/sbin|' $$u \
			>$(UNITDIR)/$${u##*/}; done
	@echo "installed in $(DESTDIR)$(PREFIX); next: autotunnel init --help"

uninstall:
	rm -f $(addprefix $(SBINDIR)/,$(PROGRAMS)) \
		$(addprefix $(MANDIR)/man5/,$(notdir $(MAN5))) \
		$(addprefix $(MANDIR)/man8/,$(notdir $(MAN8))) \
		$(addprefix $(UNITDIR)/,$(notdir $(UNITS)))

# What is committed, as one archive.
dist:
	git archive --prefix=autotunnel-$(VERSION)/ -o $(B)/autotunnel-$(VERSION).tar.gz HEAD

.PHONY: install uninstall dist
