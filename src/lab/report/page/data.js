// data.js - reads the data of the page: sheet.h says how it is packed.
'use strict';

const began = performance.now();
const facts = JSON.parse(document.getElementById('facts').textContent);

const CLASSES = [
	'other', 'LLQ', 'UPDATE', 'query', 'transfer', 'NOTIFY', 'NAT-PMP',
	'PCP', 'unreachable', 'TCP', 'look-up', 'network', 'timers', 'log',
	'inner',
];
const WORLD = 11, TOLD = 13, OWN = 14;
const LOST = 1, CUT = 2, TCP = 4, REPLY = 8, ERROR = 16;
const ROLES = ['sent', 'received', 'passing'];

// Columns, an element for each item; places of item i are those from
// placeFirst[i] to placeFirst[i + 1]. They are there for the first COUNT items:
// block after block is read while the page is looked at.
let count = 0;
const time = new Float64Array(facts.items);	// ms
const kind = new Uint8Array(facts.items);
const flags = new Uint8Array(facts.items);
const laneFrom = new Uint32Array(facts.items);
const laneTo = new Uint32Array(facts.items);
const placeFirst = new Uint32Array(facts.items + 1);
let placeRole = new Uint8Array(facts.items + 16);
let placeFile = new Uint8Array(facts.items + 16);
let placeNumber = new Uint32Array(facts.items + 16);
let placeTurn = new Uint32Array(facts.items + 16);
let placeTime = new Float64Array(facts.items + 16);
let places = 0;

// Columns of the rows that fired, in the order of the page.
const rowFile = new Uint8Array(facts.rows);
const rowTurn = new Uint32Array(facts.rows);
const rowTime = new Float64Array(facts.rows);
const rowRule = new Uint32Array(facts.rows);
const rowMachine = new Uint32Array(facts.rows);

// Rules are [chart, from, event, to, line, actions, cites, what the event is].
const CHART = 0, FROM = 1, EVENT = 2, TO = 3, LINE = 4, ACTIONS = 5, CITES = 6,
	MEANS = 7;
const rules = facts.rules;
const machines = facts.machines;	// [name, chart, file]
const lanes = facts.lanes;		// [name, what, file or -1]
const requirements = facts.requirements;	// id: [level, rfc, section, text]

const blocks = {};			// part: its elements
for (const part of ['items', 'lines', 'details'])
	blocks[part] = document.getElementsByClassName(part);
const blockFirst = [0];	// the first item of each block read, and of the next

// Texts ---------------------------------------------------------------------

function fromBase64(text)
{
	if (Uint8Array.fromBase64)
		return Uint8Array.fromBase64(text);
	const binary = atob(text);
	const octets = new Uint8Array(binary.length);

	for (let i = 0; i < octets.length; i++)
		octets[i] = binary.charCodeAt(i);
	return octets;
}

// What stands behind the script may not have been read yet.
async function arrived(part, block)
{
	while (document.readyState === 'loading' && !(blocks[part][block] &&
	       blocks[part][block].nextElementSibling))
		await new Promise((then) => setTimeout(then, 10));
}

// The octets of the first block, which is there before the script; else null.
function plain(part, block)
{
	const e = blocks[part][block];

	return e && 'plain' in e.dataset ? fromBase64(e.textContent) : null;
}

async function unpack(part, block)
{
	await arrived(part, block);
	const octets = fromBase64(blocks[part][block].textContent);

	if (part === 'items')	// it is read once
		blocks[part][block].textContent = '';
	const stream = new Blob([octets]).stream()
		.pipeThrough(new DecompressionStream('deflate'));

	return new Uint8Array(await new Response(stream).arrayBuffer());
}

class Reader {
	constructor(octets)
	{
		this.octets = octets;
		this.at = 0;
	}

	number()
	{
		const octets = this.octets;
		let octet = octets[this.at++];

		if (octet < 0x80)
			return octet;
		let n = octet & 0x7f, scale = 128;

		do {
			octet = octets[this.at++];
			n += (octet & 0x7f) * scale;
			scale *= 128;
		} while (octet >= 0x80);
		return n;
	}

	blob()
	{
		const length = this.number();

		this.at += length;
		return this.octets.subarray(this.at - length, this.at);
	}

	text()
	{
		return Reader.utf8.decode(this.blob());
	}
}
Reader.utf8 = new TextDecoder();

// Items and rows -------------------------------------------------------------

const at = {
	row: 0, itemUs: 0, rowUs: 0,
	numbers: facts.files.map(() => 0), turns: facts.files.map(() => 0),
};

function growPlaces()
{
	const grown = (old) => {
		const bigger = new old.constructor(2 * old.length);

		bigger.set(old);
		return bigger;
	};

	placeRole = grown(placeRole);
	placeFile = grown(placeFile);
	placeNumber = grown(placeNumber);
	placeTurn = grown(placeTurn);
	placeTime = grown(placeTime);
}

