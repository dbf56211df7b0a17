// ladder.js - the drawing: a line for each end, an arrow for each message. Only
// what is seen is drawn; places are reckoned from the items shown.
'use strict';

const ROW = 30;			// px, an item in order
const GUTTER = 118;		// px, for times
const LANE_LEAST = 92, LANE_MOST = 380;
const SCROLL_MOST = 8e6;	// px: browsers have less than 16 million
const DRAWN_MOST = 360;		// items at once
const LANES_MOST = 16;
const LETTER = 7.25;		// px, of .words

const scroller = document.getElementById('scroller');
const spacer = document.getElementById('spacer');
const drawing = document.getElementById('drawing');
const heads = document.getElementById('heads');
const overview = document.getElementById('overview');

const view = {
	scaled: false,
	perMs: 1,		// px, to scale
	top: 0,			// px, of all
	total: 0,		// px
	ratio: 1,		// of all to what is scrolled
	width: 0, height: 0,	// px, seen
	y: new Float64Array(1),	// of each item shown, its upper end
	placed: 0,		// so many of it are reckoned
	columns: [],		// x by lane
	order: [],		// lanes, from the left
	chosen: -1,		// item
};

function element(name, attributes, text)
{
	const e = document.createElementNS('http://www.w3.org/2000/svg', name);

	for (const key in attributes)
		e.setAttribute(key, attributes[key]);
	if (text !== undefined)
		e.textContent = text;
	return e;
}

// Lanes --------------------------------------------------------------------------

// Recorders in the middle, each with the ends that only it talks to outside of
// it, and between them those that several talk to.
function orderLanes()
{
	const talks = lanes.map(() => new Map()), weight = lanes.map(() => 0);

	for (const [from, to, n] of facts.pairs) {
		weight[from] += n;
		weight[to] += n;
		if (from === to)
			continue;
		talks[from].set(to, (talks[from].get(to) || 0) + n);
		talks[to].set(from, (talks[to].get(from) || 0) + n);
	}
	const recorders = orderRecorders(talks);
	const rest = lanes.map((lane, l) => l)
		.filter((l) => lanes[l][2] < 0 && weight[l])
		.sort((a, b) => weight[b] - weight[a]);

	view.folded = new Set(rest.slice(LANES_MOST));
	const kept = rest.slice(0, LANES_MOST);

	if (recorders.length)
		view.order = aroundRecorders(recorders, kept, talks);
	else
		view.order = chain(kept, talks);
	if (view.folded.size)
		view.order.push(-1);
}

// Who talks most with others stands between them.
function orderRecorders(talks)
{
	const list = lanes.map((lane, l) => l).filter((l) => lanes[l][2] >= 0);
	const among = (l) => list.reduce((sum, other) =>
		sum + (talks[l].get(other) ? 1 : 0), 0);

	if (list.length < 3)
		return list;
	const hub = list.reduce((a, b) => among(b) > among(a) ? b : a);
	const others = list.filter((l) => l !== hub);

	others.splice(Math.ceil(others.length / 2), 0, hub);
	return others;
}

function aroundRecorders(recorders, rest, talks)
{
	const own = recorders.map(() => []), common = [];

	for (const l of rest) {
		const with_ = recorders.filter((r) => talks[l].has(r));

		if (with_.length === 1)
			own[recorders.indexOf(with_[0])].push(l);
		else
			common.push(l);
	}
	const order = [], half = recorders.length / 2;

	recorders.forEach((r, i) => {
		if (recorders.length > 1 && i === Math.ceil(half))
			order.push(...common);
		if (recorders.length === 1)
			order.push(r, ...own[i]);
		else if (i < half)
			order.push(...own[i].reverse(), r);
		else
			order.push(r, ...own[i]);
	});
	if (recorders.length === 1)
		order.push(...common);
	return order;
}

// Neighbours are those who talk: from the busiest on to whom it talks most.
function chain(rest, talks)
{
	const left = new Set(rest), order = [];
	// of a few, who spoke first
	let at_ = rest.length < 4 && count ? laneFrom[0] : rest[0];

	while (left.size) {
		left.delete(at_);
		order.push(at_);
		let next = [...left][0], most = 0;

		for (const l of left)
			if ((talks[at_].get(l) || 0) > most) {
				most = talks[at_].get(l);
				next = l;
			}
		at_ = next;
	}
	return order;
}

