import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { assignDevice } from './assign-device.ts';
import { importDevices } from './import-devices.ts';
import { setDeviceState } from './set-device-state.ts';

const MODELS = [
  ['Laptop', 'Lenovo', 'ThinkPad T14 Gen 5'],
  ['Laptop', 'Dell', 'Latitude 5450'],
  ['Desk phone', 'Yealink', 'T54W'],
  ['Tablet', 'Apple', 'iPad Air 11'],
] as const;

/** Fourteen digits and the one that checks them. */
const imeiOf = (i: number): string => {
  const digits = `3567891${String(1040000 + i * 7)}`;
  const sum = [...digits].reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
};

/** Globex and Initech have a stock of devices: most are with somebody, some are in stock, one was lost, one came back. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope } = demonstration;
    const [company, staff] = await Promise.all(
      ['admin@globex.example', 'staff@xe2.example'].map((email) => actAs(demonstration, email)),
    );
    if (!company || !staff) return;
    for (const [name, setting, prefix] of [
      ['Globex Ltd', company, 'GX'],
      ['Initech Ltd', staff, 'IN'],
    ] as const) {
      const people = await inScope((scope) =>
        scope.sql<{ companyId: string; id: string; userId: string }>(
          `select c.id as "companyId", u.id, u.user_id as "userId" from company c join end_user u on u.company_id = c.id
            where c.name = $1 order by coalesce(u.email, '') <> 'user@globex.example', u.user_number limit 14`,
          [name],
        ),
      );
      const [first] = people;
      if (!first) continue;
      const rows = people.flatMap(({ userId }, i) => {
        const [kind, make, model] = MODELS[i % MODELS.length] as (typeof MODELS)[number];
        const holder = i < 10 ? userId : '';
        return [
          [kind, make, model, `${prefix}${7031 + i * 13}`, '', holder],
          ...(i % 2
            ? []
            : [['Mobile', 'Samsung', 'Galaxy A55', '', imeiOf(i + prefix.charCodeAt(0) * 100), holder]]),
        ];
      });
      await perform(setting, importDevices, {
        companyId: first.companyId,
        file: ['Kind,Make,Model,Serial number,IMEI,Person', ...rows.map((row) => row.join(','))].join('\n'),
      });
      const devices = await inScope((scope) =>
        scope.sql<{ id: string }>(
          `select id from device where company_id = $1 and state = 'ASSIGNED' and end_user_id <> $2 order by model_key, id`,
          [first.companyId, first.id],
        ),
      );
      const [lost, back, passedOn] = devices;
      if (!lost || !back || !passedOn) continue;
      await perform(setting, setDeviceState, { ids: [lost.id], state: 'LOST' });
      await perform(setting, setDeviceState, { ids: [back.id], state: 'RETURNED' });
      await perform(setting, assignDevice, { id: passedOn.id, endUserId: people[11]?.id });
    }
  },
};
