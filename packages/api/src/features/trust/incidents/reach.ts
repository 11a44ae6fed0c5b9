import type { DataClass } from '../../../kernel/personal-data.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** A controller whom an incident concerns, with how many of whose data, and what it was told so far. */
export interface Reached {
  resellerId: string;
  /** Null: the reseller, or the platform, is the controller. */
  companyId: string | null;
  controllerName: string;
  resellerName: string;
  /** It is told without a reseller between. */
  direct: boolean;
  endUsers: number;
  administrators: number;
  dataClasses: DataClass[];
  from: Date;
  until: Date | null;
  noticeId: string | null;
  /** How many times it was told already. */
  phases: number;
}

/** The controllers that an incident concerns, worked out in the database from what was touched, whatever the areas of who asks. [D5] */
export async function readReach(scope: Scope, incidentId: string): Promise<Reached[]> {
  const [narrowed] = await scope.sql<{ narrowed: boolean }>(
    `select coalesce(nullif(current_setting('steward.reach', true), ''), 'ALL') <> 'ALL' as narrowed`,
  );
  if (narrowed?.narrowed)
    throw new Problem(
      'FORBIDDEN',
      'You look after some resellers only: somebody who reaches all of them has to do this.',
    );
  return scope.sql<Reached>(
    `select reseller_id as "resellerId", company_id as "companyId", controller_name as "controllerName", reseller_name as "resellerName",
         direct, end_users as "endUsers", administrators, data_classes as "dataClasses", since as "from", until,
         notice_id as "noticeId", phases
       from breach_reach($1)`,
    [incidentId],
  );
}
