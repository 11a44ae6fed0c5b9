import { email, id, line, name, newId, newReference, optional, phone, prose } from '@steward/shared';
import { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import { input, nested } from '../../../kernel/input.ts';
import { networkOf } from '../../../kernel/network-of.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertNoWait } from '../../people/identity/index.ts';
import { purposeNow, writeEntry } from '../../trust/consents/index.ts';
import { contactOf, writeContact } from '../contacts/index.ts';
import { Enquiry } from './enquiry.entity.ts';
import { askedOfContacts, findForm } from './form-shown.ts';

const ticked = nested('TickedConsentInput', z.object({ purposeId: id(), version: z.number().int().min(1) }));

/**
 * Takes what somebody asked on a web site, once for the work that was done for it. What they ticked is put down with the words that they
 * were shown; nothing else is consent. Who had said no before has to say themselves, by a letter's link or in writing, that they have
 * changed their mind: anybody can type an address. [S4] [N2] [S42]
 */
export const submitEnquiry = verb({
  name: 'submitEnquiry',
  permission: 'anonymous',
  input: input('SubmitEnquiryInput', {
    formId: id(),
    name: name(),
    email: email(),
    phone: optional(phone()),
    organisation: optional(line(200)),
    message: prose(5_000),
    page: optional(line(500)),
    consents: z.array(ticked).max(20),
    proof: line(2_000),
  }),
  async run(scope, { formId, proof, consents, ...given }, services) {
    const form = await findForm(scope, formId);
    const work = await services.proofOfWork.solved(proof, formId, scope.now);
    if (!work)
      throw invalid('proof', 'Is not what this form asked for, or too old: load the page once more.');
    const [asked] = await scope.sql<{ wait: Date | null }>('select count_enquiry($1, $2, $3) as wait', [
      given.email,
      networkOf(scope.address),
      scope.now,
    ]);
    assertNoWait(scope, asked?.wait, 'enquiries');
    const { resellerId } = form;
    await scope.workFor(resellerId, 'submitEnquiry');
    const [known] = await scope.sql('select from enquiry where proof = $1', [work]);
    if (known) return { result: true, subject: null };
    const enquiryId = newId();
    const reference = newReference('ENQ');
    const [owner] = await scope.sql<{ ownerId: string | null }>(
      'select owner_id as "ownerId" from enquiry_form where id = $1',
      [formId],
    );
    const said = await takeConsents(scope, services, { resellerId, reference, ...given }, consents);
    await scope.insert(Enquiry, {
      id: enquiryId,
      resellerId,
      formId,
      reference,
      ...given,
      state: 'NEW',
      ownerId: owner?.ownerId ?? null,
      contactId: said.contactId,
      saidNoBefore: said.saidNoBefore,
      receivedAt: scope.now,
      answer: null,
      answeredAt: null,
      outcome: null,
      note: null,
      closedAt: null,
      proof: work,
    });
    const changed = { state: [null, 'NEW'] } as const;
    return {
      result: true,
      subject: [{ type: 'Enquiry', id: enquiryId, resellerId, reference, changed }, ...said.subjects],
    };
  },
});

interface Asking {
  resellerId: string;
  reference: string;
  name: string;
  email: string;
  phone: string | null;
  organisation: string | null;
  page: string | null;
}

/** Puts down what was ticked, of somebody who is a contact from then on. */
async function takeConsents(
  scope: Scope,
  services: Services,
  { resellerId, reference, page, name: called, email: address, phone: number, organisation }: Asking,
  consents: readonly z.infer<typeof ticked>[],
): Promise<{ contactId: string | null; saidNoBefore: boolean; subjects: Subject[] }> {
  const known = await contactOf(scope, resellerId, address);
  if (!consents.length) return { contactId: known ?? null, saidNoBefore: false, subjects: [] };
  const asked = await askedOfContacts(scope, resellerId);
  for (const { purposeId, version } of consents) {
    const now = asked.find((each) => each.id === purposeId);
    if (!now) throw invalid('consents', 'Nobody is asked this here.');
    if (now.version !== version)
      throw conflict('The words have changed meanwhile: read them, then answer.', 'consents');
  }
  const contactId =
    known ??
    (await writeContact(scope, services, {
      resellerId,
      name: called,
      email: address,
      phone: number,
      organisation,
      source: 'ENQUIRY',
      sourceNote: reference,
      pecrStatus: 'UNKNOWN',
      statusReason: null,
    }));
  const subjects: Subject[] = [];
  let saidNoBefore = false;
  for (const { purposeId } of consents) {
    if (await hasSaidNo(scope, contactId, purposeId)) {
      saidNoBefore = true;
      continue;
    }
    const purpose = await purposeNow(scope, purposeId);
    const subject = { resellerId, companyId: null, endUserId: null, membershipId: null, contactId };
    const written = await writeEntry(scope, subject, purpose, {
      deed: 'GIVEN',
      at: scope.now,
      via: 'WEB_FORM',
      version: purpose.version,
      textHash: purpose.hash,
      place: page,
      evidence: [
        `Ticked by themselves on a form where nothing was ticked. Enquiry ${reference}, request ${scope.requestId}`,
        `From ${scope.address || 'the product itself'}`,
        `Shown: ${purpose.name}, version ${purpose.version}`,
        purpose.text,
      ].join('\n'),
    });
    subjects.push(...[written.subject ?? []].flat());
  }
  return { contactId, saidNoBefore, subjects };
}

async function hasSaidNo(scope: Scope, contactId: string, purposeId: string): Promise<boolean> {
  const [said] = await scope.sql<{ no: boolean }>(
    `select consent_state($1, $2) in ('REFUSED', 'WITHDRAWN', 'OBJECTED') or exists (select from suppression s
         join contact c on c.id = $1 where s.address_hash in (c.email_hash, c.phone_hash)) as no`,
    [contactId, purposeId],
  );
  return said?.no ?? false;
}
