#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# cli.sh AUTOTUNNEL - how the commands behave without a network: what they say,
# how they exit, which files they write and which they leave alone.
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect STATUS WHAT ARGUMENTS...: autotunnel exits so.
expect() {
	status=$1 what=$2
	shift 2
	"$program" "$@" >"$work/said" 2>"$work/complained" </dev/null
	got=$?
	[ $got -eq "$status" ] && return
	echo "cli.sh: $what: exit $got, not $status"
	cat "$work/said" "$work/complained"
	failed=1
}

# has said|complained TEXT WHAT
has() {
	grep -qF -e "$2" "$work/$1" && return
	echo "cli.sh: $3: no '$2' in:"
	cat "$work/$1"
	failed=1
}

# holds WHAT COMMAND...
holds() {
	what=$1
	shift
	"$@" >/dev/null 2>&1 && return
	echo "cli.sh: $what"
	failed=1
}

mode() {
	[ "$(stat -c %a "$1")" = "$2" ]
}

umask 077
cat >"$work/key" <<'KEY'
key "home" {
	algorithm hmac-sha256;
	secret "c2VjcmV0IG9mIGEgdGVzdCwgbm90IG9mIGFueWJvZHk=";
};
KEY

# what it is
expect 0 "help" --help
has said "leave" "help"
expect 0 "version" --version
expect 2 "no command"
expect 2 "unknown command" frobnicate
has complained "no command \`frobnicate\`" "unknown command"
for c in init check agent status peers again stop leave; do
	expect 0 "$c --help" $c --help
	has said "Usage: autotunnel $c" "$c --help"
	has said "Exit code" "$c --help"
	expect 2 "$c --nonsense" $c --nonsense
	expect 2 "$c with an argument too many" $c nonsense
done

# init
conf=$work/a.conf
expect 2 "init without a domain" init --config "$conf"
has complained "--domain is missing" "init without a domain"
expect 2 "init without a key" init --domain home.example.net --config "$conf"
expect 2 "init without a secret" init --domain home.example.net \
	--key-file "$work/key" --config "$conf"
has complained "--new-secret or --tunnel-secret" "init without a secret"
holds "init wrote in spite of a mistake" test ! -e "$conf"
expect 2 "init with a host of two words" init --domain home.example.net \
	--host my.mac --key-file "$work/key" --new-secret --config "$conf"
expect 1 "init with no such key" init --domain home.example.net --host mymac \
	--key-file "$work/none" --new-secret --config "$conf"
expect 0 "init" init --domain home.example.net --host mymac \
	--key-file "$work/key" --new-secret --device "a laptop" --config "$conf"
has said "$work/autotunnel.secret" "init"
holds "the tunnel secret is for its owner only" \
	mode "$work/autotunnel.secret" 600
holds "the configuration holds no secret" \
	sh -c "! grep -q c2VjcmV0 '$conf'"
cp "$work/autotunnel.secret" "$work/secret.before"
cp "$conf" "$work/conf.before"
expect 1 "init again" init --domain other.example --host mymac \
	--key-file "$work/key" --new-secret --config "$conf"
has complained "--force" "init again"
holds "init again changed the configuration" cmp "$conf" "$work/conf.before"
holds "init again changed the secret" \
	cmp "$work/autotunnel.secret" "$work/secret.before"
expect 1 "a second first host" init --domain home.example.net --host other \
	--key-file "$work/key" --new-secret --config "$work/b.conf"
has complained "--tunnel-secret" "a second first host"
expect 0 "another host" init --domain home.example.net --host other \
	--key-file "$work/key" --tunnel-secret "$work/autotunnel.secret" \
	--config "$work/b.conf" --json
has said '"host": "other.home.example.net"' "another host"
holds "another host changed the secret" \
	cmp "$work/autotunnel.secret" "$work/secret.before"
expect 0 "init with force" init --domain new.example.net --host mymac \
	--key-file "$work/key" --tunnel-secret "$work/autotunnel.secret" \
	--config "$conf" --force
holds "init with force did not write" grep -q new.example.net "$conf"
expect 0 "init without tunnels" init --domain home.example.net --host c \
	--key-file "$work/key" --no-tunnels --config "$work/c.conf"

# check
expect 0 "check" check --config "$work/b.conf"
has said "other.home.example.net, 1 key, one tunnel secret" "check"
expect 0 "check without tunnels" check --config "$work/c.conf"
has said "no tunnels" "check without tunnels"
chmod 644 "$work/key"
expect 1 "check of a key that others read" check --config "$work/b.conf"
has complained "chmod 600 $work/key" "check of a key that others read"
chmod 600 "$work/key"
sed 's/^domain/domian/' "$work/b.conf" >"$work/d.conf"
expect 1 "check of a misspelt key" check --config "$work/d.conf"
has complained "did you mean \`domain\`?" "check of a misspelt key"
has complained "$work/d.conf, line 5" "check of a misspelt key"
expect 1 "check of nothing" check --config "$work/none.conf"
has complained "autotunnel init" "check of nothing"

# no agent
for c in status peers again stop leave; do
	expect 3 "$c without an agent" $c --socket "$work/none"
	has complained "no agent is running" "$c without an agent"
done
expect 1 "agent without a configuration" agent --config "$work/none.conf"

exit $failed
