import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { recordAuthorityRequest } from './record-authority-request.ts';

/** HMRC asks Globex about one of its people; staff were asked by the police, which Globex may not know for two months. */
export const demo: DemoPart = {
  async present(demonstration) {
    const [staff, company] = await Promise.all([
      actAs(demonstration, 'staff@xe2.example'),
      actAs(demonstration, 'admin@globex.example'),
    ]);
    const [user] = await demonstration.inScope((scope) =>
      scope.sql<{ id: string; companyId: string }>(
        `select end_user_id as id, company_id as "companyId" from membership where email = 'user@globex.example' and level = 'END_USER'`,
      ),
    );
    if (!user) throw new Error('The demonstration lacks its end user.');
    const today = localDate(demonstration.setting.scopes.clock.now());
    const of = { companyId: user.companyId, endUserIds: [user.id] };
    await perform(company, recordAuthorityRequest, {
      ...of,
      capacity: 'CONTROLLER',
      authority: 'HM Revenue and Customs',
      reference: 'CFS-2204817',
      basis: 'HMRC_SCH_36',
      receivedOn: addDays(today, -6),
      dueOn: addDays(today, 8),
      asked: 'Payroll number, work address and dates of employment for the tax year before last.',
      dataClasses: ['IDENTITY', 'LOCATION'],
    });
    await perform(staff, recordAuthorityRequest, {
      ...of,
      capacity: 'PROCESSOR',
      authority: 'West Yorkshire Police',
      reference: 'WYP/DCU/0931',
      basis: 'IPA_2016',
      receivedOn: addDays(today, -2),
      dueOn: addDays(today, 3),
      asked: 'Call records of one number for three days; the authorisation forbids telling anybody.',
      dataClasses: ['TRAFFIC'],
      fromOn: addDays(today, -20),
      toOn: addDays(today, -18),
      secretUntil: addDays(today, 60),
    });
  },
};
