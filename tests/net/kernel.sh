#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# kernel.sh [SCENARIO...] - two agents behind two NATs on Debian's own kernel
# under qemu, whose ESP carries the tunnel: moves, a forging neighbour, a dead
# daemon, nothing in clear (kernel/esp.sh); then the back end alone (tunnel.sh).
# Others may be named; `kernel.sh run COMMAND...` runs one command in there.
# KERNEL_DEB=FILE: with that kernel, not the release's newest, which is downloaded
# once into the build folder.
#
# No root, no KVM and no disk is needed: the root in there is an initramfs of this
# machine's own programs, by package, with the libraries that ldd names. Time in
# there is the emulated processor's, 250 million instructions to the second
# (-icount): it leaps while all wait, and stands while this machine is busy, so
# no limit is missed because of emulation. Ends with "N passed, N failed".
#
# without: lab:policies -> laptop answers by name
# without: call:guard_set -> the guard drops what a neighbour sends
# without: call:esp_sweep -> nothing of the dead one is left in the kernel
# without: peer:open:we_moved -> own: desk's tunnel moves along
set -u -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
B=${B:-$here/../../build}
case $B in /*) ;; *) B=$here/../../$B ;; esac
B=$(realpath "$B")
cache=$B/kernel
limit=${KERNEL_SECONDS:-1700}	# of this machine's time
packages="bash bind9 bind9-dnsutils bind9-utils charon-systemd conntrack
	coreutils findutils grep hostname iproute2 iputils-ping kmod
	libcharon-extra-plugins libstrongswan libstrongswan-standard-plugins
	miniupnpd-nftables mount nftables procps sed
	strongswan-libcharon strongswan-swanctl util-linux"
modules="crypto arch/x86/crypto lib net drivers/net/tun.ko drivers/net/veth.ko
	drivers/net/dummy.ko"

die()
{
	echo "kernel.sh: $*" >&2
	exit 1
}

missing()
{
	local package
	for package in cpio kmod qemu-system-x86 $packages; do
		dpkg -s "$package" >/dev/null 2>&1 || printf ' %s' "$package"
	done
}

# The kernel's package, fetched and unpacked once.
fetch()
{
	local name
	find "$cache" -name '*.deb' | grep -q . && return
	name=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null |
		sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p')
	(cd "$cache" && apt-get -qq download "${name:-linux-image-cloud-amd64}" \
		2>"$cache/apt.log") && return
	cat "$cache/apt.log" >&2
	die "no kernel's package: give one by KERNEL_DEB=FILE"
}

unpack()
{
	local deb=${KERNEL_DEB:-}
	mkdir -p "$cache"
	exec 9>"$cache/lock"
	flock 9
	[ -n "$deb" ] || { fetch; deb=$(find "$cache" -name '*.deb' | sort |
		tail -n 1); }
	if [ "$(cat "$cache/unpacked" 2>/dev/null)" != "$deb" ]; then
		rm -rf "$cache/package"
		dpkg -x "$deb" "$cache/package" || die "$deb: no package"
		echo "$deb" >"$cache/unpacked"
	fi
	flock -u 9
}

# The machine in there ---------------------------------------------------------

# Programs and plug-ins that the packages brought, and what those link.
files()
{
	local file
	# shellcheck disable=SC2086 # words on purpose
	dpkg -L $packages | grep -E '/s?bin/|/lib/ipsec/|/libstrongswan' |
	while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
	command -v awk sh
	find "$B/autotunnel" "$B/autotunnel-dns" "$B/autotunnel-lab" "$B/net" \
		-type f -perm -1
}

libraries()
{
	xargs ldd 2>/dev/null |
		sed -n -e 's/.* => //' -e 's/^\s*\(\/.*\) (0x.*/\1/p' | sort -u
	ldconfig -p | sed -n 's/.*libgcc_s.so.1 .*x86-64.* => //p'
}

copy_programs()
{
	local dir
	mkdir -p "$tree"/{dev,etc,proc,run,sys,tmp,usr/{bin,sbin,lib,lib64}}
	for dir in bin sbin lib lib64; do
		ln -s "usr/$dir" "$tree/$dir"
	done
	files | sort -u >"$work/files"
	libraries <"$work/files" >"$work/libraries"
	grep -vh "^$B/" "$work/files" "$work/libraries" |
		sed 's,^/\(s\?bin\|lib\|lib64\)/,/usr/\1/,' | sort -u |
		tar -chP -T - | tar -xP --transform "s,^,$tree,"
}

# The checkout is /autotunnel in there.
copy_checkout()
{
	mkdir -p "$tree/autotunnel/"{build,tests}
	cp -r "$B/net" "$B"/autotunnel* "$tree/autotunnel/build" &&
		cp -r "$here" "$tree/autotunnel/tests" || return
	[ -z "${AUTOTUNNEL_WITHOUT:-}" ] ||
		cp -r "$B/weak" "$tree/autotunnel/build"
	find "$tree/autotunnel/build" -type f -name '*.[od]' -delete
}

