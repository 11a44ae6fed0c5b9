import type { OutboundResponse } from '../../../kernel/outbound.ts';

/** `Retry-After` in milliseconds: seconds, or a moment by the clock of whoever said it. */
export function retryAfterMs({
  'retry-after': header,
  date,
}: OutboundResponse['headers']): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - Date.parse(date ?? '');
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
