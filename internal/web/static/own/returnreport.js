// The report of a check as parts of a page: the finding first, then what must be put
// right, rule by rule, then how each rule ended. Everything that comes from a file is
// text, and never markup.

const shown = 20; // findings of a rule; the file has them all
const few = 3; // rules, of which the findings are opened at once

// el makes an element with properties and what is in it.
export function el(name, properties = {}, ...inside) {
	const element = Object.assign(document.createElement(name), properties);
	if (properties.role) {
		element.setAttribute('role', properties.role);
	}
	element.append(...inside);
	return element;
}

const count = (n, one, more) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`;

const severities = { remark: 'Remark', query: 'Query', error: 'Error', stop: 'Stop' }; // the gravest last
const grave = (rule) => Object.keys(severities).indexOf(rule.severity);

// where is the place of a finding in words.
const where = (f) => [f.file, f.line && `line ${f.line}`, f.column].filter(Boolean).join(', ');

// table is a table in the markup that the pages of the server have.
function table(id, caption, columns, rows) {
	return el('div', { className: 'ni-scroll ni-stack', tabIndex: 0, role: 'region', ariaLabel: caption },
		el('table', { className: 'ds_table', id },
			el('caption', {}, caption),
			el('thead', {}, el('tr', {}, ...columns.map((c) => el('th', { scope: 'col', className: c.number ? 'ni-number' : '' }, c.text)))),
			el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell, i) => {
				if (i === 0) {
					return el('th', { scope: 'row' }, cell);
				}
				const td = el('td', { className: columns[i].number ? 'ni-number' : '' }, cell);
				td.dataset.head = columns[i].text;
				return td;
			}))))));
}

// show puts an answer into the page and takes the reader to it. All beyond the summary
// goes into the rest, which may stand further down.
export function show({ answer: place, rest }, answer, chosen) {
	const heading = el('h2', { id: 'return-check-found' }, answer.refused ? 'The check stopped' : 'What the check found');
	place.append(heading, el('p', { className: 'ni-lead' }, answer.summary), el('p', {}, download(answer.csv)));
	if (answer.refused) {
		place.append(el('div', { className: 'ds_inset-text' }, el('div', { className: 'ds_inset-text__text' },
			el('p', {}, el('strong', {}, `${where(answer.refused) || 'All files'}${answer.refused.code && ` (${answer.refused.code})`}.`)),
			el('p', {}, answer.refused.sentence))));
	} else {
		if (answer.clean) {
			place.append(el('p', {}, 'Nothing needs an answer. The return can be sent.'));
		}
		report(rest, answer, chosen);
	}
	place.focus({ preventScroll: true });
	heading.scrollIntoView();
}

function report(place, { report: r, looks }, { previous, waivers }) {
	const facts = [['Children', r.children.toLocaleString('en-GB')], ['Events', r.events.toLocaleString('en-GB')], ['Areas', r.areas.length > 5 ? `${r.areas.length} areas` : r.areas.join(', ')], ['Specification', `edition ${r.edition}`]];
	if (r.made_up) {
		facts.push(['Made up', 'No child in this return exists.']);
	}
	for (const [key, files] of [['Compared with', previous], ['Waivers', waivers]]) {
		if (files.length) {
			facts.push([key, files.map((file) => file.name).join(', ')]);
		}
	}
	place.append(el('dl', { className: 'ds_summary-list ds_summary-list--short-keys' }, ...facts.map(([key, value]) =>
		el('div', { className: 'ds_summary-list__item' }, el('dt', { className: 'ds_summary-list__key' }, key), el('dd', { className: 'ds_summary-list__value' }, value)))));
	const found = r.rules.filter((rule) => rule.found > 0).sort((a, b) => grave(b) - grave(a));
	const stuck = r.rules.filter((rule) => rule.status === 'could not run');
	if (found.length || stuck.length) {
		place.append(el('h2', {}, 'Rules that found something'), table('return-check-rules', 'How many findings each rule has',
			[{ text: 'Rule' }, { text: 'Kind' }, { text: 'Example' }, { text: 'Found', number: true }],
			[...found, ...stuck.filter((rule) => !rule.found)].map((rule) => [
				rule.found ? to(rule.code) : rule.code,
				severities[rule.severity], looks[rule.code] ?? '', rule.status === 'could not run' ? `could not run: ${rule.why}` : rule.found.toLocaleString('en-GB') + (rule.waived ? `, ${rule.waived.toLocaleString('en-GB')} waived` : '')])));
	}
	const of = group(r.findings);
	if (found.length) {
		place.append(el('h2', {}, 'Findings'));
	}
	for (const rule of found) {
		const all = of.get(rule.code) ?? [];
		const some = Math.min(shown, all.length);
		place.append(el('details', { className: 'ni-table', id: `return-check-${rule.code}`, open: found.length <= few },
			el('summary', {}, `${rule.code}, ${severities[rule.severity].toLowerCase()}: ${count(rule.found, 'finding', 'findings')}`),
			table(`return-check-findings-${rule.code}`, some < rule.found ? `The first ${some} findings of ${rule.code}` : `Findings of ${rule.code}`,
				[{ text: 'Where' }, { text: 'What' }], all.slice(0, some).map((f) => [where(f) || 'The return', f.waiver ? `${f.sentence} Waived: ${f.waiver.reason} (${f.waiver.by})` : f.sentence]))));
	}
	const ended = (rule) => rule.status + (rule.why ? `: ${rule.why}` : '');
	place.append(el('details', { className: 'ni-table' }, el('summary', {}, `How each of the ${r.rules.length} rules ended`),
		table('return-check-all', 'All rules', [{ text: 'Rule' }, { text: 'Kind' }, { text: 'Example' }, { text: 'Ended' }],
			r.rules.map((rule) => [rule.code, severities[rule.severity], looks[rule.code] ?? '', ended(rule)]))));
}

// to is a link to the findings of a rule, which opens them.
function to(code) {
	const link = el('a', { href: `#return-check-${code}` }, code);
	link.addEventListener('click', () => { document.getElementById(`return-check-${code}`).open = true; });
	return link;
}

function group(findings) {
	const of = new Map();
	for (const f of findings) {
		if (!of.has(f.code)) {
			of.set(f.code, []);
		}
		of.get(f.code).push(f);
	}
	return of;
}

// download is a link to the findings as a file, which is made here and not fetched.
function download(csv) {
	return el('a', { href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })), download: 'findings.csv', className: 'ds_button ds_button--secondary' }, 'Download the findings (CSV)');
}