function placeLanes()
{
	const room = scroller.clientWidth - GUTTER;
	const n = Math.max(1, view.order.length);
	const each = Math.min(LANE_MOST, Math.max(LANE_LEAST, room / n));
	const spare = Math.max(0, room - each * n) / 2;

	view.columns = lanes.map(() => 0);
	view.order.forEach((lane, i) => {
		const x = GUTTER + spare + each * (i + 0.5);

		if (lane >= 0)
			view.columns[lane] = x;
		else
			for (const folded of view.folded)
				view.columns[folded] = x;
	});
	view.width = Math.max(scroller.clientWidth, GUTTER + each * n);
	view.each = each;
	heads.style.width = view.width + 'px';
	heads.replaceChildren(...view.order.map((lane) => headOf(lane, each)));
}

function headOf(lane, each)
{
	const box = document.createElement('div');
	const name = document.createElement('b');
	const what = document.createElement('small');
	const [text, detail, file] = lane < 0 ?
		[`${view.folded.size} others`, 'fewer messages', -1] :
		lanes[lane];

	box.className = file >= 0 ? 'head recorder' : 'head';
	name.textContent = text;
	what.textContent = detail;
	box.title = text + (detail ? '\n' + detail : '');
	box.append(name, ...detail ? [what] : []);
	box.style.left = (lane < 0 ? view.columns[[...view.folded][0]] :
		view.columns[lane]) + 'px';
	box.style.maxWidth = (each - 5) + 'px';
	return box;
}

// Places ---------------------------------------------------------------------------

// Room that a pause takes where time is not to scale.
function pauseRoom(ms)
{
	return ms < 100 ? 0 : Math.min(44, 13 * Math.log10(ms / 100));
}

// The room of all places from FROM on; of those before it has not changed.
function placeItems(from = 0)
{
	if (!from)
		view.y = new Float64Array((shown ? shownCount : facts.items) + 1);
	const y = view.y;
	let end = from ? y[from] : 6;

	const zero = shownCount ? time[itemAt(0)] : 0;
	let before = from ? time[itemAt(from - 1)] : zero;

	for (let p = from; p < shownCount; p++) {
		const now = time[shown ? shown[p] : p];

		if (view.scaled) {
			y[p] = Math.max(p ? y[p - 1] : 0,
				(now - zero) * view.perMs);
			end = y[p] + ROW;
		} else {
			end += pauseRoom(now - before);
			y[p] = end;
			end += ROW;
		}
		before = now;
	}
	y[shownCount] = end;
	view.placed = shownCount;
	view.total = end + 24;
	const seen = scroller.clientHeight - heads.offsetHeight;
	const scrolled = Math.min(SCROLL_MOST, view.total);

	view.height = seen;
	view.ratio = scrolled > seen ?
		(view.total - seen) / (scrolled - seen) : 1;
	spacer.style.height = scrolled + 'px';
	view.top = Math.max(0, Math.min(view.top, view.total - seen));
}

function firstScale()
{
	const span = (facts.last - facts.first) / 1000;
	const all = shown ? shownCount : facts.items;
	const room = Math.max(scroller.clientHeight - 120,
			      Math.min(all * ROW, 4e6));

	view.perMs = span > 0 ? room / span : 1;
}

// Drawing ---------------------------------------------------------------------------

function clipped(text, room)
{
	const letters = Math.floor(room / LETTER);

	return text.length <= letters ? text :
		text.slice(0, Math.max(1, letters - 1)) + '\u2026';
}

// When it came, by the recorder at the other end; NaN: not known.
function receivedAt(item)
{
	for (let p = placeFirst[item]; p < placeFirst[item + 1]; p++)
		if (placeRole[p] === 1)
			return placeTime[p];
	return NaN;
}

function sentAt(item)
{
	for (let p = placeFirst[item]; p < placeFirst[item + 1]; p++)
		if (placeRole[p] === 0)
			return placeTime[p];
	return NaN;
}

function slopeOf(item)
{
	const took = receivedAt(item) - sentAt(item);

	if (!(took > 0))
		return 0;
	return view.scaled ? took * view.perMs : Math.min(7, 2 + took / 20);
}

