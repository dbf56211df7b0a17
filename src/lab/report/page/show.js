// show.js - the panel: what one item is, the verdicts, the recordings.
'use strict';

const $ = (id) => document.getElementById(id);

// An HTML element: its text is never markup.
function html(name, attributes, ...children)
{
	const e = document.createElement(name);

	for (const key in attributes)
		if (key.startsWith('on'))
			e.addEventListener(key.slice(2), attributes[key]);
		else if (attributes[key] === true)
			e.setAttribute(key, '');
		else if (attributes[key] !== false)
			e.setAttribute(key, attributes[key]);
	e.append(...children.filter((child) => child !== null));
	return e;
}

function factList(...pairs)
{
	return html('dl', { class: 'fact' }, ...pairs.filter((p) => p && p[1])
		.flatMap(([name, value]) => [html('dt', {}, name),
			html('dd', {}, ...[value].flat())]));
}

function fileName(file)
{
	return facts.files[file].name;
}

// Clauses ------------------------------------------------------------------------

// A requirement or decision with its sentence.
function clause(id)
{
	const r = requirements[id];
	const name = html('button', {
		class: 'link id', type: 'button',
		title: 'show only what has to do with ' + id,
		onclick: () => takeFilter({ requirement: id }),
	}, id);

	if (!r)
		return html('div', { class: 'clause' }, name,
			html('span', { class: 'level' }, 'our decision'),
			html('p', {}, facts.decisions[id] || ''));
	return html('div', {
		class: /^(must|req|impl|def)/i.test(r[0]) ? 'clause must' :
			'clause',
		'data-clause': id,
	}, name, html('span', { class: 'level' }, r[0]),
	html('span', { class: 'quiet' }, `RFC ${r[1]} ${r[2]}`),
	html('p', {}, r[3]));
}

function rowBox(row)
{
	const rule = rules[rowRule[row]], machine = machines[rowMachine[row]];
	const cites = citesOf(rowRule[row]);

	return html('div', { class: 'row' },
		html('button', {
			class: 'link name', type: 'button',
			title: 'show only what this machine has to do with',
			onclick: () => takeFilter({
				machine: rowMachine[row] }),
		}, machine[0]),
		html('div', { class: 'step' }, rule[FROM], ' ',
			html('span', { class: 'quiet' }, `\u2014 ${
				rule[EVENT]} \u2192`), ' ',
			html('b', {}, rule[TO])),
		rule[MEANS] ? html('div', { class: 'where' },
			`${rule[EVENT]}: ${rule[MEANS]}`) : null,
		html('div', { class: 'where' }, `specs/${rule[CHART]}.fsm${
			rule[LINE] ? ':' + rule[LINE] : ''}`, rule[ACTIONS] ? html('span', {},
			' \u00b7 ', html('code', {}, rule[ACTIONS])) : ''),
		...cites.length ? cites.map(clause) :
			/local/.test(rule[CITES]) ?
				[html('div', { class: 'where' },
					'cites nothing: local')] : []);
}

function turnBox(place, title)
{
	const rows = rowsOfTurn(placeFile[place], placeTurn[place]);

	if (!placeTurn[place])
		return [];
	return [html('h3', {}, title, html('span', { class: 'quiet' },
		` \u00b7 ${fileName(placeFile[place])}${
			placeRole[place] === 2 ? ', inferred' :
			`, input ${placeTurn[place]}`}`)),
	rows.length ? html('div', { class: 'turn' }, ...rows.map(rowBox)) :
		html('p', { class: 'quiet' }, 'No row fired.')];
}

// One item --------------------------------------------------------------------------

function hexText(octets)
{
	const lines = [];

	for (let i = 0; i < octets.length; i += 16) {
		const part = [...octets.subarray(i, i + 16)];

		lines.push(i.toString(16).padStart(4, '0') + '  ' + part
			.map((o) => o.toString(16).padStart(2, '0')).join(' ')
			.padEnd(47) + '  ' + part.map((o) =>
			o > 31 && o < 127 ? String.fromCharCode(o) : '.')
			.join(''));
	}
	return lines.join('\n');
}

function failuresOf(item)
{
	return (failed(item) || []).map((v) => verdictBox(v, true));
}

function placesText(item)
{
	const texts = [];

	for (let p = placeFirst[item]; p < placeFirst[item + 1]; p++)
		texts.push(html('div', {}, `${ROLES[placeRole[p]]}: ${
			fileName(placeFile[p])} ${
			facts.files[placeFile[p]].kind === 'capture' ?
				'packet' : 'record'} ${placeNumber[p]}, ${
			timeText(placeTime[p])} s`));
	return texts;
}

function turnsOf(item)
{
	const boxes = [], note = kind[item] >= WORLD;

	for (let p = placeFirst[item]; p < placeFirst[item + 1]; p++)
		if (note)
			boxes.push(...turnBox(p, 'Rows of this turn'));
		else if (placeRole[p] === 0)
			boxes.push(...turnBox(p, 'What sent it'));
		else if (placeRole[p] === 1)
			boxes.push(...turnBox(p, 'What it made fire'));
		else
			boxes.push(...turnBox(p, 'What it means to both ends'));
	return boxes;
}

