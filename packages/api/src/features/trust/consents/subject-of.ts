import { id } from '@steward/shared';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Subject } from './write-entry.ts';

/** Who is meant: one of them. */
export const subjectShape = {
  endUserId: id().nullish(),
  membershipId: id().nullish(),
  contactId: id().nullish(),
};

type Meant = { [Field in keyof typeof subjectShape]?: string | null | undefined };

/** How each is found; a contact is one of those who have no account, in the register of whoever acts. */
const FOUND = {
  endUserId: [
    'end user',
    `select reseller_id as "resellerId", company_id as "companyId", id as "endUserId", null as "membershipId"
       from end_user where id = $1`,
  ],
  membershipId: [
    'administrator',
    `select reseller_id as "resellerId", company_id as "companyId", null as "endUserId", id as "membershipId"
       from membership where id = $1 and level <> 'END_USER' and lent_to is null`,
  ],
  contactId: [
    'contact',
    `select reseller_id as "resellerId", null as "companyId", null as "endUserId", null as "membershipId", id as "contactId"
       from contact where id = $1`,
  ],
} as const;

/** The person that is meant, as whoever acts sees them; contacts are asked what is meant for contacts, and nothing else. */
export async function subjectOf(scope: Scope, meant: Meant, asks: string): Promise<Subject> {
  const given = (Object.keys(FOUND) as (keyof typeof FOUND)[]).filter((field) => meant[field]);
  const [field] = given;
  if (!field || given.length > 1)
    throw invalid('endUserId', 'Say who it is: an end user, an administrator or a contact.');
  if ((field === 'contactId') !== (asks === 'CONTACTS'))
    throw invalid(
      field,
      asks === 'CONTACTS' ? 'Only contacts are asked this.' : 'Contacts are not asked this.',
    );
  const [what, text] = FOUND[field];
  const [found] = await scope.sql<Subject>(text, [meant[field]]);
  if (!found) throw notFound(what);
  return found;
}
