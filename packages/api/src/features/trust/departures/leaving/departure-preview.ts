import { date, id, type PlainDate } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../../kernel/graphql/door.ts';
import { input } from '../../../../kernel/input.ts';
import { notFound } from '../../../../kernel/problem.ts';
import { GraphQLDate } from '../../../../kernel/scalars.ts';
import { holdsOf } from '../../retention/index.ts';
import { boundServices } from './bound-services.ts';
import { OPEN_DAYS } from './open-days.ts';

@ObjectType('BoundService')
class BoundServiceView {
  @Field(() => String) name!: string;
  @Field(() => GraphQLDate, { description: 'The earliest day by which it can end.' }) endsOn!: PlainDate;
}

@ObjectType('DeparturePreview')
class DeparturePreviewView {
  @Field(() => Int, { description: 'Services that end.' }) serviceCount!: number;
  @Field(() => Int, { description: 'People whose sign-ins are shut once the window is over.' })
  endUserCount!: number;
  @Field(() => Int, { description: 'Administrators who are written to.' }) administratorCount!: number;
  @Field(() => Int, { description: 'Invoices that are not paid.' }) unpaidCount!: number;
  @Field(() => Int, { description: 'For how many days it can fetch its data.' }) openDays!: number;
  @Field(() => [BoundServiceView], { description: 'Services that cannot end so early.' })
  bound!: BoundServiceView[];
  @Field(() => [String], { description: 'References of legal holds, which stop its deletion.' })
  holds!: string[];
}

/** What happens when a company leaves on a day: asked before it is proposed. [T7] */
export const departurePreview = view({
  name: 'departurePreview',
  permission: 'DEPARTURE_READ',
  input: input('DeparturePreviewInput', { companyId: id(), leavesOn: date() }),
  type: () => DeparturePreviewView,
  async run(scope, { companyId, leavesOn }): Promise<DeparturePreviewView> {
    const [found] = await scope.sql<
      Omit<DeparturePreviewView, 'bound' | 'holds' | 'openDays'> & { resellerId: string }
    >(
      `select c.reseller_id as "resellerId",
          (select count(*)::int from subscription s where s.company_id = c.id and s.part_of_id is null and s.state not in ('ENDING', 'ENDED')
             and coalesce(s.ends_on > $2::date, true)) as "serviceCount",
          (select count(*)::int from membership m where m.company_id = c.id and m.level = 'END_USER' and m.status = 'ACTIVE') as "endUserCount",
          (select count(*)::int from membership m where m.company_id = c.id and m.level = 'COMPANY' and m.status = 'ACTIVE'
             and m.lent_to is null) as "administratorCount",
          (select count(*)::int from invoice i where i.company_id = c.id and i.kind = 'RETAIL' and i.issued_on is not null
             and i.paid_minor < i.total_minor) as "unpaidCount"
         from company c where c.id = $1`,
      [companyId, leavesOn],
    );
    if (!found) throw notFound('company');
    const { resellerId, ...counts } = found;
    const holds = await holdsOf(scope, { resellerId, companyId });
    return {
      ...counts,
      openDays: OPEN_DAYS,
      bound: await boundServices(scope, companyId, leavesOn),
      holds: holds.map(({ reference }) => reference),
    };
  },
});
