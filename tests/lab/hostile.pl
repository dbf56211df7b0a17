#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# hostile.pl >FILE - a capture whose names want to be markup or script.
use strict;
use warnings;

my @labels = (
	'</script><script>window.hacked=1</script>',
	'<img src=x onerror="window.hacked=1">',
	"\xe2\x80\xa8window.hacked=1\xe2\x80\xa9//",
	'"};window.hacked=1;//',
	'<!--<script>', ']]>', "a\0b\r\n\e[31m", '${window.hacked=1}',
	'&lt;script&gt;', "\xff\xfe\xc0\x80",
);
my $number = 0;

sub record {
	my ($payload) = @_;
	my $udp = pack('nnnn', 50000, 5352, 8 + length $payload, 0);
	my $ip = pack('CCnnnCCnNN', 0x45, 0, 28 + length $payload, $number++, 0,
		64, 17, 0, 0xc6336402, 0xcb007107);
	my $frame = $ip . $udp . $payload;

	return pack('VVVV', 1700000000 + $number, 0, length $frame,
		length $frame) . $frame;
}

binmode(STDOUT);
print pack('VvvVVVV', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101);
for my $label (@labels) {
	my $name = pack('C/a', $label) . pack('C/a', 'example') . "\0";
	my $text = pack('C/a', $label);
	my $option = pack('nnnnnNNN', 1, 18, 1, 1, 0, 0, 0, 7200);

	# a query that asks to be told, and an update that adds what it says
	print record(pack('nnnnnn', $number, 0, 1, 0, 0, 1) . $name .
		pack('nn', 12, 1) . pack('CnnNn', 0, 41, 1232, 0,
		length $option) . $option);
	print record(pack('nnnnnn', $number, 0x2800, 1, 0, 1, 0) .
		pack('C/a', 'example') . "\0" . pack('nn', 6, 1) . $name .
		pack('nnNn', 16, 1, 120, length $text) . $text);
}
