import type { Level } from '@steward/shared';
import { type Permission, permissionsAt } from './permission.ts';

/** The tenant columns that row security compares; null where a level has none. */
export interface Tenancy {
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
}

/** Someone signed in, as the database knows them at the start of the transaction. */
export interface Member extends Tenancy {
  kind: 'member';
  level: Level;
  sessionId: string;
  personId: string;
  membershipId: string;
  permissions: ReadonlySet<Permission>;
}

/** The product itself: a job or a start-up task, acting for one tenant or for the platform. */
export interface System {
  kind: 'system';
  /** The job or task, as it appears in the audit log. */
  task: string;
  /** Null: for the platform as a whole. */
  resellerId: string | null;
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
}

/** What a request brings to prove who it is. */
export type Credentials = SessionCredentials | System | Anonymous;

/** What is known of a caller before the database was asked who it is. */
export type Caller = Pick<Member, 'kind' | 'level' | 'permissions'> | System | Anonymous;

export const callerOf = (who: Credentials): Caller =>
  who.kind === 'session' ? { kind: 'member', level: who.level, permissions: permissionsAt(who.level) } : who;

/** The database role that an actor's transaction takes. */
export function roleOf(who: Credentials): string {
  if (who.kind === 'anonymous') return 'steward_anonymous';
  if (who.kind === 'system') return who.resellerId ? 'steward_worker' : 'steward_platform';
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
