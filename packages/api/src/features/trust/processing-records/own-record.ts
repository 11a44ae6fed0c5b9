import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { RecordLevel } from './processing-record.entity.ts';

/** A tenant that keeps records of processing. */
export interface RecordKeeper {
  level: RecordLevel;
  resellerId: string;
  companyId: string | null;
}

/** The tenant whose records whoever is signed in keeps. */
export function ownRecord(scope: Scope): RecordKeeper {
  const { level, resellerId, companyId } = memberOf(scope.actor);
  if (level === 'END_USER') throw new Error('End users keep no records of processing.');
  return { level, resellerId, companyId: level === 'COMPANY' ? companyId : null };
}
