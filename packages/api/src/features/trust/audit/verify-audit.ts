import type { Scopes } from '../../../kernel/scope.ts';

/** A tenant's chain of audit entries, as it was found. */
export interface VerifiedChain {
  resellerId: string;
  reseller: string;
  /** Entries that have their place. */
  entries: number;
  /** Entries that have none yet. */
  waiting: number;
  /** Of the last entry, hexadecimal: whoever keeps it elsewhere can tell later that nobody has made the chain anew. */
  hash: string;
  /** What is wrong, a sentence each, of the first hundred places. */
  problems: string[];
}

interface End {
  resellerId: string;
  reseller: string;
  waiting: number;
  notedPosition: number;
  notedHash: string;
  position: number;
  hash: string;
}

interface Break {
  id: string;
  at: Date;
  position: number;
  after: number;
  beforeId: string | null;
  changed: boolean;
}

/** Milliseconds that walking one chain may take. */
const PATIENCE_MS = 3_600_000;

const ENDS = `
  select r.id as "resellerId", r.name as reseller,
      (select count(*) from audit_entry e where e.reseller_id = r.id and e.position is null) as waiting,
      coalesce(c.position, 0) as "notedPosition", coalesce(encode(c.hash, 'hex'), '') as "notedHash",
      coalesce(last.position, 0) as position, coalesce(encode(last.hash, 'hex'), '') as hash
    from reseller r left join audit_chain c on c.reseller_id = r.id left join lateral (
      select position, hash from audit_entry e where e.reseller_id = r.id and e.position is not null
        order by e.position desc, e.id desc limit 1) last on true
    order by r.name`;

/** Entries that do not say what they said, or do not follow the one before them. */
const BREAKS = `
  select id, at, position, after, before_id as "beforeId", hash is distinct from said as changed from (
    select e.id, e.at, e.position, e.previous_hash, e.hash, audit_hash(e.previous_hash, e) as said,
        lag(e.position, 1, 0::bigint) over chain as after, lag(e.hash, 1, ''::bytea) over chain as before_hash,
        lag(e.id) over chain as before_id
      from audit_entry e where e.reseller_id = $1 and e.position is not null window chain as (order by e.position, e.id)) walked
    where hash is distinct from said or previous_hash is distinct from before_hash or position <> after + 1
    order by position, id limit 100`;

interface Published {
  day: string;
  position: number;
  missing: boolean;
}

/** Ends that were published and are not what stands in the chain. */
const DIFFERING_HEADS = `
  select h.day::text as day, h.position::float8 as position, e.id is null as missing
    from published_head h left join audit_entry e on e.reseller_id = h.reseller_id and e.position = h.position
    where h.reseller_id = $1 and encode(e.hash, 'hex') is distinct from h.hash order by h.day limit 100`;

/** Walks every chain of the audit log. [D9] [S81] */
export async function verifyAudit(scopes: Scopes): Promise<VerifiedChain[]> {
  const read = <Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> =>
    scopes.run(
      { kind: 'system', task: 'verifyAudit', resellerId: null },
      { requestId: 'verify-audit', readOnly: true, statementTimeoutMs: PATIENCE_MS },
      (scope) => scope.sql<Row>(text, parameters),
    );
  const chains: VerifiedChain[] = [];
  for (const end of await read<End>(ENDS)) {
    const { resellerId, reseller, waiting, hash } = end;
    const breaks = await read<Break>(BREAKS, [resellerId]);
    const heads = await read<Published>(DIFFERING_HEADS, [resellerId]);
    const problems = [...breaks.flatMap(problemsAt), ...problemsAtEnd(end), ...heads.map(problemOfHead)];
    chains.push({ resellerId, reseller, entries: end.position, waiting, hash, problems });
  }
  return chains;
}

const problemOfHead = ({ day, position, missing }: Published): string =>
  `What was published on ${day} of the entry at place ${position} is not so: ${missing ? 'the entry is missing' : 'another one stands there'}.`;

const places = (first: number, last: number): string =>
  first === last ? `The entry at place ${first} is` : `The entries at places ${first} to ${last} are`;

function problemsAt({ id, at, position, after, beforeId, changed }: Break): string[] {
  const entry = `The entry ${id} of ${at.toISOString()} at place ${position}`;
  const found: string[] = [];
  if (position > after + 1) found.push(`${places(after + 1, position - 1)} missing before ${id}.`);
  if (changed) found.push(`${entry} was changed.`);
  else if (position === after) found.push(`${entry} stands where ${beforeId} stands, too.`);
  else if (position === after + 1)
    found.push(
      `${entry} is out of order: ${beforeId ? `it was not put there after ${beforeId}` : 'it was not the first'}.`,
    );
  return found;
}

function problemsAtEnd({ notedPosition, notedHash, position, hash }: End): string[] {
  if (position < notedPosition) return [`${places(position + 1, notedPosition)} missing at the end.`];
  if (position > notedPosition || hash !== notedHash)
    return [`The chain ends at place ${position} otherwise than was noted (${notedPosition}).`];
  return [];
}
