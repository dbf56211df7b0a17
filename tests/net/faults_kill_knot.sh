#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# faults_kill_knot.sh - faults_kill.sh with Knot as the primary.
#
# without: call:charon_process_start -> all is well

PRIMARY=knot exec bash "$(dirname "$0")/faults_kill.sh" "$@"
