import { createHmac, randomBytes } from 'node:crypto';
import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';

/** What stands for an address or a number in the list of those who are left alone. */
export interface AddressHash {
  email(address: string): string;
  email(address: string | null): string | null;
  phone(number: string): string;
  phone(number: string | null): string | null;
}

/**
 * The hashes under this installation's key, which is made when it is first needed.
 *
 * @param only to look: without a key nobody is on the list yet, and any finds nobody
 */
export async function addressHash(
  scope: Scope,
  { seals }: Pick<Services, 'seals'>,
  only?: 'to look',
): Promise<AddressHash> {
  const key = await keyOf(scope, seals, only);
  const hash = (kind: string, text: string | null) =>
    text === null ? null : createHmac('sha256', key).update(`${kind} ${text}`).digest('base64url');
  return {
    email: (address: string | null) => hash('email', address?.toLowerCase() ?? null) as string,
    phone: (number: string | null) => hash('phone', number) as string,
  };
}

async function keyOf(scope: Scope, seals: Services['seals'], only?: 'to look'): Promise<Buffer> {
  const find = () => scope.sql<{ id: string; secret: string }>('select id, secret from suppression_key');
  const [found] = await find();
  if (found) return open(seals, found);
  if (only) return randomBytes(32);
  const id = newId();
  const secret = seals.seal(randomBytes(32).toString('base64url'), contextOf(id));
  await scope.sql(
    'insert into suppression_key (id, secret, created_at) values ($1, $2, $3) on conflict do nothing',
    [id, secret, scope.now],
  );
  const [made] = await find();
  if (!made) throw new Error('Somebody else makes the key of the hashes at this moment: try again.');
  return open(seals, made);
}

const contextOf = (id: string): string => `suppression_key ${id}`;
const open = (seals: Services['seals'], { id, secret }: { id: string; secret: string }): Buffer =>
  Buffer.from(seals.unseal(secret, contextOf(id)), 'base64url');
