import { id, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { CONTACT_FACTS, type ContactFacts, decideContact } from '../../trust/consents/index.ts';
import type { Campaign } from './campaign.entity.ts';
import { draft } from './campaign-input.ts';

/** Contacts that are decided about at once. */
const AT_ONCE = 2_000;

/** Sees who of one's contacts may be written to about this, and keeps for each why, or why not. Sends nothing. [N2] [S87] */
export const checkCampaign = verb({
  name: 'checkCampaign',
  description:
    'Decides about each contact whether they may be written to about this now, and keeps why. Sends nothing.',
  permission: 'CAMPAIGN_EDIT',
  input: input('CheckCampaignInput', { id: id() }),
  async run(scope, { id: campaignId }) {
    const campaign = await draft(scope, campaignId);
    await scope.sql('delete from campaign_recipient where campaign_id = $1', [campaignId]);
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const facts = await scope.sql<ContactFacts>(
        `${CONTACT_FACTS} where c.reseller_id = $3 and ($4::text is null or c.source = $4) and c.id > $5 order by c.id limit $6`,
        [campaign.about, 'EMAIL', campaign.resellerId, campaign.source, after, AT_ONCE],
      );
      await keep(scope, campaign, facts);
      const last = facts.at(-1);
      if (!last || facts.length < AT_ONCE) break;
      after = last.contactId;
    }
    campaign.checkedAt = scope.now;
    const { resellerId } = campaign;
    return {
      result: campaignId,
      subject: { type: 'Campaign', id: campaignId, resellerId, changed: ['checkedAt'] },
    };
  },
});

async function keep(
  scope: Scope,
  { id: campaignId, resellerId }: Campaign,
  facts: readonly ContactFacts[],
): Promise<void> {
  const rows = facts.map((known) => ({
    id: newId(),
    contactId: known.contactId,
    ...decideContact(known, 'EMAIL'),
  }));
  await scope.sql(
    `insert into campaign_recipient (id, reseller_id, campaign_id, contact_id, allowed, code, why, rule, decided_at, state)
       select r.id, $2, $3, r."contactId", r.allowed, r.code, r.why, r.rule, $4, case when r.allowed then 'WAITING' else 'LEFT_OUT' end
         from json_to_recordset($1) r (id uuid, "contactId" uuid, allowed boolean, code text, why text, rule text)`,
    [JSON.stringify(rows), resellerId, campaignId, scope.now],
  );
}
