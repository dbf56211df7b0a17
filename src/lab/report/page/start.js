// start.js - reads the data, shows it, and listens.
'use strict';

function choose(item)
{
	view.chosen = item;
	if (item >= 0)
		reveal(item);
	try {
		history.replaceState(null, '', item >= 0 ? '#item=' + item :
			location.pathname + location.search);
	} catch (e) {
		// not where the page has no place of its own
	}
	requestDraw();
	drawStatesSoon();
}

// To ITEM even if the filters hide it, and opened.
function goTo(item)
{
	const place = placeOf(item);

	if (place >= shownCount || itemAt(place) !== item)
		clearFilters(true);
	openItem(item);
	scroller.focus({ preventScroll: true });
}

function clearFilters(own)
{
	wanted.classes.fill(true);
	wanted.classes[OWN] = own === true;
	wanted.machine = -1;
	wanted.requirement = '';
	$('search').value = '';
	setText('');
}

function move(by)
{
	const now = view.chosen < 0 ? by > 0 ? -1 : shownCount :
		placeOf(view.chosen);
	const place = Math.max(0, Math.min(shownCount - 1, now + by));

	if (!shownCount)
		return;
	if (open >= 0 && !$('item').hidden)
		openItem(itemAt(place));
	else
		choose(itemAt(place));
}

function toProblem(way)
{
	let place = view.chosen < 0 ? way > 0 ? -1 : shownCount :
		placeOf(view.chosen);

	for (place += way; place >= 0 && place < shownCount; place += way)
		if (problemOf(itemAt(place))) {
			openItem(itemAt(place));
			return;
		}
}

function setScaled(scaled)
{
	const middle = shownCount ? itemAt(Math.min(shownCount - 1,
		lowerBound(shownCount, (p) => view.y[p] < view.top))) : -1;

	view.scaled = scaled;
	$('packed').setAttribute('aria-pressed', !scaled);
	$('scaled').setAttribute('aria-pressed', scaled);
	$('zoom').hidden = !scaled;
	overviewKept = null;
	if (scaled)
		firstScale();
	placeItems();
	const keep = view.chosen >= 0 ? view.chosen : middle;

	setTop(keep >= 0 ? view.y[placeOf(keep)] - view.height * 0.3 : 0);
}

// Looks ------------------------------------------------------------------------------

function setTheme(theme, keep)
{
	document.documentElement.dataset.theme = theme;
	overviewKept = null;
	requestDraw();
	drawStates();
	try {
		if (keep)
			localStorage.setItem('autotunnel-lab-theme', theme);
	} catch (e) {
		// it is asked again the next time
	}
}

function otherTheme()
{
	setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' :
		'dark', true);
}

function keptTheme()
{
	try {
		return localStorage.getItem('autotunnel-lab-theme');
	} catch (e) {
		return null;
	}
}

function sizeChanged()
{
	placeLanes();
	placeItems();
	overviewKept = null;
	setTop(view.top);
	drawStates();
}

// Listening --------------------------------------------------------------------------

function closeAll()
{
	if ($('panel').classList.contains('open') && innerWidth <= 900) {
		$('panel').classList.remove('open');
		return;
	}
	if (open >= 0) {
		open = -1;
		showNothingOpen();
		showTab('verdicts');
		$('panel').classList.remove('open');
		return;
	}
	clearFilters();
}

const KEYS = {
	ArrowDown: () => move(1), j: () => move(1),
	ArrowUp: () => move(-1), k: () => move(-1),
	PageDown: () => move(Math.max(1, Math.floor(view.height / ROW) - 1)),
	PageUp: () => move(-Math.max(1, Math.floor(view.height / ROW) - 1)),
	Home: () => move(-count - 1), End: () => move(count + 1),
	Enter: () => view.chosen >= 0 && openItem(view.chosen),
	n: () => toProblem(1), p: () => toProblem(-1),
	'/': () => $('search').focus(),
	v: () => showTab('verdicts'),
	t: () => setScaled(!view.scaled),
	'+': () => view.scaled && zoomBy(1.5), '=': () => KEYS['+'](),
	'-': () => view.scaled && zoomBy(1 / 1.5),
	s: foldStates, d: otherTheme,
	'?': () => $('help').showModal(),
	Escape: closeAll,
};

