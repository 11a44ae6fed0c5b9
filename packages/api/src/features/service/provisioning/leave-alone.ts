import type { Scope } from '../../../kernel/scope.ts';

/** However long the other side asks to be left alone, after so long it is tried. */
export const LONGEST_ASKED_MS = 3_600_000;

/** The other side wants to be left alone: so it is, by all workers. Returns until when. */
export async function leaveAlone(
  scope: Scope,
  connectorId: string,
  retryAfterMs: number | null | undefined,
): Promise<Date> {
  const until = new Date(scope.now.getTime() + Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
  await scope.sql('update connector_pace set held_until = greatest(held_until, $2) where connector_id = $1', [
    connectorId,
    until,
  ]);
  return until;
}
