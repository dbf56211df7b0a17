// states.js - the states of every machine as bars over time. A bar is drawn
// for what is seen, and of several within a pixel the last.
'use strict';

const BAR = 22, AXIS = 20;
const bars = $('bars'), body = $('statesbody'), list = $('machines');
const span = { from: 0, to: 1, whole: true };	// ms, what the bars show

let rowsOfMachine = null;	// rows sorted by machine, in the order of time
let machineFirst = null;
let machineOrder = [];

// A counting sort: by machine, within it as they came.
function indexMachines()
{
	machineFirst = new Uint32Array(machines.length + 1);
	for (let i = 0; i < at.row; i++)
		machineFirst[rowMachine[i] + 1]++;
	for (let m = 0; m < machines.length; m++)
		machineFirst[m + 1] += machineFirst[m];
	const next = machineFirst.slice();

	rowsOfMachine = new Uint32Array(at.row);
	for (let i = 0; i < at.row; i++)
		rowsOfMachine[next[rowMachine[i]]++] = i;
}

// The rows of MACHINE before MS, as the place behind the last.
function rowBehind(machine, ms)
{
	const first = machineFirst[machine];

	return first + lowerBound(machineFirst[machine + 1] - first,
		(n) => rowTime[rowsOfMachine[first + n]] <= ms);
}

function stateAt(machine, ms)
{
	const behind = rowBehind(machine, ms), first = machineFirst[machine];

	return behind > first ? rules[rowRule[rowsOfMachine[behind - 1]]][TO] :
		rules[rowRule[rowsOfMachine[first]]][FROM];
}

// Colours by the states of a chart, in the order in which they were seen; the
// one that a machine begins in has the first.
const stateColors = new Map();

function colorOf(chart, state)
{
	const key = chart + ' ' + state;

	if (!stateColors.has(key)) {
		const n = [...stateColors.keys()].filter((k) =>
			k.startsWith(chart + ' ')).length;

		stateColors.set(key, n ? (n - 1) % 8 + 1 : 0);
	}
	return stateColors.get(key);
}

function statesChanged()
{
	const seen = wanted.text;

	if (!rowsOfMachine)
		return;
	machineOrder = machines.map((machine, m) => m)
		.filter((m) => machineFirst[m + 1] > machineFirst[m])
		.filter((m) => wanted.machine < 0 || m === wanted.machine ||
			!seen)
		.sort((a, b) => machines[a][2] - machines[b][2] ||
			rowsOfMachine[machineFirst[a]] -
			rowsOfMachine[machineFirst[b]]);
	if (seen) {
		const like = machineOrder.filter((m) => machines[m][0]
			.toLowerCase().includes(seen));

		if (like.length)
			machineOrder = like;
	}
	$('states').hidden = !machineOrder.length;
	list.style.height = machineOrder.length * BAR + 'px';
	drawStates();
}

function statesFollow()
{
	if (!span.whole)
		drawStates();
	else
		drawStatesSoon();
}

let statesSoon = false;

function drawStatesSoon()
{
	if (statesSoon)
		return;
	statesSoon = true;
	setTimeout(() => {
		statesSoon = false;
		drawStates();
	}, 60);
}

function seenSpan()
{
	const first = lowerBound(shownCount, (p) => view.y[p] < view.top);
	const last = Math.max(first, lowerBound(shownCount,
		(p) => view.y[p] < view.top + view.height) - 1);

	return shownCount ? [time[itemAt(Math.min(first, shownCount - 1))],
		time[itemAt(Math.min(last, shownCount - 1))]] : [0, 1];
}

function labelRoom()
{
	return innerWidth <= 900 ? 180 : 300;
}

// 1, 2 or 5 times a power of ten, about an eighth of all.
function tickOf(ms)
{
	const rough = ms / 8, power = 10 ** Math.floor(Math.log10(rough));

	return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
}

function drawAxis(c, x, width, color)
{
	const tick = tickOf(span.to - span.from);

	c.fillStyle = color('--soft');
	c.fillRect(0, 0, width, AXIS);
	c.font = '11px ui-monospace, Menlo, Consolas, monospace';
	for (let ms = Math.ceil(span.from / tick) * tick; ms <= span.to;
	     ms += tick) {
		c.fillStyle = color('--line');
		c.fillRect(x(ms), 0, 1, bars.clientHeight);
		c.fillStyle = color('--muted');
		if (x(ms) + 60 < width)
			c.fillText(timeText(ms).replace(/\.?0+$/, '') + ' s',
				   x(ms) + 4, 14);
	}
}

