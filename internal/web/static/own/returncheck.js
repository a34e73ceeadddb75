// Checks the files of a return on the reader's own device, before anything is sent.
// A page asks for it with an element #return-check, in which stands what to do where
// this script cannot work. With data-input, whose value is the id of a file input of
// a form, the files chosen there are checked, and the form still decides when they
// are sent; without it the element gets an input of its own, which sends nothing.
//
// The check is the program that the server has too, compiled to WebAssembly. It runs
// in a worker whose policy lets no request out; see returncheck-worker.js. All is
// fetched when the page opens, so that the check also works without a network.
import { el, show } from './returnreport.js';

const most = 700 << 20; // a browser has no more room for a file and what is made of it

const can = () => typeof WebAssembly === 'object' && typeof Worker === 'function' && typeof File.prototype.arrayBuffer === 'function';

export async function checkReturns(place) {
	if (!can()) {
		return;
	}
	let program;
	try {
		const response = await fetch(new URL('./returncheck.wasm', import.meta.url));
		if (!response.ok) {
			throw new Error(response.statusText);
		}
		program = await response.arrayBuffer();
	} catch {
		return; // what stands in the element says what to do
	}
	let ready = begin(program); // a worker that waits for files
	if (!await ready) {
		return;
	}
	program = (await ready).module; // so that no other worker compiles it again
	const parts = build(place);
	warmUp(program).then(() => { place.dataset.warm = ''; });
	let current; // the check whose report is awaited
	let working; // its worker

	const check = async () => {
		const start = performance.now();
		const files = [...parts.input.files];
		const mine = current = {};
		working?.terminate(); // it checks other files
		working = undefined;
		parts.answer.replaceChildren();
		delete parts.answer.dataset.check;
		delete parts.answer.dataset.ms;
		if (!files.length || files.reduce((sum, file) => sum + file.size, 0) > most) {
			say(parts, files.length ? `These files are too large for a browser: more than ${most >> 20} MB. Check them with the command northinch returns check.` : '');
			return;
		}
		say(parts, 'Reading the files.', 0);
		const worker = (await (ready ?? begin(program)))?.worker;
		ready = undefined;
		if (mine !== current) {
			worker?.terminate();
			return;
		}
		working = worker;
		const result = worker ? await run(worker, files, (name, percent) => say(parts, name ? `Reading ${name}.` : 'Checking the rules.', percent)) : { failed: 'stopped' };
		worker?.terminate(); // and with it goes all that it read
		if (result.failed) {
			say(parts, result.failed === 'changed'
				? 'A file was changed or moved since you chose it. Choose the files again.'
				: 'The check stopped and found nothing out: the files may be too large for this device. Check them with the command northinch returns check.');
		} else {
			const answer = JSON.parse(result.answer);
			say(parts, 'Done.');
			show(parts.answer, answer);
			parts.answer.dataset.check = result.took.toFixed(0); // milliseconds in the program
			parts.answer.dataset.ms = (performance.now() - start).toFixed(0); // from the choice to the report
		}
		ready ??= begin(program);
	};

	parts.input.addEventListener('change', check);
	takeDrops(parts, check);
	if (parts.input.files.length) { // the browser has kept them through a reload
		check();
	}
}

// begin starts a worker with the program, and gives null where it does not start.
function begin(program, warm) {
	return new Promise((done) => {
		const worker = new Worker(new URL('./returncheck-worker.js', import.meta.url));
		worker.onmessage = ({ data }) => done(data.ready ? { worker, module: data.module } : null);
		worker.onerror = () => done(null);
		worker.postMessage({ program, warm });
	});
}

// warmUp lets the program check a made-up return while the reader still looks for the
// files. The browser finds out in it which parts are used most and makes them fast,
// for every worker that has the program; without, the first check takes three times
// as long as the second.
async function warmUp(program) {
	(await begin(program, 500))?.worker.terminate();
}

// run gives what the worker says of files.
function run(worker, files, progress) {
	return new Promise((done) => {
		worker.onmessage = ({ data }) => (data.percent === undefined ? done(data) : progress(data.name, data.percent));
		worker.onerror = () => done({ failed: 'stopped' });
		worker.postMessage({ files });
	});
}

// build puts the parts of the check into the page.
function build(place) {
	const given = place.dataset.input && document.getElementById(place.dataset.input);
	const input = given || el('input', { type: 'file', id: 'return-check-files', className: 'ds_file-upload__input', multiple: true, accept: '.csv,.txt,.tsv,.zip,.xlsx,.xlsm' });
	const parts = {
		input,
		drop: given ? given.closest('.ds_question') ?? given.parentElement : el('div', { className: 'ds_question' }),
		status: el('p', { className: 'ni-check-status', role: 'status' }),
		bar: el('progress', { className: 'ni-check-bar', max: 100, hidden: true, ariaLabel: 'How far the check is' }),
		answer: el('section', { className: 'ni-check-answer', tabIndex: -1, ariaLabel: 'What the check found' }),
	};
	parts.drop.classList.add('ni-drop');
	const own = [parts.status, parts.bar, parts.answer];
	if (!given) {
		input.setAttribute('aria-describedby', 'return-check-hint');
		// Choosing the same file again, after it was corrected, is a choice too.
		input.addEventListener('click', () => { input.value = ''; });
		parts.drop.append(
			el('label', { className: 'ds_label', htmlFor: input.id }, 'Files of the return'),
			el('p', { className: 'ds_hint-text', id: 'return-check-hint' }, 'The CSV files of the children and of the events, a ZIP file of them, or an Excel workbook (.xlsx). Choose them all at once, or drop them here. They stay on this device.'),
			input,
		);
		own.unshift(parts.drop);
	}
	place.replaceChildren(...own);
	place.hidden = false;
	place.dataset.ready = '';
	return parts;
}

function say(parts, words, percent) {
	if (parts.status.textContent !== words) {
		parts.status.textContent = words; // said aloud when it changes, and not at every step
	}
	parts.bar.hidden = percent === undefined;
	parts.bar.value = percent ?? 0;
}

// takeDrops lets files be dropped where they can be chosen.
function takeDrops({ drop, input }, then) {
	const files = (event) => event.dataTransfer?.types.includes('Files');
	for (const type of ['dragenter', 'dragover']) {
		drop.addEventListener(type, (event) => {
			if (files(event)) {
				event.preventDefault();
				drop.dataset.over = '';
			}
		});
	}
	drop.addEventListener('dragleave', (event) => {
		if (!drop.contains(event.relatedTarget)) {
			delete drop.dataset.over;
		}
	});
	drop.addEventListener('drop', (event) => {
		delete drop.dataset.over;
		if (files(event)) {
			event.preventDefault();
			input.files = event.dataTransfer.files;
			then();
		}
	});
	// A file that misses its place must not take the page away.
	for (const type of ['dragover', 'drop']) {
		addEventListener(type, (event) => files(event) && event.preventDefault());
	}
}
