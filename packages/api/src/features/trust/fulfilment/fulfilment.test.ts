import { buffer } from 'node:stream/consumers';
import { newId } from '@steward/shared';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ARCHIVE_KEYS, archiveProblems } from '../../../kernel/archive.ts';
import { labelOf } from '../../../kernel/held.ts';
import { isSealed, placeOf } from '../../../kernel/keyring.ts';
import { allTables, columnOf } from '../../../kernel/table.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { applyToTheEnd, confirm, upload } from '../../people/changes/factory.ts';
import { addEndUsers } from '../../people/directory/factory.ts';
import { jpegOf } from '../../people/photos/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { replayErasures } from '../retention/index.ts';

let app: TestApp;
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', log });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

interface Line {
  what: string;
  fate: string;
  count: number;
  why: string;
}
interface Receipt {
  id: string;
  deed: string;
  state: string;
  lines: Line[];
  archivePath: string | null;
}
const RECEIPT = 'id deed state lines { what fate count why } archivePath';

/** Does a deed, and gives its fields or what was refused. */
async function deed<T = { id: string }>(
  verb: string,
  input: object,
  token = world.globex.admin.token,
  fields = 'id',
): Promise<T & { code?: string; message?: string }> {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, T>>(
    `mutation ($input: ${type}!) { ${verb}(input: $input) { ${fields} } }`,
    { input },
    token,
  );
  const refused = errors?.[0] && { code: errors[0].extensions.code, message: errors[0].message };
  return { ...(data?.[verb] as T), ...refused };
}

const receiptOf = async (id: string, token = world.globex.admin.token): Promise<Receipt | undefined> => {
  const { data } = await app.ask<{ rightsReceipt: Receipt | null }>(
    `query ($id: ID!) { rightsReceipt(id: $id) { ${RECEIPT} } }`,
    { id },
    token,
  );
  return data.rightsReceipt ?? undefined;
};
const done = async (id: string): Promise<Receipt> => {
  await expect.poll(async () => (await receiptOf(id))?.state, { timeout: 30_000 }).toBe('DONE');
  return (await receiptOf(id)) as Receipt;
};
const ask = async (kind: string, endUserId: string, more: object = {}): Promise<string> => {
  const request = await deed('openRightsRequest', { kind, endUserId, channel: 'EMAIL', ...more });
  expect(request.message).toBeUndefined();
  await deed('confirmIdentity', { id: request.id, method: 'KNOWN' });
  return request.id;
};
const carriedOut = async (kind: string, endUserId: string): Promise<Receipt> => {
  const receipt = await deed('carryOutRightsRequest', { id: await ask(kind, endUserId) });
  expect(receipt.message).toBeUndefined();
  return done(receipt.id);
};
const heldOf = async (endUserId: string | null, token = world.globex.admin.token) => {
  const { data, errors } = await app.ask<{
    personalDataHeld: { activeServices: number; lines: (Line & { onErasure: string; purpose: string })[] };
  }>(
    'query ($id: ID) { personalDataHeld(endUserId: $id) { activeServices lines { what count purpose kept onErasure why } } }',
    { id: endUserId },
    token,
  );
  return { held: data?.personalDataHeld, code: errors?.[0]?.extensions.code };
};
const person = async (lastName: string, email: string | null = null): Promise<string> =>
  (await addEndUsers(world, world.globex, [{ firstName: 'Nora', lastName, email }]))[0] as string;