// The bars of MACHINE, Y px below the top.
function drawBar(c, machine, y, x, width, color)
{
	const first = machineFirst[machine], end = machineFirst[machine + 1];
	const chart = machines[machine][1];
	let row = rowBehind(machine, span.from);
	let state = row > first ?
		rules[rowRule[rowsOfMachine[row - 1]]][TO] :
		rules[rowRule[rowsOfMachine[first]]][FROM];
	let from = Math.max(x(span.from), labelRoom());

	if (count < facts.items)	// as far as it is read
		width = Math.min(width, x(time[count - 1]));
	while (from < width) {
		let to = width, next = state;

		// to the row that leaves STATE, or a pixel further
		while (row < end) {
			const rule = rules[rowRule[rowsOfMachine[row]]];
			const ms = rowTime[rowsOfMachine[row]];

			if (ms > span.to) {
				row = end;
				break;
			}
			row++;
			if (rule[TO] === state)
				continue;
			next = rule[TO];
			to = x(ms);
			if (to - from >= 1)
				break;
			state = next;
			to = width;
		}
		c.fillStyle = color('--s' + colorOf(chart, state));
		c.fillRect(from, y + 3, Math.max(1, to - from - 1), BAR - 6);
		if (to - from > 34) {
			c.save();
			c.beginPath();
			c.rect(from, y, to - from - 4, BAR);
			c.clip();
			c.fillStyle = color('--ink');
			c.fillText(state, from + 5, y + 15);
			c.restore();
		}
		from = to;
		state = next;
	}
}

function drawStates()
{
	if (!rowsOfMachine || $('states').classList.contains('folded'))
		return;
	const style = getComputedStyle(document.documentElement), kept = {};
	const color = (name) => kept[name] = kept[name] ||
		style.getPropertyValue(name).trim();
	const scale = devicePixelRatio || 1;
	const width = body.clientWidth, height = body.clientHeight;
	const c = bars.getContext('2d'), left = labelRoom();
	const seen = seenSpan();

	if (span.whole) {
		span.from = facts.first / 1000;
		span.to = facts.last / 1000;
	} else {
		[span.from, span.to] = seen;
	}
	if (span.to - span.from < 1)
		span.to = span.from + 1;
	bars.width = width * scale;
	bars.height = height * scale;
	bars.style.width = width + 'px';
	bars.style.height = height + 'px';
	c.scale(scale, scale);
	c.clearRect(0, 0, width, height);
	const x = (ms) => left + (ms - span.from) / (span.to - span.from) *
		(width - left - 8);

	drawAxis(c, x, width, color);
	if (span.whole) {
		c.fillStyle = color('--hover');
		c.fillRect(x(seen[0]), AXIS, Math.max(2, x(seen[1]) -
			   x(seen[0])), height);
	}
	const first = Math.floor(body.scrollTop / BAR);
	const last = Math.min(machineOrder.length,
		Math.ceil((body.scrollTop + height) / BAR));

	for (let n = first; n < last; n++)
		drawBar(c, machineOrder[n], AXIS + n * BAR - body.scrollTop, x,
			width - 8, color);
	c.fillStyle = color('--soft');
	c.fillRect(0, 0, left, AXIS);
	if (view.chosen >= 0) {
		c.fillStyle = color('--accent');
		c.fillRect(x(time[view.chosen]), 0, 1.5, height);
	}
	drawMachines(first, last);
}

function drawMachines(first, last)
{
	const moment = view.chosen >= 0 ? time[view.chosen] : span.to;
	const boxes = [];

	$('moment').textContent = view.chosen >= 0 ? `at ${
		timeText(moment)} s, the message chosen` : 'at the end';
	for (let n = first; n < last; n++) {
		const m = machineOrder[n];

		boxes.push(html('button', {
			type: 'button', class: 'machine',
			style: `top:${n * BAR}px`,
			'aria-pressed': wanted.machine === m,
			'data-machine': machines[m][0],
			title: `${machines[m][0]}\n${fileName(machines[m][2])}`,
			onclick: () => takeFilter({
				machine: wanted.machine === m ? -1 : m }),
		}, facts.files.length > 1 ? html('i', {},
			fileName(machines[m][2])) : null,
		html('span', {}, machines[m][0]),
		html('b', {}, stateAt(m, moment))));
	}
	list.replaceChildren(...boxes);
}

