import { localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addConsentPurpose } from './add-consent-purpose.ts';
import { giveConsent } from './give-consent.ts';
import { publishConsentText } from './publish-consent-text.ts';
import { recordConsent } from './record-consent.ts';
import { recordSoftOptIn } from './record-soft-opt-in.ts';
import { refuseConsent } from './refuse-consent.ts';
import { setSubscriberKind } from './set-subscriber-kind.ts';
import { withdrawConsent } from './withdraw-consent.ts';

/**
 * The operator, Northwind and Globex each ask for something. The end user of Globex has agreed, withdrawn, and is asked again
 * what goes further now; Globex has entered what others said on paper, and a soft opt-in.
 */
export const demo: DemoPart = {
  async present(demonstration) {
    const [staff, reseller, company, user] = await Promise.all([
      actAs(demonstration, 'staff@xe2.example'),
      actAs(demonstration, 'admin@northwind.example'),
      actAs(demonstration, 'admin@globex.example'),
      actAs(demonstration, 'user@globex.example'),
    ]);
    const ask = (as: typeof staff, name: string, text: string, more: object = {}) =>
      perform(as, addConsentPurpose, { name, text, channel: 'EMAIL', asks: 'EVERYONE', ...more });
    const news = await ask(
      staff,
      'News about our products',
      'May we write to you about new products and offers, once a month at most? You can stop it at any time, here or by the link in each letter.',
    );
    const calls = await ask(
      reseller,
      'Calls about new services',
      'May Northwind call you about services that might suit your company? You can withdraw at any time.',
      { channel: 'LIVE_CALL', asks: 'ADMINISTRATORS' },
    );
    const own = { asks: 'END_USERS' };
    const letter = await ask(
      company,
      'Staff newsletter',
      'May Globex send you its newsletter about life at the company?',
      own,
    );
    const offers = await ask(
      company,
      'Offers for staff',
      'May Globex tell you by e-mail of discounts that it has arranged for its people?',
      own,
    );
    await perform(user, giveConsent, { purposeId: news, version: 1 });
    await perform(company, giveConsent, { purposeId: news, version: 1 });
    await perform(company, refuseConsent, { purposeId: calls, version: 1 });
    await perform(user, giveConsent, { purposeId: letter, version: 1 });
    await perform(user, giveConsent, { purposeId: offers, version: 1 });
    await perform(user, withdrawConsent, { purposeId: offers });
    const people = await demonstration.inScope((scope) =>
      scope.sql<{ id: string }>(
        `select u.id from end_user u join company c on c.id = u.company_id where c.name = 'Globex Ltd'
            and not exists (select from membership m where m.end_user_id = u.id) order by u.id limit 3`,
      ),
    );
    const globex = await demonstration.inScope((scope) =>
      scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
    );
    for (const { id: companyId } of globex)
      await perform(company, setSubscriberKind, {
        companyId,
        kind: 'CORPORATE',
        reason: 'A limited company: number 07654321 in the register, seen when it signed.',
      });
    const saidOn = localDate(demonstration.setting.scopes.clock.now());
    const [first, second, third] = people.map(({ id }) => id);
    const said = { purposeId: letter, saidOn, version: 1 };
    if (first)
      await perform(company, recordConsent, {
        ...said,
        endUserId: first,
        deed: 'GIVEN',
        via: 'PAPER',
        evidence: 'Signed form of her first day, personnel file, page 4.',
      });
    if (second)
      await perform(company, recordConsent, {
        ...said,
        endUserId: second,
        deed: 'REFUSED',
        via: 'IN_PERSON',
        evidence: 'Told the office manager at the induction.',
      });
    if (third)
      await perform(company, recordSoftOptIn, {
        purposeId: offers,
        endUserId: third,
        from: 'SALE',
        obtainedOn: saidOn,
        evidence:
          'Bought a season ticket loan; the box to refuse offers stood below the address and was left empty.',
        similar: true,
        refusalOffered: true,
      });
    await perform(company, publishConsentText, {
      purposeId: letter,
      text: 'May Globex, and the social club that shares its offices, send you their newsletters about life at the company?',
      widens: true,
    });
  },
};