/** The files of a zip. */
async function opened(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

/** The tables in which a canary is found: in text, in JSON, in bytes, and in what is sealed, opened. */
async function nestsOf(canary: string): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('steward', 'graphile_worker') and table_type = 'BASE TABLE'`,
  );
  const hex = Buffer.from(canary).toString('hex');
  const nests = new Set<string>();
  for (const { name } of tables) {
    const [found] = await world.sql<{ count: number }>(
      `select count(*)::int as count from ${name} t where to_jsonb(t)::text ~* $1 or to_jsonb(t)::text ~* $2`,
      [canary, hex],
    );
    if (found?.count) nests.add(name.replace('steward.', ''));
  }
  const { keyring } = app.app.scopes;
  const keys = async (ids: readonly string[]) =>
    world.sql<{ id: string; wrapped: string }>('select id, wrapped from tenant_key where id = any ($1)', [
      ids,
    ]);
  for (const { table, sealed } of allTables())
    for (const property of sealed) {
      const column = columnOf(property);
      const rows = await world.sql<{ id: string; value: string }>(
        `select id, ${column} as value from ${table} where ${column} is not null`,
      );
      await keyring.learnFor(rows.map(({ value }) => value).filter(isSealed), keys);
      const told = rows.map(({ id, value }) => keyring.open(value, placeOf(table, column, id)) ?? '');
      if (told.some((text) => text.toLowerCase().includes(canary))) nests.add(table);
    }
  return [...nests].sort();
}

describe('[D3] a person is exported, corrected, restricted and erased', () => {
  test('and a search of every table, file, log and outbox finds only what the receipt says was kept', async () => {
    const { endUserId, personId, token, email } = { ...world.globex.user };
    const admin = world.globex.admin.token;
    const canary = 'zqcanary';
    await world.sql(
      `update end_user set first_name = 'Zqcanary', last_name = 'Zqcanaryson', email = 'zqcanary@globex.example',
         job_title = 'zqcanary taster', department = 'zqcanary' where id = $1`,
      [endUserId],
    );
    await world.sql(
      `update membership set first_name = 'Zqcanary', last_name = 'Zqcanaryson', email = 'zqcanary@globex.example' where end_user_id = $1`,
      [endUserId],
    );
    await world.sql(`update person set email = 'zqcanary@globex.example' where id = $1`, [personId]);
    expect(email).toBeDefined();
    const { errors: photoRefused } = await app.ask(
      'mutation ($input: SetOwnPhotoInput!) { setOwnPhoto(input: $input) }',
      { input: { photo: `data:image/jpeg;base64,${jpegOf(64).toString('base64')}` } },
      token,
    );
    expect(photoRefused).toBeUndefined();
    await deed(
      'requestCorrection',
      { field: 'OTHER', wanted: 'zqcanary wants this', note: 'zqcanary note' },
      token,
    );
    await deed(
      'addDevice',
      {
        kind: 'MOBILE',
        make: 'Make',
        model: 'Model',
        serialNumber: 'ZQ1',
        note: 'zqcanary holds it',
        endUserId,
      },
      world.globex.admin.token,
    );

    // Told and exported.
    const { held } = await heldOf(null, token);
    expect(held?.lines.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Entry in the directory', 'Sign-in here', 'Sign-in', 'Photo', 'Session']),
    );
    const exported = await carriedOut('ACCESS', endUserId);
    expect(exported.archivePath).not.toBeNull();
    const fetched = await fetch(`${app.url}${exported.archivePath}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(fetched.status).toBe(200);
    const files = await opened(Buffer.from(await fetched.arrayBuffer()));
    const keys = (await (await fetch(`${app.url}${ARCHIVE_KEYS}`)).json()) as { keys: never[] };
    expect(await archiveProblems(files, keys.keys)).toEqual([]);
    expect(files.get('data/end_user.json')?.toString()).toContain('Zqcanaryson');
    expect(files.get('data/correction.json')?.toString()).toContain('zqcanary wants this');
    expect([...files.keys()].some((path) => /^files\/photo-.*\.jpeg$/.test(path))).toBe(true);
    expect(files.get('data/person.json')?.toString()).not.toMatch(/argon2|passwordHash/);
    for (const other of [world.initech.admin.token, world.initech.user.token])
      expect(
        (await fetch(`${app.url}${exported.archivePath}`, { headers: { authorization: `Bearer ${other}` } }))
          .status,
      ).toBe(404);

    // Corrected.
    const correction = await deed<{ id: string; deed: string; lines: Line[] }>(
      'correctPersonalData',
      {
        id: await ask('CORRECT', endUserId),
        corrections: [{ field: 'JOB_TITLE', wanted: 'zqcanary tester' }],
      },
      admin,
      'id deed lines { what fate }',
    );
    expect(correction.message).toBeUndefined();
    expect(correction.lines[0]).toMatchObject({ fate: 'CHANGED', what: 'Entry in the directory: job title' });
    expect(
      (
        await world.sql<{ job: string }>('select job_title as job from end_user where id = $1', [endUserId])
      )[0]?.job,
    ).toBe('zqcanary tester');

    // Restricted: nobody changes anything of theirs, until it is lifted.
    await carriedOut('RESTRICT', endUserId);
    const refused = await deed('updateEndUser', { id: endUserId, jobTitle: 'Other' });
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is restricted') });
    expect((await deed('updateOwnProfile', { phone: '+442079460000' }, token)).code).toBe('CONFLICT');
    const lifted = await deed('liftDataRestriction', { endUserId });
    expect(lifted.message).toBeUndefined();
    await done(lifted.id);
    expect(
      (await deed('updateEndUser', { id: endUserId, department: 'zqcanary again' })).message,
    ).toBeUndefined();

    // Erased.
    expect(await nestsOf(canary)).toContain('end_user');
    const erased = await carriedOut('ERASE', endUserId);
    const kept = erased.lines.filter(({ fate }) => fate === 'KEPT');
    expect(kept.every(({ why }) => /Act|Art\.|reg\./.test(why))).toBe(true);
    const nests = await nestsOf(canary);
    const words = (table: string) => {
      const definition = allTables().find((one) => one.table === table);
      return definition ? labelOf(definition) : table;
    };
    expect(nests.filter((table) => !kept.some(({ what }) => what === words(table)))).toEqual([]);
    expect(logged.filter((line) => line.toLowerCase().includes(canary))).toEqual([]);
    expect(JSON.stringify(erased)).not.toMatch(/zqcanary/i);
    const [stone] = await world.sql<{ name: string; status: string }>(
      `select first_name || ' ' || last_name as name, status from end_user where id = $1`,
      [endUserId],
    );
    expect(stone).toEqual({ name: expect.stringMatching(/^Erased \S+-\d+$/), status: 'SUSPENDED' });
    expect((await heldOf(null, token)).code).toBe('UNAUTHENTICATED');
    const pdf = await fetch(`${app.url}/rights-receipts/${erased.id}/pdf`, {
      headers: { authorization: `Bearer ${admin}` },
    });
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  }, 120_000);
});

