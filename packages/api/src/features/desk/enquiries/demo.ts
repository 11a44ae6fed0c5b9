import { localDate } from '@steward/shared';
import { solveChallenge } from 'altcha-lib/v1';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addConsentPurpose, recordConsent, recordSoftOptIn } from '../../trust/consents/index.ts';
import { addContact, suppressContact } from '../contacts/index.ts';
import { addEnquiryForm } from './add-enquiry-form.ts';
import { answerEnquiry } from './answer-enquiry.ts';
import { closeEnquiry } from './close-enquiry.ts';
import { submitEnquiry } from './submit-enquiry.ts';
import { takeEnquiry } from './take-enquiry.ts';

/** What somebody asks, and whether they tick the first box. */
const ASKING = [
  {
    name: 'Marta Kowalska',
    email: 'marta@kowalska-legal.example',
    organisation: 'Kowalska Legal LLP',
    message:
      'We are twelve people and want to move our telephones before March. What would that cost, and can we keep our numbers?',
    ticks: true,
  },
  {
    name: 'Tom Adeyemi',
    email: 'tom.adeyemi@mail.example',
    phone: '0113 496 0555',
    message: 'Do you look after sole traders, too? I need one mailbox and somebody to ring.',
    ticks: true,
  },
  {
    name: 'Iris van Dijk',
    email: 'iris@dijkbikes.example',
    organisation: 'Dijk Bikes Ltd',
    message: 'Is the archive kept in the United Kingdom?',
    ticks: false,
  },
  {
    name: 'SEO Experts',
    email: 'offers@seo.example',
    message: 'We bring your site to page one.',
    ticks: false,
  },
] as const;

async function ask(
  { setting }: Demonstration,
  formId: string,
  { ticks, ...given }: (typeof ASKING)[number],
  purposeId: string,
): Promise<void> {
  const { proofOfWork } = setting.services;
  const { algorithm, challenge, salt, signature, maxnumber } = await proofOfWork.challenge(
    formId,
    setting.scopes.clock.now(),
  );
  const solved = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  await perform({ ...setting, credentials: { kind: 'anonymous' }, address: '203.0.113.40' }, submitEnquiry, {
    ...given,
    formId,
    page: 'https://www.northwind.example/contact',
    consents: ticks ? [{ purposeId, version: 1 }] : [],
    proof: btoa(JSON.stringify({ algorithm, challenge, number: solved?.number, salt, signature })),
  });
}

/** What contacts of a tenant are asked for. */
async function asking(by: Setting, sender: string): Promise<{ news: string; offers: string }> {
  const purpose = { channel: 'EMAIL', asks: 'CONTACTS' };
  const news = await perform(by, addConsentPurpose, {
    ...purpose,
    name: 'News by e-mail',
    about: 'NEWS',
    text: `Yes, ${sender} may write to me about its news, once a month at most. I can stop it at any time by the link in each letter.`,
  });
  const offers = await perform(by, addConsentPurpose, {
    ...purpose,
    name: 'Offers by e-mail',
    about: 'OFFERS',
    text: `Yes, ${sender} may send me its offers by e-mail. I can stop it at any time by the link in each letter.`,
  });
  return { news, offers };
}

const CONTACTS = [
  {
    name: 'Hannah Becker',
    email: 'hannah@becker-partner.example',
    organisation: 'Becker & Partner Ltd',
    source: 'EVENT',
    sourceNote: 'Leeds business fair, stand 12',
    pecrStatus: 'CORPORATE',
    statusReason: 'Companies House 09123456',
  },
  {
    name: 'Owen Pryce',
    email: 'owen@pryce-plumbing.example',
    organisation: 'Pryce Plumbing',
    source: 'SALE',
    pecrStatus: 'INDIVIDUAL',
    statusReason: 'A sole trader, says his invoice address',
  },
  {
    name: 'Lena Ortiz',
    email: 'lena@ortiz.example',
    source: 'REFERRAL',
    sourceNote: 'Told us by Marta Kowalska',
    pecrStatus: 'UNKNOWN',
  },
  {
    name: 'Gordon Blake',
    email: 'gordon@blakefreight.example',
    organisation: 'Blake Freight Ltd',
    source: 'PUBLISHED',
    sourceNote: 'Their own web site',
    pecrStatus: 'CORPORATE',
    statusReason: 'Companies House 05554443',
  },
] as const;

/**
 * Northwind and the operator ask contacts for news and offers and have a form each; four people have asked at Northwind, and of four
 * contacts one is a company, one bought something, one is not known and one wants no marketing.
 */
export const demo: DemoPart = {
  async present(demonstration) {
    const [staff, reseller] = await Promise.all([
      actAs(demonstration, 'staff@xe2.example'),
      actAs(demonstration, 'admin@northwind.example'),
    ]);
    await asking(staff, 'Xe2');
    await perform(staff, addEnquiryForm, {
      name: 'Partner page',
      sites: ['https://www.xe2.example'],
      privacyUrl: 'https://www.xe2.example/privacy',
    });
    const { news, offers } = await asking(reseller, 'Northwind');
    const formId = await perform(reseller, addEnquiryForm, {
      name: 'Contact page',
      sites: ['https://www.northwind.example'],
      privacyUrl: 'https://www.northwind.example/privacy',
    });
    for (const one of ASKING) await ask(demonstration, formId, one, news);
    const found = await demonstration.inScope((scope) =>
      scope.sql<{ id: string; name: string }>('select id, name from enquiry order by received_at, id'),
    );
    const enquiry = (name: string) => found.find((each) => each.name === name)?.id;
    await perform(reseller, takeEnquiry, { id: enquiry('Tom Adeyemi') });
    await perform(reseller, answerEnquiry, {
      id: enquiry('Iris van Dijk'),
      text: 'Dear Iris,\n\nyes: both data centres are in England, and the agreement says so. Shall we show you the archive next week?',
    });
    await perform(reseller, closeEnquiry, { id: enquiry('SEO Experts'), outcome: 'SPAM' });
    const saidOn = localDate(demonstration.setting.scopes.clock.now());
    const ids: string[] = [];
    for (const contact of CONTACTS) ids.push(await perform(reseller, addContact, contact));
    const [, owen, lena, gordon] = ids;
    await perform(reseller, recordSoftOptIn, {
      purposeId: offers,
      contactId: owen,
      from: 'SALE',
      obtainedOn: saidOn,
      evidence:
        'Order of a mobile contract; the box to refuse offers stood below the address and was left empty.',
      similar: true,
      refusalOffered: true,
    });
    await perform(reseller, recordConsent, {
      purposeId: news,
      contactId: lena,
      deed: 'REFUSED',
      version: 1,
      saidOn,
      via: 'TELEPHONE',
      evidence: 'Call of this morning: rather not.',
    });
    await perform(reseller, suppressContact, { contactId: gordon, complained: false });
  },
};
