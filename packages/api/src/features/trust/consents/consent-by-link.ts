import { line } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { Brand } from '../../people/identity/index.ts';
import { openConsentLink } from './consent-link.ts';
import { ConsentStateChoice, ContactChannelChoice } from './consent-purpose.entity.ts';
import { purposeNow } from './write-entry.ts';

/** What the link of a letter withdraws from. */
@ObjectType()
export class ConsentByLink {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'Who asked for it.' }) asker!: string;
  @Field(() => String, { description: 'The words that are shown now.' }) text!: string;
  @Field(() => ContactChannelChoice) channel!: string;
  @Field(() => ConsentStateChoice, { nullable: true }) state!: string | null;
  @Field(() => Brand) brand!: Brand;
}

/** Shows what a link is about to whoever has it, and changes nothing. NOT_FOUND if it is none of this installation's. [D7] [S87] */
export const consentByLink = view({
  name: 'consentByLink',
  permission: 'anonymous',
  input: input('ConsentByLinkInput', { token: line(600) }),
  type: () => ConsentByLink,
  async run(scope, { token }, services): Promise<ConsentByLink> {
    const { purposeId, personId, resellerId, companyId } = openConsentLink(services, token);
    await scope.workFor(resellerId, 'consentByLink');
    const { name, text, channel, controller } = await purposeNow(scope, purposeId);
    const [of] = await scope.sql<{ state: string | null; asker: string; brand: Brand }>(
      `select consent_state($1, $2) as state,
         coalesce(case $3::text when 'COMPANY' then (select c.name from company c where c.id = $4)
           when 'PLATFORM' then (select p.name from reseller p where p.is_platform) end, r.name) as asker,
         json_build_object('name', r.name, 'accentColour', r.accent_colour, 'logo', r.logo) as brand
         from reseller r where r.id = $5`,
      [personId, purposeId, controller, companyId, resellerId],
    );
    if (!of) throw new Error('A link names a reseller.');
    return { name, text, channel, ...of };
  },
});