// What is under the pointer: { machine, ms }, or null.
function underPointer(event)
{
	const box = bars.getBoundingClientRect(), left = labelRoom();
	const x = event.clientX - box.left, y = event.clientY - box.top;
	const n = Math.floor((y - AXIS + body.scrollTop) / BAR);

	if (x < left || y < AXIS || n >= machineOrder.length)
		return null;
	return {
		machine: machineOrder[n],
		ms: span.from + (x - left) / (box.width - left - 8) *
			(span.to - span.from),
	};
}

function showTip(event, text)
{
	const tip = $('tip');

	tip.hidden = !text;
	if (!text)
		return;
	tip.textContent = text;
	tip.style.left = Math.min(event.clientX + 14, innerWidth -
		tip.offsetWidth - 8) + 'px';
	tip.style.top = (event.clientY - tip.offsetHeight - 10 < 0 ?
		event.clientY + 16 : event.clientY - tip.offsetHeight - 10) +
		'px';
}

bars.addEventListener('pointermove', (event) => {
	const under = underPointer(event);

	if (!under) {
		showTip(event, '');
		return;
	}
	const { machine, ms } = under, behind = rowBehind(machine, ms);
	const first = machineFirst[machine];
	let text = `${machines[machine][0]}\n${stateAt(machine, ms)} at ${
		timeText(ms)} s`;

	if (behind > first) {
		const row = rowsOfMachine[behind - 1], rule = rules[rowRule[row]];

		text += `\nsince ${timeText(rowTime[row])} s, by ${
			rule[EVENT]} (specs/${rule[CHART]}.fsm:${rule[LINE]})`;
	}
	showTip(event, text);
});
bars.addEventListener('pointerleave', (event) => showTip(event, ''));

// To the item whose turn made the state under the pointer.
bars.addEventListener('click', (event) => {
	const under = underPointer(event);

	if (!under)
		return;
	const behind = rowBehind(under.machine, under.ms);
	const row = behind > machineFirst[under.machine] ?
		rowsOfMachine[behind - 1] : -1;
	const item = row < 0 ? -1 : itemOfTurn(rowFile[row], rowTurn[row],
					       rowTime[row]);

	if (item >= 0)
		goTo(item);
});

function itemOfTurn(file, turn, ms)
{
	let i = lowerBound(count, (m) => time[m] < ms - 60e3);

	for (; i < count && time[i] <= ms + 1; i++)
		for (let p = placeFirst[i]; p < placeFirst[i + 1]; p++)
			if (placeFile[p] === file && placeTurn[p] === turn)
				return i;
	return -1;
}

body.addEventListener('scroll', drawStates);

// Height ------------------------------------------------------------------------------

function setStatesHeight(px)
{
	body.style.height = Math.max(60, Math.min(innerHeight * 0.7, px)) +
		'px';
	sizeChanged();
}

$('grip').addEventListener('pointerdown', (event) => {
	const began_ = event.clientY, height = body.clientHeight;
	const move = (e) => setStatesHeight(height + began_ - e.clientY);

	$('grip').setPointerCapture(event.pointerId);
	$('grip').addEventListener('pointermove', move);
	$('grip').addEventListener('pointerup', () =>
		$('grip').removeEventListener('pointermove', move),
	{ once: true });
});
$('grip').addEventListener('keydown', (event) => {
	const by = { ArrowUp: 22, ArrowDown: -22 }[event.key];

	if (by) {
		event.preventDefault();
		event.stopPropagation();
		setStatesHeight(body.clientHeight + by);
	}
});

function foldStates()
{
	const folded = $('states').classList.toggle('folded');

	$('fold').setAttribute('aria-expanded', !folded);
	sizeChanged();
}
$('fold').addEventListener('click', foldStates);

function setWindow(whole)
{
	span.whole = whole;
	$('whole').setAttribute('aria-pressed', whole);
	$('window').setAttribute('aria-pressed', !whole);
	drawStates();
}
$('whole').addEventListener('click', () => setWindow(true));
$('window').addEventListener('click', () => setWindow(false));
