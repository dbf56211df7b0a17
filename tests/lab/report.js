// SPDX-License-Identifier: Apache-2.0
// report.js - what a reader does with the page of `autotunnel-lab report`, by
// real events; report.sh appends this to a page. Each line that it says begins
// with TELL; the last is TELL done.
const tell = (...words) => console.log('TELL ' + words.join(' '));
const check = (what, holds) => tell(holds ? 'ok' : 'not ok', what);
const soon = () => new Promise((then) => setTimeout(then, 30));
const until = async (holds) => {
	for (let i = 0; i < 400 && !holds(); i++)
		await soon();
	return Boolean(holds());
};
const press = (key, at = document.activeElement || document.body) =>
	at.dispatchEvent(new KeyboardEvent('keydown',
		{ key, bubbles: true, cancelable: true }));
const click = (e) => e.dispatchEvent(new MouseEvent('click',
	{ bubbles: true, cancelable: true }));
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const isOpen = (item) => until(() => one('#item').dataset.item === String(item));
const frame = () => new Promise((then) => requestAnimationFrame(then));
const type = async (text) => {
	one('#search').value = text;
	one('#search').dispatchEvent(new Event('input', { bubbles: true }));
	await soon();
	await until(() => !looking && !text || looking && looking.done === 1 &&
		looking.text === text.toLowerCase());
};

// The first item whose line holds TEXT and that makes a row fire which cites ID.
async function find(text, id)
{
	for (let i = 0; i < count; i++) {
		await linesOf(blockOf(i));
		if (!lineOf(i).includes(text))
			continue;
		for (let p = placeFirst[i]; p < placeFirst[i + 1]; p++)
			for (const row of rowsOfTurn(placeFile[p], placeTurn[p]))
				if (citesOf(rowRule[row]).includes(id))
					return i;
	}
	return -1;
}