function drawWords(group, item, x1, x2, y)
{
	const line = lineOf(item, requestDraw);
	const left = Math.min(x1, x2) + 9, right = Math.max(x1, x2) - 9;
	const roomRight = view.width - left - 12, roomLeft = right - GUTTER - 4;
	const text = line === null ? '\u2026' : line;
	const needs = text.length * LETTER;
	const atEnd = needs > roomRight && roomLeft > roomRight;

	group.append(element('text', {
		class: 'words', y, x: atEnd ? right : left,
		...atEnd ? { 'text-anchor': 'end' } : {},
	}, clipped(text, atEnd ? roomLeft : roomRight)));
}

function drawCross(group, x, y)
{
	group.append(element('path', {
		class: 'cross',
		d: `M${x - 5},${y - 5} l10,10 m0,-10 l-10,10`,
	}));
}

function drawMessage(group, item, y)
{
	const x1 = view.columns[laneFrom[item]], x2 = view.columns[laneTo[item]];
	const way = Math.sign(x2 - x1) || 1, y1 = y + 19;
	const lost = flags[item] & LOST;
	const y2 = y1 + slopeOf(item);
	const end = lost ? x1 + (x2 - x1) * 0.72 : x2;

	drawWords(group, item, x1, x2, y + 13);
	if (x1 === x2) {
		group.append(element('path', {
			class: 'shaft',
			d: `M${x1},${y1} h26 v6 h-20`,
		}), element('path', {
			class: 'point', d: `M${x1},${y1 + 6} l8,-3.6 v7.2 z`,
		}));
		return;
	}
	group.append(element('path', {
		class: 'shaft', d: `M${x1},${y1} L${end - 5 * way},${
			lost ? y1 : y2}`,
	}), element('circle', { class: 'dot', cx: x1, cy: y1, r: 2.6 }));
	if (lost)
		drawCross(group, end, y1);
	else
		group.append(element('path', {
			class: 'point',
			d: `M${x2},${y2} l${-9 * way},-4.2 v8.4 z`,
		}));
}

function drawNote(group, item, y)
{
	const x = view.columns[laneFrom[item]], middle = y + 15;
	const line = lineOf(item, requestDraw);
	const right = view.width - x - 24, left = x - GUTTER - 14;
	const text = line === null ? '\u2026' : line;
	const atEnd = text.length * LETTER > right && left > right;

	if (kind[item] === WORLD)
		group.append(element('path', {
			class: 'point',
			d: `M${x},${middle - 6} l6,6 l-6,6 l-6,-6 z`,
		}));
	else
		group.append(element('circle', {
			class: 'dot', cx: x, cy: middle,
			r: kind[item] === TOLD ? 4.5 : 3.4,
		}));
	group.append(element('text', {
		class: 'words', y: middle + 4, x: atEnd ? x - 12 : x + 12,
		...atEnd ? { 'text-anchor': 'end' } : {},
	}, clipped(text, atEnd ? left : right)));
}

function labelOf(item)
{
	const line = lineOf(item) || '';
	const who = laneFrom[item] === laneTo[item] ?
		`at ${lanes[laneFrom[item]][0]}` :
		`${lanes[laneFrom[item]][0]} to ${lanes[laneTo[item]][0]}`;

	return `${timeText(time[item])} s, ${who}: ${line}` +
		(flags[item] & LOST ? ', lost' : '') +
		(failed(item) ? ', fails a requirement' : '');
}

function drawItem(place, y, last)
{
	const item = itemAt(place), note = kind[item] >= WORLD;
	const group = element('g', {
		class: 'arrow' + (note ? ' note' : '') +
			(kind[item] === TOLD ? ' told' : '') +
			(flags[item] & LOST ? ' lost' : '') +
			(flags[item] & ERROR ? ' error' : '') +
			(item === view.chosen ? ' chosen' : ''),
		style: `--color:var(--c${kind[item]})`,
		role: 'option', id: 'i' + item, 'data-item': item,
		'aria-label': labelOf(item),
		'aria-selected': item === view.chosen,
		'aria-posinset': place + 1, 'aria-setsize': shownCount,
	});
	const tall = view.scaled ? 20 : ROW;
	const crowded = view.scaled && last !== null && y - last < 15;

	group.append(element('rect', {
		class: 'hit', x: 0, y: view.scaled ? y + 4 : y,
		width: view.width, height: crowded ? 6 : tall,
	}));
	group.append(element('rect', {
		class: 'bar', x: 0, y: view.scaled ? y + 4 : y, width: 3,
		height: crowded ? 6 : tall,
	}));
	if (note)
		drawNote(group, item, y);
	else
		drawMessage(group, item, y);
	if (crowded) {
		const words = group.querySelector('.words');

		if (words && item !== view.chosen)
			words.remove();
	} else {
		group.append(element('text', {
			class: 'when', x: 84, y: y + 19,
		}, timeText(time[item])));
	}
	if (failed(item))
		group.append(element('path', {
			class: 'mark', d: `M95,${y + 8} h4 v8 h-4 z m0,10 h4 v4 h-4 z`,
		}));
	return group;
}

