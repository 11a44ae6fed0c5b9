import type { ServerResponse } from 'node:http';
import { checkVatNumber } from '@steward/shared';
import { z } from 'zod';
import { type LoopbackRequest, startLoopbackServer } from './loopback-server.ts';

/** Whose a number is. */
export interface Trader {
  name: string;
  /** The last one is the postcode. */
  address: readonly string[];
}

/** `down` answers with a fault, `garbled` with what cannot be read, `other` with what is no answer of its, `silent` never. */
export type RegisterBehaviour = 'normal' | 'down' | 'garbled' | 'other' | 'silent';

/**
 * HMRC's “Check a UK VAT number” 2.0 and VIES, as far as Steward asks them, for the demonstration and for tests: strict about what
 * the real ones are strict about. It knows the traders that it is given.
 */
export interface VatRegistersStandIn {
  /** With the credentials of the application. */
  readonly hmrcUrl: string;
  readonly viesUrl: string;
  /** By number with its country. */
  readonly traders: Map<string, Trader>;
  /** What was asked, such as `GB123456782 by GB980780684`, oldest first. */
  readonly asked: readonly string[];
  behave(register: 'HMRC' | 'VIES', behaviour: RegisterBehaviour): void;
  /** Takes back every token that was given out. */
  revokeTokens(): void;
  stop(): Promise<void>;
}

const CLIENT = { id: 'demonstration', secret: 'a secret/with signs' };
const LOOKUP = /^\/organisations\/vat\/check-vat-number\/lookup\/([^/]+)(?:\/([^/]+))?$/;
const VRN = /^(?:\d{9}|\d{12})$/;
const Question = z.strictObject({
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  vatNumber: z.string().min(2),
  requesterMemberStateCode: z.string().optional(),
  requesterNumber: z.string().optional(),
});

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function startVatRegisters(given: Record<string, Trader>): Promise<VatRegistersStandIn> {
  const traders = new Map(Object.entries(given));
  const asked: string[] = [];
  const behaviours = { HMRC: 'normal', VIES: 'normal' } as Record<'HMRC' | 'VIES', RegisterBehaviour>;
  let tokens = new Set<string>();
  const note = (number: string, requester: string | undefined) =>
    asked.push(requester ? `${number} by ${requester}` : number);

  function giveToken({ method, headers, body }: LoopbackRequest, response: ServerResponse) {
    const form = Object.fromEntries(new URLSearchParams(body));
    const right =
      method === 'POST' &&
      headers['content-type'] === 'application/x-www-form-urlencoded' &&
      form.grant_type === 'client_credentials' &&
      form.client_id === CLIENT.id &&
      form.client_secret === CLIENT.secret;
    if (!right) return send(response, 401, { error: 'invalid_client' });
    const token = `token-${asked.length}-${tokens.size}`;
    tokens.add(token);
    send(response, 200, { access_token: token, token_type: 'bearer', expires_in: 14_400, scope: 'read:vat' });
  }

  function lookUp(request: LoopbackRequest, response: ServerResponse) {
    const { method, headers, url } = request;
    const [, target = '', requester] = LOOKUP.exec(url.pathname) ?? [];
    if (method !== 'GET' || !target) return send(response, 404, { code: 'MATCHING_RESOURCE_NOT_FOUND' });
    if (headers.accept !== 'application/vnd.hmrc.2.0+json')
      return send(response, 406, { code: 'ACCEPT_HEADER_INVALID' });
    if (!tokens.has(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''))
      return send(response, 401, { code: 'INVALID_CREDENTIALS' });
    const invalid = [target, requester].find((vrn) => vrn !== undefined && !VRN.test(vrn));
    if (invalid) return send(response, 400, { code: 'INVALID_REQUEST' });
    note(`GB${target}`, requester && `GB${requester}`);
    const trader = traders.get(`GB${target}`) ?? traders.get(`XI${target}`);
    if (!trader)
      return send(response, 404, {
        code: 'NOT_FOUND',
        message: 'targetVrn does not match a registered company',
      });
    if (requester && !traders.has(`GB${requester}`) && !traders.has(`XI${requester}`))
      return send(response, 403, {
        code: 'INVALID_REQUEST',
        message: 'requesterVrn does not match a registered company',
      });
    const lines = trader.address.slice(0, -1).map((line, i) => [`line${i + 1}`, line]);
    send(response, 200, {
      target: {
        name: trader.name,
        vatNumber: target,
        address: { ...Object.fromEntries(lines), postcode: trader.address.at(-1), countryCode: 'GB' },
      },
      ...(requester
        ? { requester, consultationNumber: `HM-${asked.length.toString(36).padStart(6, '0')}` }
        : {}),
      processingDate: new Date().toISOString(),
    });
  }

  function answerVies({ method, headers, url, body }: LoopbackRequest, response: ServerResponse) {
    const question =
      method === 'POST' && headers['content-type'] === 'application/json' ? parse(body) : undefined;
    if (url.pathname !== '/vies/rest-api/check-vat-number' || !question) return send(response, 400, {});
    const { countryCode, vatNumber, requesterMemberStateCode, requesterNumber } = question;
    const fail = (error: string) => send(response, 200, { actionSucceed: false, errorWrappers: [{ error }] });
    if (countryCode === 'GB' || !checkVatNumber(countryCode + vatNumber).ok) return fail('INVALID_INPUT');
    if (requesterMemberStateCode === 'GB') return fail('INVALID_REQUESTER_INFO');
    note(countryCode + vatNumber, requesterNumber && `${requesterMemberStateCode}${requesterNumber}`);
    const trader = traders.get(countryCode + vatNumber);
    // Germany and Spain say whether, not whose.
    const says = trader && countryCode !== 'DE' && countryCode !== 'ES';
    send(response, 200, {
      countryCode,
      vatNumber,
      requestDate: new Date().toISOString(),
      valid: trader !== undefined,
      requestIdentifier: requesterNumber
        ? `WAPIAAAA${asked.length.toString(36).toUpperCase().padStart(6, '0')}`
        : '',
      name: says ? trader.name : '---',
      address: says ? trader.address.join('\n') : '---',
    });
  }

  const server = await startLoopbackServer((request, response) => {
    const register = request.url.pathname.startsWith('/vies/') ? 'VIES' : 'HMRC';
    const behaviour = behaviours[register];
    if (behaviour === 'silent') return;
    if (behaviour === 'garbled') return void response.writeHead(200).end('<html>Maintenance</html>');
    if (behaviour === 'other') return send(response, 200, { status: 'moved' });
    if (behaviour === 'down')
      return register === 'VIES'
        ? send(response, 200, { actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] })
        : send(response, 500, { code: 'INTERNAL_SERVER_ERROR', message: 'Unknown error' });
    if (register === 'VIES') answerVies(request, response);
    else if (request.url.pathname === '/oauth/token') giveToken(request, response);
    else lookUp(request, response);
  });
  const hmrc = new URL(server.url);
  hmrc.username = encodeURIComponent(CLIENT.id);
  hmrc.password = encodeURIComponent(CLIENT.secret);
  return {
    hmrcUrl: hmrc.href,
    viesUrl: `${server.url}/vies`,
    traders,
    asked,
    behave: (register, behaviour) => {
      behaviours[register] = behaviour;
    },
    revokeTokens: () => {
      tokens = new Set();
    },
    stop: server.stop,
  };
}

function parse(body: string): z.infer<typeof Question> | undefined {
  try {
    return Question.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
