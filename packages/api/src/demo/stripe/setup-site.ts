import type { ServerResponse } from 'node:http';
import type { LoopbackRequest } from '../loopback-server.ts';
import { escapeHtml, sendPage } from '../outside-page.ts';
import { CARD_FIELDS, tryCard } from './cards.ts';
import type { StandInEvent } from './objects.ts';
import { field, page, renderNotice } from './pay-page.ts';
import { type SetupRecord, TROUBLED_CARDS, type Typed, type WalletBook } from './wallet-book.ts';

const ACCOUNT_FIELDS = ['accountName', 'sortCode', 'accountNumber'] as const;
type Errors = Readonly<Record<string, string | undefined>>;
type Form = Readonly<Record<string, string>>;

/** The page on which a card or bank account is entered to be kept: GET shows it, POST keeps what was entered. */
export function createSetupSite({
  now,
  wallet,
  announced,
}: {
  readonly now: () => Date;
  readonly wallet: WalletBook;
  readonly announced: (events: readonly StandInEvent[]) => Promise<unknown>;
}) {
  return async (id: string, request: LoopbackRequest, response: ServerResponse): Promise<void> => {
    const record = wallet.setups.get(id);
    const show = (status: number, html: string) =>
      sendPage(response, status, html, record && new URL(record.parameters.success_url).origin);
    if (!record) return show(404, renderNotice('Page not found', 'There is no page at this address.'));
    const back = { href: record.parameters.cancel_url ?? record.parameters.success_url, label: 'Go back' };
    if (record.session.status !== 'open')
      return show(410, renderNotice('This page is closed', 'Go back to begin again.', back));
    if (request.method !== 'POST') return show(200, renderSetupPage(record, {}, {}));
    const form = Object.fromEntries(new URLSearchParams(request.body));
    const read = isCard(record) ? readCard(form, now()) : readAccount(form);
    if ('errors' in read) return show(422, renderSetupPage(record, form, read.errors));
    await announced(wallet.keep(record, read));
    response.setHeader('location', new URL(record.parameters.success_url).href);
    show(303, '');
  };
}

const isCard = ({ parameters }: SetupRecord): boolean =>
  parameters.allowed_payment_method_types[0] === 'card';

function readCard(form: Form, now: Date): Typed | { errors: Errors } {
  const [cardNumber = '', cardExpiry = '', cardCvc = '', billingName = ''] = CARD_FIELDS.map(
    (name) => form[name] ?? '',
  );
  const outcome = tryCard({ cardNumber, cardExpiry, cardCvc, billingName }, now, TROUBLED_CARDS);
  if (outcome.kind === 'invalid') return outcome;
  if (outcome.kind === 'declined') return { errors: { cardNumber: outcome.message } };
  const expiry = cardExpiry.replace(/\D/g, '');
  return {
    kind: 'card',
    name: outcome.name,
    number: cardNumber.replace(/\D/g, ''),
    month: Number(expiry.slice(0, 2)),
    year: 2000 + Number(expiry.slice(2)),
  };
}

function readAccount(form: Form): Typed | { errors: Errors } {
  const [name = '', code = '', number = ''] = ACCOUNT_FIELDS.map((one) => (form[one] ?? '').trim());
  const sortCode = code.replace(/[ -]/g, '');
  const errors = {
    ...(name ? {} : { accountName: 'Enter the name on the account' }),
    ...(sortCode === '108800' ? {} : { sortCode: 'This page takes the test sort code 10-88-00 only' }),
    ...(/^\d{8}$/.test(number) ? {} : { accountNumber: 'Enter the eight digits of the account number' }),
  };
  if (Object.keys(errors).length) return { errors };
  return { kind: 'bacs_debit', name, sortCode, accountNumber: number };
}

function renderSetupPage(record: SetupRecord, form: Form, errors: Errors): string {
  const card = isCard(record);
  const title = card ? 'Save a card' : 'Set up a Direct Debit';
  const bad = Object.values(errors).some(Boolean);
  const cancel = record.session.cancel_url;
  return page(
    bad ? `Error: ${title}` : title,
    `<section class="card">
<h1>${title}</h1>
${
  card
    ? '<p class="quiet" id="hint">Use the test card 4242 4242 4242 4242 with any date ahead and any three digits. 4000 0000 0000 9995 is kept, and has no funds later. Never enter a real card here.</p>'
    : '<p class="quiet" id="hint">Use the test sort code 10-88-00 and account number 00012345; 22222227 has no funds later. Never enter a real account here.</p>'
}
<form method="post" novalidate>
${card ? cardFields(form, errors) : accountFields(form, errors)}
${
  card
    ? ''
    : '<p class="quiet">By signing up you authorise debits from this account under the Direct Debit Guarantee: you are told before each, and your bank refunds what was taken wrongly.</p>'
}
<button type="submit">${card ? 'Save card' : 'Confirm mandate'}</button>
</form>
${cancel ? `<a class="cancel" href="${escapeHtml(cancel)}">Cancel and go back</a>` : ''}
</section>`,
  );
}

const cardFields = (form: Form, errors: Errors): string => `
${field({ name: 'cardNumber', label: 'Card number', maxLength: 30, numeric: true, hintId: 'hint' }, { errors })}
<div class="pair">
${field({ name: 'cardExpiry', label: 'Expiry MM/YY', maxLength: 7, numeric: true }, { errors }, form.cardExpiry)}
${field({ name: 'cardCvc', label: 'Security code', maxLength: 4, numeric: true }, { errors })}
</div>
${field({ name: 'billingName', label: 'Name on card', maxLength: 100 }, { errors }, form.billingName)}`;

const accountFields = (form: Form, errors: Errors): string => `
${field({ name: 'accountName', label: 'Name on the account', maxLength: 100, hintId: 'hint' }, { errors }, form.accountName)}
<div class="pair">
${field({ name: 'sortCode', label: 'Sort code', maxLength: 8, numeric: true }, { errors }, form.sortCode)}
${field({ name: 'accountNumber', label: 'Account number', maxLength: 8, numeric: true }, { errors }, form.accountNumber)}
</div>`;
