# SPDX-License-Identifier: Apache-2.0
# install.mk - make install, uninstall and dist. DESTDIR and PREFIX as usual.

PREFIX ?= /usr/local
SBINDIR = $(DESTDIR)$(PREFIX)/sbin
BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man
UNITDIR = $(DESTDIR)$(PREFIX)/lib/systemd/system
USERSDIR = $(DESTDIR)$(PREFIX)/lib/sysusers.d
COMPLETIONDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
MAN1 = $(wildcard docs/*.1)
MAN5 = $(wildcard docs/*.5)
MAN8 = $(wildcard docs/*.8)
COMPLETIONS = $(wildcard dist/completion/*)
# For everybody, and for the administrator.
USER_PROGRAMS = $(filter autotunnel-lab,$(PROGRAMS))
ADMIN_PROGRAMS = $(filter-out $(USER_PROGRAMS),$(PROGRAMS))
UNITS = $(wildcard dist/systemd/*.service)

# The users that the daemons become, on this very machine; a package has this
# done when it is installed.
MAKE_USERS = @systemd-sysusers $(USERSDIR)/autotunnel.conf || \
	for u in autotunnel autotunnel-dns; do \
		getent passwd $$u >/dev/null || useradd --system \
			--no-create-home --shell /usr/sbin/nologin $$u || \
		echo "there is no user $$u: its daemon stays root"; done

install: all
	install -d $(SBINDIR) $(BINDIR) $(COMPLETIONDIR) $(UNITDIR) $(USERSDIR) \
		$(MANDIR)/man1 $(MANDIR)/man5 $(MANDIR)/man8
	install -m 755 $(addprefix $(B)/,$(ADMIN_PROGRAMS)) $(SBINDIR)
	install -m 755 $(addprefix $(B)/,$(USER_PROGRAMS)) $(BINDIR)
	install -m 644 $(COMPLETIONS) $(COMPLETIONDIR)
	install -m 644 dist/sysusers.conf $(USERSDIR)/autotunnel.conf
	$(if $(MAN1),install -m 644 $(MAN1) $(MANDIR)/man1)
	$(if $(MAN5),install -m 644 $(MAN5) $(MANDIR)/man5)
	$(if $(MAN8),install -m 644 $(MAN8) $(MANDIR)/man8)
	@for u in $(UNITS); do \
		sed 's|/usr/local/sbin|$(PREFIX)/sbin|' $$u \
			>$(UNITDIR)/$${u##*/}; done
	$(if $(DESTDIR),,$(MAKE_USERS))
	@echo "installed in $(DESTDIR)$(PREFIX); next: autotunnel init --help"

uninstall:
	rm -f $(addprefix $(SBINDIR)/,$(ADMIN_PROGRAMS)) \
		$(addprefix $(BINDIR)/,$(USER_PROGRAMS)) \
		$(USERSDIR)/autotunnel.conf \
		$(addprefix $(COMPLETIONDIR)/,$(notdir $(COMPLETIONS))) \
		$(addprefix $(MANDIR)/man1/,$(notdir $(MAN1))) \
		$(addprefix $(MANDIR)/man5/,$(notdir $(MAN5))) \
		$(addprefix $(MANDIR)/man8/,$(notdir $(MAN8))) \
		$(addprefix $(UNITDIR)/,$(notdir $(UNITS)))

# What is committed, as one archive.
dist:
	git archive --prefix=autotunnel-$(VERSION)/ -o $(B)/autotunnel-$(VERSION).tar.gz HEAD

.PHONY: install uninstall dist
