// Checks the files of a return on the reader's own device, before anything is sent.
// A page asks for it with an element #return-check, in which stands what to do where
// this script cannot work. With data-input, whose value is the id of a file input of
// a form, the files chosen there are checked, and the form still decides when they
// are sent; without it the element gets an input of its own, which sends nothing. With
// data-rest, the id of another element, the findings stand there, and the button of the
// form comes before them.
//
// The check is the program that the server has too, compiled to WebAssembly. It runs
// in a worker whose policy lets no request out; see returncheck-worker.js. All is
// fetched when the page opens, so that the check also works without a network.
import { build, say } from './returnchoice.js';
import { show } from './returnreport.js';

const most = 700 << 20; // a browser has no more room for files and what is made of them

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
	let waiting = begin(program); // a worker that waits for files
	program = await waiting.ready; // compiled, so that no other worker does it again
	if (!program) {
		return;
	}
	// While the reader still looks for the files, the program checks a made-up return.
	// The browser finds out in it which parts are used most and makes them fast, for
	// every worker that has the program; without, the first check takes longer.
	const warming = begin(program, 500);
	warming.ready.then(() => {
		warming.worker.terminate();
		place.dataset.warm = '';
	});
	let current; // the check whose report is awaited
	let working; // its worker

	const check = async () => {
		const start = performance.now();
		const chosen = { files: [...parts.files.files], previous: [...parts.previous?.files ?? []], waivers: [...parts.waivers?.files ?? []].slice(0, 1) };
		const size = Object.values(chosen).flat().reduce((sum, file) => sum + file.size, 0);
		const mine = current = {};
		working?.terminate(); // it checks other files
		working = undefined;
		parts.answer.replaceChildren();
		parts.rest.replaceChildren();
		delete parts.answer.dataset.check;
		delete parts.answer.dataset.ms;
		if (!chosen.files.length || size > most) {
			say(parts, chosen.files.length ? `These files are too large for a browser: more than ${most >> 20} MB. Check them with the command northinch returns check.` : '');
			return;
		}
		say(parts, 'Reading the files.', 0);
		warming.worker.terminate(); // the check itself warms the program up, and wants the processor
		const { worker, ready } = waiting ?? begin(program);
		waiting = undefined;
		working = worker;
		const result = await ready ? await run(worker, chosen, (name, percent) => say(parts, name ? `Reading ${name}.` : 'Checking the rules.', percent)) : { failed: 'stopped' };
		worker.terminate(); // and with it goes all that it read
		if (mine !== current) {
			return;
		}
		if (result.failed) {
			say(parts, result.failed === 'changed'
				? 'A file was changed or moved since you chose it. Choose the files again.'
				: 'The check stopped and found nothing out: the files may be too large for this device. Check them with the command northinch returns check.');
		} else {
			const answer = JSON.parse(result.answer);
			say(parts, ''); // the report is read out, since the focus goes there
			show(parts, answer, chosen);
			parts.answer.dataset.check = result.took.toFixed(0); // milliseconds in the program
			parts.answer.dataset.ms = (performance.now() - start).toFixed(0); // from the choice to the report
		}
		place.dataset.warm = '';
		waiting ??= begin(program);
	};

	const parts = build(place, place.dataset.input && document.getElementById(place.dataset.input) || undefined, check);
	place.hidden = false;
	place.dataset.ready = '';
	if (parts.files.files.length) { // the browser has kept them through a reload
		check();
	}
}

// begin starts a worker with the program. Its ready is the program compiled, or null
// where it does not start.
function begin(program, warm) {
	const worker = new Worker(new URL('./returncheck-worker.js', import.meta.url));
	const ready = new Promise((done) => {
		worker.onmessage = ({ data }) => done(data.ready ? data.module : null);
		worker.onerror = () => done(null);
	});
	worker.postMessage({ program, warm });
	return { worker, ready };
}

// run gives what the worker says of files.
function run(worker, chosen, progress) {
	return new Promise((done) => {
		worker.onmessage = ({ data }) => (data.percent === undefined ? done(data) : progress(data.name, data.percent));
		worker.onerror = () => done({ failed: 'stopped' });
		worker.postMessage({ chosen });
	});
}
