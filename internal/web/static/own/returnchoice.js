// Where the files of a check are chosen: inputs, places to drop files on, and how far
// the check is.
import { el } from './returnreport.js';

// build puts the parts of the check into the page. Where a form has the input, the
// server knows the return before and the waivers; otherwise the reader may choose them.
export function build(place, given, then) {
	const files = given ?? choice('return-check-files', 'Files of the return', 'The CSV files of the children and of the events, a ZIP file of them, or an Excel workbook (.xlsx). Choose them all at once, or drop them here. They stay on this device.', true);
	const previous = given ? null : choice('return-check-previous', 'Files of the return before', 'The return that the area sent in the round before, in the same forms. Without it, the rules about what changed since then are not applicable.', true);
	const waivers = given ? null : choice('return-check-waivers', 'File of waivers', 'Findings that the area has looked into and explained: the file that the command “northinch returns waivers” makes. Their reasons are shown, and they are no longer counted. With it, the downloaded findings have the identities that a waiver names.', false, '.json');
	const parts = {
		files,
		previous,
		waivers,
		status: el('p', { className: 'ni-check-status', role: 'status' }),
		bar: el('progress', { className: 'ni-check-bar', max: 100, hidden: true, ariaLabel: 'How far the check is' }),
		answer: el('section', { className: 'ni-check-answer', tabIndex: -1, ariaLabel: 'What the check found' }),
	};
	parts.rest = place.dataset.rest && document.getElementById(place.dataset.rest) || parts.answer;
	const own = [parts.status, parts.bar, parts.answer];
	if (!given) {
		own.unshift(question(files), el('details', { className: 'ds_details' },
			el('summary', { className: 'ds_details__summary' }, 'Also compare with the return before, or use waivers (optional)'),
			el('div', { className: 'ds_details__text' }, question(previous), question(waivers))));
	}
	place.replaceChildren(...own);
	for (const input of [files, previous, waivers]) {
		if (input) {
			input.addEventListener('change', then);
			takeDrops(question(input), input, then);
		}
	}
	// A file that misses its place must not take the page away.
	for (const type of ['dragover', 'drop']) {
		addEventListener(type, (event) => hasFiles(event) && event.preventDefault());
	}
	return parts;
}

// choice is an input for files in a question with its label and hint.
function choice(id, label, hint, multiple, accept = '.csv,.txt,.tsv,.zip,.xlsx,.xlsm') {
	const input = el('input', { type: 'file', id, className: 'ds_file-upload__input', multiple, accept });
	input.setAttribute('aria-describedby', `${id}-hint`);
	// Choosing the same file again, after it was corrected, is a choice too.
	input.addEventListener('click', () => { input.value = ''; });
	el('div', { className: 'ds_question' }, el('label', { className: 'ds_label', htmlFor: id }, label), el('p', { className: 'ds_hint-text', id: `${id}-hint` }, hint), input);
	return input;
}

const question = (input) => input.closest('.ds_question') ?? input.parentElement;

export function say(parts, words, percent) {
	if (parts.status.textContent !== words) {
		parts.status.textContent = words; // said aloud when it changes, and not at every step
	}
	parts.bar.hidden = percent === undefined;
	parts.bar.value = percent ?? 0;
}

const hasFiles = (event) => event.dataTransfer?.types.includes('Files');

// takeDrops lets files be dropped where they can be chosen.
function takeDrops(drop, input, then) {
	drop.classList.add('ni-drop');
	for (const type of ['dragenter', 'dragover']) {
		drop.addEventListener(type, (event) => {
			if (hasFiles(event)) {
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
		if (hasFiles(event)) {
			event.preventDefault();
			input.files = event.dataTransfer.files;
			then();
		}
	});
}