// The numbers of a block, all at once: the quickest that can be done.
let numbers = new Float64Array(0);

function readNumbers(octets)
{
	if (numbers.length < octets.length + 1)
		numbers = new Float64Array(2 * octets.length + 1);
	const all = numbers, length = octets.length;
	let n = 0;

	for (let i = 0; i < length; n++) {
		let octet = octets[i++], number = octet & 0x7f, scale = 128;

		while (octet >= 0x80 && i < length) {
			octet = octets[i++];
			number += (octet & 0x7f) * scale;
			scale *= 128;
		}
		all[n] = number;
	}
	return n;
}

function signed(n)
{
	if (n < 0x80000000)
		return n & 1 ? -(n >>> 1) - 1 : n >>> 1;
	return n % 2 ? -(n + 1) / 2 : n / 2;
}

// A block's rows and items. All that goes from one to the next is held in
// variables of this function, which makes it several times as quick.
function readBlock(octets)
{
	const end = readNumbers(octets), all = numbers;
	const numberOf = at.numbers, turnOf = at.turns;
	let item = count, place = places, row = at.row;
	let itemUs = at.itemUs, rowUs = at.rowUs;

	for (let k = 0; k < end;) {
		if (all[k] === 0) {
			const file = all[k + 1];
			const turn = turnOf[file] += signed(all[k + 2]);

			rowUs += signed(all[k + 3]);
			const last = row + all[k + 4];

			for (k += 5; row < last; row++, k += 2) {
				rowFile[row] = file;
				rowTurn[row] = turn;
				rowTime[row] = rowUs / 1000;
				rowRule[row] = all[k];
				rowMachine[row] = all[k + 1];
			}
			continue;
		}
		itemUs += signed(all[k + 1]);
		time[item] = itemUs / 1000;
		kind[item] = all[k + 2];
		flags[item] = all[k + 3];
		laneFrom[item] = all[k + 4];
		laneTo[item] = all[k + 5];
		placeFirst[item] = place;
		const last = place + all[k + 6];

		while (last > placeRole.length)
			growPlaces();
		for (k += 7; place < last; place++, k += 5) {
			const file = all[k + 1];

			placeRole[place] = all[k];
			placeFile[place] = file;
			const number = numberOf[file] += signed(all[k + 2]);

			placeNumber[place] = number;
			placeTurn[place] = turnOf[file] += signed(all[k + 3]);
			placeTime[place] = (itemUs + signed(all[k + 4])) / 1000;
			if (soughtMark[file][number])
				noteProof(file, number, item);
		}
		placeFirst[++item] = place;
	}
	noteRows(at.row, row);
	count = item;
	places = place;
	at.row = row;
	at.itemUs = itemUs;
	at.rowUs = rowUs;
	blockFirst.push(count);
}

// Gives way to what else is to be done.
const pause = () => new Promise((then) => setTimeout(then));

// Reads block after block, no longer than SLICE at a time; READ is called
// after each slice, and after the first block, which is read at once.
async function readAll(read)
{
	const octets = plain('items', 0);
	let since = performance.now();

	if (octets)
		readBlock(octets);
	read();
	let next = facts.blocks > 1 ? unpack('items', 1) : null;

	for (let b = 1; b < facts.blocks; b++) {
		const octets_ = await next;

		next = b + 1 < facts.blocks ? unpack('items', b + 1) : null;
		readBlock(octets_);
		if (performance.now() - since < SLICE)
			continue;
		read();
		await pause();
		since = performance.now();
	}
}
const SLICE = 24;	// ms

// Each file's rows, in the order of its turns, to find those of a turn.
const rowsOfFile = facts.files.map(() => new Uint32Array(1024));
const rowsInFile = facts.files.map(() => 0);

function noteRows(from, to)
{
	for (let row = from; row < to; row++) {
		const file = rowFile[row], n = rowsInFile[file]++;

		if (n === rowsOfFile[file].length) {
			const bigger = new Uint32Array(2 * n);

			bigger.set(rowsOfFile[file]);
			rowsOfFile[file] = bigger;
		}
		rowsOfFile[file][n] = row;
	}
}

// What each verdict names as its proof, as items; -1: not read yet, or not
// there. Sought is what has to be looked for: by file, by number.
const proofs = facts.verdicts.map((verdict) => verdict[6].map(() => -1));
const sought = facts.files.map(() => new Map());
const soughtMark = facts.files.map(() => new Uint8Array(0));

facts.verdicts.forEach(([file, , , , , , evidence], v) =>
	evidence.forEach(([number], e) => {
		const list = sought[file].get(number) || [];

		list.push([v, e]);
		sought[file].set(number, list);
	}));
