import type { Scope } from '../../../kernel/scope.ts';
import { Mail } from './mail.entity.ts';

/** The text of the newest letter of a cause to an address, or of a tenant, as long as it is kept; empty if there is none. */
export async function lastLetter(
  scope: Scope,
  cause: string,
  [column, value]: readonly ['to' | 'reseller_id' | 'company_id', string],
): Promise<string> {
  const [found] = await scope.sql<{ id: string }>(
    `select id from mail where "${column}" = $1 and cause = $2 order by created_at desc, id desc limit 1`,
    [value, cause],
  );
  return (found && (await scope.load(Mail, found.id)).body) ?? '';
}
