import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { newId } from '@steward/shared';
import { StartError } from '../../../../kernel/start-error.ts';
import type { Setting } from '../../../../kernel/verb.ts';
import { type Counted, tenantArchive, toldOf } from './tenant-archive.ts';

interface Found {
  resellerId: string;
  companyId: string | null;
  name: string;
  code: string;
}

/**
 * Writes everything that is kept of a tenant to a file, for whoever runs the installation. It is named by its customer code, if
 * need be behind its reseller's prefix (`NW/GLOBEX`), or by a reseller's prefix. Throws StartError for what cannot be. [T7]
 */
export async function exportTenant(
  setting: Omit<Setting, 'credentials' | 'requestId'>,
  code: string,
  file: string,
): Promise<Counted & { name: string }> {
  const requestId = newId();
  const credentials = { kind: 'system', task: 'export-tenant', resellerId: null, does: [] } as const;
  const { tenant, told } = await setting.scopes.run(
    credentials,
    { requestId, readOnly: true },
    async (scope) => {
      const found = await scope.sql<Found>(
        `select c.reseller_id as "resellerId", c.id as "companyId", c.name, r.invoice_prefix || '/' || c.customer_code as code
           from company c join reseller r on r.id = c.reseller_id
          where upper($1) in (upper(c.customer_code), upper(r.invoice_prefix || '/' || c.customer_code))
       union all select r.id, null, r.name, r.invoice_prefix from reseller r where upper(r.invoice_prefix) = upper($1)
       order by 4`,
        [code],
      );
      const [one, other] = found;
      if (!one)
        throw new StartError(
          `There is no tenant ${code}: name a company by its customer code, or a reseller by its invoice prefix.`,
        );
      if (other)
        throw new StartError(
          `${code} is the code of several: name one of ${found.map((each) => each.code).join(', ')}.`,
        );
      return { tenant: one, told: await toldOf(scope, one) };
    },
  );
  const counted = { rows: 0, files: 0 };
  const archive = tenantArchive({ ...setting, credentials, requestId }, told, tenant.name, counted);
  try {
    await pipeline(archive, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    const { code: failed } = error as NodeJS.ErrnoException;
    if (failed === 'EEXIST') throw new StartError(`There is a file ${file} already: name another.`);
    if (failed === 'ENOENT' || failed === 'EACCES' || failed === 'EISDIR')
      throw new StartError(`The file ${file} cannot be written: name one in a folder that is there.`);
    await rm(file, { force: true });
    throw error;
  }
  return { ...counted, name: tenant.name };
}
