import { invalidRequest } from './failure.ts';

/** A decoded form: `a[b][0]=x` is `{ a: { b: { 0: 'x' } } }`. Lists are trees whose keys are 0, 1, 2 … */
export interface FormTree {
  [key: string]: FormValue;
}
export type FormValue = string | FormTree;

const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * Reads application/x-www-form-urlencoded text with brackets, as Stripe's libraries write it.
 *
 * @throws {StripeFailure} for a malformed key or value, and for a key that is both a value and a group.
 */
export function parseForm(text: string): FormTree {
  const tree = emptyTree();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    set(tree, path(name), cut < 0 ? '' : decode(pair.slice(cut + 1)), name);
  }
  return tree;
}

/** No prototype, so that a parameter named `__proto__` is a name like any other. */
function emptyTree(): FormTree {
  return Object.create(null) as FormTree;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidRequest('Invalid request: the form is not correctly encoded');
  }
}

function path(name: string): string[] {
  const match = KEY.exec(name);
  if (!match) throw invalidRequest(`Invalid request: malformed parameter name ${name}`);
  const [, head = '', brackets = ''] = match;
  return [head, ...[...brackets.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)];
}

function set(tree: FormTree, keys: readonly string[], value: string, name: string): void {
  let at = tree;
  keys.forEach((written, index) => {
    const key = written === '' ? String(Object.keys(at).length) : written;
    const existing = at[key];
    if (index === keys.length - 1) {
      if (existing !== undefined) throw invalidRequest(`Invalid request: ${name} was sent twice`);
      at[key] = value;
      return;
    }
    if (typeof existing === 'string')
      throw invalidRequest(`Invalid request: ${name} is both a value and a group`);
    const next = existing ?? emptyTree();
    at[key] = next;
    at = next;
  });
}
