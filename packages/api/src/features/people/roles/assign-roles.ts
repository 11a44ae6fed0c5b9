import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Membership, roleToGive, unfit } from '../identity/index.ts';

interface Member extends Pick<Membership, 'id' | 'level' | 'resellerId' | 'companyId' | 'roleId'> {
  name: string;
  roleName: string;
  /** It permits what whoever acts may not do: they do not take it away either. */
  above: boolean;
  owns: boolean;
  /** Owners of its tenant who may sign in. */
  owners: number;
}

/** Gives many the same role; who cannot have it, or must keep theirs, is named with the reason. [T6] */
export const assignRoles = verb({
  name: 'assignRoles',
  permission: 'ROLE_WRITE',
  input: input('AssignRolesInput', { membershipIds: bulkIds('administrator'), roleId: id() }),
  async run(scope, { membershipIds, roleId }) {
    const role = await roleToGive(scope, roleId);
    const locked = await scope.sql<{ id: string }>(
      'select id from membership where id = any($1) order by id for update',
      [[...membershipIds, memberOf(scope.actor).membershipId]],
    );
    const here = new Set(locked.map((each) => each.id));
    if (membershipIds.some((each) => !here.has(each))) throw notFound('membership');
    const members = await scope.sql<Member>(
      `select m.id, m.level, m.reseller_id as "resellerId", m.company_id as "companyId", m.role_id as "roleId",
           m.first_name || ' ' || m.last_name as name, r.name as "roleName", not_held(r.permissions) <> '{}' as above,
           ${OWNS('m')} as owns,
           (select count(*)::int from membership o where ${OWNS('o')} and o.level = m.level
             and o.reseller_id = m.reseller_id and o.company_id is not distinct from m.company_id) as owners
         from membership m join role r on r.id = m.role_id where m.id = any($1) order by m.last_key, m.first_key, m.id`,
      [membershipIds],
    );
    const left = new Map<string, number>();
    const refused: { id: string; name: string; reason: string }[] = [];
    const given: Member[] = [];
    for (const member of members) {
      const tenant = `${member.level} ${member.companyId ?? member.resellerId}`;
      const owners = left.get(tenant) ?? member.owners;
      const reason =
        unfit(role, member) ??
        (member.roleId !== roleId && member.above
          ? 'They may do more than your own role allows.'
          : member.roleId !== roleId && member.owns && owners < 2
            ? 'The only owner: make somebody else an owner first.'
            : undefined);
      if (reason) {
        refused.push({ id: member.id, name: member.name, reason });
        continue;
      }
      left.set(tenant, owners - (member.owns && member.roleId !== roleId ? 1 : 0));
      if (member.roleId !== roleId) given.push(member);
    }
    await scope.sql('update membership set role_id = $2 where id = any($1)', [
      given.map((each) => each.id),
      roleId,
    ]);
    return {
      result: { done: members.length - refused.length, refused },
      subject: given.map((each) => ({
        type: 'Membership',
        id: each.id,
        resellerId: each.resellerId,
        companyId: each.companyId,
        changed: { roleName: [each.roleName, role.name] as const },
      })),
    };
  },
});

/** SQL: whether this membership is one of an owner who may sign in, as `keep_an_owner` counts them. */
const OWNS = (row: string): string =>
  `(${row}.status = 'ACTIVE' and ${row}.ends_at is null and ${row}.reach = 'ALL'
     and exists (select from role b where b.id = ${row}.role_id and b.kind = 'OWNER'))`;