function drawPause(place, y)
{
	const ms = time[itemAt(place)] - time[itemAt(place - 1)];
	const room = pauseRoom(ms);

	if (view.scaled || room < 12)
		return null;
	return element('text', {
		class: 'since', x: 84, y: y - room / 2 + 3,
	}, '+ ' + spanText(ms));
}

// To scale: lines at round times, and where to go if nothing is seen.
function drawTicks(parts)
{
	if (!view.scaled || !shownCount)
		return;
	const zero = time[itemAt(0)];
	const tick = tickOf(8 * 90 / view.perMs);
	let ms = Math.ceil((zero + view.top / view.perMs) / tick) * tick;

	for (; (ms - zero) * view.perMs < view.top + view.height; ms += tick) {
		const y = (ms - zero) * view.perMs - view.top + 19;

		parts.push(element('line', {
			class: 'tick', x1: 0, x2: view.width, y1: y, y2: y,
		}), element('text', { class: 'ticktime', x: 4, y: y - 3 },
		timeText(ms).replace(/\.?0+$/, '') + ' s'));
	}
}

function drawAway(parts, place)
{
	const next = place < shownCount ? `next: ${
		timeText(time[itemAt(place)])} s, below` : place ? `last: ${
		timeText(time[itemAt(place - 1)])} s, above` : '';

	parts.push(element('text', {
		class: 'away', x: scroller.scrollLeft +
			scroller.clientWidth / 2, y: view.height / 2,
	}, next));
}

let drawn = 0;		// items, of the last drawing

function draw()
{
	const top = view.top, bottom = top + view.height;
	const parts = [];
	let place = Math.max(0, lowerBound(shownCount,
		(p) => view.y[p] <= top - ROW) - (view.scaled ? 20 : 0));
	let last = null;

	drawing.setAttribute('width', view.width);
	drawing.setAttribute('height', view.height);
	drawing.style.top = (scroller.scrollTop + heads.offsetHeight) + 'px';
	for (const lane of view.order)
		parts.push(element('line', {
			class: lane >= 0 && lanes[lane][2] >= 0 ?
				'life recorder' : 'life',
			x1: lane < 0 ? view.columns[[...view.folded][0]] :
				view.columns[lane],
			x2: lane < 0 ? view.columns[[...view.folded][0]] :
				view.columns[lane],
			y1: 0, y2: view.height,
		}));
	drawTicks(parts);
	drawn = 0;
	for (; place < shownCount && view.y[place] < bottom &&
	     drawn < DRAWN_MOST; drawn++) {
		const y = view.y[place] - top;
		const pause = place && !view.scaled ? drawPause(place, y) : null;

		if (pause)
			parts.push(pause);
		parts.push(drawItem(place, y, last));
		if (last === null || y - last >= 15)
			last = y;
		// to scale, of what falls on one line one is drawn
		const next = view.y[place] + (view.scaled ? 2 : 0);

		place = Math.max(place + 1, view.scaled ?
			lowerBound(shownCount, (p) => view.y[p] < next) : 0);
	}
	if (!drawn && view.scaled)
		drawAway(parts, place);
	drawing.replaceChildren(...parts);
	scroller.setAttribute('aria-activedescendant',
			      view.chosen >= 0 ? 'i' + view.chosen : '');
	drawOverview();
	statesFollow();
}

let requested = false;

function requestDraw()
{
	if (requested)
		return;
	requested = true;
	requestAnimationFrame(() => {
		requested = false;
		draw();
	});
}

// The overview -----------------------------------------------------------------------

let overviewKept = null;	// the ticks, drawn once for each filter

