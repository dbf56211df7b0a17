# SPDX-License-Identifier: Apache-2.0
# agreement.awk - from each NAME_chart.h: its handwritten functions as stubs
# that log their names, and an entry for test_agreement.c.
BEGIN {
	print "/* Made by tests/fsmc/agreement.awk. */"
	print "#include \"tests/fsmc/agreement.h\"\n"
}
/^struct [a-z0-9_]+_machine \{/ {
	name = $2
	sub(/_machine$/, "", name)
	names[++count] = name
	printf "#include \"core/%s_chart.h\"\n\n", name
}
/^\/\* Handwritten/ { by_hand = 1 }
/^#endif/ { by_hand = 0 }
by_hand && /_describe\(/ {
	printf "void\n%s_describe(const struct machine *m, char *text, size_t size)\n", name
	print "{\n\tstub_describe(m, text, size);\n}\n"
	next
}
by_hand && /^void / {
	action = $2
	sub(/\(.*/, "", action)
	line = $0
	sub(/;$/, "", line)
	sub(/^void /, "void\n", line)
	printf "%s\n{\n\tstub_call((struct machine *)m, \"%s\", t);\n}\n\n", line, action
}
END {
	for (i = 1; i <= count; i++) {
		n = names[i]
		printf "void ragel_%s_begin(struct %s *m);\n", n, n
		printf "void ragel_%s_restore(struct %s *m, enum %s_state state);\n", n, n, n
		printf "void ragel_%s_step(struct %s *m, enum %s_event ev, struct turn *t);\n\n", n, n, n
		for (k = 0; k < 2; k++) {
			p = k ? "ragel_" : ""
			w = k ? "by_ragel_" : "by_table_"
			printf "static void\n%s%s_begin(struct machine *m)\n{\n\t%s%s_begin((struct %s *)m);\n}\n\n", w, n, p, n, n
			printf "static void\n%s%s_restore(struct machine *m, unsigned state)\n{\n\t%s%s_restore((struct %s *)m, (enum %s_state)state);\n}\n\n", w, n, p, n, n, n
			printf "static void\n%s%s_step(struct machine *m, unsigned ev, struct turn *t)\n{\n\t%s%s_step((struct %s *)m, (enum %s_event)ev, t);\n}\n\n", w, n, p, n, n, n
		}
	}
	print "const struct agreeing agreeing[] = {"
	for (i = 1; i <= count; i++) {
		n = names[i]
		printf "\t{ &%s_chart, sizeof(struct %s_machine),\n", n, n
		printf "\t  by_table_%s_begin, by_table_%s_restore, by_table_%s_step,\n", n, n, n
		printf "\t  by_ragel_%s_begin, by_ragel_%s_restore, by_ragel_%s_step },\n", n, n, n
	}
	print "};\n\nconst unsigned agreeing_count = sizeof(agreeing) / sizeof(agreeing[0]);"
}