// "desk \u00b7 10.1.0.2:49160"; of an end that is called by its address only
// that.
function endText(lane, text)
{
	const name = lanes[lane][0];

	return text.includes(name) ? text : text ? `${name} \u00b7 ${text}` :
		name;
}

let open = -1;		// the item in the panel

async function openItem(item)
{
	open = item;
	choose(item);
	showTab('item');
	const line = lineOf(item), detail = await detailOf(item);

	if (open !== item)
		return;
	const took = receivedAt(item) - sentAt(item);
	const ends = kind[item] < WORLD;
	const parts = [
		html('h2', {}, line === null ? await linesOf(blockOf(item))
			.then(() => lineOf(item)) : line),
		factList(
			ends && ['from', endText(laneFrom[item], detail.from)],
			ends && ['to', endText(laneTo[item], detail.to)],
			!ends && ['at', lanes[laneFrom[item]][0]],
			['seen', placesText(item)],
			facts.epoch && ['clock', wallText(time[item])],
			took >= 0 && ['took', took < 1 ? 'less than 1 ms' :
				spanText(took)],
			flags[item] & LOST && ['lost', 'it was sent, and is ' +
				'not in the recording of the other end'],
			detail.facts && ['carried', detail.facts.trim()
				.split('\n').map((l) => html('div', {}, l))]),
		...failuresOf(item),
	];

	if (detail.text)
		parts.push(html('h3', {}, 'Message'), html('pre', {
			id: 'decoded', tabindex: 0 }, detail.text.trimEnd()));
	parts.push(...turnsOf(item));
	if (detail.octets.length)
		parts.push(html('details', {}, html('summary', {}, `Octets (${
			detail.octets.length})`), html('pre', {},
			hexText(detail.octets))));
	$('item').replaceChildren(...parts);
	$('item').scrollTop = 0;
	$('item').dataset.item = item;
}

// Verdicts ---------------------------------------------------------------------------

function proofButtons(v)
{
	const [file, , , , , , evidence] = facts.verdicts[v];

	return html('div', { class: 'proof' }, ...evidence.map(
		([number, us], i) => html('button', {
			type: 'button', disabled: proofs[v][i] < 0,
			'data-goto': proofs[v][i], 'data-proof': `${v} ${i}`,
			onclick: () => goTo(proofs[v][i]),
		}, `${facts.files.length > 1 ? fileName(file) + ' ' : ''}#${
			number} at ${timeText(us / 1000)} s`)));
}

// More has been read: some that were not there are.
function enableProofs()
{
	for (const button of document.querySelectorAll('[data-goto="-1"]')) {
		const [v, i] = button.dataset.proof.split(' ');

		button.dataset.goto = proofs[v][i];
		button.disabled = proofs[v][i] < 0;
	}
}

function verdictBox(v, brief)
{
	const [file, id, result, passes, fails, why] = facts.verdicts[v];
	const times = result === 'fail' ? `${fails} \u00d7 violated` :
		result === 'pass' ? `held ${passes} \u00d7` : '';

	return html('div', { class: 'verdict ' + result, 'data-verdict': id },
		html('span', { class: 'times' }, times),
		html('strong', {}, result === 'inconclusive' ? '' :
			result + ' '),
		facts.files.length > 1 && !brief ? html('span',
			{ class: 'quiet' }, fileName(file)) : null,
		why ? html('p', { class: 'why' }, why) : null,
		clause(id),
		facts.verdicts[v][6].length && !brief ? proofButtons(v) : null);
}

const RESULTS = [
	['fail', 'Violated'], ['pass', 'Held'],
	['inconclusive', 'Inconclusive'],
];

// There may be a thousand that are inconclusive: made once they are asked for.
function fillVerdicts(box, list)
{
	if (box.open && box.children.length === 1)
		box.append(...list.map((v) => verdictBox(v)));
}

function showVerdicts()
{
	const lists = RESULTS.map(([result, title]) => [result, title,
		facts.verdicts.map((verdict, v) => v)
			.filter((v) => facts.verdicts[v][2] === result)]);

	$('verdicts').replaceChildren(...lists.filter((l) => l[2].length)
		.map(([result, title, list]) => html('details', {
			open: result === 'fail' || result === 'pass' &&
				!lists[0][2].length,
			'data-result': result,
			ontoggle: (event) => fillVerdicts(event.target, list),
		}, html('summary', {}, `${title} (${list.length})`),
		...result === 'inconclusive' ? [] :
			list.map((v) => verdictBox(v)))),
	html('p', { class: 'quiet' }, facts.verdicts.length ? facts.tolerance :
		'Nothing in here is of the protocols that are judged.'));
}

