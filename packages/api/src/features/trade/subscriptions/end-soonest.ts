import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { end, endingOf, RUNNING, type Running } from './running.ts';

/** Ends subscriptions as soon as they can end: today is their last day. Those that have been cancelled stay as they are. [C4] */
export async function endSoonest(scope: Scope, ids: readonly string[]): Promise<void> {
  if (!ids.length) return;
  const running = await scope.sql<Running>(
    `select ${RUNNING} from subscription s where s.id = any ($1) and s.state not in ('ENDING', 'ENDED')
      order by s.id for no key update`,
    [ids],
  );
  await end(
    scope,
    running.flatMap((one) => {
      try {
        return [{ ...one, ending: endingOf(scope, one, null) }];
      } catch (error) {
        if (error instanceof Problem) return [];
        throw error;
      }
    }),
  );
}
