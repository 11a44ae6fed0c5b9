import type { Level } from '@steward/shared';
import type { Permission } from './permission.ts';

/** The tenant columns that row security compares; null where a level has none. */
export interface Tenancy {
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
}

/** What a session waits for before it may do anything: a second factor shown, or one set up in the first place. */
export type AwaitedFactor = 'FACTOR' | 'ENROLMENT';

/** A membership, the one kind of principal, as the database knows it at the start of the transaction. */
export interface Member extends Tenancy {
  kind: 'member';
  level: Level;
  sessionId: string;
  personId: string;
  membershipId: string;
  roleId: string;
  /** What its role permits. */
  permissions: ReadonlySet<Permission>;
  /** In for support: a company has lent this membership to them. */
  lent: boolean;
  /** Until it has come the member may do nothing, and no tenant's row is theirs. Null: nothing is awaited. [S38] */
  awaits: AwaitedFactor | null;
  /** When a second factor was last shown in this session. */
  factorAt: Date | null;
}

/** The product itself: a job or a start-up task, acting for one tenant or for the platform. */
export interface System {
  kind: 'system';
  /** The job or task, as it appears in the audit log. */
  task: string;
  /** Null: for the platform as a whole. */
  resellerId: string | null;
  /** It puts what is sealed under other keys, whosever it is, and can do nothing else. */
  seals?: true;
  /** The verbs it may do, by name: those it declares, and no other. Nothing: it only reads and writes rows itself. */
  does?: readonly string[];
}

/** Nobody yet: signing in, accepting an invitation. */
export interface Anonymous {
  kind: 'anonymous';
}

export type Actor = Member | System | Anonymous;

/** The session that an access token names, and as whom it stood in it when the token was issued. */
export interface SessionCredentials {
  kind: 'session';
  sessionId: string;
  membershipId: string;
  level: Level;
  /** Its role and the version of it: a token with an outdated one is refused. [S25] */
  roleId: string;
  roleVersion: number;
  /** In for support: of what is seen, too, a note is left. */
  lent?: boolean;
  /** What the session waited for when the token was issued; the token is outdated once that has come. */
  awaits?: AwaitedFactor | null;
}

/** What a request brings to prove who it is. */
export type Credentials = SessionCredentials | System | Anonymous;

/** What somebody may do of whom a second factor is still awaited. */
export const NO_PERMISSIONS: ReadonlySet<Permission> = new Set();

/** In place of ids, for the product itself. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What is known of a caller before the database was asked who it is. */
export type Caller = Pick<Member, 'kind' | 'level' | 'permissions' | 'awaits'> | System | Anonymous;

/** The database role that reaches what is sealed, everywhere, and nothing beside it. [S55] */
export const SEALER = 'steward_sealer';

/** The database role that an actor's transaction takes. */
export function roleOf(who: Credentials): string {
  if (who.kind === 'anonymous') return 'steward_anonymous';
  if (who.kind === 'system' && who.seals) return SEALER;
  if (who.kind === 'system') return who.resellerId === null ? 'steward_platform' : 'steward_worker';
  return `steward_${who.level.toLowerCase()}`;
}

/** The member behind an actor; for verbs that only someone signed in may do. */
export function memberOf(actor: Actor): Member {
  if (actor.kind !== 'member') throw new Error('This is done by someone who is signed in.');
  return actor;
}

/** The tenant columns of a row or member, for audit rows and children. */
export const tenancyOf = ({ resellerId, companyId, endUserId }: Tenancy): Tenancy => ({
  resellerId,
  companyId,
  endUserId,
});
