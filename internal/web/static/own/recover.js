// What a reader sees of kept text: the offer above its form, and the question
// before signing out removes it.
import { describe, write } from './fields.js';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

// offer shows a draft above its form, with the choice to put it back. save keeps
// the form as it then stands; remove forgets the draft.
export function offer(form, draft, differing, until, save, remove) {
	const box = element('section', 'ni-recover');
	const title = element('h2', '', 'Text that was not saved');
	title.id = `recover-${document.querySelectorAll('.ni-recover').length + 1}`;
	box.setAttribute('aria-labelledby', title.id);
	box.append(title, element('p', '', `Typed on ${day.format(draft.at)} at ${time.format(draft.at)}. It is kept on this device only, until ${day.format(until)}.`));
	if (draft.version !== form.dataset.keep) {
		box.append(element('p', '', 'What this page shows was changed after you typed this. Compare before you put it back.'));
	}
	const list = document.createElement('dl');
	for (const field of differing.filter((field) => field.on !== false)) {
		const { term, text } = describe(form, field);
		list.append(element('dt', '', term), element('dd', '', text));
	}
	const close = () => {
		remove();
		box.remove();
	};
	const back = button('Put this text back', () => {
		const first = write(form, differing);
		save(); // the new draft is there before the old one goes
		close();
		first?.focus();
	});
	const away = button('Remove it', () => {
		close();
		form.querySelector('input:not([type="hidden"]), textarea, select')?.focus();
	});
	const buttons = element('div', 'ds_button-group');
	buttons.append(back, away);
	box.append(list, buttons);
	form.before(box);
}

// askBeforeSignOut asks once before it removes text that is kept nowhere else.
export function askBeforeSignOut(mine, store) {
	let asked = false;
	document.querySelector('form[data-sign-out]')?.addEventListener('submit', (event) => {
		const drafts = mine();
		if (drafts.length === 0 || asked) {
			drafts.forEach((draft) => store.removeItem(draft.key));
			return;
		}
		event.preventDefault();
		asked = true;
		const box = element('section', 'ni-recover');
		box.setAttribute('role', 'alert');
		const list = document.createElement('ul');
		for (const [path, title] of new Map(drafts.map((draft) => [draft.path, draft.title]))) {
			const link = element('a', '', title);
			link.href = path;
			const item = document.createElement('li');
			item.append(link);
			list.append(item);
		}
		box.append(
			element('h2', '', 'You have text that is not saved'),
			list,
			element('p', '', 'Go back to it and save it. If you sign out again, it is removed from this device.'),
		);
		document.getElementById('main-content').prepend(box);
	});
}

function button(text, press) {
	const made = element('button', 'ds_button ds_button--secondary', text);
	made.type = 'button';
	made.addEventListener('click', press);
	return made;
}

function element(name, className, text) {
	const made = document.createElement(name);
	if (className) {
		made.className = className;
	}
	made.textContent = text ?? '';
	return made;
}
