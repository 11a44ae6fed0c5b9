import pg from 'pg';
import type { Member } from './actor.ts';
import { hintsIn } from './hints.ts';
import type { Log } from './log.ts';
import type { Hint } from './scope.ts';

/** Who listens, with what they reach where that is not everything: only these resellers, or all but these. */
export interface Listener extends Member {
  reach?: { only: boolean; resellerIds: readonly string[] };
}

/**
 * Live changes across processes: every commit's notifications reach every process through PostgreSQL. A message holds
 * opaque ids only; whoever hears it reads again under its own policy. [S15]
 */
export class LiveChanges {
  readonly #url: string;
  readonly #log: Log;
  readonly #listeners = new Set<(hints: readonly Hint[]) => void>();
  /** What was heard in the last seconds, oldest first, by its text. */
  readonly #recent = new Map<string, { hints: readonly Hint[]; atMs: number }>();
  readonly #readers = new Set<AbortController>();
  #client: pg.Client | undefined;
  #stopped = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /**
   * Connects and listens; after a lost connection it tries again every second. Who was listening then is told that there
   * is no more to come: they listen anew and read again what they may have missed.
   */
  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, query_timeout: PROBE_MS });
    client.on('notification', (message) => {
      const hints = hintsIn(message.payload);
      if (!hints.length) return;
      this.#remember(message.payload ?? '', hints);
      for (const listener of this.#listeners) listener(hints);
    });
    client.on('error', () => this.#reconnect());
    client.on('end', () => this.#reconnect());
    await client.connect();
    await client.query(LISTEN);
    this.#client = client;
    // A connection may be gone without either end having been told. Listening twice is listening once.
    const probe = setInterval(() => client.query(LISTEN).catch(() => client.end()), PROBE_MS).unref();
    client.on('end', () => clearInterval(probe));
    if (this.#stopped) await client.end();
    for (const reader of this.#readers) reader.abort();
  }

  #remember(text: string, hints: readonly Hint[]): void {
    const nowMs = performance.now();
    this.#recent.delete(text);
    this.#recent.set(text, { hints, atMs: nowMs });
    for (const [old, { atMs }] of this.#recent) {
      if (nowMs - atMs < RECENT_MS && this.#recent.size <= MOST_RECENT) return;
      this.#recent.delete(old);
    }
  }

  #reconnect(): void {
    if (this.#stopped || !this.#client) return;
    this.#client = undefined;
    this.#log.warn('live changes: connection lost, trying again');
    const again = () => {
      if (!this.#stopped) this.start().catch(() => setTimeout(again, 1_000).unref());
    };
    setTimeout(again, 1_000).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end();
  }

  /**
   * Has somebody told of every change to rows of these kinds, whosever they are, until the function it gives back is called. Of what
   * happens while the connection is lost nothing is told.
   */
  onChange(kinds: readonly string[], tell: () => void): () => void {
    const listener = (hints: readonly Hint[]): void => {
      if (hints.some(({ kind }) => kinds.includes(kind))) tell();
    };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * The changes that concern this member's tenancy, those of the last seconds first, because what the member reads may be
   * older than the moment they begin to listen; until the consumer returns the iterator or `again`, which finds out
   * who the member is now, finds somebody else or nobody. [S35]
   */
  concerning(member: Listener, again: () => Promise<Listener>): AsyncGenerator<Hint> {
    const ended = new AbortController();
    this.#readers.add(ended);
    const hints = this.#hints(member, again, ended);
    // A generator that waits cannot be returned: waking it first lets it end.
    const finish = hints.return.bind(hints);
    hints.return = (value) => {
      this.#readers.delete(ended);
      ended.abort();
      return finish(value);
    };
    return hints;
  }

  async *#hints(
    entered: Listener,
    again: () => Promise<Listener>,
    reader: AbortController,
  ): AsyncGenerator<Hint, void> {
    const ended = reader.signal;
    let member = entered;
    const queue: { hint: Hint; isAbout: boolean; of: Hint[] }[] = [];
    let wake = () => {};
    const listener = (hints: readonly Hint[]) => {
      const mine = hints.filter((each) => concerns(member, each));
      const [only] = mine;
      if (!only) return;
      // Of several rows there is one hint without an id.
      const hint = mine.every(({ id }) => id === only.id) ? only : { kind: only.kind };
      const about = mine.some((each) => isAbout(member, each));
      // A reader that is slow gets one hint of each row, not all of them.
      const same = queue.find((waiting) => waiting.hint.kind === hint.kind && waiting.hint.id === hint.id);
      if (same) {
        same.isAbout ||= about;
        if (same.of.length < MOST_OF) same.of.push(...mine);
      } else queue.push({ hint, isAbout: about, of: [...mine] });
      wake();
    };
    const sinceMs = performance.now() - RECENT_MS;
    for (const { hints, atMs } of this.#recent.values()) if (atMs >= sinceMs) listener(hints);
    this.#listeners.add(listener);
    const end = () => wake();
    ended.addEventListener('abort', end);
    let checkedMs = performance.now();
    try {
      while (!ended.aborted) {
        const next = queue.shift();
        if (!next) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if (next.isAbout || performance.now() - checkedMs > RECHECK_MS) {
          const still = await isStill(member, again);
          if (!still) return;
          // They may reach other resellers now.
          member = still;
          checkedMs = performance.now();
        }
        if (next.of.some((each) => concerns(member, each))) yield next.hint;
      }
    } finally {
      this.#listeners.delete(listener);
      this.#readers.delete(reader);
      ended.removeEventListener('abort', end);
    }
  }
}

const LISTEN = 'listen steward_changed';
/** How often the connection is asked whether it is still there, and how long it may take to answer. */
const PROBE_MS = 15_000;
/** A console that opens a page is listening this long after it has read at the latest. */
const RECENT_MS = 10_000;
const MOST_RECENT = 5_000;
/** Rows of one hint that are looked at again before it is handed on. */
const MOST_OF = 1_000;
/** Changes are handed on without asking again whether their reader may hear them for at most this long. */
const RECHECK_MS = 5_000;

/** Whether the hint may have taken the reader's access away. */
const isAbout = (member: Member, { id }: Hint): boolean => {
  const { sessionId, membershipId, roleId, resellerId, companyId, endUserId } = member;
  return id !== undefined && [sessionId, membershipId, roleId, resellerId, companyId, endUserId].includes(id);
};

/** The member as they are now; undefined if it is somebody else, or nobody. */
async function isStill(member: Listener, again: () => Promise<Listener>): Promise<Listener | undefined> {
  try {
    const now = await again();
    return now.membershipId === member.membershipId && now.resellerId === member.resellerId ? now : undefined;
  } catch {
    return undefined;
  }
}

function concerns(member: Listener, hint: Hint): boolean {
  // Without a tenant it is news of the whole platform, such as a published notice.
  if (!hint.resellerId) return true;
  // A reseller's brand and state, a company's name: everyone under it sees them.
  if (hint.id && (hint.id === member.resellerId || hint.id === member.companyId)) return true;
  switch (member.level) {
    case 'PLATFORM':
      return (
        !member.reach ||
        member.reach.resellerIds.includes(hint.resellerId) === member.reach.only ||
        isAbout(member, hint)
      );
    case 'RESELLER':
      return hint.resellerId === member.resellerId;
    case 'COMPANY':
      return hint.companyId === member.companyId;
    case 'END_USER':
      return hint.endUserId === member.endUserId;
    default:
      return false;
  }
}
