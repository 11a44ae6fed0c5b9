import { addDays, type FieldError, formatDate, type PlainDate } from '@steward/shared';
import type { Held, Holder, PassedOn } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** For how long something is kept after the last day at most. */
const DAYS_AFTER = 365;

/** What stands in the way of passing on so what reaches somebody who leaves, at its field. */
export async function mailProblems(
  scope: Scope,
  passOn: NonNullable<Held['passOn']>,
  holder: Holder,
  { lastDay, heirs }: { lastDay: PlainDate; heirs: ReadonlySet<string> },
  mail: PassedOn,
): Promise<FieldError[]> {
  const { until, forwardToId, delegateIds } = mail;
  const [first, last] = [addDays(lastDay, 1), addDays(lastDay, DAYS_AFTER)];
  const problems = [...(await passOn.judge(scope, holder, mail))];
  if (until < first || until > last)
    problems.push({
      path: 'until',
      message: `Must be between ${formatDate(first)} and ${formatDate(last)}.`,
    });
  for (const [path, people] of [
    ['forwardToId', forwardToId ? [forwardToId] : []],
    ['delegateIds', delegateIds],
  ] as const)
    if (people.some((id) => !heirs.has(id)) && !problems.some((problem) => problem.path === path))
      problems.push({ path, message: 'Must be a colleague who does not leave.' });
  return problems;
}
