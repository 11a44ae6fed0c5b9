import type { Scope } from '../../../kernel/scope.ts';
import type { LogoFile } from './logo.ts';

/** Keeps this file as the logo of a reseller, whose row gets its address from the caller; null keeps none. */
export async function keepLogo(scope: Scope, resellerId: string, file: LogoFile | null): Promise<void> {
  if (!file) {
    await scope.sql('delete from logo where reseller_id = $1', [resellerId]);
    return;
  }
  await scope.sql(
    `insert into logo (id, reseller_id, address, type, bytes) values (uuidv7(), $1, $2, $3, $4)
      on conflict (reseller_id) do update set address = excluded.address, type = excluded.type, bytes = excluded.bytes`,
    [resellerId, file.address, file.type, file.bytes],
  );
}
