import { type BulkOutcome, type BulkRefusal, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { type LockedNumber, lockNumbers, subjectOf } from './lock-numbers.ts';

const hindrance = ({ state, confirmed, pending }: LockedNumber): string | undefined => {
  if (state === 'IN_USE') return 'Is in use already.';
  if (state === 'QUARANTINED') return 'Was released and is kept back until it is free again.';
  if (confirmed) return undefined;
  return pending
    ? 'The company has not confirmed its address for 999 yet.'
    : 'Has no address for 999 yet. Enter where it is installed; the company then confirms it.';
};

/** Takes numbers into use. None is before the company has confirmed where calls to 999 from it would be answered. [R1] */
export const activateNumbers = verb({
  name: 'activateNumbers',
  permission: 'NUMBER_SUPPLY',
  input: input('ActivateNumbersInput', { ids: bulkIds('number') }),
  async run(scope, { ids }) {
    const numbers = await lockNumbers(scope, ids);
    const refused = numbers.flatMap((one): BulkRefusal[] => {
      const reason = hindrance(one);
      return reason ? [{ id: one.id, name: one.national, reason }] : [];
    });
    const good = numbers.filter((one) => !hindrance(one));
    await scope.sql(`update telephone_number set state = 'IN_USE', ports_on = null where id = any ($1)`, [
      good.map(({ id }) => id),
    ]);
    const result: BulkOutcome = { done: good.length, refused };
    return { result, subject: good.map((one) => subjectOf(one, { state: [one.state, 'IN_USE'] })) };
  },
});
