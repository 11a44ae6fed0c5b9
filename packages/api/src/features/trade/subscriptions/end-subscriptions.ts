import { localDate, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { end, endingOf, RUNNING, type Running } from './running.ts';

/**
 * Ends subscriptions, all of them by this day after their last. CONFLICT or INVALID_INPUT if one of them cannot end so. [C4]
 *
 * @param lasts leaves each as it is until its last day is over, even if that is today
 */
export async function endSubscriptions(
  scope: Scope,
  ids: readonly string[],
  endsOn: PlainDate,
  { lasts = false }: { lasts?: boolean } = {},
): Promise<void> {
  const running = await scope.sql<Running>(
    `select ${RUNNING} from subscription s where s.id = any ($1) order by s.id for no key update`,
    [ids],
  );
  await end(
    scope,
    running.map((one) => {
      const ending = endingOf(scope, one, endsOn);
      const stays = lasts && ending.endsOn > localDate(scope.now) && ending.endsOn > one.startsOn;
      return { ...one, ending: stays ? { ...ending, state: one.state } : ending };
    }),
  );
}