# The kernel finds them by itself, with modprobe.
copy_modules()
{
	local version module from to
	version=$(ls "$cache/package/lib/modules")
	from=$cache/package/lib/modules/$version
	for module in $modules; do
		to=$tree/lib/modules/$version/kernel/$module
		mkdir -p "${to%/*}"
		cp -r "$from/kernel/$module" "${to%/*}" || return
	done
	cp "$from"/modules.{order,builtin*} "$tree/lib/modules/$version" &&
		depmod -b "$tree" "$version"
}

# Its first process. The kernel's ESP takes seconds to load its ciphers, which
# would be some agent's seconds otherwise. What daemons say to /dev/console is in
# their logs too.
init()
{
	local name off=${AUTOTUNNEL_WITHOUT:-} words=${NET_WANTED:-}
	cat <<-EOT
	#!/bin/bash
	export PATH=/usr/sbin:/usr/bin HOME=/ B=/autotunnel/build
	export NET_POLL=0.2 TUNNEL_ESP=kernel
	export AUTOTUNNEL_WITHOUT=${off@Q}
	export NET_WANTED=${words@Q}
	EOT
	cat <<-'EOT'
	mount -t proc proc /proc
	mount -t sysfs sys /sys
	mount -t devtmpfs dev /dev
	mount -t tmpfs tmp /tmp
	ln -sf /proc/self/fd /dev/fd
	rm /dev/console
	mkdir -p /dev/net
	[ -c /dev/net/tun ] || mknod /dev/net/tun c 10 200
	ip link set lo up
	ip xfrm state add src 127.0.0.3 dst 127.0.0.2 proto esp spi 1 \
		mode tunnel encap espinudp 4500 4500 127.0.0.3 aead \
		'rfc4106(gcm(aes))' 0x0102030405060708090a0b0c0d0e0f1011121314 128
	ip xfrm state flush
	cd /autotunnel/tests/net
	EOT
	if [ "$1" = run ]; then
		shift
		echo "${*@Q}"
	else
		for name; do
			[ ! -e "$here/kernel/$name.sh" ] || name=kernel/$name
			echo "echo '# $name'; bash $name.sh"
		done
	fi
	echo 'echo "# ends after $(cut -d " " -f 1 /proc/uptime) s in there"'
	echo 'echo b >/proc/sysrq-trigger; sleep 60'
}

initramfs()
{
	copy_programs && copy_checkout && copy_modules || return
	echo "root:x:0:0::/:/bin/bash" >"$tree/etc/passwd"
	echo "root:x:0:" >"$tree/etc/group"
	echo "hosts: files dns" >"$tree/etc/nsswitch.conf"
	echo "127.0.0.1 localhost" >"$tree/etc/hosts"
	: >"$tree/etc/resolv.conf"
	init "$@" >"$tree/init"
	chmod 755 "$tree/init"
	(cd "$tree" && find . | cpio -o -H newc --quiet -R 0:0) \
		>"$work/initramfs" && rm -r "$tree"
}

boot()
{
	timeout "$limit" qemu-system-x86_64 -accel tcg \
		-icount shift=2,sleep=off -rtc clock=vm \
		-machine q35 -cpu Westmere -smp 1 -m 1024 \
		-nodefaults -display none -serial stdio -no-reboot \
		-kernel "$cache"/package/boot/vmlinuz-* -initrd "$work/initramfs" \
		-append "console=ttyS0 panic=-1 quiet mitigations=off" </dev/null |
		sed -u 's,\r$,,' | tee "$work/console"
}

# Its scenarios end each with their counts; the machine must have come to its end.
verdict()
{
	awk '/^[0-9]+ passed, [0-9]+ failed$/ { good += $1; bad += $3; n++ }
	/^# ends after/ { ended = 1 }
	END {
		if (!ended || n < wanted) {
			print "not ok every scenario comes to its end"
			bad++
		}
		print good + 0 " passed, " bad + 0 " failed"
		exit bad > 0 || !good
	}' wanted="$1" "$work/console"
}

[ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ] ||
	die "needs Debian's packages for amd64"
wanted=$(missing)
[ -z "$wanted" ] || die "install$wanted"
[ -x "$B/autotunnel" ] || die 'run "make all net" first'
work=$(mktemp -d)
tree=$work/root
trap 'rm -rf "$work"' EXIT
trap 'exit 143' INT TERM
[ $# -gt 0 ] || set -- esp tunnel
unpack
initramfs "$@" || die "no initramfs"
boot
[ "$1" = run ] || verdict $#
