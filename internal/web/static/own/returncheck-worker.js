// Runs the check of a return apart from the page, so that the page stays quick. The
// policy that comes with this script lets it run a WebAssembly program and forbids
// every request: what it is given cannot leave it but as the answer to the page.
//
// The page sends the program first, and files when somebody chose them; or it asks to
// warm the program up. Before this script stands the one of the Go distribution that
// starts a program of Go.
'use strict';

let started;

async function start(program) {
	const go = new Go();
	const module = program instanceof WebAssembly.Module ? program : await WebAssembly.compile(program);
	go.run(await WebAssembly.instantiate(module, go.importObject)); // up to where it waits to be called
	return module;
}

// bytes are files with what is in them.
const bytes = (files) => Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));

async function check({ files, previous, waivers }) {
	await started;
	const read = { files: await bytes(files), previous: await bytes(previous), waivers: await bytes(waivers) };
	const begin = performance.now();
	const answer = self.northinchCheck(read, (name, percent) => postMessage({ name, percent }));
	if (typeof answer !== 'string') {
		throw new Error('the program stopped');
	}
	postMessage({ answer, took: performance.now() - begin });
}

self.onmessage = async ({ data }) => {
	try {
		if (data.program) {
			started = start(data.program);
			const module = await started;
			if (data.warm) {
				self.northinchWarm(data.warm);
			}
			postMessage({ ready: true, module });
		} else {
			await check(data.chosen);
		}
	} catch (error) {
		postMessage({ failed: error.name === 'NotReadableError' || error.name === 'NotFoundError' ? 'changed' : 'stopped' });
	}
};
