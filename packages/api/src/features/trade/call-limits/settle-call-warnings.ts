import { memberOf } from '../../../kernel/actor.ts';
import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';

interface Row {
  id: string;
  resellerId: string;
  companyId: string;
  name: string;
  settled: boolean;
}

/** Notes that somebody who sells to the companies has looked after what was warned of. What is barred stays so. [B2] */
export const settleCallWarnings = verb({
  name: 'settleCallWarnings',
  permission: 'CALL_WARNING_SETTLE',
  input: input('SettleCallWarningsInput', { ids: bulkIds('warning') }),
  async run(scope, { ids }) {
    const { resellerId: own } = memberOf(scope.actor);
    const rows = await scope.sql<Row>(
      `select id, reseller_id as "resellerId", company_id as "companyId", coalesce(zone, day::text) as name, settled_at is not null as settled
        from call_warning where id = any ($1) order by id`,
      [ids],
    );
    if (rows.length !== ids.length) throw notFound('warning');
    const whyNot = ({ resellerId, settled }: Row): string | undefined =>
      resellerId !== own
        ? 'It is for whoever sells to the company.'
        : settled
          ? 'It has been looked after already.'
          : undefined;
    const good = rows.filter((row) => !whyNot(row));
    await scope.sql('update call_warning set settled_at = $2, settled_by_name = $3 where id = any ($1)', [
      good.map(({ id }) => id),
      scope.now,
      (await who(scope)).name,
    ]);
    for (const { id, resellerId, companyId } of good)
      scope.hint({ kind: 'CallWarning', id, resellerId, companyId });
    const result: BulkOutcome = {
      done: good.length,
      refused: rows.flatMap((row) => {
        const reason = whyNot(row);
        return reason ? { id: row.id, name: row.name, reason } : [];
      }),
    };
    return {
      result,
      subject: good.map(({ id, resellerId, companyId, name }) => ({
        ...{ type: 'CallWarning', id, resellerId, companyId },
        reference: name,
      })),
    };
  },
});
