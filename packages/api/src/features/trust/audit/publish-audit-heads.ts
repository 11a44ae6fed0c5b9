import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** Publishes where each tenant's chain ends, once a day; returns how many were published. [S81] */
export const publishAuditHeads = verb({
  name: 'publishAuditHeads',
  permission: 'system',
  input: input('PublishAuditHeadsInput', {}),
  async run(scope) {
    const published = await scope.sql(
      `insert into published_head (id, reseller_id, day, position, hash, published_at)
         select uuidv7(), c.reseller_id, ($1::timestamptz at time zone 'Europe/London')::date, c.position, encode(c.hash, 'hex'), $1
           from audit_chain c where c.position > 0
         on conflict (reseller_id, day) do nothing returning id`,
      [scope.now],
    );
    return { result: published.length, subject: null };
  },
});

export const publishAuditHeadsJob = job({
  name: 'publish-audit-heads',
  for: 'platform',
  does: [publishAuditHeads],
  payload: z.object({}),
  cron: '17 4 * * *',
  run: async (setting) => void (await perform(setting, publishAuditHeads, {})),
});
