import { newId } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import type { Permission } from '../../../kernel/permission.ts';
import { everyones, reachOf } from '../../../kernel/roles.ts';
import { perform } from '../../../kernel/verb.ts';
import { lastLetter } from '../../desk/notifications/index.ts';
import { acceptInvitation, ClosedArea, inviteAdministrator, Role } from '../identity/index.ts';
import { TenantGroup } from './tenant-group.entity.ts';

const ACCOUNTS: readonly Permission[] = [
  'BILLING_RUN',
  'COMPANY_READ',
  'INVOICE_PAY',
  'INVOICE_READ',
  'PAYMENT_WRITE',
  'RESELLER_READ',
  'SUBSCRIPTION_READ',
];

/** Colleagues with roles of their own at each level, staff for some resellers only, and a company that keeps something to itself. */
async function playRoles({ setting, inScope, password }: Demonstration): Promise<void> {
  const [at] = await inScope((scope) =>
    scope.sql<{ xe2: string; northwind: string; globex: string; initech: string }>(
      `select p.id as xe2, n.id as northwind, g.id as globex, i.id as initech
         from reseller p, reseller n, company g, company i
         where i.name like 'Initech%' and p.is_platform and n.name like 'Northwind%' and g.name = 'Globex Ltd' and g.reseller_id = n.id`,
    ),
  );
  if (!at) throw new Error('The demonstration has neither Northwind nor Globex.');
  const builtIn = async (level: string, kind: string): Promise<string> => {
    const [role] = await inScope((scope) =>
      scope.sql<{ id: string }>('select id from role where level = $1 and kind = $2', [level, kind]),
    );
    return role?.id as string;
  };
  const accounts = newId();
  await inScope((scope) =>
    scope.insert(Role, {
      id: accounts,
      level: 'RESELLER',
      resellerId: at.northwind,
      companyId: null,
      kind: 'CUSTOM',
      name: 'Accounts',
      permissions: [...ACCOUNTS, ...everyones('RESELLER')].sort(),
      ...reachOf(ACCOUNTS),
      version: 0,
      createdAt: scope.now,
    }),
  );
  const invite = async (firstName: string, lastName: string, email: string, given: object): Promise<void> => {
    await perform(setting, inviteAdministrator, { firstName, lastName, email, ...given });
    const letter = await inScope((scope) => lastLetter(scope, 'invitation', ['to', email]));
    const token = /invitation#([\w-]+)/.exec(letter)?.[1];
    await perform({ ...setting, credentials: { kind: 'anonymous' } }, acceptInvitation, { token, password });
  };
  await invite('Tamsin', 'Reid', 'technician@northwind.example', {
    resellerId: at.northwind,
    roleId: await builtIn('RESELLER', 'TECHNICIAN'),
  });
  await invite('Femi', 'Adeyemi', 'accounts@northwind.example', {
    resellerId: at.northwind,
    roleId: accounts,
  });
  await invite('Priya', 'Nair', 'finance@globex.example', {
    companyId: at.globex,
    roleId: await builtIn('COMPANY', 'FINANCE'),
  });
  // One person, one sign-in, three hats. [T5]
  const sam = ['Sam', 'Okafor', 'sam@okafor.example'] as const;
  const finance = await builtIn('COMPANY', 'FINANCE');
  await invite(...sam, { companyId: at.globex, roleId: finance });
  await invite(...sam, { companyId: at.initech, roleId: finance });
  await invite(...sam, { resellerId: at.northwind, roleId: await builtIn('RESELLER', 'READ_ONLY') });
  await invite('Owen', 'Price', 'north@xe2.example', {
    resellerId: at.xe2,
    roleId: await builtIn('PLATFORM', 'TECHNICIAN'),
  });
  await inScope(async (scope) => {
    const { id } = await scope.insert(TenantGroup, { id: newId(), name: 'North', createdAt: scope.now });
    await scope.sql('insert into tenant_group_member (tenant_group_id, reseller_id) values ($1, $2)', [
      id,
      at.northwind,
    ]);
    await scope.sql(
      `insert into membership_reach (membership_id, tenant_group_id)
         select id, $1 from membership where email = 'north@xe2.example'`,
      [id],
    );
    await scope.sql(`update membership set reach = 'ONLY' where email = 'north@xe2.example'`);
  });
  // The company says so itself.
  await inScope(async (scope) => {
    const [admin] = await scope.sql<{ personId: string; membershipId: string; resellerId: string }>(
      `select person_id as "personId", id as "membershipId", reseller_id as "resellerId" from membership
        where email = 'admin@initech.example'`,
    );
    if (!admin) throw new Error('Nobody looks after Initech.');
    const company = { resellerId: admin.resellerId, companyId: at.initech };
    await scope.become('COMPANY', { ...company, endUserId: null }, admin);
    await scope.insert(ClosedArea, { id: newId(), ...company, area: 'records', access: 'VIEW' });
  });
}

export const demo: DemoPart = { present: playRoles };
