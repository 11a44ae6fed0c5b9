import { z } from 'zod';
import { isLoopback } from '../../../kernel/config.ts';
import { OutboundError, outboundRequest } from '../../../kernel/outbound.ts';

/** Why a register did not answer, in words for whoever asked. */
export class NotAnswered extends Error {}

/** How long a register may take: a job waits for it, or whoever has pressed the button. */
const PATIENCE_MS = 15_000;
const MOST_BYTES = 65_536;

interface Question {
  url: URL;
  headers?: Record<string, string>;
  /** Sent by POST. */
  body?: string;
}

/** Asks a register that the operator has set up. @throws NotAnswered if nothing that can be read comes back. */
export async function askRegister({
  url,
  headers = {},
  body,
}: Question): Promise<{ status: number; json: unknown }> {
  try {
    const response = await outboundRequest({
      url: url.href,
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: PATIENCE_MS,
      allowPrivate: isLoopback(url.hostname) ? [url.host] : [],
      maxResponseBytes: MOST_BYTES,
    });
    return { status: response.status, json: JSON.parse(response.body) };
  } catch (error) {
    if (error instanceof OutboundError) throw new NotAnswered('It could not be reached.', { cause: error });
    if (error instanceof SyntaxError)
      throw new NotAnswered('Its answer could not be read.', { cause: error });
    throw error;
  }
}

/** What of an answer is needed. @throws NotAnswered if it is not there. */
export function readAnswer<T>(rule: z.ZodType<T>, json: unknown): T {
  const read = rule.safeParse(json);
  if (!read.success) throw new NotAnswered('Its answer could not be read.');
  return read.data;
}

/** What registers say of a trader: empty, or dashes, where the country does not. */
export const said = z
  .string()
  .nullish()
  .transform((text) => text?.trim().replace(/^-+$/, '') || null);
