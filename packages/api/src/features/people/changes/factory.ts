import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { applyBulkChange } from './apply-bulk-change.ts';
import { STATEMENT } from './statement.ts';

export const HEADING = 'First name,Last name,E-mail,Mobile,Job title\n';

/** A file of so many end users, whose addresses begin with `name`. */
export const fileOf = (name: string, count: number, domain = 'globex.example'): string =>
  HEADING + Array.from({ length: count }, (_, i) => `Ada ${i},${name},${name}${i}@${domain},,\n`).join('');

/** What went wrong, as `code: message`; undefined if nothing did. */
export const problem = ({
  errors,
}: {
  errors?: { message: string; extensions: { code: string } }[] | undefined;
}): string | undefined => errors?.[0] && `${errors[0].extensions.code}: ${errors[0].message}`;

export interface Uploaded {
  status: number;
  id: string;
  columns?: { title: string; field: string | null; productId?: string; samples: string[] }[];
  services?: { id: string; code: string; name: string }[];
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

interface Row {
  line: number;
  kind: string;
  outcome: string;
  reason: string | null;
  firstName: string;
  changed: string[];
  services: string | null;
  endingServices: string | null;
  errors: { column: string; message: string }[];
}
interface Read {
  state: string;
  rows: { nodes: Row[] };
  [count: string]: unknown;
}
const FIELDS = `state fileName rowCount addCount changeCount sameCount errorCount serviceCount endCount monthlyMinor endMinor
  emptyCount emptying doneCount refusedCount reversedCount keptCount unknownColumns submittedByName statedByName statementVersion
  approvedByName reversedByName
  rows(first: 100) { nodes { line kind outcome reason endUserId firstName lastName email mobile jobTitle services endingServices
    changed wasMobile wasJobTitle errors { column message } } }`;

/** What tests of change-sets do again and again, as the administrator of Globex where nobody else is named. */
export function changesOn(given: () => { app: TestApp; world: World }) {
  const token = () => given().world.globex.admin.token;
  const sent = (file: string, more: Upload = {}, by = token()) => upload(given().app, by, file, more);
  const ready = async (file: string): Promise<string> => (await sent(file)).id;
  return {
    sent,
    ready,
    async read(id: string, by = token()): Promise<Read> {
      const { data, errors } = await given().app.ask<{ changeSet: Read }>(
        `query ($id: ID!) { changeSet(id: $id) { ${FIELDS} } }`,
        { id },
        by,
      );
      return errors ? ({ code: errors[0]?.extensions.code } as unknown as Read) : data.changeSet;
    },
    decide: (verb: 'approve' | 'discard' | 'reverse', id: string, by = token()) =>
      given().app.ask<Record<string, { state: string }>>(
        `mutation ($id: ID!) { ${verb}BulkChange(input: { id: $id }) { state } }`,
        { id },
        by,
      ),
    /** Confirms it and has it applied. */
    async applied(file: string, more: object = {}): Promise<string> {
      const { app, world } = given();
      const id = await ready(file);
      const refused = problem(await confirm(app, token(), id, more));
      if (refused) throw new Error(refused);
      await applyToTheEnd(app, world, id);
      return id;
    },
    /** How many end users and addresses carry the last name. */
    async written(name: string) {
      const [found] = await given().world.sql<{ users: number; addresses: number }>(
        `select count(distinct u.id)::int as users, count(a.id)::int as addresses from end_user u
           left join email_address a on a.end_user_id = u.id and a."primary" and a.address = u.email where u.last_name = $1`,
        [name],
      );
      return found;
    },
    async add(input: object): Promise<string> {
      const { data } = await given().app.ask<{ addEndUser: { id: string } }>(
        'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
        { input },
        token(),
      );
      return data.addEndUser.id;
    },
  };
}
