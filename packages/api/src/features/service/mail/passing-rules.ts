import { type FieldError, formatDate, id, optional, type PlainDate, prose } from '@steward/shared';
import { z } from 'zod';
import type { Scope } from '../../../kernel/scope.ts';

/** To whom mail goes, and what is replied. */
export interface Passing {
  forwardToId: string | null;
  delegateIds: readonly string[];
  reply: string | null;
}

const MOST_DELEGATES = 20;

/** What is said of it in an input. */
export const passingFields = {
  forwardToId: optional(id()),
  delegateIds: optional(z.array(id()).max(MOST_DELEGATES, `May be at most ${MOST_DELEGATES}.`)),
  reply: optional(prose(2_000)),
};

/** What stands in the way of passing somebody's mail on so, at its field. */
export async function passingProblems(
  scope: Scope,
  whose: { endUserId: string; companyId: string },
  { forwardToId, delegateIds, reply }: Passing,
): Promise<FieldError[]> {
  if (!forwardToId && !delegateIds.length && !reply)
    return [
      {
        path: 'forwardToId',
        message:
          'Must be filled in, or who may open the mailbox, or a reply: nothing is passed on otherwise.',
      },
    ];
  const found = await scope.sql<{ id: string; address: boolean }>(
    `select id, email is not null as address from end_user where id = any ($1) and company_id = $2 and id <> $3 and status = 'ACTIVE'`,
    [[forwardToId, ...delegateIds].filter((one) => one !== null), whose.companyId, whose.endUserId],
  );
  const problem = (path: string, recipients: readonly string[]): FieldError[] => {
    const there = found.filter(({ id: one }) => recipients.includes(one));
    if (there.length < new Set(recipients).size)
      return [{ path, message: 'Must be a colleague in the same company who is active.' }];
    return there.every(({ address }) => address)
      ? []
      : [{ path, message: 'Must be somebody who has an e-mail address: allocate one first.' }];
  };
  return [
    ...problem('forwardToId', forwardToId ? [forwardToId] : []),
    ...problem('delegateIds', delegateIds),
  ];
}

/** Why a day after the last cannot be; undefined if it can. */
export function daysProblem(
  startsOn: PlainDate,
  endsOn: PlainDate | null,
  latest: PlainDate,
): string | undefined {
  if (endsOn === null || (endsOn > startsOn && endsOn <= latest)) return undefined;
  return `Must be after ${formatDate(startsOn)} and not after ${formatDate(latest)}.`;
}
