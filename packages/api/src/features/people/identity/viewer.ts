import type { Level } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { type Permission, PermissionChoice } from '../../../kernel/permission.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import type { Class } from '../../../kernel/table.ts';
import { isAgreementDue, TenantStatus } from '../../platform/tenancy/index.ts';
import { LevelChoice } from './membership.entity.ts';

@ObjectType()
class ViewerReseller {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean) isPlatform!: boolean;
  @Field(() => TenantStatus) status!: TenantStatus;
  @Field(() => String, { nullable: true }) accentColour!: string | null;
  @Field(() => String, { nullable: true }) logo!: string | null;
}

@ObjectType()
class ViewerCompany {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => GraphQLDateTime, { nullable: true }) agreementAcceptedAt!: string | null;
  @Field(() => Boolean, { description: 'It has yet to accept the newest processing agreement.' })
  agreementDue!: boolean;
}

@ObjectType()
class ViewerEndUser {
  @Field(() => ID) id!: string;
}

@ObjectType()
class ViewerMembership {
  @Field(() => ID) id!: string;
  @Field(() => LevelChoice) level!: Level;
  @Field(() => String) tenantName!: string;
  @Field(() => String) roleName!: string;
  @Field(() => Boolean) current!: boolean;
}

/** Whoever is signed in: who they are, what they are here, what they may do. */
@ObjectType()
export class Viewer {
  @Field(() => ID, { description: 'The person.' }) id!: string;
  @Field(() => LevelChoice) level!: Level;
  @Field(() => String) email!: string;
  @Field(() => String) displayName!: string;
  @Field(() => ID) membershipId!: string;
  @Field(() => String, { description: 'Of the role in which they are here.' }) roleName!: string;
  @Field(() => [PermissionChoice]) permissions!: readonly Permission[];
  @Field(() => ViewerReseller) reseller!: ViewerReseller;
  @Field(() => ViewerCompany, { nullable: true }) company!: ViewerCompany | null;
  @Field(() => ViewerEndUser, { nullable: true }) endUser!: ViewerEndUser | null;
  @Field(() => Int, { description: 'How many recovery codes are left that stand in for a second factor.' })
  recoveryCodesLeft!: number;
  @Field(() => [ViewerMembership]) memberships!: ViewerMembership[];
}

const added = new Map<string, string>();

/** Adds a field of a higher feature: SQL over `m`, the membership in which the person is here. */
export function viewerField(
  field: string,
  type: () => unknown,
  sql: string,
  options: { nullable?: true } = {},
): Class {
  added.set(field, sql);
  Field(type as never, options)(Viewer.prototype, field);
  return Viewer;
}

/** The signed-in person's own view of themselves, in one statement. */
export const viewer = view({
  name: 'viewer',
  permission: 'member',
  input: input('ViewerInput', {}),
  type: () => Viewer,
  async run(scope): Promise<Viewer> {
    const { level, membershipId, endUserId, permissions } = memberOf(scope.actor);
    const json = await scope.json({
      text: `select json_build_object(
         'id', m.person_id, 'email', p.email, 'displayName', m.first_name || ' ' || m.last_name,
         'reseller', (select json_build_object('id', r.id, 'name', r.name, 'isPlatform', r.is_platform, 'status', r.status,
           'accentColour', r.accent_colour, 'logo', r.logo) from reseller r where r.id = m.reseller_id),
         'company', (select json_build_object('id', c.id, 'name', c.name, 'agreementAcceptedAt', c.agreement_accepted_at,
           'agreementDue', ${isAgreementDue('c')})
           from company c where c.id = m.company_id),
         'roleName', (select a.name from role a where a.id = m.role_id),
         'recoveryCodesLeft', (select count(*) from recovery_code k where k.person_id = m.person_id and k.used_at is null),
         'memberships', (select coalesce(json_agg(json_build_object('id', o.id, 'level', o.level, 'tenantName', o.tenant_name,
           'roleName', o.role_name, 'current', o.id = m.id) order by o.tenant_name, o.level, o.id), '[]') from own_memberships() o)${[...added].map(([field, sql]) => `, '${field}', (${sql})`).join('')}
       )::text from membership m join person p on p.id = m.person_id where m.id = $1::uuid`,
      parameters: [membershipId],
      sealed: true,
    });
    if (!json) throw new Error('The membership of this session is not visible to it.');
    return {
      ...(JSON.parse(json) as Omit<Viewer, 'level' | 'permissions' | 'membershipId' | 'endUser'>),
      level,
      membershipId,
      permissions: [...permissions],
      endUser: endUserId ? { id: endUserId } : null,
    };
  },
});
