#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# million.pl COUNT >FILE - a capture of COUNT datagrams: clients that keep
# long-lived queries at one server, are told of changes, and ask a gateway for
# mappings. Time goes on, so a page made of it is as long as a day.
use strict;
use warnings;

my $count = shift // 1000000;
my $us = 1.7e9 * 1e6;
my $serial = 0;

sub name { join('', map { pack('C/a', $_) } split(/\./, $_[0])) . "\0" }

my @questions;		# of each client, and what stands before the lease's end

sub llq {
	my ($id, $flags, $opcode, $client, $lease) = @_;

	$questions[$client] //= pack('nnnn', 1, 0, 0, 1) .
		name("_ipp._tcp.site$client.example.net") .
		pack('nnCnnNnnnn', 12, 1, 0, 41, 1232, 0, 22, 1, 18, 1);
	return pack('nna*nnNNN', $id, $flags, $questions[$client], $opcode, 0,
		0x5eed, $client, $lease);
}

sub record {
	my ($from, $from_port, $to, $to_port, $payload) = @_;
	my $length = 28 + length $payload;
	my $s = int($us / 1e6);

	return pack('VVVVCCnnnCCnNNnnnna*', $s, $us - $s * 1e6, $length,
		$length, 0x45, 0, $length, $serial & 0xffff, 0, 64, 17, 0, $from,
		$to, $from_port, $to_port, $length - 20, 0, $payload);
}

binmode(STDOUT);
print pack('VvvVVVV', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101);
while ($serial < $count) {
	my $client = int($serial / 4) % 500;
	my ($host, $server, $gateway) =
		(0xc6336400 + $client % 200, 0xcb007107, 0xc6336401);
	my $id = ($serial * 40503) & 0xffff;
	my $out = '';

	$us += 20000 + ($serial * 7919) % 90000;
	if ($serial % 400 < 4) {
		$out .= record($host, 5350, $gateway, 5351,
			pack('CCnnnN', 0, 1, 0, 4500, 4500, 7200));
		$us += 900;
		$out .= record($gateway, 5351, $host, 5350,
			pack('CCnNnnN', 0, 129, 0, $us / 1e6 - 1.6e9, 4500,
				4500, 7200));
	} else {
		$out .= record($host, 50000 + $client, $server, 5352,
			llq($id, 0, 2, $client, 7200));
		$us += 1500;
		$out .= record($server, 5352, $host, 50000 + $client,
			llq($id, 0x8400, 2, $client, 7200));
	}
	$us += 4000;
	$out .= record($server, 5352, $host, 50000 + $client,
		llq($id ^ 0x1234, 0, 3, $client, 0));
	$us += 1100;
	$out .= record($host, 50000 + $client, $server, 5352,
		llq($id ^ 0x1234, 0x8000, 3, $client, 0));
	$serial += 4;
	print $out;
}
