import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { erases } from '../../trust/retention/index.ts';
import { Contact, suppress } from '../contacts/index.ts';
import { Enquiry } from './enquiry.entity.ts';

const KIND = 'CONTACT';

/** Forgets a contact, and what they asked, for good. */
export const forgetContact = verb({
  name: 'forgetContact',
  permission: 'system',
  input: input('ForgetContactInput', { contactId: id() }),
  async run(scope, { contactId }, { erasures }) {
    const [contact] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from contact where id = $1',
      [contactId],
    );
    if (!contact) return { result: false, subject: null };
    const { resellerId } = contact;
    await forget(scope, resellerId, contactId);
    await erasures.note({
      at: scope.now.toISOString(),
      kind: KIND,
      resellerId,
      companyId: null,
      subjectId: contactId,
    });
    return { result: true, subject: { type: 'Contact', id: contactId, resellerId } };
  },
});

export const forgetContactJob = job({
  name: 'forget-contact',
  for: 'tenant',
  does: [forgetContact],
  payload: z.object({ resellerId: z.string(), contactId: z.string() }),
  run: async (setting, { contactId }) => void (await perform(setting, forgetContact, { contactId })),
});

/**
 * Erases a contact at their wish: entry and enquiries go, at once for people and in a moment from the database. What they said stays as
 * proof, without name or address; that they are not to be written to stays under a hash. [S87] [D3]
 */
export const eraseContact = verb({
  name: 'eraseContact',
  permission: 'CONTACT_EDIT',
  input: input('EraseContactInput', { contactId: id() }),
  async run(scope, { contactId }) {
    const { resellerId } = await scope.load(Contact, contactId);
    await suppress(scope, contactId, 'ERASED');
    await enqueue(scope, forgetContactJob, { resellerId, contactId });
    return { result: true, subject: { type: 'Contact', id: contactId, resellerId } };
  },
});

erases(KIND, async (scope, { resellerId, subjectId }) => forget(scope, resellerId, subjectId));

async function forget(scope: Scope, resellerId: string, contactId: string): Promise<boolean> {
  const tenant = { resellerId, companyId: null };
  const [contact] = await scope.sql<{ email: string | null }>(
    'select email_key as email from contact where id = $1',
    [contactId],
  );
  const asked = await scope.forget(Enquiry, tenant, 't.contact_id = $1::uuid or t.email_key = $2', [
    contactId,
    contact?.email ?? null,
  ]);
  const gone = await scope.forget(Contact, tenant, 't.id = $1::uuid', [contactId]);
  return asked + gone > 0;
}
