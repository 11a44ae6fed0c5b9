import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { applyBulkChange } from './apply-bulk-change.ts';
import { STATEMENT } from './statement.ts';

export interface Uploaded {
  status: number;
  id: string;
  columns?: { title: string; field: string | null; samples: string[] }[];
  errors?: { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[];
}

interface Upload {
  companyId?: string;
  fileName?: string;
  columns?: string;
  type?: string;
  /** Only what its columns are taken for. */
  propose?: true;
}

/** Sends a file to be compared with the directory; the answer holds the id of its change-set. */
export async function upload(
  app: TestApp,
  token: string | undefined,
  file: string | Uint8Array<ArrayBuffer>,
  { companyId, fileName = 'people.csv', columns, type = 'text/csv', propose }: Upload = {},
): Promise<Uploaded> {
  const query = new URLSearchParams({
    fileName,
    ...(companyId ? { companyId } : {}),
    ...(columns === undefined ? {} : { columns }),
  });
  const response = await fetch(`${app.url}/bulk-changes${propose ? '/columns' : ''}?${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: file,
  });
  return { status: response.status, ...((await response.json()) as object) } as Uploaded;
}

/** Confirms a change-set with the statement that it takes. */
export const confirm = (app: TestApp, token: string, id: string, more: object = {}) =>
  app.ask<{ confirmBulkChange: { id: string; state: string } }>(
    'mutation ($input: ConfirmBulkChangeInput!) { confirmBulkChange(input: $input) { id state } }',
    { input: { id, statement: STATEMENT, ...more } },
    token,
  );

/** Does the next batch of a change-set, as its job would. */
export async function applyNext(app: TestApp, world: World, changeSetId: string) {
  const [set] = await world.sql<{ resellerId: string }>(
    'select reseller_id as "resellerId" from change_set where id = $1',
    [changeSetId],
  );
  const { scopes, services, log } = app.app;
  const resellerId = set?.resellerId ?? '';
  const credentials = { kind: 'system', task: 'test', resellerId, does: [applyBulkChange.name] } as const;
  return perform({ scopes, services, log, requestId: 'test', credentials }, applyBulkChange, { changeSetId });
}

/** Does all that is left of a change-set, here and now. */
export async function applyToTheEnd(app: TestApp, world: World, changeSetId: string): Promise<void> {
  while ((await applyNext(app, world, changeSetId)) !== 'DONE');
}
