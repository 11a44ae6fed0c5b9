/**
 * Puts an enquiry form where a page says `<div data-steward-enquiry="<id of the form>"></div>`. Nothing is ticked, no cookie is set and
 * nobody else is asked: before it is sent the browser does a little work, which floods cannot afford.
 */
(() => {
  const base = new URL(document.currentScript.src).origin;
  const FIELDS = [
    { name: 'name', label: 'Your name', autocomplete: 'name', required: true },
    { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email', required: true },
    { name: 'phone', label: 'Telephone', type: 'tel', autocomplete: 'tel' },
    { name: 'organisation', label: 'Company', autocomplete: 'organization' },
    { name: 'message', label: 'What would you like to know?', tag: 'textarea', rows: 5, required: true },
  ];

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** Tries numbers until one fits. */
  const solve = async ({ algorithm, challenge, salt, signature, maxnumber }) => {
    const text = new TextEncoder();
    for (let number = 0; number <= maxnumber; number += 1) {
      const hash = new Uint8Array(await crypto.subtle.digest(algorithm, text.encode(salt + number)));
      if (Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') === challenge)
        return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
    throw new Error('There is no answer to this.');
  };

  const read = async (response) => {
    const body = await response.json();
    if (response.ok) return body;
    const [problem] = body.errors ?? [];
    const fields = problem?.extensions?.fields ?? [];
    throw Object.assign(new Error(problem?.message ?? 'It could not be sent.'), { fields });
  };

  const field = ({ tag = 'input', label, required, ...properties }) => {
    const id = `steward-${properties.name}-${Math.random().toString(36).slice(2)}`;
    const input = make(tag, { ...properties, id, required: Boolean(required) });
    const wrong = make('span', { id: `${id}-wrong`, className: 'steward-wrong' });
    input.setAttribute('aria-describedby', wrong.id);
    const name = make('label', { htmlFor: id, textContent: required ? label : `${label} (optional)` });
    return {
      name: properties.name,
      input,
      wrong,
      row: make('p', { className: 'steward-field' }, name, input, wrong),
    };
  };

  const show = async (place) => {
    const url = `${base}/enquiry-forms/${encodeURIComponent(place.dataset.stewardEnquiry)}`;
    const load = () => fetch(url, { credentials: 'omit' }).then(read);
    const { sender, privacyUrl, consents } = await load();
    const fields = FIELDS.map(field);
    const boxes = consents.map(({ id, version, text }) => {
      const box = make('input', { type: 'checkbox' });
      return {
        id,
        version,
        box,
        row: make('p', {}, make('label', { className: 'steward-consent' }, box, ` ${text}`)),
      };
    });
    const status = make('p', { className: 'steward-status' });
    status.setAttribute('role', 'status');
    const button = make('button', { type: 'submit', textContent: 'Send' });
    const notice = make('a', { href: privacyUrl, textContent: 'privacy notice' });
    const form = make(
      'form',
      { className: 'steward-enquiry' },
      ...fields.map(({ row }) => row),
      ...boxes.map(({ row }) => row),
      make('p', {}, `What ${sender} does with what you send is in its `, notice, '.'),
      make('p', {}, button),
      status,
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.disabled = true;
      status.textContent = 'Sending …';
      for (const { wrong, input } of fields) {
        wrong.textContent = '';
        input.removeAttribute('aria-invalid');
      }
      try {
        const { challenge } = await load();
        const given = Object.fromEntries(fields.map(({ name, input }) => [name, input.value]));
        const proof = await solve(challenge);
        const ticked = boxes.filter(({ box }) => box.checked);
        await fetch(url, {
          method: 'POST',
          credentials: 'omit',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            ...given,
            page: location.origin + location.pathname,
            consents: ticked.map(({ id, version }) => ({ purposeId: id, version })),
            proof,
          }),
        }).then(read);
        form.replaceChildren(status);
        status.textContent = `Thank you. ${sender} has your enquiry and will answer by e-mail.`;
      } catch (error) {
        button.disabled = false;
        status.textContent = error.message;
        for (const { path, message } of error.fields ?? []) {
          const of = fields.find(({ name }) => name === path);
          if (!of) continue;
          of.wrong.textContent = message;
          of.input.setAttribute('aria-invalid', 'true');
        }
      }
    });
    place.replaceChildren(form);
  };

  for (const place of document.querySelectorAll('[data-steward-enquiry]'))
    show(place).catch((error) => {
      place.textContent = error.message;
    });
})();
