// A button with data-copy=ID copies the words of the element of that id and says so
// in the element ID-copied. It is there only where the browser lets a page copy;
// elsewhere one press on the words selects them all.
export function copy() {
	for (const button of document.querySelectorAll('button[data-copy]')) {
		if (!navigator.clipboard) {
			return;
		}
		button.hidden = false;
		button.addEventListener('click', async () => {
			const said = document.getElementById(`${button.dataset.copy}-copied`);
			try {
				await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
				said.textContent = 'Copied.';
			} catch {
				said.textContent = 'It could not be copied; select the link above.';
			}
		});
	}
}
