import { VAT_REGISTERS } from '@steward/shared';
import { z } from 'zod';
import { askRegister, NotAnswered, readAnswer, said } from './ask-register.ts';
import type { VatRegisterClient } from './vat-registers.ts';

const Answer = z.object({ valid: z.boolean(), name: said, address: said, requestIdentifier: said });
const Failure = z.object({ errorWrappers: z.array(z.object({ error: z.string() })).min(1) });

/** What VIES says when it cannot say, in words; of all else its own. */
const WORDS: Readonly<Record<string, string>> = {
  MS_UNAVAILABLE: 'The country’s own register is not available just now.',
  SERVICE_UNAVAILABLE: 'It is not available just now.',
  TIMEOUT: 'The country’s own register did not answer in time.',
  MS_MAX_CONCURRENT_REQ: 'The country’s own register is asked by too many just now.',
  MS_MAX_CONCURRENT_REQ_TIME: 'The country’s own register is asked by too many just now.',
  GLOBAL_MAX_CONCURRENT_REQ: 'It is asked by too many just now.',
  GLOBAL_MAX_CONCURRENT_REQ_TIME: 'It is asked by too many just now.',
};

/**
 * The European Union's VIES, such as `https://ec.europa.eu/taxation_customs/vies`. It takes the number of whoever sells only from the Union and
 * Northern Ireland, and answers those with a request identifier. What it cannot find out is not taken for a number that is not registered.
 */
export function viesRegister(address: string): VatRegisterClient {
  const url = new URL(`${address.replace(/\/$/, '')}/rest-api/check-vat-number`);
  return async (number, requesterNumber) => {
    const requester = new RegExp(`${VAT_REGISTERS.VIES.source}|^XI`).test(requesterNumber ?? '')
      ? {
          requesterMemberStateCode: requesterNumber?.slice(0, 2),
          requesterNumber: requesterNumber?.slice(2),
        }
      : {};
    const { status, json } = await askRegister({
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ countryCode: number.slice(0, 2), vatNumber: number.slice(2), ...requester }),
    });
    const failure = Failure.safeParse(json).data?.errorWrappers[0]?.error;
    if (failure === 'INVALID_INPUT')
      return { answer: 'NOT_REGISTERED', name: null, address: null, consultationNumber: null };
    if (failure) throw new NotAnswered(WORDS[failure] ?? `It answered that it cannot say (${failure}).`);
    if (status !== 200) throw new NotAnswered(`It answered that it cannot say (HTTP ${status}).`);
    const { valid, requestIdentifier: consultationNumber, ...trader } = readAnswer(Answer, json);
    return valid
      ? { answer: 'REGISTERED', ...trader, consultationNumber }
      : { answer: 'NOT_REGISTERED', name: null, address: null, consultationNumber };
  };
}
