#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# step.sh - what one event costs in a chart; README.md says how it is measured.
# $B/bench-step.json; QUICK=yes: one round, no figure means anything.
set -eu
B=${B:-build}
"$B/bench/step" ${QUICK:+1} >"$B/bench-step.json"
exec awk -f bench/step.awk "$B/bench-step.json"