sought.forEach((numbers, file) => {
	let most = -1;

	for (const number of numbers.keys())
		most = Math.max(most, number);
	soughtMark[file] = new Uint8Array(most + 1);
	for (const number of numbers.keys())
		soughtMark[file][number] = 1;
});

function noteProof(file, number, item)
{
	if (kind[item] >= WORLD)
		return;
	soughtMark[file][number] = 0;
	for (const [v, e] of sought[file].get(number))
		proofs[v][e] = item;
	proofsFound(sought[file].get(number), item);
}

// The first of LENGTH indices for which IS_LESS no longer holds.
function lowerBound(length, isLess)
{
	let low = 0, high = length;

	while (low < high) {
		const middle = (low + high) >>> 1;

		if (isLess(middle))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

function rowsOfTurn(file, turn)
{
	const list = rowsOfFile[file], found = [], length = rowsInFile[file];
	let i = lowerBound(length, (m) => rowTurn[list[m]] < turn);

	for (; turn && i < length && rowTurn[list[i]] === turn; i++)
		found.push(list[i]);
	return found;
}

// Lines and details: read when they are wanted, the last few blocks kept -----

function keeper(part, read, most)
{
	const kept = new Map();

	return (block) => {
		let promise = kept.get(block);

		kept.delete(block);
		const first = promise ? null : plain(part, block);

		if (first) {
			const now = read(new Reader(first), block);

			promise = Promise.resolve(now);
			promise.now = now;
		} else if (!promise) {
			promise = unpack(part, block).then((octets) => {
				promise.now = read(new Reader(octets), block);
				return promise.now;
			});
		}
		if (kept.size >= most)
			kept.delete(kept.keys().next().value);
		kept.set(block, promise);
		return promise;
	};
}

const linesOf = keeper('lines', (r, block) => {
	const pool = [], items = blockFirst[block + 1] - blockFirst[block];
	const list = new Uint32Array(items);

	for (let n = r.number(); n > 0; n--)
		pool.push(r.text());
	for (let i = 0; i < items; i++)
		list[i] = r.number();
	return { pool, list };
}, 24);

// starts[i]: where item i of the block begins.
const detailsOf = keeper('details', (r, block) => {
	const items = blockFirst[block + 1] - blockFirst[block];
	const starts = new Uint32Array(items + 1);

	for (let i = 0; i < items; i++) {
		starts[i] = r.at;
		for (let part = 0; part < 5; part++) {
			const length = r.number();

			r.at += length;
		}
	}
	starts[items] = r.at;
	return { octets: r.octets, starts };
}, 4);

function blockOf(item)
{
	return lowerBound(blockFirst.length, (b) => blockFirst[b] <= item) - 1;
}

// The line of ITEM, or null while it is read: THEN is called when it is there.
function lineOf(item, then)
{
	const block = blockOf(item), lines = linesOf(block);

	if (lines.now)
		return lines.now.pool[lines.now.list[item - blockFirst[block]]];
	if (then)
		lines.then(then);
	return null;
}

async function detailOf(item)
{
	const block = blockOf(item), details = await detailsOf(block);
	const r = new Reader(details.octets);

	r.at = details.starts[item - blockFirst[block]];
	return {
		from: r.text(), to: r.text(), facts: r.text(), text: r.text(),
		octets: r.blob(),
	};
}

// What is told of times -------------------------------------------------------

// "12.345", "3:07.001", "2:00:00.000": from the first.
function timeText(ms)
{
	const sign = ms < 0 ? '\u2212' : '';
	const all = Math.round(Math.abs(ms));
	const s = Math.floor(all / 1000);
	const two = (n) => String(n).padStart(2, '0');
	const fraction = '.' + String(all % 1000).padStart(3, '0');

	if (s < 60)
		return sign + s + fraction;
	if (s < 3600)
		return sign + Math.floor(s / 60) + ':' + two(s % 60) + fraction;
	return sign + Math.floor(s / 3600) + ':' + two(Math.floor(s / 60) % 60) +
		':' + two(s % 60) + fraction;
}

// "350 ms", "2.0 s", "15 min", "2 h"
function spanText(ms)
{
	if (ms < 1)
		return ms.toFixed(3) + ' ms';
	if (ms < 1000)
		return (ms < 10 ? ms.toFixed(1) : ms.toFixed(0)) + ' ms';
	if (ms < 120e3)
		return (ms / 1000).toFixed(ms < 10e3 ? 2 : 1) + ' s';
	if (ms < 7200e3)
		return (ms / 60e3).toFixed(1) + ' min';
	return (ms / 3600e3).toFixed(1) + ' h';
}

function wallText(ms)
{
	return facts.epoch ? new Date(facts.epoch + ms).toISOString()
		.replace('T', ' ').replace('Z', ' UTC') : '';
}
