// Asks the browser for a passkey, or has it make one, and sends the answer as the
// form that the page has for it. Nothing else can do that but a script.
//
// The form has data-passkey, which is "get" or "create", and data-options, what the
// server asks, as JSON with bytes as base64url.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

// ask is what the server asks, with its bytes as bytes.
function ask(json) {
	const { publicKey } = JSON.parse(json);
	publicKey.challenge = bytes(publicKey.challenge);
	if (publicKey.user) {
		publicKey.user.id = bytes(publicKey.user.id);
	}
	for (const list of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
		list?.forEach((credential) => {
			credential.id = bytes(credential.id);
		});
	}
	return { publicKey };
}

// answer is what the browser says, with its bytes as base64url.
function answer({ rawId, response, authenticatorAttachment }) {
	const said = {};
	for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
		if (response[name]) {
			said[name] = text(response[name]);
		}
	}
	if (response.getTransports) {
		said.transports = response.getTransports();
	}
	return JSON.stringify({
		id: text(rawId), rawId: text(rawId), type: 'public-key', authenticatorAttachment: authenticatorAttachment ?? undefined,
		clientExtensionResults: {}, response: said,
	});
}

async function go(form) {
	const status = form.querySelector('[role="status"]');
	if (!window.PublicKeyCredential) {
		status.textContent = 'This browser knows no passkeys. Choose another way.';
		return;
	}
	status.textContent = 'Your browser is asking …';
	try {
		form.elements.credential.value = answer(await navigator.credentials[form.dataset.passkey](ask(form.dataset.options)));
		status.textContent = 'Sent. The next page comes in a moment.';
		form.submit();
	} catch (wrong) {
		status.textContent = wrong.name === 'InvalidStateError'
			? 'This device has a passkey of yours for this site already.'
			: 'Nothing came back from your browser. Press the button to try again, or choose another way.';
	}
}

export function usePasskeys() {
	for (const form of document.querySelectorAll('form[data-passkey]')) {
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			go(form);
		});
		go(form); // some browsers want a press of the button first
	}
	// What came back from the sign-in of another site goes on as a form by itself.
	document.querySelector('form[data-go-on]')?.submit();
}
