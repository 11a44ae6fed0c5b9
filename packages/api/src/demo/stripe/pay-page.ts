import { escapeHtml, outsidePage } from '../outside-page.ts';
import type { CardErrors } from './cards.ts';
import type { CheckoutRecord } from './checkout-book.ts';

/** What the payer typed before, as far as a page may show it again: never the number or the security code. */
export interface PayPageState {
  readonly alert?: string;
  readonly errors?: CardErrors;
  readonly cardExpiry?: string;
  readonly billingName?: string;
}

function money(minor: number, currency: string): string {
  return escapeHtml(new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(minor / 100));
}

const NOTE =
  "<strong>Test mode — no money moves.</strong> This page stands in for Stripe's in the demonstration.";

export const page = (title: string, body: string): string => outsidePage(title, NOTE, body);

/** The page on which an open session is paid. Works without JavaScript, from 360 px, light and dark. */
export function renderPayPage({ session, parameters }: CheckoutRecord, state: PayPageState = {}): string {
  const payee = parameters.branding_settings?.display_name;
  const total = money(parameters.amount, parameters.currency);
  const lines = parameters.line_items.map(
    ({ price_data: { product_data: product, unit_amount }, quantity }) => {
      const detail = [product.description, quantity > 1 ? `Quantity ${quantity}` : undefined]
        .filter((text) => text !== undefined)
        .map((text) => `<br><span class="quiet">${escapeHtml(text)}</span>`);
      return `<li><span>${escapeHtml(product.name)}${detail.join('')}</span><b>${money(unit_amount * quantity, parameters.currency)}</b></li>`;
    },
  );
  const description = parameters.payment_intent_data?.description;
  const title = payee ? `Pay ${payee}` : 'Pay by card';
  return page(
    state.alert || state.errors ? `Error: ${title}` : title,
    `<section class="card">
<h1>${escapeHtml(title)}</h1>
<p class="amount">${total}</p>
${description ? `<p class="quiet">${escapeHtml(description)}</p>` : ''}
<ul class="lines">${lines.join('')}</ul>
${session.customer_email ? `<p class="quiet">For ${escapeHtml(session.customer_email)}</p>` : ''}
</section>
<section class="card">
<h2>Card details</h2>
${state.alert ? `<p class="alert" role="alert">${escapeHtml(state.alert)}</p>` : ''}
<p class="quiet" id="hint">Use the test card 4242 4242 4242 4242 with any date ahead and any three digits.
4000 0000 0000 0002 is declined. Never enter a real card here.</p>
<form method="post" novalidate>
${field({ name: 'cardNumber', label: 'Card number', maxLength: 30, numeric: true, hintId: 'hint' }, state)}
<div class="pair">
${field({ name: 'cardExpiry', label: 'Expiry MM/YY', maxLength: 7, numeric: true }, state, state.cardExpiry)}
${field({ name: 'cardCvc', label: 'Security code', maxLength: 4, numeric: true }, state)}
</div>
${field({ name: 'billingName', label: 'Name on card', maxLength: 100 }, state, state.billingName)}
<button type="submit">Pay ${total}</button>
</form>
${session.cancel_url ? `<a class="cancel" href="${escapeHtml(session.cancel_url)}">Cancel and go back</a>` : ''}
</section>`,
  );
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly maxLength: number;
  readonly numeric?: boolean;
  readonly hintId?: string;
}

/** One field of a form, with what is wrong with it. */
export function field(
  { name, label, maxLength, numeric, hintId }: Field,
  { errors }: { readonly errors?: Readonly<Record<string, string | undefined>> | undefined },
  value = '',
): string {
  const error = errors?.[name];
  const errorId = `${name}-error`;
  const describedBy = [error ? errorId : undefined, hintId].filter((id) => id !== undefined).join(' ');
  const attributes = [
    `id="${name}" name="${name}" value="${escapeHtml(value)}" maxlength="${maxLength}" required autocomplete="off"`,
    numeric ? 'inputmode="numeric"' : '',
    describedBy ? `aria-describedby="${describedBy}"` : '',
    error ? 'aria-invalid="true"' : '',
    // Without JavaScript this is what takes the payer, and a screen reader, to the first mistake.
    error && Object.keys(errors ?? {}).find((candidate) => errors?.[candidate]) === name ? 'autofocus' : '',
  ];
  return `<div class="field">
<label for="${name}">${label}</label>
<input ${attributes.join(' ')}>
${error ? `<p class="error" id="${errorId}">${escapeHtml(error)}</p>` : ''}
</div>`;
}

/** A page for a session that cannot be paid: already paid, expired, or unknown. */
export function renderNotice(
  title: string,
  text: string,
  link?: { readonly href: string; readonly label: string },
): string {
  return page(
    title,
    `<section class="card">
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${link ? `<a class="button" href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a>` : ''}
</section>`,
  );
}
