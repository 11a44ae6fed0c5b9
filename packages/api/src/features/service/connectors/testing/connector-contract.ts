import type { Socket } from 'node:net';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConnectorFault } from '../connector-fault.ts';
import type { ConnectorKindDefinition, ConnectorSession, Shape, Wanted } from '../connector-kind.ts';
import { MAIL_PARTS, type MailPart } from '../mail-parts.ts';
import { breakingOff, type Loopback, listening } from './hostile-server.ts';

/** A real other side of a kind, on loopback. */
export interface RemoteSide<Settings, Credentials> {
  host: string;
  port: number;
  /** Its settings as they are, or as they would be if it were elsewhere. */
  settingsAt(host: string, port: number): Settings;
  credentials: Credentials;
  wrongCredentials: Credentials;
  /** What of them is secret. */
  wrongSecret: string;
  /** How many of what a subscription is there are, whoever made them. */
  count(): Promise<number>;
  /** What others do to what stands there for somebody: attribute → deed. */
  drift: Readonly<Record<string, (wanted: Wanted) => Promise<void>>>;
  /** The same of how mail is passed on, of each part that the kind can bring about. */
  passing?: Readonly<Partial<Record<MailPart, (wanted: Wanted) => Promise<void>>>>;
  /** Somebody takes it away, past the product. */
  vanish(wanted: Wanted): Promise<void>;
  /** Has the next conversation refused for want of room. */
  crowd?: { begin(): Promise<void>; end(): Promise<void>; retryAfterMs: number };
  /** Has it refuse whatever would change something there. */
  readOnly?: (on: boolean) => Promise<void>;
  /** Bytes that its protocol takes for the beginning of an answer; without it anything is. */
  floods?: (socket: Socket) => void;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 5_000;
const SHORT_MS = 400;

/** A subscription of somebody, each time somebody else. */
export function somebody(given: Partial<Wanted['person'] & object> = {}): Wanted {
  const id = newId();
  const local = `anna.${id.slice(-12)}`;
  return {
    subscriptionId: id,
    reference: `S-${id.slice(-8)}`,
    productCode: 'MAIL-50',
    quantity: 1,
    parameters: { quotaGb: 5 },
    suspended: false,
    callsBarred: false,
    mail: {},
    person: {
      id: newId(),
      givenName: 'Anna',
      familyName: 'Kovács',
      address: `${local}@globex.example`,
      aliases: [`${local}.k@globex.example`, `a.${local}@globex.example`],
      suspended: false,
      ...given,
    },
    company: { id: newId(), code: 'GLX', resellerCode: 'NW', name: 'Globex', domains: ['globex.example'] },
  };
}

const changed = (wanted: Wanted, person: Partial<Wanted['person'] & object>): Wanted => ({
  ...wanted,
  person: wanted.person && { ...wanted.person, ...person },
});

/** What every kind of connector promises, shown on a real other side. */
export function connectorContract<Settings, Credentials>(
  kind: ConnectorKindDefinition<Settings, Credentials>,
  start: () => Promise<RemoteSide<Settings, Credentials>>,
  /** How many answers further on it is broken off each time; one, and it is broken off everywhere. */
  stride = 1,
): void {
  describe(`[P2] ${kind.words} keeps the contract of connectors`, () => {
    let remote: RemoteSide<Settings, Credentials>;
    beforeAll(async () => {
      remote = await start();
    });
    afterAll(() => remote?.stop());

    const here = () => remote.settingsAt(remote.host, remote.port);

    /** A conversation, as the engine has one. */
    async function speak<T>(
      work: (session: ConnectorSession, settings: Settings) => Promise<T>,
      {
        at = remote as { host: string; port: number },
        credentials = remote.credentials,
        timeoutMs = TIMEOUT_MS,
      } = {},
    ): Promise<T> {
      const settings = remote.settingsAt(at.host, at.port);
      const line = {
        allowPrivate: [`${at.host}:${at.port}`],
        signal: AbortSignal.timeout(20 * timeoutMs),
        timeoutMs,
      };
      const session = await kind.open(settings, credentials, line);
      try {
        return await work(session, settings);
      } finally {
        await session.close();
      }
    }

    /** Does what is to be done, once; gives the names of the steps. */
    const mend = (wanted: Wanted, at?: Loopback, gone = false): Promise<string[]> =>
      speak(async (session, settings) => {
        const desired = gone ? null : kind.shape(wanted, settings);
        const steps = kind.steps(desired, await session.observe(wanted));
        for (const step of steps) await session.take(step, wanted);
        return steps.map(({ name }) => name);
      }, at && { at });
    const observed = (wanted: Wanted): Promise<Shape | null> => speak((session) => session.observe(wanted));
    const fault = (work: Promise<unknown>): Promise<ConnectorFault> =>
      work.then(
        () => expect.fail('It went well.'),
        (error) => {
          expect(error).toMatchObject({ name: 'ConnectorFault' });
          return error;
        },
      );
    const beingMet = async (meet: (socket: Socket) => void): Promise<Loopback> => {
      const server = await listening(meet);
      onTestFinished(() => server.stop());
      return server;
    };

    /** It stands there as it is wanted, and nothing is left to do. */
    async function expectDone(wanted: Wanted): Promise<void> {
      const found = await observed(wanted);
      expect(found).toEqual(kind.shape(wanted, here()));
      expect(kind.steps(kind.shape(wanted, here()), found)).toEqual([]);
    }

    test('says what it found when the connection is tested, and changes nothing', async () => {
      const before = await remote.count();
      expect(await speak((session) => session.test())).toMatch(/^[A-Z].*\.$/);
      expect(await remote.count()).toBe(before);
    });

    test('makes what is wanted, sees what it made, and then there is nothing to do', async () => {
      const wanted = somebody();
      expect(await observed(wanted)).toBeNull();
      expect(await mend(wanted)).not.toEqual([]);
      await expectDone(wanted);
      expect(await mend(wanted)).toEqual([]);
    });

    test('has its words for every attribute and every step', async () => {
      const wanted = somebody();
      const desired = kind.shape(wanted, here());
      expect(Object.keys(desired).filter((name) => !kind.attributes[name])).toEqual([]);
      for (const { words } of kind.steps(desired, null)) expect(words).toMatch(/^[A-Z].{5,}/);
    });

    test('a dry run tells the steps, and asks for nothing that would be a change', async () => {
      const wanted = somebody();
      const drifted = somebody();
      await mend(drifted);
      const [deed] = Object.values(remote.drift);
      await deed?.(drifted);
      const before = await remote.count();
      await remote.readOnly?.(true);
      try {
        for (const one of [wanted, drifted]) {
          const steps = await speak(async (session, settings) =>
            kind.steps(kind.shape(one, settings), await session.observe(one)),
          );
          expect(steps).not.toEqual([]);
        }
        expect(await speak((session) => session.test())).toBeTruthy();
      } finally {
        await remote.readOnly?.(false);
      }
      expect(await remote.count()).toBe(before);
      expect(await observed(wanted)).toBeNull();
    });

    test('sees whatever drifted, and mends it', async () => {
      for (const [attribute, deed] of Object.entries(remote.drift)) {
        const wanted = somebody();
        await mend(wanted);
        await deed(wanted);
        const desired = kind.shape(wanted, here());
        expect((await observed(wanted))?.[attribute], attribute).not.toEqual(desired[attribute]);
        expect(await mend(wanted), attribute).not.toEqual([]);
        await expectDone(wanted);
      }
    });

    test('passes mail on as far as it says that it can, and takes it back; it promises nothing of the rest', async () => {
      const wanted = somebody();
      const passed: Wanted = {
        ...wanted,
        mail: {
          forwardTo: 'Heir@globex.example',
          delegates: ['heir@globex.example'],
          reply: 'I have left.\nPlease write to "Heir" <heir@globex.example>.',
        },
      };
      const parts = Object.keys(MAIL_PARTS) as MailPart[];
      const shape = kind.shape(passed, here());
      expect(parts.filter((part) => part in shape)).toEqual(parts.filter((part) => kind.mail.includes(part)));
      await mend(wanted);
      expect((await mend(passed)).length > 0).toBe(kind.mail.length > 0);
      await expectDone(passed);
      for (const part of kind.mail) {
        const deed = remote.passing?.[part] ?? expect.fail(`Nothing is known to change ${part}.`);
        await deed(passed);
        expect((await observed(passed))?.[part], part).not.toEqual(shape[part]);
        await mend(passed);
        await expectDone(passed);
      }
      const over = { ...wanted, mail: { forwardTo: '', delegates: [], reply: '' } };
      await mend(over);
      await expectDone(over);
      // What nobody asked for is the person's own affair.
      for (const part of kind.mail) await remote.passing?.[part]?.(wanted);
      expect(await mend(wanted)).toEqual([]);
      await mend(passed);
      expect(await mend(passed, undefined, true)).not.toEqual([]);
      expect(await observed(passed)).toBeNull();
    });

    test('sees what vanished, and makes it again', async () => {
      const wanted = somebody();
      await mend(wanted);
      await remote.vanish(wanted);
      expect(await observed(wanted)).toBeNull();
      await mend(wanted);
      await expectDone(wanted);
    });

    if (kind.tells)
      describe('says what has changed', () => {
        const ask = (since: string | null) => speak(async (session) => session.changes?.(since));
        const markOfNow = async (): Promise<string> =>
          (await ask(null))?.mark ?? expect.fail('There is no mark.');
        /** Names by which it is called, as it was seen before anything happened to it. */
        const namesOf = (wanted: Wanted): Promise<readonly string[]> =>
          speak(async (session) => {
            await session.observe(wanted);
            return session.names?.(wanted) ?? [];
          });
        /** Whether the answer to the question is about this one. */
        const isTold = async (names: readonly string[], since: string): Promise<boolean> => {
          const changes = (await ask(since)) ?? expect.fail('The mark does not hold.');
          return names.some((name) => changes.names.includes(name));
        };

        test('nothing, where nothing has; and then what has, until it is asked from there on', async () => {
          const [wanted, other] = [somebody(), somebody()];
          const begun = await markOfNow();
          await mend(wanted);
          await mend(other);
          const names = await namesOf(wanted);
          expect(await isTold(names, begun)).toBe(true);
          const mark = await markOfNow();
          expect(await ask(mark)).toMatchObject({ names: [] });
          const [deed] = Object.values(remote.drift);
          await deed?.(other);
          expect(await isTold(names, mark)).toBe(false);
          expect(await isTold(await namesOf(other), mark)).toBe(true);
          const next = (await ask(mark))?.mark ?? '';
          expect(await ask(next)).toMatchObject({ names: [] });
        });

        test('of all that may drift but what it says itself', async () => {
          for (const [attribute, deed] of Object.entries(remote.drift)) {
            const wanted = somebody();
            await mend(wanted);
            const names = await namesOf(wanted);
            const mark = await markOfNow();
            await deed(wanted);
            expect(await isTold(names, mark), attribute).toBe(!kind.tells?.except.includes(attribute));
          }
        });

        test('of what has gone, and of what somebody else has put in its place', async () => {
          const wanted = somebody();
          await mend(wanted);
          const names = await namesOf(wanted);
          const mark = await markOfNow();
          await remote.vanish(wanted);
          expect(await isTold(names, mark)).toBe(true);
          const missing = await namesOf(wanted);
          const gone = await markOfNow();
          await mend(wanted);
          expect(await isTold(missing, gone)).toBe(true);
        });

        test('a mark that is none is not taken for one', async () => {
          for (const mark of ['', 'x', '{}', 'https://elsewhere.example/delta']) {
            expect(await ask(mark), mark).toBeNull();
          }
        });
      });

    test('steps that are taken twice have one effect', async () => {
      const wanted = somebody();
      const before = await remote.count();
      await speak(async (session, settings) => {
        const steps = kind.steps(kind.shape(wanted, settings), null);
        for (const step of [...steps, ...steps]) await session.take(step, wanted);
      });
      expect(await remote.count()).toBe(before + 1);
      await expectDone(wanted);
    });

    test('two at the same time have one effect', async () => {
      const wanted = somebody();
      const before = await remote.count();
      // One of the two may be told that the other was first: it would be asked again.
      await Promise.allSettled([mend(wanted), mend(wanted)]);
      await mend(wanted);
      expect(await remote.count()).toBe(before + 1);
      await expectDone(wanted);
    });

    test('whatever broke off half way, the next finishes', async () => {
      const before = await remote.count();
      let broken = 0;
      for (let answers = 1; ; answers += stride) {
        const wanted = somebody();
        const between = await breakingOff(remote, answers);
        const outcome = await mend(wanted, between).catch((error: ConnectorFault) => error);
        await between.stop();
        if (Array.isArray(outcome)) {
          await expectDone(wanted);
          break;
        }
        expect(outcome).toMatchObject({ name: 'ConnectorFault', passing: true });
        await mend(wanted);
        await expectDone(wanted);
        broken += 1;
      }
      expect(broken).toBeGreaterThan(2);
      expect(await remote.count()).toBe(before + broken + 1);
    });

    test('suspended and taken back', async () => {
      const wanted = somebody();
      await mend(wanted);
      for (const suspended of [true, false]) {
        const now = changed(wanted, { suspended });
        expect(await mend(now)).toHaveLength(1);
        await expectDone(now);
      }
    });

    test('a new name, new address and new aliases reach what is there', async () => {
      const wanted = somebody();
      const before = await remote.count();
      await mend(wanted);
      const now = changed(wanted, {
        familyName: 'Novák',
        address: `new.${wanted.person?.address}`,
        aliases: [wanted.person?.address as string],
      });
      await mend(now);
      await expectDone(now);
      expect(await remote.count()).toBe(before + 1);
    });

    test('taken away, twice', async () => {
      const wanted = somebody();
      const before = await remote.count();
      await mend(wanted);
      await speak(async (session) => {
        const steps = kind.steps(null, await session.observe(wanted));
        expect(steps).not.toEqual([]);
        for (const step of [...steps, ...steps]) await session.take(step, wanted);
      });
      expect(await observed(wanted)).toBeNull();
      expect(await mend(wanted, undefined, true)).toEqual([]);
      expect(await remote.count()).toBe(before);
    });

    test('names with quotes, wildcards, commands and other scripts are names', async () => {
      const before = await remote.count();
      const names = [
        ['Zoë "Z" O’Brien\\', "Robert'); drop table virtual_users;--"],
        ['*)(objectClass=*', 'a,b+c=d;<e>#'],
        [' 山田', '太郎 '],
        ['{"$ne":1}', '$(id)%0a$1'],
        ['😀', 'İıſß'],
      ];
      for (const [givenName, familyName] of names) {
        const wanted = somebody({ givenName, familyName } as never);
        await mend(wanted);
        await expectDone(wanted);
      }
      expect(await remote.count()).toBe(before + names.length);
    });

    test('wrong credentials are refused in words', async () => {
      const refused = await fault(
        speak((session) => session.test(), { credentials: remote.wrongCredentials }),
      );
      expect(refused).toMatchObject({ kind: 'REFUSED', passing: false });
      expect(refused.reason).toMatch(/^The .*\.$/);
    });

    test('too many at once is told with the time to wait', async () => {
      if (!remote.crowd) return;
      await remote.crowd.begin();
      const throttled = await fault(speak((session) => session.test())).finally(() => remote.crowd?.end());
      expect(throttled).toMatchObject({
        kind: 'THROTTLED',
        retryAfterMs: remote.crowd.retryAfterMs,
        passing: true,
      });
      expect(await speak((session) => session.test())).toBeTruthy();
    });

    test('who is not there can be asked again', async () => {
      const gone = await listening(() => undefined);
      await gone.stop();
      expect(await fault(speak((session) => session.test(), { at: gone }))).toMatchObject({
        kind: 'NETWORK',
        passing: true,
      });
    });

    test('who never answers is left after a while', async () => {
      const at = await beingMet(() => undefined);
      expect(await fault(speak((session) => session.test(), { at, timeoutMs: SHORT_MS }))).toMatchObject({
        kind: 'TIMEOUT',
        passing: true,
      });
    });

    test('nonsense is no answer', async () => {
      const at = await beingMet((socket) => {
        socket.on('data', () => socket.end('I am a teapot, short and stout. '.repeat(20)));
      });
      const said = await fault(speak((session) => session.test(), { at, timeoutMs: SHORT_MS }));
      expect(['UNAVAILABLE', 'NETWORK', 'TIMEOUT', 'REFUSED']).toContain(said.kind);
    });

    test('an answer without end is cut off', async () => {
      let sent = 0;
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const at = await beingMet((socket) => {
        socket.once('data', () => {
          remote.floods?.(socket);
          const more = (): void => {
            while (!socket.destroyed && sent < 512 * 1024 * 1024) {
              sent += chunk.byteLength;
              if (!socket.write(chunk)) return void socket.once('drain', more);
            }
          };
          more();
        });
      });
      const said = await fault(speak((session) => session.test(), { at }));
      expect(['UNAVAILABLE', 'NETWORK', 'TIMEOUT', 'REFUSED']).toContain(said.kind);
      expect(sent).toBeLessThan(256 * 1024 * 1024);
    });

    test('[S66] a private address is not spoken to', async () => {
      let met = 0;
      const at = await beingMet(() => {
        met += 1;
      });
      const line = { allowPrivate: [], signal: AbortSignal.timeout(TIMEOUT_MS), timeoutMs: TIMEOUT_MS };
      const opened = (async () => {
        const session = await kind.open(remote.settingsAt(at.host, at.port), remote.credentials, line);
        await session.test();
      })();
      expect(await fault(opened)).toMatchObject({ kind: 'NOT_SENT', passing: false });
      expect(met).toBe(0);
    });

    test('[S55] no fault says a credential', async () => {
      const refused = await fault(
        speak((session) => session.test(), { credentials: remote.wrongCredentials }),
      );
      expect(`${refused.reason} ${refused.detail} ${refused.message}`).not.toContain(remote.wrongSecret);
    });
  });
}