const TESTS = {
	// Two ends of one conversation: tests/traces/move-*.trace.
	async ends()
	{
		let both = 0;

		for (let i = 0; i < count; i++)
			both += receivedAt(i) >= sentAt(i) ? 1 : 0;
		check('messages are seen at both ends', both > 50);
		check('no message came before it was sent', time.every((t, i) =>
			!(receivedAt(i) < sentAt(i))));
		check('each recorder has its line', all('.head.recorder')
			.length === facts.files.length);
		check('what one sent goes to the other, not to an address',
			!lanes.some((lane) => lane[0] === '192.0.2.7'));
	},

	async arrow()
	{
		const item = await find('LLQ setup reply', 'LLQ-C-26');

		reveal(item);
		await frame();
		await frame();
		click(one(`.arrow[data-item="${item}"] .hit`));
		check('a click opens the arrow', await isOpen(item));
		const clause = one('#item [data-clause="LLQ-C-26"] p');

		tell('clause', clause ? clause.textContent : 'none');
		tell('heading', one('#item h2').textContent);
		check('what is in it is decoded', /LLQ setup, no error, id /
			.test(one('#decoded').textContent));
		check('the row names its place in the spec',
			/specs\/llq_client\.fsm:\d+/.test(one('#item')
				.textContent));
		check('both ends tell what fired there', /What sent it/
			.test(one('#item').textContent) && /What it made fire/
			.test(one('#item').textContent));
	},

	async keys()
	{
		scroller.focus();
		press('Escape');
		press('Home');
		const first = view.chosen;

		press('j');
		press('ArrowDown');
		press('k');
		check('j and k go from one message to the next',
			view.chosen === itemAt(placeOf(first) + 1));
		press('Enter');
		check('Enter opens', await isOpen(view.chosen));
		check('the one chosen is told to readers of the screen',
			scroller.getAttribute('aria-activedescendant') ===
			'i' + view.chosen);
		press('Escape');
		check('Esc closes', one('#item').hidden);
		press('End');
		check('End goes to the last',
			view.chosen === itemAt(shownCount - 1));
		press('/');
		check('/ goes to the search',
			document.activeElement === one('#search'));
		press('Escape');
		check('Esc leaves it', document.activeElement === scroller);
		press('?');
		check('? shows the keys', one('#help').open);
		one('#help').close();
		press('t');
		check('t puts time to scale', view.scaled && placeOf(5) >= 0 &&
			Math.abs((view.y[9] - view.y[3]) - (time[itemAt(9)] -
			time[itemAt(3)]) * view.perMs) < 1e-6);
		press('t');
		const theme = document.documentElement.dataset.theme;

		press('d');
		check('d changes light and dark',
			document.documentElement.dataset.theme !== theme);
		press('d');
	},

	async search()
	{
		await type('llq-c-45');
		const cited = shownCount;

		check('a requirement finds what cites it', cited > 0 &&
			cited < count);
		await type('registration/ant');
		check('a machine finds what it has to do with', shownCount > 0 &&
			shownCount < count);
		await type('lan=10.1.0.2:4500');
		check('text is found within messages', shownCount > 0 &&
			(await detailOf(itemAt(0))).text.includes('lan=10.1'));
		await type('nobody says this');
		check('what is not there is said to be not there',
			shownCount === 0 && !one('#empty').hidden);
		await type('');
		press('Escape');
		const before = shownCount;
		const chip = all('.class').find((b) =>
			b.dataset.class === 'LLQ');

		click(chip);
		await frame();
		await frame();
		check('a protocol can be left out', shownCount < before &&
			!all('.arrow').some((a) =>
				CLASSES[kind[a.dataset.item]] === 'LLQ'));
		click(chip);
		click(all('.machine')[0]);
		check('a machine can be followed', shownCount < before &&
			one('.taken').textContent.startsWith(all('.machine')[0]
				.dataset.machine));
		click(one('.taken'));
		check('and left again', shownCount === before);
	},

	async states()
	{
		check('every machine has its bar', all('.machine').length > 3);
		const m = machines.findIndex(([name]) => name === 'gateway');

		check('a machine is in the state of its last row',
			stateAt(m, Infinity) === rules[rowRule[rowsOfMachine[
				machineFirst[m + 1] - 1]]][TO]);
		check('and before its first row where that began',
			stateAt(m, -1) === rules[rowRule[rowsOfMachine[
				machineFirst[m]]]][FROM]);
	},

	// The same verdicts as judge gives, each leading to its packets.
	async verdicts()
	{
		for (const [, id, result] of facts.verdicts)
			tell('verdict', id, result);
		const button = one('.verdict.fail .proof button');
		const [, , , , , , evidence] = facts.verdicts.find((verdict) =>
			verdict[2] === 'fail');

		click(button);
		check('a proof leads to its arrow', await isOpen(button
			.dataset.goto) && placeNumber[placeFirst[
			view.chosen]] === evidence[0][0]);
		check('which says that it fails', one('#item .verdict.fail'));
		press('Escape');
		press('Escape');
		press('Home');
		press('n');
		check('n goes to the next problem', problemOf(view.chosen) > 0);
	},

	async lost()
	{
		const gone = [...flags].findIndex((f) => f & LOST);

		check('what never came is lost', gone >= 0);
		reveal(gone);
		await frame();
		await frame();
		check('and is drawn with a cross',
			one(`.arrow[data-item="${gone}"] .cross`));
	},

	// Names that want to be markup.
	async hostile()
	{
		for (let i = 0; i < count; i++)
			await openItem(i);
		showTab('verdicts');
		await type('script');
		check('nothing in a packet is run', !window.hacked);
		check('nor becomes an element', !one('main script, main img, ' +
			'main b[onclick], header script, main iframe'));
		check('the title is text', document.title.includes('</title>') &&
			facts.title.includes('</scr' + 'ipt>'));
		check('what looks like markup is found as text', shownCount > 0);
	},

	// Nothing is left out of the first drawing.
	async first()
	{
		check('each arrow has its words at first', firstWords.length &&
			firstWords.every((words) => words !== '\u2026'));
	},

	async cut()
	{
		check('the page says that the capture is cut', one('#result')
			.textContent.includes('cut ends within a record'));
	},

	// A million can be used before all are there.
	async early()
	{
		await ready;
		check('the page is used while it is read', count > 0 &&
			count < facts.items && shownCount === count &&
			/reading/.test(one('#count').textContent));
		check('what is there is drawn, with words', all('.arrow').length >
			5 && firstWords.every((words) => words !== '\u2026'));
		click(all('.arrow')[3].firstElementChild);
		check('a click opens before all is read', await isOpen(3));
		setTop(view.total / 2);
		await frame();
		await frame();
		check('and it scrolls', Number(all('.arrow')[0].dataset.item) >
			100);
		const chip = all('.class').find((e) => e.dataset.class === 'LLQ');

		click(chip);
		check('a filter holds for what is read', shownCount < count / 50 &&
			kind[itemAt(0)] === CLASSES.indexOf('NAT-PMP'));
		await loaded;
		check('and for what is read later', shownCount === count -
			facts.classes[CLASSES.indexOf('LLQ')]);
		click(chip);
		check('without it all are shown', shownCount === facts.items);
		press('Escape');
	},

	// Of a million only what is seen is drawn.
	async million()
	{
		let most = 0, words = 0;
		const seen = new Set(), frames = [];
		const { ready: readyAt, loaded: loadedAt } =
			document.documentElement.dataset;

		tell('parsed', began.toFixed(0), 'ms');
		tell('ready', readyAt, 'ms');
		tell('loaded', loadedAt, 'ms');
		check('all are there', count === 1000000);
		check('in the order of time', time.every((ms, i) =>
			!i || time[i - 1] <= ms));
		check('each in one place, in the order of the file',
			places === count && placeNumber.every((n, i) =>
				i >= count || n === i + 1));
		check('each has its row of the page', view.y.every((y, p) =>
			!p || y >= view.y[p - 1] + 30));
		check('the sums are those of the items', facts.classes.every(
			(n, c) => n === kind.reduce((sum, k) =>
				sum + (k === c ? 1 : 0), 0)));
		for (let i = 0; i <= 40; i++) {
			setTop(view.total * i / 40);
			const began_ = performance.now();

			draw();
			frames.push(performance.now() - began_);
			await frame();
			most = Math.max(most, one('#drawing')
				.querySelectorAll('*').length);
			all('.arrow').forEach((a) => seen.add(a.dataset.item));
			await until(() => all('.words').every((w) =>
				w.textContent !== '\u2026'));
			words += all('.words').length;
		}
		frames.sort((a, b) => a - b);
		tell('frame', frames[20].toFixed(1), 'ms');
		tell('elements', most);
		check('what is drawn is bounded', most < 1500);
		check('it scrolls', seen.size > 400 && words > 400);
		check('to the end', seen.has(String(count - 1)));
		press('Home');
		press('End');
		check('the last can be opened', view.chosen === count - 1 &&
			(await openItem(count - 1), await isOpen(count - 1)));
		setScaled(true);
		view.perMs /= 1e6;
		placeItems();
		setTop(0);
		draw();
		check('also where all fall on one line', one('#drawing')
			.querySelectorAll('*').length < 4000);
	},

	async dark()
	{
		check('the page is dark where all is',
			document.documentElement.dataset.theme === 'dark');
		const [r, g, b] = getComputedStyle(document.body)
			.backgroundColor.match(/\d+/g).map(Number);

		check('and looks like it', r + g + b < 150);
	},
};

const firstWords = [];

ready.then(() => firstWords.push(...all('.words').map((words) =>
	words.textContent)));
(window.WANTED.includes('early') ? ready : loaded).then(async () => {
	try {
		for (const name of window.WANTED)
			await TESTS[name]();
	} catch (error) {
		tell('not ok', error.stack.replaceAll('\n', ' '));
	}
	tell('done');
	if (window.NEXT)
		location.href = window.NEXT;
	else
		tell('end');
});
