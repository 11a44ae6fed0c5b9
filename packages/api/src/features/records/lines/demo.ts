import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { importLines } from './import-lines.ts';
import { setLineState } from './set-line-state.ts';

const HEAD =
  'Access,Supplier,Reference,Down,Up,IP addresses,Building,Street,Town,Postcode,Due,Live since,Person,Note';

/** Globex has a line at each site, a spare over 5G, one on order and one that has ceased; somebody works from home over another. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope } = demonstration;
    const [reseller, staff] = await Promise.all(
      ['admin@northwind.example', 'staff@xe2.example'].map((email) => actAs(demonstration, email)),
    );
    if (!reseller || !staff) return;
    const { globex, initech, worker, today } = await inScope(async (scope) => {
      const companies = await scope.sql<{ id: string; name: string }>(
        `select id, name from company where name in ('Globex Ltd', 'Initech Ltd')`,
      );
      const [person] = await scope.sql<{ userId: string }>(
        `select u.user_id as "userId" from end_user u join company c on c.id = u.company_id
          where c.name = 'Globex Ltd' and u.status = 'ACTIVE' order by coalesce(u.email, '') <> 'user@globex.example', u.user_number limit 1`,
      );
      return {
        globex: companies.find(({ name }) => name === 'Globex Ltd')?.id,
        initech: companies.find(({ name }) => name === 'Initech Ltd')?.id,
        worker: person?.userId ?? '',
        today: localDate(scope.now),
      };
    });
    if (!globex || !initech) return;
    const ago = (days: number) => addDays(today, -days);
    await perform(reseller, importLines, {
      companyId: globex,
      file: [
        HEAD,
        `Leased line,Colt,LDS/LD/204817,1000,1000,203.0.113.0/29 2001:db8:40::/48,Unit 20,Wellington Street,Leeds,LS1 4DY,,${ago(411)},,Primary circuit of the head office`,
        `5G,EE,EE-5G-88120,300,60,203.0.113.40,Unit 20,Wellington Street,Leeds,LS1 4DY,,${ago(190)},,Takes over when the leased line fails`,
        `FTTP,BT Wholesale,BBEU30418827,900,110,203.0.113.48/30,7,Alfred Gelder Street,Hull,HU1 2AG,,${ago(233)},,`,
        `FTTC,Openreach,BBEU21900455,72,18,203.0.113.60,7,Alfred Gelder Street,Hull,HU1 2AG,,${ago(900)},,`,
        `SoGEA,BT Wholesale,BBEU30551260,76,19,203.0.113.61,3,Beech Grove,Harrogate,HG2 0ER,,${ago(64)},${worker},Works from home`,
        `FTTP,CityFibre,CF-7718203,900,900,,Level 3,Bishopsgate,London,EC2N 4AG,${addDays(today, 12)},,,`,
      ].join('\n'),
    });
    await perform(staff, importLines, {
      companyId: initech,
      file: [
        HEAD,
        `FTTP,BT Wholesale,BBEU30760031,500,75,198.51.100.16/29,12,Temple Way,Bristol,BS1 6HG,,${ago(120)},,`,
        `4G,Vodafone,VF-4G-00417,50,20,,12,Temple Way,Bristol,BS1 6HG,,${ago(120)},,Spare`,
      ].join('\n'),
    });
    const ceased = await inScope((scope) =>
      scope.sql<{ id: string }>(`select id from broadband_line where reference = 'BBEU21900455'`),
    );
    await perform(reseller, setLineState, { ids: ceased.map(({ id }) => id), state: 'CEASED', on: ago(219) });
  },
};