describe('carryOutRightsRequest', () => {
  test('[D3] is for the company, for those who have proved who they are, and once', async () => {
    const endUserId = await person('Once');
    const { id } = await deed('openRightsRequest', { kind: 'ERASE', endUserId, channel: 'EMAIL' });
    expect((await deed('carryOutRightsRequest', { id })).message).toContain('not known who asks');
    await deed('confirmIdentity', { id, method: 'KNOWN' });
    for (const [token, code] of [
      [world.initech.user.token, 'FORBIDDEN'],
      [world.northwind.admin.token, 'FORBIDDEN'],
      [world.platform.staff.token, 'FORBIDDEN'],
      [world.initech.admin.token, 'NOT_FOUND'],
    ] as const)
      expect((await deed('carryOutRightsRequest', { id }, token)).code).toBe(code);
    const receipt = await deed('carryOutRightsRequest', { id });
    await done(receipt.id);
    expect((await deed('carryOutRightsRequest', { id })).message).toContain('completed already');
    expect(await receiptOf(receipt.id, world.initech.admin.token)).toBeUndefined();
  });

  test('[D3] whoever has services is not erased before those end', async () => {
    const endUserId = await person('Served');
    await addSubscription(world, world.globex, {
      productId: world.mailbox,
      endUserId,
      startsOn: '2026-09-01',
    } as never);
    const refused = await deed('carryOutRightsRequest', { id: await ask('ERASE', endUserId) });
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('must end first') });
  });

  test('[D3] [D4] nor whom a legal hold keeps', async () => {
    const endUserId = await person('Kept');
    const id = await ask('ERASE', endUserId);
    const hold = await deed('placeLegalHold', {
      kind: 'PERSON',
      endUserId,
      reference: 'Kept v Globex',
      reason: 'A claim',
    });
    expect(hold.message).toBeUndefined();
    expect((await deed('carryOutRightsRequest', { id })).message).toContain('legal hold (Kept v Globex)');
    const reported = await deed('reportWronglySubmitted', { endUserId });
    await expect.poll(async () => (await receiptOf(reported.id))?.state).toBe('FAILED');
    expect((await heldOf(endUserId)).held?.lines).toContainEqual(
      expect.objectContaining({ what: 'Entry in the directory' }),
    );
    await deed('liftLegalHold', { id: hold.id });
    await done((await deed('carryOutRightsRequest', { id })).id);
  });

  test('[D3] [D4] a hold on a matter keeps what the matter needs; the rest goes', async () => {
    const endUserId = await person('Needed', 'nora.needed@globex.example');
    const hold = await deed('placeLegalHold', {
      kind: 'MATTER',
      rules: ['ACCOUNT'],
      reference: 'Tribunal 7',
      reason: 'Who worked there is asked',
    });
    expect(hold.message).toBeUndefined();
    const entry = { what: 'Entry in the directory', why: 'Legal hold (Tribunal 7)' };
    const { held } = await heldOf(endUserId);
    expect(held?.lines).toContainEqual(expect.objectContaining({ ...entry, onErasure: 'KEPT' }));
    const { lines } = await carriedOut('ERASE', endUserId);
    expect(lines).toContainEqual(expect.objectContaining({ ...entry, fate: 'KEPT' }));
    expect(lines).toContainEqual(expect.objectContaining({ what: 'Message', fate: 'EMPTIED' }));
    expect(await world.sql('select last_name from end_user where id = $1', [endUserId])).toEqual([
      { last_name: 'Needed' },
    ]);
    await deed('liftLegalHold', { id: hold.id });
  });

  test('[D4] what a matter needs stays though its time is over', async () => {
    const endUserId = await person('Overdue');
    const hold = await deed('placeLegalHold', {
      kind: 'MATTER',
      rules: ['MESSAGES'],
      reference: 'Tribunal 8',
      reason: 'Who was told is asked',
    });
    await world.sql(
      `insert into mail (id, reseller_id, company_id, end_user_id, channel, "to", cause, attachments, state, created_at)
         select $1, reseller_id, company_id, id, 'EMAIL', 'overdue@globex.example', 'invitation', '[]', 'SENT', '2020-01-01'
           from end_user where id = $2`,
      [newId(), endUserId],
    );
    const { lines } = await carriedOut('ERASE', endUserId);
    expect(lines).toContainEqual({
      ...{ what: 'Message', fate: 'KEPT', count: 1 },
      why: 'Legal hold (Tribunal 8)',
    });
    expect(await world.sql('select "to" from mail where end_user_id = $1', [endUserId])).toEqual([
      { to: 'overdue@globex.example' },
    ]);
    await deed('liftLegalHold', { id: hold.id });
  });

  test('[S90] what was erased stands in the list outside of the database, by ids only', async () => {
    const endUserId = await person('Listed');
    await carriedOut('ERASE', endUserId);
    const listed = await app.app.services.erasures.read();
    expect(listed).toContainEqual(expect.objectContaining({ kind: 'PERSON', subjectId: endUserId }));
    expect(JSON.stringify(listed)).not.toContain('Nora');
    await world.sql(`update end_user set first_name = 'Nora', last_name = 'Restored' where id = $1`, [
      endUserId,
    ]);
    const { scopes, services, log } = app.app;
    await replayErasures({ scopes, services, log });
    expect(await nestsOf('restored')).toEqual([]);
  });

  test('[D3] a complaint is answered in words, and so is somebody who is not in the directory', async () => {
    const complaint = await ask('COMPLAIN', await person('Cross'));
    expect((await deed('carryOutRightsRequest', { id: complaint })).message).toContain('in words');
    const stranger = await deed('openRightsRequest', {
      kind: 'KNOW',
      personName: 'A Stranger',
      channel: 'EMAIL',
    });
    expect((await deed('carryOutRightsRequest', { id: stranger.id })).message).toContain(
      'not in the directory',
    );
  });

  test('[D3] [S87] whoever objects has consented to nothing any more, and is asked nothing by their company', async () => {
    const purposes: string[] = [];
    for (const name of ['News', 'Offers'])
      purposes.push(
        (
          await deed('addConsentPurpose', {
            name,
            channel: 'EMAIL',
            asks: 'END_USERS',
            text: 'May we write?',
          })
        ).id,
      );
    const endUserId = await person('Objector');
    const entered = await deed('recordConsent', {
      ...{ purposeId: purposes[0], endUserId, deed: 'GIVEN', version: 1 },
      ...{
        saidOn: app.clock.now().toISOString().slice(0, 10),
        via: 'PAPER',
        evidence: 'A form she has signed',
      },
    });
    expect(entered.message).toBeUndefined();
    await carriedOut('OBJECT', endUserId);
    const said = () =>
      world.sql(
        `select p.name, array_agg(e.deed order by e.at, e.id) as deeds from consent_entry e join consent_purpose p on p.id = e.purpose_id
          where e.end_user_id = $1 group by 1 order by 1`,
        [endUserId],
      );
    const stopped = [
      { name: 'News', deeds: ['GIVEN', 'WITHDRAWN'] },
      { name: 'Offers', deeds: ['OBJECTED'] },
    ];
    expect(await said()).toEqual(stopped);
    await carriedOut('OBJECT', endUserId);
    expect(await said(), 'twice').toEqual(stopped);
  });

  test('[D3] what is held is told with its purpose and its time; an objection says what goes on', async () => {
    const endUserId = await person('Knows');
    const told = await carriedOut('KNOW', endUserId);
    expect(told.lines[0]).toMatchObject({ fate: 'TOLD', why: expect.stringContaining('(') });
    expect((await carriedOut('OBJECT', endUserId)).deed).toBe('OBJECTED');
    expect((await carriedOut('COPY', endUserId)).archivePath).not.toBeNull();
  });
});

