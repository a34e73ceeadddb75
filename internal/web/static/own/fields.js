// The fields of a form as plain data, and back. Secrets, files and hidden fields
// are left out: they are not text that somebody would have to write again.
const skipped = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']);

const chosen = (field) => field.type === 'radio' || field.type === 'checkbox';

// fields are the fields of a form that are kept, each with its data. Fields of
// one name are told apart by their order, radio buttons and checkboxes by value.
function fields(form) {
	const seen = new Map();
	return [...form.elements]
		.filter((field) => field.name && !field.disabled && field.tagName !== 'FIELDSET' && !skipped.has(field.type))
		.map((field) => {
			if (chosen(field)) {
				return { field, data: { name: field.name, value: field.value, on: field.checked } };
			}
			const nth = seen.get(field.name) ?? 0;
			seen.set(field.name, nth + 1);
			return { field, data: { name: field.name, nth, value: field.value } };
		});
}

const samePlace = (a, b) => a.name === b.name && a.nth === b.nth && (a.on === undefined || a.value === b.value);

const find = (form, data) => fields(form).find((one) => samePlace(data, one.data))?.field;

export const same = (a, b) => samePlace(a, b) && a.value === b.value && a.on === b.on;

export const read = (form) => fields(form).map((one) => one.data);

// write puts data back and returns the first field that was changed.
export function write(form, all) {
	let first;
	for (const data of all) {
		const field = find(form, data);
		if (!field) {
			continue;
		}
		if (chosen(field)) {
			field.checked = data.on;
		} else {
			field.value = data.value;
		}
		first ??= field;
	}
	return first;
}

// describe says a kept field in the reader's words: the question and the answer.
export function describe(form, data) {
	const field = find(form, data);
	const label = field?.labels?.[0]?.textContent.trim() ?? data.name;
	const question = field?.closest('fieldset')?.querySelector('legend')?.textContent.trim();
	if (data.on !== undefined) {
		return { term: question ?? data.name, text: label };
	}
	const options = field?.tagName === 'SELECT' ? [...field.options] : [];
	const text = options.find((option) => option.value === data.value)?.textContent.trim() ?? data.value;
	return { term: question ? `${question}: ${label}` : label, text };
}
