import { type Level, newId } from '@steward/shared';
import type { SessionCredentials, System } from './actor.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import type { Scopes } from './scope.ts';
import { personColumnOf, type TableDefinition } from './table.ts';

/** What was opened: a row, by the name of the query that shows it. */
export interface Opened {
  what: string;
  table: TableDefinition;
  id: string;
}

/** What somebody who is in for support looked at: a list, or a row of this GraphQL type. */
export interface Viewed {
  what: string;
  type: string;
  id?: string;
}

interface Note {
  id: string;
  at: Date;
  what: string;
  subject_id: string | null;
  membership_id: string;
  request_id: string;
}
type Opening = Note & { level: Level };
type View = Note & { subject_type: string };

/** A note is written this much later at most. */
const EVERY_MS = 500;
const BATCH = 500;
/** A page that is drawn anew opens its row each time: the same row, by the same person, is noted once in so long. */
const ONCE_IN_MS = 5 * 60_000;
const MOST_NOTED = 50_000;
/** With so many notes unwritten, whoever opens more waits until there is room, and then no longer than this. */
const MOST_WAITING = 5_000;
const PATIENCE_MS = 5_000;
/** How often what is left at the end is tried. */
const LAST_TRIES = 3;

const who: System = { kind: 'system', task: 'note-openings', resellerId: null };

/**
 * Notes who opened what is disclosed, for the one it is about, and everything that is looked at by those who are in for support,
 * for the company that let them in. Notes are written in batches beside the requests; none is
 * dropped while there is a database: what cannot be written is kept and tried again, what would be too much is not answered.
 */
export class AccessLedger {
  readonly #scopes: Scopes;
  readonly #log: Log;
  readonly #waiting = new Map<TableDefinition, Opening[]>();
  readonly #views: View[] = [];
  readonly #noted = new Set<string>();
  #notedSince = 0;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(scopes: Scopes, log: Log) {
    this.#scopes = scopes;
    this.#log = log;
  }

  /** Notes it, unless it has just been; waits if too many wait already, and throws if there is still no room then. */
  async note(by: SessionCredentials, requestId: string, { what, table, id }: Opened): Promise<void> {
    const opening = `${by.sessionId} ${by.membershipId} ${what} ${id}`;
    if (this.#justNoted(opening)) return;
    if (this.#count >= MOST_WAITING) await this.#room();
    this.#noted.add(opening);
    const notes = this.#waiting.get(table) ?? [];
    notes.push({ ...this.#noteOf(by, requestId, what, id), level: by.level });
    this.#waiting.set(table, notes);
    this.#counted();
  }

  #justNoted(opening: string): boolean {
    const now = this.#scopes.clock.now().getTime();
    if (Math.abs(now - this.#notedSince) >= ONCE_IN_MS || this.#noted.size >= MOST_NOTED) {
      this.#noted.clear();
      this.#notedSince = now;
    }
    return this.#noted.has(opening);
  }

  /** The same of what is looked at by somebody who is in for support. [T4] */
  async viewed(by: SessionCredentials, requestId: string, { what, type, id }: Viewed): Promise<void> {
    if (this.#count >= MOST_WAITING) await this.#room();
    this.#views.push({ ...this.#noteOf(by, requestId, what, id ?? null), subject_type: type });
    this.#counted();
  }

  #noteOf(by: SessionCredentials, requestId: string, what: string, subjectId: string | null): Note {
    return {
      id: newId(),
      at: this.#scopes.clock.now(),
      what,
      subject_id: subjectId,
      membership_id: by.membershipId,
      request_id: requestId,
    };
  }

  #counted(): void {
    this.#count += 1;
    if (this.#count >= BATCH) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), EVERY_MS);
  }

  /** Writes all that waits; what fails goes on waiting. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** Writes what waits before the process ends. */
  async stop(): Promise<void> {
    for (let tries = 0; this.#count && tries < LAST_TRIES; tries += 1) await this.flush();
    clearTimeout(this.#timer);
    if (this.#count) this.#log.error({ notes: this.#count }, 'notes of who opened what could not be written');
  }

  async #room(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (this.#count >= MOST_WAITING) {
      if (Date.now() > until)
        throw new Problem('RATE_LIMITED', 'Too much is being opened: try again shortly.');
      await this.flush();
      if (this.#count >= MOST_WAITING) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  async #write(): Promise<void> {
    try {
      while (this.#views.length) {
        const batch = this.#views.slice(0, BATCH);
        await this.#scopes.run(who, { requestId: who.task }, (scope) =>
          scope.sql('select note_support_views($1)', [JSON.stringify(batch)]),
        );
        this.#views.splice(0, batch.length);
        this.#count -= batch.length;
      }
      for (const [table, notes] of this.#waiting) {
        while (notes.length) {
          const batch = notes.slice(0, BATCH);
          await this.#insert(table, batch);
          notes.splice(0, batch.length);
          this.#count -= batch.length;
        }
      }
    } catch (error) {
      this.#log.error({ err: error, notes: this.#count }, 'notes of who opened what wait for the database');
      this.#timer ??= setTimeout(() => void this.flush(), EVERY_MS);
    }
  }

  async #insert(definition: TableDefinition, notes: readonly Opening[]): Promise<void> {
    const { table, options } = definition;
    const endUser = personColumnOf(definition);
    if (options.tenant === 'none' || !options.tenant.company || !endUser)
      throw new Error(`What is opened in ${table} is about nobody.`);
    const { reseller, company } = options.tenant;
    await this.#scopes.run(who, { requestId: who.task }, (scope) =>
      scope.sql(
        `insert into access_entry (id, reseller_id, company_id, end_user_id, at, what, subject_id, level, membership_id, person_id,
             request_id, reason, role_name)
           select n.id, t.${reseller}, t.${company}, t.${endUser}, n.at, n.what, n.subject_id, n.level, n.membership_id,
               m.person_id, n.request_id, case when m.lent_to is not null then 'SUPPORT' when n.level = 'COMPANY' then 'OWN_ADMINISTRATION'
               else 'SERVICE' end, coalesce(r.name, '')
             from jsonb_to_recordset($1) n(id uuid, at timestamptz, what text, subject_id uuid, level text, membership_id uuid,
               request_id text)
             join ${table} t on t.id = n.subject_id left join membership m on m.id = n.membership_id
             left join role r on r.id = m.role_id
             where t.${endUser} is not null
               -- Nobody is told that they looked at themselves, in whatever capacity they did.
               and (m.person_id is null
                 or not exists (select from membership o where o.end_user_id = t.${endUser} and o.person_id = m.person_id))
               -- A list narrowed to what is another tenant's has shown nothing.
               and (n.level <> 'RESELLER' or m.id is null or m.reseller_id = t.${reseller})
               and (n.level <> 'COMPANY' or m.id is null or m.company_id = t.${company})
           on conflict (id) do nothing`,
        [JSON.stringify(notes)],
      ),
    );
  }
}
