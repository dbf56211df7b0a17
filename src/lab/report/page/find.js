// find.js - which items are shown: by class, machine, requirement, verdict and
// text. Text is looked for in all lines at once, then in what is in the
// messages, block by block.
'use strict';

const wanted = {
	classes: CLASSES.map((name, c) => c !== OWN),
	machine: -1,
	requirement: '',
	text: '',
};
let shown = null;	// indices of the items shown; null: all
let shownCount = 0;
let looking = null;	// what a search has found: { items, done }

function itemAt(place)
{
	return shown ? shown[place] : place;
}

// Where ITEM stands, or where it would.
function placeOf(item)
{
	return shown ? lowerBound(shown.length, (m) => shown[m] < item) : item;
}

// Marks what the rows for which WANTS holds belong to: items by their places.
function itemsOfRows(wants)
{
	const turns = facts.files.map(() => new Set());
	const items = new Uint8Array(count);

	for (let i = 0; i < at.row; i++)
		if (wants(i))
			turns[rowFile[i]].add(rowTurn[i]);
	for (let i = 0; i < count; i++)
		for (let p = placeFirst[i]; p < placeFirst[i + 1]; p++)
			if (turns[placeFile[p]].has(placeTurn[p]))
				items[i] = 1;
	return items;
}

function citesOf(rule)
{
	return rules[rule][CITES].split(/[ ,]+/).filter((word) => word &&
		word !== 'local');
}

function itemsOfRequirement(id)
{
	const cites = rules.map((rule, r) => citesOf(r).includes(id));
	const items = itemsOfRows((row) => cites[rowRule[row]]);

	facts.verdicts.forEach((verdict, v) => {
		if (verdict[1] === id)
			for (const item of proofs[v])
				if (item >= 0)
					items[item] = 1;
	});
	return items;
}

// The failed verdicts that name an item.
const failedItems = new Map();

// ITEM is the proof, or one of several, of these [verdict, which].
function proofsFound(found, item)
{
	for (const [v] of found)
		if (facts.verdicts[v][2] === 'fail')
			failedItems.set(item, [...failedItems.get(item) || [],
				v]);
}

function failed(item)
{
	return failedItems.get(item);
}

// 2: it fails a requirement; 1: lost, or it says that something is wrong.
function problemOf(item)
{
	return failedItems.has(item) ? 2 : flags[item] & (LOST | ERROR) ? 1 : 0;
}

// Looking for text --------------------------------------------------------------

function findRows(text)
{
	const has = (words) => words.join(' ').toLowerCase().includes(text);
	const inRules = rules.map((rule) => has([
		`specs/${rule[CHART]}.fsm:${rule[LINE]}`, rule[FROM],
		rule[EVENT], rule[TO], rule[ACTIONS], rule[CITES],
	]));
	const inMachines = machines.map((machine) => has([machine[0]]));

	return itemsOfRows((row) => inRules[rowRule[row]] ||
		inMachines[rowMachine[row]]);
}

function findLines(lines, first, text, items)
{
	const hit = lines.pool.map((line) => line.toLowerCase().includes(text));

	for (let i = 0; i < lines.list.length; i++)
		if (hit[lines.list[i]])
			items[first + i] = 1;
}

function findDetails(details, first, text, items)
{
	const all = new TextDecoder('latin1').decode(details.octets)
		.toLowerCase();
	const needle = new TextDecoder('latin1')
		.decode(new TextEncoder().encode(text)).toLowerCase();
	let from = all.indexOf(needle);

	while (from >= 0) {
		const i = lowerBound(details.starts.length,
				     (m) => details.starts[m] <= from) - 1;
		const r = new Reader(details.octets);

		r.at = details.starts[i];
		for (let part = 0; part < 4; part++)
			r.blob();
		if (from < r.at)	// not in the octets behind the texts
			items[first + i] = 1;
		from = all.indexOf(needle, from < r.at ?
				   details.starts[i + 1] : from + 1);
	}
}

async function look(text)
{
	const found = { text, items: new Uint8Array(facts.items), done: 0 };
	const stale = () => looking !== found;
	const steps = 2 * facts.blocks;
	let told = performance.now();

	looking = found;
	await allRead;
	if (stale())
		return;
	found.items = findRows(text);
	for (let step = 0; step < steps; step++) {
		const b = step % facts.blocks;

		if (step < facts.blocks)
			findLines(await linesOf(b), blockFirst[b], text,
				  found.items);
		else
			findDetails(await detailsOf(b), blockFirst[b], text,
				    found.items);
		if (stale())
			return;
		found.done = (step + 1) / steps;
		if (performance.now() - told > 150) {
			told = performance.now();
			applyFilter();
			await pause();
		}
	}
	applyFilter();
}

function setText(text)
{
	wanted.text = text.trim().toLowerCase();
	looking = null;
	if (wanted.text)
		look(wanted.text);
	else
		applyFilter();
}

// Applying -----------------------------------------------------------------------

function applyFilter()
{
	const masks = [];

	if (looking)
		masks.push(looking.items);
	if (wanted.machine >= 0)
		masks.push(itemsOfRows((row) =>
			rowMachine[row] === wanted.machine));
	if (wanted.requirement)
		masks.push(itemsOfRequirement(wanted.requirement));
	if (!masks.length && wanted.classes.every((on, c) =>
		on || !facts.classes[c])) {
		shown = null;
		shownCount = count;
	} else {
		const list = new Uint32Array(count);
		let n = 0;

		for (let i = 0; i < count; i++)
			if (wanted.classes[kind[i]] &&
			    masks.every((mask) => mask[i]))
				list[n++] = i;
		shown = list.slice(0, n);
		shownCount = n;
	}
	filterChanged();
}