function onKey(event)
{
	const target = event.target;
	const typing = target.matches('input');
	// keys that mean something to what has the focus
	const own = target.closest('button, summary, a, pre, .sheet') &&
		['Enter', ' ', 'PageDown', 'PageUp', 'Home', 'End',
			'ArrowDown', 'ArrowUp'].includes(event.key);

	if (event.ctrlKey || event.metaKey || event.altKey ||
	    $('help').open || own)
		return;
	if (typing) {
		if (event.key === 'Escape') {
			$('search').value = '';
			setText('');
		}
		if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) {
			event.preventDefault();
			scroller.focus({ preventScroll: true });
		}
		return;
	}
	if (Object.hasOwn(KEYS, event.key)) {
		event.preventDefault();
		KEYS[event.key]();
	}
}

function itemUnder(event)
{
	const arrow = event.target.closest('.arrow');

	return arrow ? Number(arrow.dataset.item) : -1;
}

let typing = 0;

function listen()
{
	drawing.addEventListener('click', (event) => {
		const item = itemUnder(event);

		if (item >= 0)
			openItem(item);
	});
	document.addEventListener('keydown', onKey);
	$('search').addEventListener('input', () => {
		clearTimeout(typing);
		typing = setTimeout(() => setText($('search').value), 120);
	});
	for (const name of ['item', 'verdicts', 'files'])
		$('tab-' + name).addEventListener('click', () =>
			showTab(name));
	$('close').addEventListener('click', () =>
		$('panel').classList.remove('open'));
	$('packed').addEventListener('click', () => setScaled(false));
	$('scaled').addEventListener('click', () => setScaled(true));
	$('more').addEventListener('click', () => zoomBy(1.5));
	$('less').addEventListener('click', () => zoomBy(1 / 1.5));
	$('theme').addEventListener('click', otherTheme);
	$('ask').addEventListener('click', () => $('help').showModal());
	$('problem').addEventListener('click', () => toProblem(1));
	addEventListener('resize', sizeChanged);
	matchMedia('(prefers-color-scheme: dark)').addEventListener('change',
		(event) => {
			if (!keptTheme())
				setTheme(event.matches ? 'dark' : 'light');
		});
	listenPrint();
}

// On paper stands what a sheet or a few can show, in black on white.
function listenPrint()
{
	let before;

	addEventListener('beforeprint', () => {
		before = [view.height, view.top,
			document.documentElement.dataset.theme];
		setTheme('light');
		view.top = 0;
		view.height = Math.min(view.total, DRAWN_MOST * ROW);
		draw();
	});
	addEventListener('afterprint', () => {
		[view.height, view.top] = before;
		setTheme(before[2]);
	});
}

// Where the address says that the page begins, once that is read.
let asked = -1;

// After the first block: all that needs no more.
function showFirst()
{
	indexMachines();
	orderLanes();
	placeLanes();
	showResult();
	showFilters();
	showVerdicts();
	showFiles();
	showNothingOpen();
	listen();
	applyFilter();
	draw();
	const wants = /^#item=(\d+)$/.exec(location.hash);

	asked = wants && Number(wants[1]) < facts.items ? Number(wants[1]) : -1;
	scroller.focus({ preventScroll: true });
	document.documentElement.dataset.ready = Math.round(performance.now());
	shownReady();
}

let lastShown = 0, lastCount = 0;	// ms, items: of showMore

// More blocks have been read. To show them takes the longer the more they are, so
// it is done for each half as many again.
function showMore(end)
{
	const now = performance.now();

	if (!end && (now - lastShown < 200 || count < 1.5 * lastCount)) {
		showCount();
		return;
	}
	lastCount = count;
	indexMachines();
	if (shown || wanted.machine >= 0 || wanted.requirement) {
		applyFilter();
	} else {
		const full = view.total > view.top + view.height;

		shownCount = count;
		placeItems(view.placed);
		overviewKept = null;
		if (full && view.ratio === 1)
			drawOverview();
		else
			setTop(view.top);
		showCount();
		statesChanged();
	}
	enableProofs();
	if (asked >= 0 && asked < count) {
		goTo(asked);
		asked = -1;
	}
	lastShown = performance.now();
}

async function start()
{
	let first = true;

	$('title').textContent = facts.title;
	$('title').title = facts.title;
	$('note').textContent = facts.note;
	if (keptTheme())
		setTheme(keptTheme());
	await readAll(() => {
		if (!first)
			showMore(false);
		else if (count || !facts.items) {
			first = false;
			showFirst();
		}
	});
	if (first)
		showFirst();
	allWereRead();
	showMore(true);
	document.documentElement.dataset.loaded = Math.round(performance.now());
}

// READY: it can be used; LOADED: all is there.
let shownReady, allWereRead;
const ready = new Promise((then) => { shownReady = then; });
const allRead = new Promise((then) => { allWereRead = then; });
const loaded = start();