describe('personalDataHeld', () => {
  test('[D3] of oneself, or of a person of the company: nobody else', async () => {
    const endUserId = await person('Shown');
    expect((await heldOf(endUserId)).held?.lines).toContainEqual(
      expect.objectContaining({ what: 'Entry in the directory', count: 1, onErasure: 'EMPTIED' }),
    );
    expect((await heldOf(endUserId, world.initech.admin.token)).code).toBe('NOT_FOUND');
    expect((await heldOf(endUserId, world.initech.user.token)).code).toBe('NOT_FOUND');
    expect((await heldOf(endUserId, world.northwind.admin.token)).code).toBe('FORBIDDEN');
    expect((await heldOf(null)).code).toBe('INVALID_INPUT');
  });
});

describe('liftDataRestriction', () => {
  test('[D3] only of what is restricted, by its company', async () => {
    const endUserId = await person('Free');
    expect((await deed('liftDataRestriction', { endUserId })).message).toContain('not restricted');
    expect((await deed('liftDataRestriction', { endUserId }, world.initech.admin.token)).code).toBe(
      'NOT_FOUND',
    );
    expect((await deed('liftDataRestriction', { endUserId }, world.northwind.admin.token)).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('reportWronglySubmitted', () => {
  test('[U3] a file of people who did not agree is taken out at once, with its rows, and the receipt proves it', async () => {
    const { token } = world.globex.admin;
    await world.showFactor(world.globex.admin);
    const file = `First name,Last name,E-mail\nWqcanary,Wronged,wqcanary@globex.example\nSam,Wqcanary,\n`;
    const { id } = await upload(app, token, file);
    expect((await confirm(app, token, id)).errors).toBeUndefined();
    await applyToTheEnd(app, world, id);
    expect(await nestsOf('wqcanary')).toContain('change_set_row');
    expect((await deed('reportWronglySubmitted', { changeSetId: id }, world.initech.admin.token)).code).toBe(
      'NOT_FOUND',
    );
    expect(
      (await deed('reportWronglySubmitted', { changeSetId: id }, world.northwind.admin.token)).code,
    ).toBe('FORBIDDEN');
    expect((await deed('reportWronglySubmitted', {})).code).toBe('INVALID_INPUT');
    const reported = await deed('reportWronglySubmitted', { changeSetId: id });
    expect(reported.message).toBeUndefined();
    const receipt = await done(reported.id);
    expect(receipt.lines).toContainEqual(
      expect.objectContaining({ what: 'Rows of the file', fate: 'ERASED', count: 2 }),
    );
    expect(receipt.lines).toContainEqual(
      expect.objectContaining({ what: 'Entry in the directory', count: 2 }),
    );
    expect(await nestsOf('wqcanary')).toEqual([]);
    expect((await deed('reportWronglySubmitted', { changeSetId: id })).message).toContain('reported already');
  });

  test('[U3] and so is one person, with their services', async () => {
    const endUserId = await person('Mistaken');
    await addSubscription(world, world.globex, {
      productId: world.mailbox,
      endUserId,
      startsOn: '2026-09-01',
    } as never);
    const receipt = await done((await deed('reportWronglySubmitted', { endUserId })).id);
    expect(receipt.lines[0]).toMatchObject({ what: 'Services', fate: 'CHANGED', count: 1 });
  });
});
