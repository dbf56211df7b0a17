# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# dns.sh - the zone's primary server, BIND or Knot. Part of topology.sh.
#
#   key_make FILE NAME              a TSIG key, as tsig-keygen writes it
#   bind_start HOST ZONE KEYFILE... named for ZONE, in HOST
#   knot_start HOST ZONE KEYFILE... knotd for ZONE, in HOST
#   primary_ready HOST ZONE         waits until it answers
#   dns_update HOST KEYFILE LINES   nsupdate -k, to the primary behind
#   dns_ask HOST NAME TYPE          short answers, as HOST's resolver sees them
#
# The primary answers the public on HOST's address, port 53, and listens on
# 127.0.0.1 port 5300 too, where a rendezvous in front of it finds it. Updates
# and transfers need one of the keys. It sends NOTIFY to NET_NOTIFY, which is
# HOST's address and port 5352 unless set otherwise. The zone starts with the
# SRV records by which agents find the rendezvous on port NET_RENDEZVOUS_PORT
# (5352), and with whatever lines NET_RECORDS holds. BIND has the zones NET_ZONES
# too, which begin alike.

key_make()
{
	(umask 077 && tsig-keygen -a hmac-sha256 "$2" >"$1")
}

key_names()
{
	sed -n 's/^key "\{0,1\}\([^" {]*\)"\{0,1\} *{.*/\1/p' "$@"
}

zone_file()
{
	local address=$1 port=${NET_RENDEZVOUS_PORT:-5352}
	cat <<-EOT
	\$TTL 30
	@                SOA   ns hostmaster 1 3600 600 86400 30
	@                NS    ns
	ns               A     $address
	rendezvous       A     $address
	_dns-llq._udp    SRV   0 0 $port rendezvous
	_dns-update._udp SRV   0 0 $port rendezvous
	${NET_RECORDS:-}
	EOT
}

net_host_address()
{
	echo "${NET_ADDRESS[$1]%/*}"
}

bind_start()
{
	local host=$1 zone=$2 dir=$NET_DIR/$1/bind address notify names=''
	shift 2
	address=$(net_host_address "$host")
	notify=${NET_NOTIFY:-$address port ${NET_RENDEZVOUS_PORT:-5352}}
	mkdir -p "$dir"
	names=$(key_names "$@" | sed 's/.*/key "&"; /' | tr -d '\n')
	{
		printf 'include "%s";\n' "$@"
		cat <<-EOT
		options {
			directory "$dir";
			pid-file none;
			session-keyfile none;
			listen-on port 53 { $address; };
			listen-on port 5300 { 127.0.0.1; };
			listen-on-v6 { none; };
			recursion no;
			dnssec-validation no;
			empty-zones-enable no;
			notify-delay 0;
			max-ixfr-ratio unlimited;
		};
		controls { };
		EOT
		for zone in "$zone" ${NET_ZONES:-}; do
			zone_file "$address" >"$dir/$zone.zone"
			cat <<-EOT
			zone "$zone" {
				type primary;
				file "$zone.zone";
				allow-update { $names};
				allow-transfer { $names};
				notify explicit;
				also-notify { $notify; };
			};
			EOT
		done
	} >"$dir/named.conf"
	spawn "$host" primary "$(lab_program named)" -g -n 1 \
		-c "$dir/named.conf"
}

knot_start()
{
	local host=$1 zone=$2 dir=$NET_DIR/$1/knot address notify names=''
	shift 2
	address=$(net_host_address "$host")
	notify=${NET_NOTIFY:-$address port ${NET_RENDEZVOUS_PORT:-5352}}
	mkdir -p "$dir/db"
	zone_file "$address" >"$dir/zone"
	names=$(key_names "$@" | paste -sd,)
	{
		cat <<-EOT
		server:
		    rundir: $dir
		    listen: [ $address@53, 127.0.0.1@5300 ]
		    udp-workers: 1
		    tcp-workers: 1
		    background-workers: 1
		log:
		  - target: stderr
		    any: info
		database:
		    storage: $dir/db
		key:
		EOT
		cat "$@" | tr -d '";' | awk '
			$1 == "key" { print "  - id: " $2 }
			$1 == "algorithm" { print "    algorithm: " $2 }
			$1 == "secret" { print "    secret: " $2 }'
		cat <<-EOT
		remote:
		  - id: rendezvous
		    address: ${notify/ port /@}
		acl:
		  - id: keys
		    key: [ $names ]
		    action: [ transfer, update ]
		zone:
		  - domain: $zone
		    file: $dir/zone
		    notify: rendezvous
		    acl: keys
		EOT
	} >"$dir/knot.conf"
	spawn "$host" primary "$(lab_program knotd)" -c "$dir/knot.conf"
}

# The serial that the primary has now.
zone_serial()
{
	in_host "$1" dig -p 5300 @127.0.0.1 +short +time=1 +tries=1 "$2" SOA |
		awk 'NF == 7 { print $3 } END { exit NR == 0 }'
}

primary_ready()
{
	wait_for 10 zone_serial "$1" "$2" ||
		net_die "$1: $(cat "$(log_of "$1" primary)")"
}

# dns_update HOST KEYFILE LINE...: each LINE is a command of nsupdate.
dns_update()
{
	local host=$1 key=$2
	shift 2
	{
		echo "server 127.0.0.1 5300"
		printf '%s\n' "$@"
		echo send
	} | in_host "$host" nsupdate -k "$key"
}

dns_ask()
{
	in_host "$1" dig +short +time=1 +tries=2 "$2" "$3"
}
