import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { administratorsOf, type Concerned } from './administrators-of.ts';
import { type Announced, changeLetter } from './change-letter.ts';

/**
 * Tells of a change, in the console and by letter, whoever holds a service it is about: companies, and of the platform's changes the
 * resellers between. Of one that was withdrawn it tells those who had been told. Coming twice tells nobody twice. [D1]
 */
export const tellOfProcessorChange = verb({
  name: 'tellOfProcessorChange',
  permission: 'system',
  input: input('TellOfProcessorChangeInput', { changeId: id() }),
  async run(scope, { changeId }, { publicUrl }) {
    const [change] = await scope.sql<
      Announced & { id: string; resellerId: string; byPlatform: boolean; productIds: string[] }
    >(
      `select c.id, c.reseller_id as "resellerId", c.by_platform as "byPlatform", c.product_ids as "productIds", c.kind, c.state, c.reason,
          c.effective_on::text as "effectiveOn", c.withdrawn_because as "withdrawnBecause", s.name, s.legal_entity as "legalEntity", s.does,
          coalesce(c.places, s.places) as places, c.former_places as "formerPlaces", coalesce(c.transfer, s.transfer) as transfer, o.name as replaced, a.name as announcer,
          array(select p.name from product p where p.id = any (c.product_ids) order by p.name) as products
        from processor_change c join sub_processor s on s.id = c.sub_processor_id join reseller a on a.id = c.reseller_id
        left join sub_processor o on o.id = c.replaces_id where c.id = $1`,
      [changeId],
    );
    if (!change || change.state === 'IN_FORCE') return { result: 0, subject: null };
    const withdrawn = change.state === 'WITHDRAWN';
    const concerned = withdrawn ? await toldOf(scope, changeId) : await concernedBy(scope, change);
    const readers = await administratorsOf(scope, concerned);
    const page = `${publicUrl}/sub-processor-changes`;
    const brands = await brandsOf(scope, concerned);
    const mailIds = await queueMails(
      scope,
      'processorChange',
      readers.map(({ email, firstName, ...tenant }) => ({
        ...{ ...tenant, endUserId: null, to: email },
        ...changeLetter(change, {
          firstName,
          page,
          brand: brands.get(tenant.resellerId) ?? change.announcer,
        }),
      })),
    );
    if (!withdrawn) await note(scope, changeId, concerned, readers, mailIds);
    scope.hint(...concerned.map((tenant) => ({ kind: 'ProcessorChange', id: changeId, ...tenant })));
    return {
      result: concerned.length,
      subject: concerned.map((tenant) => ({
        ...{ type: 'ProcessorChange', id: changeId, ...tenant, reference: change.name },
      })),
    };
  },
});

/** Who holds a service that it is about and has not been told yet. */
const concernedBy = (
  scope: Scope,
  {
    id: changeId,
    resellerId,
    byPlatform,
    productIds,
  }: { id: string; resellerId: string; byPlatform: boolean; productIds: string[] },
): Promise<Concerned[]> =>
  scope.sql<Concerned>(
    `with holding as (
        select c.reseller_id, c.id as company_id from company c
          where ($3 or c.reseller_id = $2) and (cardinality($4::uuid[]) = 0 or exists (
            select from subscription s where s.company_id = c.id and s.state <> 'ENDED' and s.product_id = any ($4))))
      select h.reseller_id as "resellerId", h.company_id as "companyId" from (
        select * from holding
        union all
        select r.id, null from reseller r where $3 and not r.is_platform
          and (cardinality($4::uuid[]) = 0 or r.id in (select reseller_id from holding))) h
      where not exists (select from processor_notice n
        where n.change_id = $1 and n.reseller_id = h.reseller_id and n.company_id is not distinct from h.company_id)
      order by 1, 2`,
    [changeId, resellerId, byPlatform, productIds],
  );

const toldOf = (scope: Scope, changeId: string): Promise<Concerned[]> =>
  scope.sql<Concerned>(
    `select reseller_id as "resellerId", company_id as "companyId" from processor_notice where change_id = $1 order by id`,
    [changeId],
  );

async function brandsOf(scope: Scope, concerned: readonly Concerned[]): Promise<Map<string, string>> {
  const rows = await scope.sql<{ id: string; name: string }>(
    'select id, name from reseller where id = any ($1)',
    [[...new Set(concerned.map(({ resellerId }) => resellerId))]],
  );
  return new Map(rows.map(({ id: resellerId, name }) => [resellerId, name]));
}

/** Puts down who was told, with the letters that went to each. */
async function note(
  scope: Scope,
  changeId: string,
  concerned: readonly Concerned[],
  readers: readonly Concerned[],
  mailIds: readonly string[],
): Promise<void> {
  const keyOf = ({ resellerId, companyId }: Concerned) => companyId ?? resellerId;
  const letters = Map.groupBy(mailIds.keys(), (n) => keyOf(readers[n] as Concerned));
  const rows = concerned.map((tenant) => ({
    id: newId(),
    ...tenant,
    mailIds: letters.get(keyOf(tenant))?.map((n) => mailIds[n]) ?? [],
  }));
  await scope.sql(
    `insert into processor_notice (id, change_id, reseller_id, company_id, told_at, mail_ids)
      select n.id, $1, n."resellerId", n."companyId", $2, array(select jsonb_array_elements_text(n."mailIds")::uuid)
        from json_to_recordset($3) n (id uuid, "resellerId" uuid, "companyId" uuid, "mailIds" jsonb)`,
    [changeId, scope.now, JSON.stringify(rows)],
  );
}

const tell = async (setting: Setting, changeId: string): Promise<void> =>
  void (await perform(setting, tellOfProcessorChange, { changeId }));

/** Of the platform's changes, which concern everyone. */
export const tellOfProcessorChangeJob = job({
  name: 'tell-of-processor-change',
  for: 'platform',
  does: [tellOfProcessorChange],
  payload: z.object({ changeId: z.string() }),
  run: (setting, { changeId }) => tell(setting, changeId),
});

/** Of a reseller's changes, which concern its companies. */
export const tellOfResellersChangeJob = job({
  name: 'tell-of-resellers-change',
  for: 'tenant',
  does: [tellOfProcessorChange],
  payload: z.object({ resellerId: z.string(), changeId: z.string() }),
  run: (setting, { changeId }) => tell(setting, changeId),
});

/** Those concerned are told of a change as soon as it is committed. */
export const tellOf = (
  scope: Scope,
  { id: changeId, resellerId, byPlatform }: { id: string; resellerId: string; byPlatform: boolean },
): Promise<void> =>
  byPlatform
    ? enqueue(scope, tellOfProcessorChangeJob, { changeId })
    : enqueue(scope, tellOfResellersChangeJob, { changeId, resellerId });
