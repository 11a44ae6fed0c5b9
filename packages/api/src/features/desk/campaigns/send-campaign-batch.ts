import { type ContactReason, id, type MayContact } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { CONTACT_FACTS, type ContactFacts, decideContact } from '../../trust/consents/index.ts';
import { queueMails } from '../notifications/index.ts';
import { unsubscribeUrl } from './unsubscribe-link.ts';

/** Letters of one transaction: whoever stops a campaign waits for no more. */
const AT_ONCE = 500;

interface Sending {
  id: string;
  resellerId: string;
  about: string;
  subject: string;
  body: string;
  sender: string;
}
interface Waiting extends ContactFacts {
  recipientId: string;
  email: string;
}

/**
 * Sends some of a campaign, and goes on with the next until nobody waits: each contact is decided about once more, for they may have said
 * no since. Whoever has had it is not written to again, however often it comes. [N2] [S79]
 */
export const sendCampaignBatch = verb({
  name: 'sendCampaignBatch',
  permission: 'system',
  input: input('SendCampaignBatchInput', { campaignId: id() }),
  async run(scope, { campaignId }, services) {
    const [campaign] = await scope.sql<Sending>(
      `select c.id, c.reseller_id as "resellerId", c.about, c.subject, c.body, r.name as sender
         from campaign c join reseller r on r.id = c.reseller_id where c.id = $1 and c.state = 'SENDING' for update of c`,
      [campaignId],
    );
    if (!campaign) return { result: false, subject: null };
    const { resellerId } = campaign;
    const waiting = await scope.sql<Waiting>(
      `select w.id as "recipientId", k.email, f.* from (select id, contact_id from campaign_recipient
           where campaign_id = $3 and state = 'WAITING' order by id limit $4) w
         join contact k on k.id = w.contact_id join (${CONTACT_FACTS}) f on f."contactId" = w.contact_id`,
      [campaign.about, 'EMAIL', campaignId, AT_ONCE],
    );
    const decided = waiting.map((each) => ({ ...each, may: decideContact(each, 'EMAIL') }));
    const mailIds = await write(
      scope,
      services,
      campaign,
      decided.filter(({ may }) => may.allowed),
    );
    await keep(scope, campaignId, decided, mailIds);
    const [left] = await scope.sql(
      `select from campaign_recipient where campaign_id = $1 and state = 'WAITING' limit 1`,
      [campaignId],
    );
    if (left) await enqueue(scope, sendCampaignJob, { resellerId, campaignId });
    else
      await scope.sql(`update campaign set state = 'SENT', finished_at = $2 where id = $1`, [
        campaignId,
        scope.now,
      ]);
    scope.hint({ kind: 'Campaign', id: campaignId, resellerId, companyId: null, endUserId: null });
    const changed = { state: ['SENDING', 'SENT'] } as const;
    return { result: true, subject: left ? null : { type: 'Campaign', id: campaignId, resellerId, changed } };
  },
});

export const sendCampaignJob = job({
  name: 'send-campaign',
  for: 'tenant',
  does: [sendCampaignBatch],
  priority: 'last',
  payload: z.object({ resellerId: z.string(), campaignId: z.string() }),
  run: async (setting, { campaignId }) => void (await perform(setting, sendCampaignBatch, { campaignId })),
});

/** Why somebody has the letter, as it says to them. */
const BECAUSE: { [Code in ContactReason]?: string } = {
  CONSENTED: 'because you agreed to it',
  SOFT_OPT_IN: 'because you bought something, or asked what it would cost, and have not refused',
  CORPORATE: 'at your company, which has not objected',
};

type Decided = Waiting & { may: MayContact };

/** Queues the letters; the id of each by its contact. */
async function write(
  scope: Scope,
  services: Services,
  { id: campaignId, resellerId, subject, body, sender }: Sending,
  to: readonly Decided[],
): Promise<Map<string, string>> {
  const letters = to.map(({ contactId, email, may }) => {
    const unsubscribe = unsubscribeUrl(services, { contactId, resellerId, campaignId });
    return {
      ...{ resellerId, companyId: null, endUserId: null, to: email, subject, unsubscribe },
      body: [
        body,
        `${sender} writes to you ${BECAUSE[may.code] ?? 'about its own services'}.`,
        `To get no more of these, with one click and without signing in:\n${unsubscribe}`,
      ].join('\n\n'),
    };
  });
  const ids = await queueMails(scope, 'campaign', letters);
  return new Map(to.map(({ contactId }, at) => [contactId, ids[at] ?? '']));
}

/** Keeps what was decided as it went out; whoever is no contact any more is left out. */
async function keep(
  scope: Scope,
  campaignId: string,
  decided: readonly Decided[],
  mailIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = decided.map(({ recipientId, contactId, may }) => ({
    ...{ id: recipientId, mailId: mailIds.get(contactId) ?? null },
    ...may,
  }));
  await scope.sql(
    `update campaign_recipient r set allowed = d.allowed, code = d.code, why = d.why, rule = d.rule, decided_at = $2, mail_id = d."mailId",
        state = case when d.allowed then 'SENT' else 'LEFT_OUT' end, sent_at = case when d.allowed then $2::timestamptz end
       from json_to_recordset($1) d (id uuid, allowed boolean, code text, why text, rule text, "mailId" uuid) where r.id = d.id`,
    [JSON.stringify(rows), scope.now],
  );
  await scope.sql('update contact set active_at = $2 where id = any($1)', [[...mailIds.keys()], scope.now]);
  await scope.sql(
    `update campaign_recipient r set allowed = false, code = 'NO_ADDRESS', why = 'They are no contact any more.', rule = 'None',
        decided_at = $2, state = 'LEFT_OUT'
       where r.campaign_id = $1 and r.state = 'WAITING' and not exists (select from contact c where c.id = r.contact_id)`,
    [campaignId, scope.now],
  );
}
