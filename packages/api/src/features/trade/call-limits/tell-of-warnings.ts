import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { companyLetter, type SaidWarning, sellerLetter } from './call-letters.ts';

interface Reader {
  companyId: string | null;
  email: string;
  firstName: string;
}

/** Writes to the administrators of each company of its own warnings, and to whoever sells to them of all at once. */
export async function tellOfWarnings(
  scope: Scope,
  resellerId: string,
  said: readonly SaidWarning[],
  publicUrl: string,
): Promise<void> {
  if (!said.length) return;
  const byCompany = Map.groupBy(said, ({ companyId }) => companyId);
  const readers = await readersOf(scope, resellerId, [...byCompany.keys()]);
  const seller = await sellerName(scope, resellerId);
  const console = `${publicUrl}/call-warnings`;
  await queueMails(
    scope,
    'warning',
    readers.map(({ companyId, email, firstName }) => ({
      ...{ resellerId, companyId, endUserId: null, to: email },
      ...(companyId
        ? companyLetter(byCompany.get(companyId) ?? [], { firstName, seller, console })
        : sellerLetter(said, { firstName, console })),
    })),
  );
}

/** Administrators of companies, and of whoever sells to them: staff, where that is the platform. */
export const readersOf = (
  scope: Scope,
  resellerId: string,
  companyIds: readonly string[],
): Promise<Reader[]> =>
  scope.sql<Reader>(
    `select company_id as "companyId", email, first_name as "firstName" from membership
      where status = 'ACTIVE' and lent_to is null and reseller_id = $1
        and (level = 'COMPANY' and company_id = any ($2) or level in ('RESELLER', 'PLATFORM'))
      order by created_at, id`,
    [resellerId, companyIds],
  );

export async function sellerName(scope: Scope, resellerId: string): Promise<string> {
  const [row] = await scope.sql<{ name: string }>('select name from reseller where id = $1', [resellerId]);
  return row?.name ?? '';
}
