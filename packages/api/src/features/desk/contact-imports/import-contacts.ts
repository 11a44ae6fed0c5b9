import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { assertAllGood, fileOfRecords, ImportPreview, previewOf } from '../../records/stock/index.ts';
import { ConsentEntry } from '../../trust/consents/index.ts';
import { Contact } from '../contacts/index.ts';
import { type JudgedContact, judgeContacts } from './contact-file.ts';

const fileInput = input('ImportContactsInput', { file: fileOfRecords() });

/** What a file of contacts would do, row by row. [N2] */
export const previewContactImport = view({
  name: 'previewContactImport',
  permission: 'CONTACT_EDIT',
  input: input('PreviewContactImportInput', { input: fileInput.rule }),
  type: () => ImportPreview,
  run: async (scope, { input: { file } }, services): Promise<ImportPreview> =>
    previewOf(await judgeContacts(scope, services, file, 'to look')),
});

/**
 * Takes contacts in from a CSV file, as a whole or not at all: each row says on what basis somebody may be written to, and what shows it. A
 * consent counts from the day it names, so that it does not undo what was said since. [N2] [S87]
 */
export const importContacts = verb({
  name: 'importContacts',
  description:
    'A CSV file with a heading: Name, E-mail, Telephone, Company, Kind, Kind shown by, Basis, About, Version of the words, Day, Where, What shows it, Could refuse. Basis is consent, sale, negotiation or corporate; a file with a row without one is refused.',
  permission: 'CONTACT_EDIT',
  input: fileInput,
  async run(scope, { file }, services) {
    const judged = await judgeContacts(scope, services, file);
    assertAllGood(judged);
    const { resellerId } = memberOf(scope.actor);
    const taken = judged
      .filter(({ outcome }) => outcome !== 'SAME')
      .map((row) => ({ ...row, id: row.contactId ?? newId() }));
    await writeContacts(scope, resellerId, taken);
    await writeSaid(scope, resellerId, taken);
    const subjects = taken.map(({ id }): Subject => ({ type: 'Contact', id, resellerId }));
    return { result: previewOf(judged), subject: subjects };
  },
});

type Taken = JudgedContact & { id: string };

async function writeContacts(scope: Scope, resellerId: string, taken: readonly Taken[]): Promise<void> {
  const rows = taken
    .filter(({ contactId }) => !contactId)
    .map(({ id, person }) => ({ id, resellerId, ...person }));
  await scope.sql(
    `insert into contact (id, reseller_id, name, email, email_hash, phone, phone_hash, organisation, source, pecr_status, status_reason,
         created_at, active_at)
       select c.id, $2, c.name, c.email, c."emailHash", c.phone, c."phoneHash", c.organisation, 'IMPORT', c."pecrStatus", c."statusReason", $3, $3
         from json_to_recordset($1) c (id uuid, name text, email text, "emailHash" text, phone text, "phoneHash" text, organisation text,
           "pecrStatus" text, "statusReason" text)`,
    [JSON.stringify(await scope.sealed(Contact, rows)), resellerId, scope.now],
  );
}

/** What was said, unless it stands there already as it is. */
async function writeSaid(scope: Scope, resellerId: string, taken: readonly Taken[]): Promise<void> {
  const { level, membershipId } = memberOf(scope.actor);
  const { name } = await who(scope);
  const rows = taken.flatMap(({ id: contactId, basis, said, line }) =>
    said
      ? {
          id: newId(),
          resellerId,
          contactId,
          purposeId: said.asked.id,
          deed: basis === 'consent' ? 'GIVEN' : 'SOFT_OPT_IN',
          version: basis === 'consent' ? said.asked.version : null,
          textHash: basis === 'consent' ? said.asked.hash : null,
          saidOn: said.saidOn,
          place: said.place,
          evidence: [
            basis === 'consent' ? '' : `Their own details, in a ${basis} on ${said.saidOn}: `,
            said.evidence,
            basis === 'consent'
              ? ''
              : '\nAbout similar products and services of ours. They could refuse then, and can with each message.',
            `\nLine ${line} of a file that ${name} took in. Request ${scope.requestId}`,
          ].join(''),
        }
      : [],
  );
  await scope.sql(
    `insert into consent_entry (id, reseller_id, contact_id, controller, purpose_id, version, text_hash, deed, at, entered_at, via, place,
         evidence, entered_by)
       select e.id, $2, e."contactId", $3, e."purposeId", e.version, e."textHash", e.deed, e.at, $4, 'IMPORT', e.place, e.evidence, $5
         from (select r.*, least(r."saidOn"::timestamp at time zone 'Europe/London', $4) as at
           from json_to_recordset($1) r (id uuid, "contactId" uuid, "purposeId" uuid, deed text, version integer, "textHash" text,
             "saidOn" date, place text, evidence text)) e
        where not exists (select from consent_entry l where l.subject_id = e."contactId" and l.purpose_id = e."purposeId"
          and (l.at > e.at or l.at = e.at and l.deed = e.deed or e.deed = 'SOFT_OPT_IN' and l.deed <> 'SOFT_OPT_IN'))`,
    [JSON.stringify(await scope.sealed(ConsentEntry, rows)), resellerId, level, scope.now, membershipId],
  );
}
