import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeInvitations } from './close-invitations.ts';
import { EndUserStatus } from './end-user.entity.ts';
import { lockEndUsers, subjectOf } from './lock-end-users.ts';

const ALREADY: Record<EndUserStatus, string> = {
  ACTIVE: 'Is active already.',
  SUSPENDED: 'Is suspended already.',
};

/** Suspends many at once, whose sign-ins end with it, or takes them back. [U1] [S47] */
export const setEndUserStatus = verb({
  name: 'setEndUserStatus',
  permission: 'END_USER_WRITE',
  input: input('SetEndUserStatusInput', { ids: bulkIds('end user'), status: oneOf(EndUserStatus) }),
  async run(scope, { ids, status }) {
    const people = await lockEndUsers(scope, ids);
    const others = people.filter((person) => person.status !== status);
    const otherIds = others.map(({ id }) => id);
    await scope.sql('update end_user set status = $2 where id = any ($1)', [otherIds, status]);
    // An invitation that nobody has taken has no sign-in to suspend.
    await scope.sql(
      `update membership set status = $2 where end_user_id = any ($1) and status <> 'INVITED'`,
      [otherIds, status],
    );
    if (status === 'SUSPENDED') await closeInvitations(scope, otherIds);
    const refused = people
      .filter((person) => person.status === status)
      .map(({ id, name }) => ({ id, name, reason: ALREADY[status] }));
    const result: BulkOutcome = { done: others.length, refused };
    return {
      result,
      subject: others.map((person) => subjectOf(person, { status: [person.status, status] })),
    };
  },
});
