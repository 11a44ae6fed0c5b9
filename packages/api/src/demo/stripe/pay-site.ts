import type { ServerResponse } from 'node:http';
import type { LoopbackRequest } from '../loopback-server.ts';
import { sendPage } from '../outside-page.ts';
import { CARD_FIELDS, type CardField, tryCard } from './cards.ts';
import type { CheckoutBook, CheckoutRecord } from './checkout-book.ts';
import type { StandInEvent } from './objects.ts';
import { renderNotice, renderPayPage } from './pay-page.ts';

export interface PaySiteOptions {
  readonly now: () => Date;
  readonly book: CheckoutBook;
  /** Resolves when the events have been offered once: like Stripe, the page waits for that before it leads back. */
  readonly announced: (events: readonly StandInEvent[]) => Promise<unknown>;
}

/** The pay page of a session: GET shows it, POST tries the card. */
export function createPaySite({ now, book, announced }: PaySiteOptions) {
  return async (id: string, request: LoopbackRequest, response: ServerResponse): Promise<void> => {
    const record = book.records.get(id);
    if (!record) {
      const text = 'There is no payment at this address. Go back to the invoice and start the payment again.';
      return send(response, 404, renderNotice('Payment not found', text));
    }
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      return send(
        response,
        405,
        renderNotice('Not possible', 'This page can be opened and sent, nothing else.'),
      );
    }
    const { session } = record;
    if (session.status === 'complete')
      return request.method === 'POST' ? leadBack(response, record) : paid(response, record);
    if (session.status === 'expired') {
      const link = session.cancel_url ? { href: session.cancel_url, label: 'Go back' } : undefined;
      const text = 'The time to pay here is over. Nothing was paid. Go back to the invoice to start again.';
      return send(response, 410, renderNotice('This payment has expired', text, link));
    }
    if (request.method === 'GET') return send(response, 200, renderPayPage(record), record);
    const form = readCardForm(request);
    if (!form)
      return send(
        response,
        400,
        renderNotice('Not possible', 'The form that was sent is not the one of this page.'),
      );

    const outcome = tryCard(form, now());
    const { cardExpiry, billingName } = form;
    switch (outcome.kind) {
      case 'invalid':
        return send(
          response,
          422,
          renderPayPage(record, { errors: outcome.errors, cardExpiry, billingName }),
          record,
        );
      case 'declined':
        await announced(book.decline(record, outcome.message));
        return send(
          response,
          402,
          renderPayPage(record, { alert: outcome.message, cardExpiry, billingName }),
          record,
        );
      case 'approved':
        await announced(book.pay(record, outcome.name));
        return leadBack(response, record);
    }
  };
}

/** The four fields once each and nothing else, or undefined. */
function readCardForm({ headers, body }: LoopbackRequest): Record<CardField, string> | undefined {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(body);
  if ([...form.keys()].sort().join() !== [...CARD_FIELDS].sort().join()) return undefined;
  const value = (name: CardField) => form.get(name) ?? '';
  return {
    cardNumber: value('cardNumber'),
    cardExpiry: value('cardExpiry'),
    cardCvc: value('cardCvc'),
    billingName: value('billingName'),
  };
}

function successAddress({ session }: CheckoutRecord): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function leadBack(response: ServerResponse, record: CheckoutRecord): void {
  response.setHeader('location', new URL(successAddress(record)).href);
  send(response, 303, '');
}

function paid(response: ServerResponse, record: CheckoutRecord): void {
  const link = { href: successAddress(record), label: 'Go back' };
  send(
    response,
    200,
    renderNotice('This payment is complete', 'It was made before; it cannot be made twice.', link),
  );
}

const send = (response: ServerResponse, status: number, html: string, record?: CheckoutRecord): void =>
  sendPage(response, status, html, record && new URL(successAddress(record)).origin);