function paintOverview(width, height)
{
	const style = getComputedStyle(document.documentElement);
	const color = (name) => style.getPropertyValue(name).trim();
	const canvas = document.createElement('canvas');
	const c = canvas.getContext('2d');
	const density = new Uint32Array(height + 1);

	canvas.width = width;
	canvas.height = height;
	const yOf = (p) => Math.min(height - 1, Math.floor(
		view.y[p] / view.total * height));

	for (let p = 0; p < shownCount; p++)
		density[yOf(p)]++;
	const most = density.reduce((a, b) => Math.max(a, b), 1);

	c.fillStyle = color('--life');
	density.forEach((n, y) => {
		if (n)
			c.fillRect(width / 2 - width / 5 * n / most - 1, y,
				   2 + width / 2.5 * n / most, 1);
	});
	c.fillStyle = color('--warn');
	for (let p = 0; p < shownCount; p++)
		if (flags[itemAt(p)] & (LOST | ERROR))
			c.fillRect(0, yOf(p) - 1, width / 2.4, 2);
	c.fillStyle = color('--fail');
	for (const item of failedItems.keys()) {
		const p = placeOf(item);

		if (p < shownCount && itemAt(p) === item)
			c.fillRect(0, yOf(p) - 1, width, 2);
	}
	return canvas;
}

function drawOverview()
{
	const scale = devicePixelRatio || 1;
	const width = Math.round(overview.clientWidth * scale);
	const height = Math.round(overview.clientHeight * scale);
	const c = overview.getContext('2d');

	if (!width || !height || !shownCount)
		return;
	if (overview.width !== width || overview.height !== height) {
		overview.width = width;
		overview.height = height;
		overviewKept = null;
	}
	overviewKept = overviewKept || paintOverview(width, height);
	c.clearRect(0, 0, width, height);
	c.drawImage(overviewKept, 0, 0);
	c.strokeStyle = getComputedStyle(document.documentElement)
		.getPropertyValue('--accent');
	c.lineWidth = scale;
	c.strokeRect(1, view.top / view.total * height + 0.5, width - 2,
		     Math.max(5, Math.min(1, view.height / view.total) * height));
}

// Moving ------------------------------------------------------------------------------

let ownScroll = false;

function setTop(top)
{
	view.top = Math.max(0, Math.min(top, view.total - view.height));
	const wants = view.top / view.ratio;

	if (Math.abs(scroller.scrollTop - wants) >= 1) {
		ownScroll = true;
		scroller.scrollTop = wants;
	}
	requestDraw();
}

scroller.addEventListener('scroll', () => {
	if (ownScroll)
		ownScroll = false;
	else
		view.top = Math.max(0, Math.min(scroller.scrollTop * view.ratio,
			view.total - view.height));
	requestDraw();
});

// Where what is scrolled is less than all, a notch must not be a leap.
scroller.addEventListener('wheel', (event) => {
	if (event.ctrlKey && view.scaled) {
		event.preventDefault();
		zoomBy(event.deltaY < 0 ? 1.25 : 0.8, event.clientY -
		       drawing.getBoundingClientRect().top);
	} else if (view.ratio > 1.01 && event.deltaY && !event.ctrlKey) {
		event.preventDefault();
		setTop(view.top + event.deltaY *
		       (event.deltaMode === 1 ? 30 : 1));
	}
}, { passive: false });

function reveal(item)
{
	const place = placeOf(item);

	if (place >= shownCount || itemAt(place) !== item)
		return;
	const y = view.y[place];

	if (y < view.top + 4 || y + ROW > view.top + view.height - 4)
		setTop(y - view.height * 0.38);
	requestDraw();
}

function zoomBy(factor, anchor)
{
	const middle = anchor === undefined ? view.height / 2 : anchor;
	const ms = (view.top + middle) / view.perMs;

	view.perMs = Math.max(1e-6, Math.min(500, view.perMs * factor));
	placeItems();
	overviewKept = null;
	setTop(ms * view.perMs - middle);
}

function overviewTo(event)
{
	const box = overview.getBoundingClientRect();

	setTop((event.clientY - box.top) / box.height * view.total -
	       view.height / 2);
}
overview.addEventListener('pointerdown', (event) => {
	overview.setPointerCapture(event.pointerId);
	overviewTo(event);
});
overview.addEventListener('pointermove', (event) => {
	if (event.buttons)
		overviewTo(event);
});
