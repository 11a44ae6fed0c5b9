import { type ContactPurpose, line } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { Brand } from '../../people/identity/index.ts';
import { purposeNow, withdraw } from '../../trust/consents/index.ts';
import { ContactPurposeChoice, suppress } from '../contacts/index.ts';
import { openUnsubscribe, type Unsubscribing } from './unsubscribe-link.ts';

/** How far a no goes. */
export const UnsubscribeFrom = enumeration('UnsubscribeFrom', {
  THIS: 'THIS',
  SENDER: 'SENDER',
  EVERYBODY: 'EVERYBODY',
});

/**
 * Takes back, without signing in, what a letter rests on: consent or soft opt-in withdrawn, or an objection where there was none. Or all
 * marketing of its sender, or of everybody who sends by this service. As often as asked it is one no; whoever is no contact any more is none
 * already. [N2] [S87]
 */
export const unsubscribe = verb({
  name: 'unsubscribe',
  description:
    'Says by the secret of a letter’s link that somebody wants no more of this, of its sender, or of anybody here.',
  permission: 'anonymous',
  input: input('UnsubscribeInput', { token: line(200), from: oneOf(UnsubscribeFrom) }),
  async run(scope, { token, from }, services) {
    const link = openUnsubscribe(services, token);
    const { contactId, resellerId, campaignId } = link;
    const { about } = await letterOf(scope, link);
    const [contact] = await scope.sql('select from contact where id = $1 for no key update', [contactId]);
    if (!contact) return { result: true, subject: null };
    await scope.sql(
      'update campaign_recipient set unsubscribed_at = coalesce(unsubscribed_at, $3) where campaign_id = $1 and contact_id = $2',
      [campaignId, contactId, scope.now],
    );
    const noted = { type: 'Contact', id: contactId, resellerId, changed: ['suppressed'] };
    if (from !== 'THIS') {
      const written = await suppress(scope, contactId, 'UNSUBSCRIBED', from === 'EVERYBODY');
      return { result: true, subject: written ? noted : null };
    }
    const purposeId = await askedFor(scope, resellerId, about);
    // What nobody asks for cannot be withdrawn from: they want nothing of this sender.
    if (!purposeId) {
      const written = await suppress(scope, contactId, 'UNSUBSCRIBED');
      return { result: true, subject: written ? noted : null };
    }
    const subject = { resellerId, companyId: null, endUserId: null, membershipId: null, contactId };
    const { subject: said } = await withdraw(scope, subject, await purposeNow(scope, purposeId), 'LINK');
    return { result: true, subject: said };
  },
});

/** What somebody with a link is shown. */
@ObjectType()
export class UnsubscribeForm {
  @Field(() => Brand) brand!: Brand;
  @Field(() => ContactPurposeChoice, { description: 'What the letter was about.' }) about!: ContactPurpose;
  @Field(() => String) subject!: string;
}

/** From whom a letter was, and about what: so that somebody sees what they say no to. Changes nothing. [S87] */
export const unsubscribeForm = view({
  name: 'unsubscribeForm',
  permission: 'anonymous',
  input: input('UnsubscribeFormInput', { token: line(200) }),
  type: () => UnsubscribeForm,
  async run(scope, { token }, services): Promise<UnsubscribeForm> {
    const { name, accentColour, logo, about, subject } = await letterOf(
      scope,
      openUnsubscribe(services, token),
    );
    return { brand: { name, accentColour, logo }, about, subject };
  },
});

interface Letter {
  about: ContactPurpose;
  subject: string;
  name: string;
  accentColour: string | null;
  logo: string | null;
}

/** The letter that a link is of; from then on it is worked for its tenant. */
async function letterOf(scope: Scope, { resellerId, campaignId }: Unsubscribing): Promise<Letter> {
  await scope.workFor(resellerId, 'unsubscribe');
  const [letter] = await scope.sql<Letter>(
    `select c.about, c.subject, r.name, r.accent_colour as "accentColour", r.logo
       from campaign c join reseller r on r.id = c.reseller_id where c.id = $1`,
    [campaignId],
  );
  if (!letter) throw notFound('letter');
  return letter;
}

/** What contacts of a tenant are, or were, asked for about this by e-mail. */
async function askedFor(scope: Scope, resellerId: string, about: string): Promise<string | undefined> {
  const [found] = await scope.sql<{ id: string }>(
    `select p.id from consent_purpose p where p.asks = 'CONTACTS' and p.about = $2 and p.channel = 'EMAIL'
        and coalesce(p.reseller_id, (select r.id from reseller r where r.is_platform)) = $1
      order by p.retired_at desc nulls first, p.id desc limit 1`,
    [resellerId, about],
  );
  return found?.id;
}
