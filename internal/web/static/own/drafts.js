// Keeps what is typed into a form on this device until it is saved, so that a
// closed lid, a lost connection or an ended session loses at most a second.
// What is found on return is shown and offered, never put back unasked.
//
// A form asks for it with data-keep, whose value is the version of what it
// changes. Drafts are kept by person, form address and version, and every page
// view has its own, so that two windows do not overwrite each other.
//
// The page after a save MUST show its notice (data-saved): that is how a saved
// draft is known and removed. Drafts of others are never shown, drafts older
// than 14 days are removed, and signing out removes one's own.
import { read, same } from './fields.js';
import { askBeforeSignOut, offer } from './recover.js';

const prefix = 'northinch-draft|';
const sent = 'northinch-sent';
const lifetime = 14 * 24 * 60 * 60 * 1000;
const pause = 500;

// What is typed but not kept yet, by form.
const flushes = [];

export function keepDrafts() {
	let store;
	try {
		store = window.localStorage;
		settle(store);
	} catch {
		store = null; // refused by the browser's settings; keep() says so
	}
	const person = encodeURIComponent(document.documentElement.dataset.person ?? '');
	if (!person) {
		return;
	}
	for (const form of document.querySelectorAll('form[data-keep]')) {
		keep(store, form, person);
	}
	if (store) {
		askBeforeSignOut(() => {
			flushes.forEach((flush) => flush()); // what was typed a moment ago counts too
			return drafts(store, `${prefix}${person}|`);
		}, store);
	}
}

// drafts are the drafts whose key begins with a start, oldest first.
function drafts(store, start) {
	const found = [];
	for (const key of Object.keys(store).filter((key) => key.startsWith(start))) {
		try {
			found.push({ key, ...JSON.parse(store.getItem(key)) });
		} catch {
			store.removeItem(key);
		}
	}
	return found.sort((a, b) => a.at - b.at);
}

// settle removes what was saved by the request before this page, and what is old.
function settle(store) {
	const keys = JSON.parse(sessionStorage.getItem(sent) ?? '[]');
	sessionStorage.removeItem(sent);
	if (document.querySelector('[data-saved]')) {
		keys.forEach((key) => store.removeItem(key));
	}
	// A page that comes back as it was left is one whose request did not succeed.
	addEventListener('pageshow', (event) => event.persisted && sessionStorage.removeItem(sent));
	for (const draft of drafts(store, prefix)) {
		if (!(Date.now() - draft.at < lifetime)) {
			store.removeItem(draft.key);
		}
	}
}

function keep(store, form, person) {
	const path = new URL(form.getAttribute('action') || location.href, location.href).pathname;
	const place = `${prefix}${person}|${path}|${form.id}|`;
	const key = `${place}${form.dataset.keep}|${crypto.randomUUID?.() ?? Math.random()}`;
	const status = document.createElement('p');
	status.className = 'ni-kept';
	status.setAttribute('role', 'status');
	form.append(status);

	// What a rejected form shows again is saved nowhere yet.
	const rejected = document.querySelector('.ds_error-summary') !== null;
	const loaded = JSON.stringify(read(form));
	let timer = 0;

	const save = () => {
		clearTimeout(timer);
		timer = 0;
		const fields = read(form);
		try {
			if (!rejected && JSON.stringify(fields) === loaded) {
				store.removeItem(key);
				return;
			}
			store.setItem(key, JSON.stringify({
				path: location.pathname,
				title: document.querySelector('h1')?.textContent.trim() ?? location.pathname,
				version: form.dataset.keep,
				at: Date.now(),
				fields,
			}));
			status.textContent = 'What you type is kept on this device until you save it.';
		} catch {
			status.textContent = 'What you type cannot be kept on this device. Save often.';
		}
	};
	const typed = () => {
		clearTimeout(timer);
		timer = setTimeout(save, pause);
	};
	const flush = () => timer && save();
	flushes.push(flush);

	form.addEventListener('input', typed);
	form.addEventListener('change', typed);
	form.addEventListener('submit', () => {
		save();
		if (store) {
			sessionStorage.setItem(sent, JSON.stringify([key]));
		}
	});
	addEventListener('pagehide', flush);
	document.addEventListener('visibilitychange', flush);

	if (!store) {
		save();
		return;
	}
	const before = drafts(store, place);
	if (rejected) {
		save();
	}
	for (const draft of before) {
		const shown = read(form);
		const differing = draft.fields.filter((field) => !shown.some((other) => same(field, other)));
		if (differing.length === 0) {
			store.removeItem(draft.key);
		} else {
			offer(form, draft, differing, draft.at + lifetime, save, () => store.removeItem(draft.key));
		}
	}
}
