// The script of North Inch. Every page but those of passkeys works without it: it keeps typed text
// (drafts.js), asks for passkeys (passkey.js), takes the reader to what must be put right, and starts the few
// components of the design system that a page uses, one by one. The design
// system can start all of itself at once, but then it also follows every click,
// and these pages follow nobody.
import { copy } from './copy.js';
import { keepDrafts } from './drafts.js';
import { usePasskeys } from './passkey.js';

document.documentElement.classList.add('js-enabled');

keepDrafts();
usePasskeys();
copy();

// After a rejected form the page begins where the corrections are.
document.querySelector('.ds_error-summary')?.focus();

const returnCheck = document.querySelector('#return-check');
if (returnCheck) {
	returnCheck.hidden = true; // what stands there is for browsers that cannot check
	const wait = document.createElement('p');
	wait.textContent = 'The check is being fetched.';
	returnCheck.before(wait);
	import('./returncheck.js').then(({ checkReturns }) => checkReturns(returnCheck)).finally(() => { wait.remove(); returnCheck.hidden = false; });
}

const used = {
	'ds-accordion': 'Accordion',
	'ds-character-count': 'CharacterCount',
	'ds-tabs': 'Tabs',
};

try {
	const { components } = (await import('./design-system.js')).default;
	components.skipLinks.init();
	for (const [module, name] of Object.entries(used)) {
		for (const element of document.querySelectorAll(`[data-module="${module}"]`)) {
			new components[name](element).init();
		}
	}
} catch {
	// The browser has logged what failed; the page is whole without it.
}