function showResult()
{
	const n = { fail: 0, pass: 0, inconclusive: 0 };
	const messages = facts.classes.slice(0, WORLD)
		.reduce((sum, of) => sum + of, 0);
	const { lost } = facts;

	facts.verdicts.forEach((verdict) => n[verdict[2]]++);
	const span = (facts.last - facts.first) / 1000;
	const pill = (name, text) => html('span', { class: 'pill ' + name },
		text);
	const verdicts = (name, text) => html('button', {
		class: 'pill ' + name, type: 'button',
		onclick: () => showTab('verdicts'),
	}, text);

	$('result').replaceChildren(
		pill('', `${messages.toLocaleString('en')} messages in ${
			spanText(span)}`),
		...n.fail ? [verdicts('fail', `${n.fail} violated`)] : [],
		...n.pass ? [verdicts('pass', `${n.pass} held`)] : [],
		...n.inconclusive ? [verdicts('', `${n.inconclusive} inconclusive`)] :
			[],
		...lost ? [pill('lost', `${lost} lost`)] : [],
		...facts.files.filter((file) => file.cut).map((file) =>
			pill('lost', `${file.name} ends within a record`)));
	$('problem').hidden = !facts.problems && !n.fail;
}

// Recordings ---------------------------------------------------------------------------

function showFiles()
{
	$('files').replaceChildren(...facts.files.map((file, f) => html('div', {
		class: 'turn',
	}, html('div', { class: 'row' }, html('div', { class: 'name' },
		file.name), factList(['what', file.kind],
		['clock', file.clock],
		['machines', String(machines.filter((m) => m[2] === f).length)],
		file.frames && ['frames', `${file.frames}, of these ${
			file.skipped} without a message for us`],
		file.cut && ['cut', 'the file ends within a record'])))),
	html('p', { class: 'quiet' }, 'Times are those of the first ' +
		'recording, from the first thing seen in any. A trace tells ' +
		'milliseconds.'));
}

// Tabs ------------------------------------------------------------------------------------

function showTab(name)
{
	for (const one of ['item', 'verdicts', 'files']) {
		$(one).hidden = one !== name;
		$('tab-' + one).setAttribute('aria-selected', one === name);
	}
	$('panel').classList.add('open');
}

function showNothingOpen()
{
	$('item').replaceChildren(html('p', { class: 'quiet' },
		'Open a message: click it, or go there with the arrow keys ' +
		'and press Enter.'));
}

// Filters ----------------------------------------------------------------------------------

const CLASS_MEANS = {
	network: 'routes, tunnels, the owner\u2019s commands',
	timers: 'deadlines at which rows fired',
	log: 'what the owner was told',
	inner: 'sockets, addresses, what was saved',
	'look-up': 'questions to the system\u2019s resolver',
	TCP: 'connections made and ended',
};

function showFilters()
{
	const counts = facts.classes;

	$('classes').replaceChildren(...CLASSES.map((name, c) => [name, c])
		.filter(([, c]) => counts[c]).map(([name, c]) => html('button', {
			type: 'button', class: 'class',
			style: `--color:var(--c${c})`, 'data-class': name,
			'aria-pressed': wanted.classes[c],
			title: (CLASS_MEANS[name] || name) +
				'\nclick: show or hide; twice: only this',
			onclick: () => {
				wanted.classes[c] = !wanted.classes[c];
				applyFilter();
			},
			ondblclick: () => {
				wanted.classes.fill(false);
				wanted.classes[c] = true;
				applyFilter();
			},
		}, name, html('span', { class: 'n' },
			counts[c].toLocaleString('en')))));
}

function takeFilter(filter)
{
	Object.assign(wanted, filter);
	applyFilter();
}

function filterChanged()
{
	const taken = (text, without) => html('button', {
		class: 'taken', type: 'button', title: 'take away',
		onclick: () => takeFilter(without),
	}, text + ' \u00d7');

	$('chosen').replaceChildren(...[
		wanted.machine >= 0 && taken(machines[wanted.machine][0],
			{ machine: -1 }),
		wanted.requirement && taken(wanted.requirement,
			{ requirement: '' }),
	].filter((chip) => chip));
	for (const button of $('classes').children)
		button.setAttribute('aria-pressed', wanted.classes[
			CLASSES.indexOf(button.dataset.class)]);
	showCount();
	overviewKept = null;
	placeItems();
	if (view.chosen >= 0)
		reveal(view.chosen);
	setTop(view.top);
	statesChanged();
}

function showCount()
{
	const percent = (part) => Math.floor(100 * part) + ' %';
	const going = count < facts.items ?
		`, reading\u2026 ${percent(count / facts.items)}` :
		looking && looking.done < 1 ?
			`, looking\u2026 ${percent(looking.done)}` : '';

	$('count').textContent = (shown ? `${
		shownCount.toLocaleString('en')} of ` : '') +
		facts.items.toLocaleString('en') + going;
	$('empty').hidden = shownCount > 0;
	$('empty').textContent = going ? 'Nothing yet.' : facts.items ?
		'Nothing like that is in here. Esc takes the filters away.' :
		'Nothing was recorded.';
}
