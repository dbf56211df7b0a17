#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# install-packages.sh [PURPOSE...] - installs what is missing of dist/packages,
# all of it or what serves the purposes (build, test). Prints nothing when all
# is there. Without root it prints what to install, and fails. PACKAGES names
# another list in dist (packages-bench).
#
# Some packages bring daemons. None is started, now or at the next boot: tests
# start their own, in namespaces.
set -eu

list=$(dirname "$0")/${PACKAGES:-packages}
policy=/usr/sbin/policy-rc.d

# The packages of the purposes given, or all.
wanted()
{
	awk -v purposes=" $* " '/^[^#]/ && NF == 2 &&
		(purposes == "  " || index(purposes, " " $1 " ")) { print $2 }' \
		"$list"
}

installed()
{
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' |
		sed -n 's/ installed$//p' | sort -u
}

# Units that came with the packages since BEFORE was written.
disable_new_units()
{
	command -v systemctl >/dev/null || return 0
	for package in $(installed | comm -13 "$1" -); do
		dpkg -L "$package" |
			sed -n 's|^\(/usr\)\{0,1\}/lib/systemd/system/\([^/@]*\.\(service\|socket\|timer\)\)$|\2|p'
	done | while read -r unit; do
		systemctl disable --quiet "$unit" 2>/dev/null || :
	done
}

if ! command -v dpkg-query >/dev/null; then
	echo "This is no Debian or Ubuntu. What its packages are called there:"
	wanted "$@"
	exit 1
fi

scratch=$(mktemp -d)
made_policy=
clean_up()
{
	rm -rf "$scratch"
	[ -z "$made_policy" ] || rm -f "$policy"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

installed >"$scratch/before"
missing=$(wanted "$@" | sort -u | comm -23 - "$scratch/before" | tr '\n' ' ')
missing=${missing% }
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
	echo "Missing; as root, \"make setup\" installs them without starting" \
		"a daemon, or:"
	echo "sudo apt-get install --no-install-recommends $missing"
	exit 1
fi

# 101: the action is not allowed (invoke-rc.d(8)). One that exists stays.
if [ ! -e "$policy" ]; then
	made_policy=yes
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y --no-install-recommends $missing
disable_new_units "$scratch/before"
