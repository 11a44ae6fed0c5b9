import { z } from 'zod';
import { askRegister, NotAnswered, readAnswer, said } from './ask-register.ts';
import type { VatRegisterClient } from './vat-registers.ts';

const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const Trader = z.object({
  target: z.object({ name: said, address: z.record(z.string(), z.string().nullish()).optional() }),
  consultationNumber: said,
});
/** The lines of an address, in the order in which HMRC writes them. */
const LINES = ['line1', 'line2', 'line3', 'line4', 'line5', 'postcode'];
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;

/**
 * HMRC's “Check a UK VAT number”, version 2, by the credentials of the operator's application:
 * `https://CLIENT_ID:CLIENT_SECRET@api.service.hmrc.gov.uk`. Asked with the number of whoever sells it answers with a consultation
 * number; a seller that it does not know is left out.
 */
export function hmrcRegister(address: string): VatRegisterClient {
  const { origin, username, password } = new URL(address);
  let token: { value: string; until: number } | undefined;

  async function authorise(): Promise<string> {
    if (token && token.until > performance.now()) return token.value;
    const { status, json } = await askRegister({
      url: new URL('/oauth/token', origin),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: decodeURIComponent(username),
        client_secret: decodeURIComponent(password),
        scope: 'read:vat',
      }).toString(),
    });
    if (status !== 200) throw new NotAnswered('It does not accept the credentials of this installation.');
    const { access_token: value, expires_in: seconds } = readAnswer(Token, json);
    token = { value, until: performance.now() + seconds * 1000 - MARGIN_MS };
    return value;
  }

  async function lookUp(path: string): Promise<{ status: number; json: unknown }> {
    const ask = async () =>
      askRegister({
        url: new URL(`/organisations/vat/check-vat-number/lookup/${path}`, origin),
        headers: { authorization: `Bearer ${await authorise()}`, accept: 'application/vnd.hmrc.2.0+json' },
      });
    const answer = await ask();
    if (answer.status !== 401) return answer;
    // It has been taken back before its time.
    token = undefined;
    return ask();
  }

  return async (number, requesterNumber) => {
    const target = number.slice(2);
    const requester = /^(?:GB|XI)(\d{9}|\d{12})$/.exec(requesterNumber ?? '')?.[1];
    let answer = await lookUp(requester ? `${target}/${requester}` : target);
    if (requester && answer.status === 403) answer = await lookUp(target);
    const { status, json } = answer;
    if (status === 404 && (json as { code?: unknown } | null)?.code === 'NOT_FOUND')
      return { answer: 'NOT_REGISTERED', name: null, address: null, consultationNumber: null };
    if (status === 429) throw new NotAnswered('It has been asked too often just now.');
    if (status !== 200) throw new NotAnswered(`It answered that it cannot say (HTTP ${status}).`);
    const { target: trader, consultationNumber } = readAnswer(Trader, json);
    const lines = LINES.flatMap((line) => trader.address?.[line]?.trim() || []);
    return {
      answer: 'REGISTERED',
      name: trader.name,
      address: lines.join(', ') || null,
      consultationNumber,
    };
  };
}
